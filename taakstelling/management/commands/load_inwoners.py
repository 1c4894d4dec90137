"""Take over a CBS file of inhabitants."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, Weigering, add_format
from taakstelling.services.inwoners import load_inwoners


class Command(Opdracht):
    help = "Leest een CBS-bestand met inwoners op 1 januari en rekent door wat daarop rust."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", help="CSV of XLSX met peildatum, gemeente en inwoners")
        parser.add_argument("--bron", default="", metavar="TEKST", help="waar de cijfers vandaan komen")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        bestand = Path(options["bestand"])
        try:
            data = bestand.read_bytes()
        except OSError as fout:
            raise Weigering(
                f"Het bestand ‘{bestand}’ kan niet worden gelezen. Controleer de naam, de map en de rechten."
            ) from fout
        geladen = load_inwoners(data=data, bestandsnaam=bestand.name, bron=options["bron"], door=self.door)
        rijen = [{"peildatum": peildatum, "gemeenten": aantal} for peildatum, aantal in geladen.items()]
        self.write(rijen, options["format"])
