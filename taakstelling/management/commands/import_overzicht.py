"""Read an overview of many gemeenten from the command line: what it would do, and with --apply, do it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from taakstelling.management.opdracht import Opdracht, add_format, parse_datum, read_bestand
from taakstelling.models import Saldoteken, SoortOverzicht
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht import apply_overzicht
from taakstelling.services.overzicht_ontvangst import make_overzicht, receive_overzicht
from taakstelling.services.overzicht_voorbeeld import map_overzicht, preview_overzicht


class Command(Opdracht):
    help = "Leest gepubliceerde taakstellingen of een maandstand van COA. Alleen met --apply wordt er iets geschreven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", help="een .csv-, .xlsx- of .ods-bestand")
        parser.add_argument("--soort", required=True, choices=SoortOverzicht.values, help="wat er in het bestand staat")
        parser.add_argument("--halfjaar", required=True, metavar="HALFJAAR", help="zoals 2026H1")
        parser.add_argument("--peildatum", metavar="DATUM", help="de dag van een maandstand, zoals 2026-04-01")
        parser.add_argument(
            "--saldo", required=True, choices=Saldoteken.values, help="wat in het bestand zonder minteken staat"
        )
        parser.add_argument("--apply", action="store_true", help="verwerk het overzicht")
        parser.add_argument(
            "--beginsaldo", action="store_true", help="neem het beginsaldo over van gemeenten die er geen hebben"
        )
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        pad = Path(options["bestand"])
        bestand = {
            "soort": SoortOverzicht(options["soort"]),
            "halfjaar": Halfjaar.parse(options["halfjaar"]),
            "peildatum": parse_datum(options["peildatum"]) if options["peildatum"] else None,
            "saldoteken": options["saldo"],
            "data": read_bestand(pad),
            "bestandsnaam": pad.name,
        }
        with transaction.atomic():
            overzicht = make_overzicht(**bestand)
            if not overzicht.toewijzing:
                map_overzicht(overzicht.koppen, overzicht)  # refuses, and says which column is missing
            voorbeeld = preview_overzicht(overzicht)
            if options["apply"]:
                overzicht = receive_overzicht(**bestand, door=self.door)
                apply_overzicht(overzicht=overzicht, met_beginsaldo=options["beginsaldo"], door=self.door)
        uitkomst = voorbeeld.uitkomst() | {"toegepast": options["apply"]}
        uitkomst["beginsaldi"] = len(voorbeeld.beginsaldi) if options["beginsaldo"] else 0
        if options["format"] == "json":
            self.write(uitkomst, "json")
            return
        fouten, meldingen = uitkomst.pop("fouten"), uitkomst.pop("meldingen")
        toegepast = "ja" if options["apply"] else "nee"
        self.write(uitkomst | {"geweigerd": len(fouten), "toegepast": toegepast}, options["format"])
        for fout in fouten:
            self.stderr.write(f"Rij {fout['rij']} ({fout['gemeente']}): {fout['melding']}")
        for melding in meldingen:
            self.stderr.write(f"Let op: {melding}")
