"""Fill an empty database with the demonstration."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from rapportage.services.demo import ACCOUNTS, WACHTWOORD, load_demo
from samenwerking.models import Demonstratie
from taakstelling.management.opdracht import Opdracht, parse_datum


class Command(Opdracht):
    help = "Laadt de demonstratie in een lege database. Iedereen erin is verzonnen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--datum", default="", help="de dag waarop de demonstratie staat (anders vandaag)")
        parser.add_argument("--accounts", action="store_true", help="laadt niets; toont hoe u inlogt")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self._show_accounts()
            return
        datum = parse_datum(options["datum"]) if options["datum"] else timezone.localdate()
        load_demo(peildatum=datum)
        self.stdout.write(f"Demonstratie geladen zoals het staat op {datum:%d-%m-%Y}.")

    def _show_accounts(self) -> None:
        if not Demonstratie.objects.exists():
            self.stdout.write("Log in met uw eigen account.")
            return
        self.stdout.write(f"Inloggen kan met een van deze namen; het wachtwoord is steeds {WACHTWOORD}.")
        self.stdout.write("Achter elke naam staat wie dat is, en op welke pagina die begint.\n\n")
        for account in ACCOUNTS:
            naam = f"{account.voornaam} {account.achternaam}"
            self.stdout.write(f"  {account.username:<14} {account.rol.label:<28} {naam:<20} {account.wat}")
        self.stdout.write("\nNieuw hier? Begin als consulent. De uitleg per rol staat in docs/handleiding.md.")
