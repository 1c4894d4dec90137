"""Correct the count of a gemeente by hand."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, add_format, parse_datum, parse_gemeente, parse_getal
from taakstelling.services.realisatie import book_correctie


class Command(Opdracht):
    help = "Boekt een correctie op wat een gemeente heeft gerealiseerd, met een reden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gemeente", metavar="GEMEENTE", help="CBS-code of naam")
        parser.add_argument("datum", metavar="DATUM", help="zoals 2026-03-31 of 31-03-2026")
        parser.add_argument("aantal", metavar="N", help="personen erbij, of eraf met een min ervoor")
        parser.add_argument("--reden", required=True, metavar="TEKST", help="waarom u corrigeert")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        boeking = book_correctie(
            gemeente=parse_gemeente(options["gemeente"]),
            datum=parse_datum(options["datum"]),
            aantal=parse_getal(options["aantal"]),
            reden=options["reden"],
            door=self.door,
        )
        uitkomst = {
            "code": boeking.gemeente.code,
            "naam": boeking.gemeente.naam,
            "datum": boeking.datum,
            "periode": boeking.halfjaar,
            "personen": boeking.aantal,
        }
        self.write(uitkomst, options["format"])
