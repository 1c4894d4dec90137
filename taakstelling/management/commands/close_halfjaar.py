"""Close a half-year that is over."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, add_format, parse_gemeente
from taakstelling.models import Afsluiting, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar


class Command(Opdracht):
    help = "Sluit een halfjaar af: de cijfers worden bevroren, met een vingerafdruk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("halfjaar", metavar="HALFJAAR", help="zoals 2023H1")
        parser.add_argument("--gemeente", metavar="GEMEENTE", help="alleen deze: CBS-code of naam")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        halfjaar = Halfjaar.parse(options["halfjaar"])
        gemeente = parse_gemeente(options["gemeente"]) if options["gemeente"] else None
        afsluitingen = close_halfjaar(halfjaar=halfjaar, gemeente=gemeente, door=self.door)
        self.write([_rij(afsluiting) for afsluiting in afsluitingen], options["format"])
        if gemeente is None:
            self._report_open(halfjaar)

    def _report_open(self, halfjaar: Halfjaar) -> None:
        """Say beside the numbers how many gemeenten stay open, and why."""
        gesloten = Afsluiting.objects.filter(halfjaar=halfjaar).values("gemeente")
        nog_open = Voortgang.objects.for_halfjaar(halfjaar).exclude(gemeente__in=gesloten).count()
        if nog_open:
            self.stderr.write(f"Nog open: {nog_open}. Sluit voor die gemeenten eerst de eerdere halfjaren af.")


def _rij(afsluiting: Afsluiting) -> dict[str, Any]:
    stand = afsluiting.stand
    return {
        "code": afsluiting.gemeente.code,
        "naam": afsluiting.gemeente.naam,
        "periode": afsluiting.halfjaar,
        "opgave": stand.opgave,
        "gerealiseerd": stand.gerealiseerd,
        "saldo_eind": stand.saldo_eind,
        "vingerafdruk": afsluiting.vingerafdruk,
    }
