"""Read a COA list from the command line: what it would do, and with --apply, do it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_voorbeeld import preview_coa_lijst
from taakstelling.management.opdracht import Opdracht, Weigering, parse_gemeente, read_bestand


class Command(Opdracht):
    help = "Leest een COA-lijst en zegt wat er zou gebeuren. Alleen met --apply wordt er iets geschreven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", help="een .csv-, .xlsx- of .ods-bestand")
        parser.add_argument("--gemeente", metavar="CODE", required=True, help="CBS-code of naam van de gemeente")
        parser.add_argument("--apply", action="store_true", help="verwerk de lijst")
        parser.add_argument(
            "--format", choices=("json", "table"), default="json", help="hoe de uitkomst wordt geschreven"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pad = Path(options["bestand"])
        gemeente = parse_gemeente(options["gemeente"])
        if not gemeente.is_actief:
            raise Weigering(f"De gemeente {gemeente} bestaat niet meer. Geef de gemeente waarin zij is opgegaan.")
        bestand = {"gemeente": gemeente, "data": read_bestand(pad), "bestandsnaam": pad.name}
        with transaction.atomic():
            coa_import = receive_coa_lijst(**bestand, door=self.door, may_ask=False)
            voorbeeld = preview_coa_lijst(
                **bestand, peildatum=timezone.localdate(), toewijzing=coa_import.toewijzing, blad=coa_import.blad
            )
            if options["apply"]:
                apply_coa_import(coa_import=coa_import, door=self.door)
            else:
                transaction.set_rollback(True)
        fouten = [
            {"rij": fout.rij, "kolom": fout.kolom, "code": str(fout.code), "melding": fout.melding}
            for fout in voorbeeld.plan.fouten
        ]
        aantallen, toegepast = voorbeeld.aantallen(), options["apply"]
        if options["format"] == "json":
            self.write({**aantallen, "fouten": fouten, "toegepast": toegepast}, "json")
            return
        self.write({**aantallen, "fouten": len(fouten), "toegepast": "ja" if toegepast else "nee"}, "table")
        if fouten:
            self.write(fouten, "table")
        for kop in voorbeeld.onbekende_kolommen:
            self.stderr.write(f"Let op: de kolom ‘{kop}’ wordt niet gebruikt.")
