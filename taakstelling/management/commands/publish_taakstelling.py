"""Record what the state published for one gemeente."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, add_format, parse_gemeente, parse_getal
from taakstelling.models import Taakstelling
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.taakstelling import publish_taakstelling


class Command(Opdracht):
    help = "Legt de gepubliceerde taakstelling van een gemeente vast; die gaat voor op wat is berekend."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gemeente", metavar="GEMEENTE", help="CBS-code of naam")
        parser.add_argument("halfjaar", metavar="HALFJAAR", help="zoals 2023H1")
        parser.add_argument("aantal", metavar="N", help="personen")
        parser.add_argument("--bron", required=True, metavar="TEKST", help="waar het gepubliceerd is")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        publicatie = publish_taakstelling(
            gemeente=parse_gemeente(options["gemeente"]),
            halfjaar=Halfjaar.parse(options["halfjaar"]),
            aantal=parse_getal(options["aantal"]),
            bron=options["bron"],
            door=self.door,
        )
        berekend = Taakstelling.objects.geldend().for_halfjaar(publicatie.halfjaar)
        uitkomst = {
            "code": publicatie.gemeente.code,
            "naam": publicatie.gemeente.naam,
            "periode": publicatie.halfjaar,
            "gepubliceerd": publicatie.aantal,
            "adams": berekend.filter(gemeente=publicatie.gemeente).values_list("adams", flat=True).first(),
        }
        self.write(uitkomst, options["format"])
