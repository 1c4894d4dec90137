"""Walk the product's main job once on a demonstration: from a COA list to voortgang."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rapportage.services.demo.doorloop import start_doorloop, walk
from taakstelling.regels.voortgang import Stand


class Command(BaseCommand):
    help = "Doorloopt de keten één keer in een demonstratie, van COA-lijst tot voortgang, en zegt of het klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            doorloop = start_doorloop()
            for nummer, stap in enumerate(walk(doorloop), start=1):
                self.stdout.write(f"  {nummer}. {stap.naam:<36} {stap.uitkomst}")
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        self._table(str(doorloop.gemeente), doorloop.voor, doorloop.na)
        if not doorloop.klopt:
            raise CommandError("De voortgang klopt niet met wat er net is vastgelegd.")

    def _table(self, gemeente: str, voor: Stand, na: Stand | None) -> None:
        self.stdout.write(f"\nVoortgang van {gemeente} in {voor.halfjaar}")
        self.stdout.write(f"  {'':<22}{'voor':>10}{'na':>10}")
        vandaag = timezone.localdate()
        for naam, lees in (
            ("taakstelling", lambda s: s.taakstelling),
            ("saldo bij het begin", lambda s: f"{s.saldo_begin:+d}"),
            ("opgave", lambda s: s.opgave),
            ("gerealiseerd", lambda s: s.gerealiseerd),
            ("saldo aan het eind", lambda s: f"{s.saldo_eind:+d}"),
            ("percentage", lambda s: "-" if s.percentage is None else f"{s.percentage}".replace(".", ",")),
            ("status", lambda s: s.schema(vandaag).value.replace("_", " ")),
        ):
            self.stdout.write(f"  {naam:<22}{lees(voor):>10}{lees(na) if na else '-':>10}")
