"""Show what a national number means for each gemeente."""

from typing import Any

from django.core.management.base import CommandParser

from taakstelling.management.opdracht import Opdracht, Weigering, add_format, parse_getal
from taakstelling.models import GepubliceerdeTaakstelling, LandelijkeTaakstelling
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.taakstelling import divide_landelijk


class Command(Opdracht):
    help = "Verdeelt de landelijke taakstelling van een halfjaar over de gemeenten. Schrijft niets weg."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("halfjaar", metavar="HALFJAAR", help="zoals 2023H1")
        parser.add_argument("--landelijk", metavar="N", help="reken met dit aantal in plaats van het vastgelegde")
        parser.add_argument("--versie", metavar="K", help="reken met deze versie in plaats van de laatste")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        halfjaar = Halfjaar.parse(options["halfjaar"])
        landelijk, is_aanname = self._landelijk(halfjaar, options["landelijk"], options["versie"])
        verdelingen = divide_landelijk(halfjaar, landelijk)
        gepubliceerd = dict(
            GepubliceerdeTaakstelling.objects.geldend()
            .filter(halfjaar=halfjaar)
            .values_list("gemeente__code", "aantal")
        )
        rijen = [
            {
                "code": v.gemeente.code,
                "naam": v.gemeente.naam,
                "inwoners": v.inwoners,
                "adams": v.adams,
                "wettekst": v.wettekst,
                "gepubliceerd": gepubliceerd.get(v.gemeente.code),
                "gebruikt": gepubliceerd.get(v.gemeente.code, v.adams),
            }
            for v in verdelingen
        ]
        self.write(rijen, options["format"])
        if is_aanname:
            self.stderr.write(f"Let op: het landelijke aantal van {halfjaar} is een aanname.")
        if any(v.is_geschat for v in verdelingen):
            self.stderr.write(f"Let op: de inwoners op {halfjaar.inwoners_peildatum:%d-%m-%Y} zijn geschat.")

    def _landelijk(self, halfjaar: Halfjaar, landelijk: str | None, versie: str | None) -> tuple[int, bool]:
        """Out: the number to divide, and whether it is an assumption on file. Errors: Weigering."""
        if landelijk is not None and versie is not None:
            raise Weigering("Kies --landelijk of --versie, niet allebei.")
        if landelijk is not None:
            return parse_getal(landelijk, minimum=0), False
        versies = {rij.versie: rij for rij in LandelijkeTaakstelling.objects.for_halfjaar(halfjaar)}
        if not versies:
            raise Weigering(
                f"De landelijke taakstelling van {halfjaar} is niet bekend. "
                "Leg die vast in het beheer, of reken met een aantal: --landelijk N."
            )
        gekozen = max(versies) if versie is None else parse_getal(versie, minimum=1)
        if gekozen not in versies:
            raise Weigering(f"Versie {gekozen} van {halfjaar} bestaat niet. De laatste versie is {max(versies)}.")
        return versies[gekozen].aantal, versies[gekozen].is_aanname
