"""Fill an empty database with the demonstration."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rapportage.services.demo import ACCOUNTS, WACHTWOORD, load_demo
from samenwerking.models import Demonstratie


class Command(BaseCommand):
    help = "Laadt de demonstratie in een lege database. Iedereen erin is verzonnen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--datum", default="", help="de dag waarop de demonstratie staat (anders vandaag)")
        parser.add_argument("--accounts", action="store_true", help="laadt niets; toont hoe u inlogt")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self._show_accounts()
            return
        datum = self._datum(options["datum"])
        try:
            load_demo(peildatum=datum)
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        self.stdout.write(f"Demonstratie geladen zoals het staat op {datum:%d-%m-%Y}.")

    def _datum(self, tekst: str) -> date:
        if not tekst:
            return timezone.localdate()
        for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
            try:
                return datetime.strptime(tekst, vorm).date()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
        raise CommandError(f"‘{tekst}’ is geen datum. Schrijf hem als 2026-11-24.")

    def _show_accounts(self) -> None:
        if not Demonstratie.objects.exists():
            self.stdout.write("Log in met uw eigen account.")
            return
        self.stdout.write(f"Inloggen kan met een van deze namen; het wachtwoord is steeds {WACHTWOORD}\n\n")
        for account in ACCOUNTS:
            naam = f"{account.voornaam} {account.achternaam}"
            self.stdout.write(f"  {account.username:<14} {account.rol.label:<28} {naam:<20} {account.wat}")
