"""State with which saldo a gemeente starts."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, add_format, parse_gemeente, parse_getal
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.taakstelling import set_beginsaldo


class Command(Opdracht):
    help = "Legt vast met welk saldo een gemeente begint, en in welk halfjaar."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gemeente", metavar="GEMEENTE", help="CBS-code of naam")
        parser.add_argument("halfjaar", metavar="HALFJAAR", help="zoals 2023H1")
        parser.add_argument("saldo", metavar="N", help="personen: 3 is voorsprong, -3 is achterstand")
        parser.add_argument("--bron", required=True, metavar="TEKST", help="waar het saldo staat")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        begin = set_beginsaldo(
            gemeente=parse_gemeente(options["gemeente"]),
            halfjaar=Halfjaar.parse(options["halfjaar"]),
            saldo=parse_getal(options["saldo"]),
            bron=options["bron"],
            door=self.door,
        )
        uitkomst = {
            "code": begin.gemeente.code,
            "naam": begin.gemeente.naam,
            "periode": begin.halfjaar,
            "saldo_begin": begin.saldo,
        }
        self.write(uitkomst, options["format"])
