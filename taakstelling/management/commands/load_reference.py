"""Add the shipped reference data."""

from dataclasses import astuple
from typing import Any

from samenwerking.inlezen.tabel import getal
from taakstelling.management.opdracht import Opdracht
from taakstelling.services.referentie import load_reference

# One and more of what each field of Toegevoegd counts.
SOORTEN = (
    ("gemeente", "gemeenten"),
    ("naamvariant", "naamvarianten"),
    ("herindeling", "herindelingen"),
    ("inwonertal", "inwonertallen"),
    ("landelijk cijfer", "landelijke cijfers"),
    ("toezichtkader", "toezichtkaders"),
    ("telregel", "telregels"),
)


class Command(Opdracht):
    help = "Vult aan wat de meegeleverde referentiegegevens weten en de database nog niet."

    def handle(self, *args: Any, **options: Any) -> None:
        nieuw = load_reference(door=self.door)
        if not nieuw:
            self.stdout.write("Referentiegegevens: alles stond er al.")
            return
        soorten = [
            f"{getal(aantal)} {enkelvoud if aantal == 1 else meervoud}"
            for aantal, (enkelvoud, meervoud) in zip(astuple(nieuw), SOORTEN, strict=True)
            if aantal
        ]
        self.stdout.write(f"Referentiegegevens toegevoegd: {', '.join(soorten)}.")
