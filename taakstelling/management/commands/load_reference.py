"""Add the shipped reference data."""

from typing import Any

from samenwerking.inlezen.tabel import getal
from taakstelling.management.opdracht import Opdracht
from taakstelling.services.referentie import load_reference


class Command(Opdracht):
    help = "Vult aan wat de meegeleverde referentiegegevens weten en de database nog niet."

    def handle(self, *args: Any, **options: Any) -> None:
        nieuw = load_reference(door=self.door)
        if not nieuw:
            self.stdout.write("Referentiegegevens: alles stond er al.")
            return
        self.stdout.write(
            f"Referentiegegevens toegevoegd: {getal(nieuw.gemeenten)} gemeenten, {nieuw.naamvarianten} naamvarianten, "
            f"{nieuw.herindelingen} herindelingen, {getal(nieuw.inwonertallen)} inwonertallen, "
            f"{nieuw.landelijke_cijfers} landelijke cijfers, {nieuw.toezichtkaders} toezichtkaders, "
            f"{nieuw.telregels} telregels."
        )
