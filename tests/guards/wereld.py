"""A gemeente with everything that can happen in it, its people in every role, and the same elsewhere."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Model

from huisvesting.models import CoaImport, Huishouden, Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.coa import apply_coa_import, discard_coa_import, receive_coa_lijst
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.guards.routes import Route

# Parts of an address beside the guarded object itself, and the model that they name.
ANDERE_DELEN: dict[str, type[Model]] = {"huishouden": Huishouden}

ROLLEN = (
    "ambtenaar",
    "opgavemanager",
    "jurist",
    "wethouder",
    "corporatiemedewerker",
    "provincie",
    "beheerder",
    "zonder rol",
)


@dataclass(frozen=True)
class Wereld:
    """One gemeente, its corporatie, and the objects in it by model."""

    gemeente: Gemeente
    corporatie: Woningcorporatie
    objecten: dict[type[Model], list[Any]]

    def gebruiker(self, rol: str) -> Gebruiker:
        """A new person with this role here."""
        gemeente = {"gemeente": self.gemeente}
        return {
            "ambtenaar": lambda: AmbtenaarFactory(**gemeente),
            "opgavemanager": lambda: OpgavemanagerFactory(**gemeente),
            "jurist": lambda: JuristFactory(**gemeente),
            "wethouder": lambda: WethouderFactory(**gemeente),
            "beheerder": lambda: BeheerderFactory(**gemeente),
            "corporatiemedewerker": lambda: CorporatiemedewerkerFactory(corporatie=self.corporatie),
            "provincie": lambda: ProvincieFactory(provincie=self.gemeente.provincie_code),
            "zonder rol": GebruikerFactory,
        }[rol]()

    def of(self, model: type[Model]) -> list[Any]:
        """The objects of this model. A model that a page guards must stand here: else nobody tries its addresses."""
        assert model in self.objecten, f"Geef tests/guards/wereld.py een {model.__name__}: een pagina toont er een."
        return self.objecten[model]


def make_coa_imports(gemeente: Gemeente) -> list[CoaImport]:
    """One list that waits, one that was applied, one that was put away; each with a good row and a faulty one."""
    door = AmbtenaarFactory(gemeente=gemeente)
    lijsten = []
    for nummer in range(3):
        v_nummer = 2_900_000_000 + gemeente.pk * 10 + nummer
        tekst = (
            "V-nummer;Huishoudnummer;Achternaam;Geboortedatum;Datum koppeling\n"
            f"{v_nummer};L{nummer}A;Lijst;01-01-1990;02-02-2026\n"
            f"geen nummer;L{nummer}B;Fout;31-02-1990;02-02-2026\n"
        )
        lijsten.append(
            receive_coa_lijst(gemeente=gemeente, data=tekst.encode(), bestandsnaam=f"lijst{nummer}.csv", door=door)
        )
    apply_coa_import(coa_import=lijsten[1], door=door)
    discard_coa_import(coa_import=lijsten[2], door=door)
    return lijsten


def make_wereld(provincie_code: str) -> Wereld:
    """A gemeente with a target, and one household or home in every situation of the chain."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(provincie_code=provincie_code)).gemeente
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    hier = {"gemeente": gemeente, "aanbod__woning__corporatie": corporatie}
    eigen = {"gemeente": gemeente, "woning__corporatie": corporatie}
    voordrachten = [
        VoordrachtFactory(**hier, **situatie)
        for situatie in (
            {},
            {"akkoord": True},
            {"aangeboden": True},
            {"geaccepteerd": True},
            {"afgewezen": True},
            {"geweigerd": True},
            {"geannuleerd": True},
        )
    ]
    plaatsingen = [
        PlaatsingFactory(**hier, **situatie) for situatie in ({}, {"met_sleutel": True}, {"geannuleerd": True})
    ]
    return Wereld(
        gemeente,
        corporatie,
        {
            Gemeente: [gemeente],
            CoaImport: make_coa_imports(gemeente),
            Huishouden: [
                HuishoudenFactory(gemeente=gemeente, personen=3),
                *(rij.huishouden for rij in (*voordrachten, *plaatsingen)),
            ],
            Woningaanbod: [
                WoningaanbodFactory(**eigen, **situatie)
                for situatie in ({}, {"bevestigd": True}, {"verlopen": True}, {"ingetrokken": True})
            ]
            + [rij.aanbod for rij in (*voordrachten, *plaatsingen)],
            Voordracht: [*voordrachten, *(plaatsing.voordracht for plaatsing in plaatsingen)],
            Plaatsing: plaatsingen,
        },
    )


def addresses(route: Route, wereld: Wereld, *, alle: bool = False, **vast: Any) -> list[str]:
    """Addresses of the route with the first object of the world in each part, or with `alle` guarded ones.

    `vast`: parts that are given.
    """
    keuzes: dict[str, list[Any]] = {}
    for naam, _ in route.delen:
        model = route.model if naam == route.kwarg else ANDERE_DELEN.get(naam)
        if naam in vast:
            keuzes[naam] = [vast[naam]]
        elif model:
            veld, rijen = "pk" if naam in ANDERE_DELEN else naam, wereld.of(model)
            keuzes[naam] = [getattr(rij, veld) for rij in (rijen if alle and naam == route.kwarg else rijen[:1])]
        else:
            raise LookupError(f"{route}: zeg in ANDERE_DELEN wat <{naam}> is.")
    return [route.url(**dict(zip(keuzes, delen, strict=True))) for delen in product(*keuzes.values())]
