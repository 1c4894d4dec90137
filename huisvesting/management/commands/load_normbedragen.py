"""Add the shipped amounts of passend toewijzen."""

from typing import Any

from huisvesting.services.normbedragen import load_normbedragen
from taakstelling.management.opdracht import Opdracht


class Command(Opdracht):
    help = "Vult de meegeleverde normbedragen aan die de database nog niet heeft."

    def handle(self, *args: Any, **options: Any) -> None:
        nieuw = load_normbedragen(door=self.door)
        self.stdout.write(f"Normbedragen toegevoegd: {nieuw}." if nieuw else "Normbedragen: alles stond er al.")
