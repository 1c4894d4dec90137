"""Take over a CBS file of inhabitants."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, add_format, read_bestand
from taakstelling.services.inwoners import load_inwoners


class Command(Opdracht):
    help = "Leest een CBS-bestand met inwoners op 1 januari en rekent door wat daarop rust."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", help="CSV of XLSX met peildatum, gemeente en inwoners")
        parser.add_argument("--bron", default="", metavar="TEKST", help="waar de cijfers vandaan komen")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        bestand = Path(options["bestand"])
        geladen = load_inwoners(
            data=read_bestand(bestand), bestandsnaam=bestand.name, bron=options["bron"], door=self.door
        )
        rijen = [{"peildatum": peildatum, "gemeenten": aantal} for peildatum, aantal in geladen.items()]
        self.write(rijen, options["format"])
