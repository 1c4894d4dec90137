"""What every command of an administrator shares: it acts as the system, prints three formats, refuses in Dutch."""

import csv
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenwerking.inlezen import MAX_BYTES, Leesfout
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout
from taakstelling.regels.voortgang import MEESTE_PERSONEN

FORMATEN = ("table", "json", "csv")

Regel = Mapping[str, Any]


class Weigering(ValueError):
    """A command cannot do what was asked. The text is the Dutch sentence for the user."""


class Opdracht(BaseCommand):
    """Subclass with `add_arguments` and `handle`. Whatever a service or a parse function refuses, ends as one Dutch
    sentence on stderr and exit code 1; called from Python it is a CommandError with that sentence."""

    suppressed_base_arguments = {  # so that the usage shows only what belongs to the command itself
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }
    # The checks of the project belong to its tests; a command only has to be quick.
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def refuse(_: str) -> NoReturn:
            usage = " ".join(parser.format_usage().split()).removeprefix("usage: ")
            self.refuse(f"De opdracht is niet compleet of klopt niet. Schrijf: {usage}")

        # argparse says in English what is wrong; how it should be says more.
        parser.error = refuse  # type: ignore[method-assign]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (Weigering, Leesfout, HalfjaarFout, ValidationError) as fout:
            self.refuse(sentence(fout), fout)

    def refuse(self, zin: str, oorzaak: Exception | None = None) -> NoReturn:
        """End the command. Errors: SystemExit(1) on the command line, else CommandError."""
        if self._called_from_command_line:
            self.stderr.write(zin)
            sys.exit(1)
        raise CommandError(zin) from oorzaak

    @property
    def door(self) -> Gebruiker:
        """In whose name a command acts."""
        return Gebruiker.objects.systeem()

    def write(self, gegevens: Regel | Sequence[Regel], formaat: str) -> None:
        """Print one object or a list: JSON keeps that difference, a table and CSV show rows either way."""
        if formaat == "json":
            self.stdout.write(json.dumps(gegevens, ensure_ascii=False, indent=2, default=_json))
            return
        rijen = [gegevens] if isinstance(gegevens, Mapping) else list(gegevens)
        if formaat == "csv":
            schrijver = csv.DictWriter(self.stdout, fieldnames=list(rijen[0]) if rijen else [], lineterminator="\n")
            schrijver.writeheader()
            schrijver.writerows(rijen)
            return
        self.stdout.write("\n".join(_table(rijen)))


def add_format(parser: CommandParser) -> None:
    parser.add_argument("--format", choices=FORMATEN, default="table", help="hoe de uitkomst wordt geschreven")


def sentence(fout: Exception) -> str:
    """What a user reads of an error; a fault of one field begins with the name of that field."""
    if not isinstance(fout, ValidationError):
        return str(fout)
    if not hasattr(fout, "error_dict"):
        return " ".join(fout.messages)
    return " ".join(
        melding if veld == NON_FIELD_ERRORS else f"{veld}: {melding}"
        for veld, meldingen in fout.message_dict.items()
        for melding in meldingen
    )


def read_bestand(pad: Path) -> bytes:
    """The bytes of a file; of one that is too large, one byte more than is allowed. Errors: Weigering."""
    try:
        with pad.open("rb") as bestand:
            return bestand.read(MAX_BYTES + 1)
    except OSError as fout:
        raise Weigering(f"Het bestand ‘{pad}’ is niet te openen. Controleer de naam, de map en de rechten.") from fout


def parse_gemeente(tekst: str) -> Gemeente:
    """In: a code, name or known variant of a name. Errors: Weigering."""
    gemeente = Gemeente.objects.find(tekst)
    if gemeente is None:
        raise Weigering(f"De gemeente ‘{tekst}’ is niet bekend. Geef een CBS-code zoals GM0303, of de hele naam.")
    return gemeente


def parse_datum(tekst: str) -> date:
    """In: jjjj-mm-dd or dd-mm-jjjj. Errors: Weigering."""
    for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(tekst.strip(), vorm).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise Weigering(f"‘{tekst}’ is geen datum. Schrijf hem als 2026-03-31 of 31-03-2026.")


def parse_getal(tekst: str, *, minimum: int = -MEESTE_PERSONEN) -> int:
    """A whole number of persons. Errors: Weigering."""
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", tekst.strip()):
        raise Weigering(f"‘{tekst}’ is geen heel getal. Schrijf alleen cijfers, zoals 12 of -4.")
    getal = int(tekst)
    if not minimum <= getal <= MEESTE_PERSONEN:
        raise Weigering(f"{getal} kan niet: geef een getal van {minimum} tot en met {MEESTE_PERSONEN}.")
    return getal


def _json(waarde: object) -> object:
    if isinstance(waarde, Decimal):
        return float(waarde)
    if isinstance(waarde, Halfjaar | date):
        return str(waarde)
    raise TypeError(f"{type(waarde).__name__} has no form in JSON")


def _table(rijen: Sequence[Regel]) -> list[str]:
    """Columns under their names, numbers to the right."""
    if not rijen:
        return ["Geen rijen."]
    kolommen = list(rijen[0])
    cellen = [kolommen, *([_cel(rij[kolom]) for kolom in kolommen] for rij in rijen)]
    breedte = [max(len(rij[index]) for rij in cellen) for index in range(len(kolommen))]
    is_getal = [all(isinstance(rij[k], int | Decimal | None) for rij in rijen) for k in kolommen]
    lijn: list[Callable[[str, int], str]] = [str.rjust if getal else str.ljust for getal in is_getal]
    return ["  ".join(lijn[i](rij[i], breedte[i]) for i in range(len(kolommen))).rstrip() for rij in cellen]


def _cel(waarde: object) -> str:
    if isinstance(waarde, Decimal):
        return str(waarde).replace(".", ",")
    return "-" if waarde is None else str(waarde)
