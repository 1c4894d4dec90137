"""Rebuild voortgang from the ledger."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, Weigering, add_format, parse_gemeente
from taakstelling.services.voortgang import Afwijking, Getallen, verify_voortgang


class Command(Opdracht):
    help = "Bouwt de voortgang opnieuw op uit het grootboek."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gemeente", metavar="GEMEENTE", help="alleen deze: CBS-code of naam")
        parser.add_argument("--verify", action="store_true", help="eindig met een fout als er iets afweek")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        gemeente = parse_gemeente(options["gemeente"]) if options["gemeente"] else None
        afwijkingen = verify_voortgang(door=self.door, gemeente=gemeente)
        if options["format"] == "table" and not afwijkingen:
            self.stdout.write("Voortgang klopt met het grootboek: niets gewijzigd.")
        else:
            self.write([_rij(afwijking) for afwijking in afwijkingen], options["format"])
        if afwijkingen and options["verify"]:
            raise Weigering(
                f"De voortgang klopte niet met het grootboek (afwijkingen: {len(afwijkingen)}). Dat is nu hersteld. "
                "Zoek uit waardoor het kwam."
            )


def _rij(afwijking: Afwijking) -> dict[str, Any]:
    return {
        "code": afwijking.gemeente,
        "periode": afwijking.halfjaar,
        **_getallen("opgeslagen", afwijking.opgeslagen),
        **_getallen("herbouwd", afwijking.herbouwd),
    }


def _getallen(welke: str, getallen: Getallen | None) -> dict[str, int | None]:
    namen = ("taakstelling", "saldo_begin", "gerealiseerd")
    return {f"{naam}_{welke}": getal for naam, getal in zip(namen, getallen or (None, None, None), strict=True)}
