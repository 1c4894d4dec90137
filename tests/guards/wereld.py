"""A gemeente with everything that can happen in it, its people in every role, and the same elsewhere."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Model

from huisvesting.models import (
    Aanbodlijst,
    CoaImport,
    Complex,
    Dossiersluiting,
    Huishouden,
    Intrekverzoek,
    Plaatsing,
    Prestatieafspraak,
    Statushouder,
    Verblijf,
    Voordracht,
    VoordrachtStatus,
    Weigering,
    Woningaanbod,
)
from huisvesting.services.aanbodlijst import (
    apply_aanbodlijst,
    discard_aanbodlijst,
    keep_aanbodlijst,
    receive_aanbodlijst,
)
from huisvesting.services.coa import apply_coa_import, discard_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.voordracht import cancel_voordracht
from samenwerking.models import Actie, Bericht, Gebruiker, Gemeente, Verwerking, Werksoort, Woningcorporatie
from samenwerking.services.inleeswerk import ask_werk
from samenwerking.services.verwerking import ask_verwerking
from taakstelling.models import Afstemverschil, CoaVraag, Grond, Overdracht, Overzichtimport
from taakstelling.regels.telregels import Woonvorm
from taakstelling.services.overdracht import Deel, record_overdracht, withdraw_overdracht
from taakstelling.services.overzicht import apply_overzicht, discard_overzicht
from taakstelling.services.overzicht_ontvangst import receive_overzicht
from taakstelling.services.realisatie import book_realisatie
from tests.factories.aanbod import ComplexFactory, IntrekverzoekFactory
from tests.factories.dossier import (
    AanvullingFactory,
    ActieFactory,
    ContactmomentFactory,
    DossiersluitingFactory,
    EisFactory,
    NotitieFactory,
    ParkeringFactory,
    WoonnormFactory,
)
from tests.factories.huisvesting import (
    MOMENT,
    PEILDATUM,
    HuishoudenFactory,
    PlaatsingFactory,
    PrestatieafspraakFactory,
    StatushouderFactory,
    VerblijfFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)
from tests.factories.overleg import KalenderlinkFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    AntwoordlinkFactory,
    BeheerderFactory,
    BerichtFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RedenFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import EERSTE, AfstemverschilFactory, start_gemeente
from tests.factories.toezicht import (
    CoaVraagFactory,
    KoppelingsdekkingFactory,
    MijlpaalFactory,
    PlanVanAanpakFactory,
    ToezichtbriefFactory,
    ToezichtkaderFactory,
    ToezichttredeFactory,
)
from tests.factories.voordracht import WeigeringFactory, make_voordracht
from tests.guards.routes import Route
from tests.guards.wereld_opgave import make_opgave

# Parts of an address beside the guarded object itself, and the model that they name.
ANDERE_DELEN: dict[str, type[Model]] = {"huishouden": Huishouden, "corporatie": Woningcorporatie}

ROLLEN = (
    "ambtenaar",
    "opgavemanager",
    "jurist",
    "opdrachtgever",
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
            "opdrachtgever": lambda: OpdrachtgeverFactory(**gemeente),
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
    """One list that waits, one that was applied, one that was put away; each with a good row, a faulty one and two
    in doubt."""
    door = AmbtenaarFactory(gemeente=gemeente)
    lijsten = []
    for nummer in range(3):
        v_nummer = 2_900_000_000 + gemeente.pk * 10 + nummer
        tekst = (
            "V-nummer;Huishoudnummer;Achternaam;Geboortedatum;Datum koppeling\n"
            f"{v_nummer};L{nummer}A;Lijst;01-01-1990;02-02-2026\n"
            f"geen nummer;L{nummer}B;Fout;31-02-1990;02-02-2026\n"
            f"{v_nummer + 5};L{nummer}C;Twijfel;01-01-1990;02-02-2026\n"
            f"{v_nummer + 5};L{nummer}D;Twijfel;01-01-1990;02-02-2026\n"
        )
        lijsten.append(
            receive_coa_lijst(gemeente=gemeente, data=tekst.encode(), bestandsnaam=f"lijst{nummer}.csv", door=door)
        )
    apply_coa_import(coa_import=lijsten[1], door=door)
    discard_coa_import(coa_import=lijsten[2], door=door)
    return lijsten


def make_verwerkingen(coa_imports: list[CoaImport]) -> list[Verwerking]:
    """Work on a list: some that waits for a worker, some that failed, and some that was done."""
    door = AmbtenaarFactory(gemeente=coa_imports[0].gemeente)
    einden = ({}, {"klaar_op": MOMENT, "fout": "Het is niet gelukt."}, {"klaar_op": MOMENT})
    verwerkingen = [
        ask_verwerking(
            onderwerp=coa_import,
            gemeente=coa_import.gemeente,
            soort=Werksoort.TOEPASSEN,
            door=door,
            op=coa_import.ontvangen_op,
        )
        for coa_import in coa_imports
    ]
    for verwerking, einde in zip(verwerkingen, einden, strict=True):
        Verwerking.objects.filter(pk=verwerking.pk).update(**einde)
    return list(Verwerking.objects.filter(pk__in=[verwerking.pk for verwerking in verwerkingen]))


def make_aanbodlijsten(gemeente: Gemeente, corporatie: Woningcorporatie) -> list[Aanbodlijst]:
    """One sheet of homes that waits, one that was applied, one that was put away, each with a good and a faulty row;
    and one that is kept for a worker."""
    door = CorporatiemedewerkerFactory(corporatie=corporatie)
    kop = "Straat;Huisnummer;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf\n"
    lijsten = [
        receive_aanbodlijst(
            corporatie=corporatie,
            gemeente=gemeente,
            data=f"{kop}Lijststraat;{nummer + 1};1234 AB;Proefstad;2;01-05-2026\nLijststraat;;1234;;;\n".encode(),
            bestandsnaam=f"woningen{nummer}.csv",
            door=door,
        )
        for nummer in range(3)
    ]
    apply_aanbodlijst(lijst=lijsten[1], door=door)
    discard_aanbodlijst(lijst=lijsten[2], door=door)
    bestand = {"data": b"Straat;Plaats\nLijststraat;Stad\n", "bestandsnaam": "woningen3.csv", "door": door}
    return [*lijsten, keep_aanbodlijst(corporatie=corporatie, gemeente=gemeente, **bestand)]


def make_intrekverzoeken(gemeente: Gemeente, corporatie: Woningcorporatie) -> list[Intrekverzoek]:
    """One assigned home that is asked back, and one that stayed assigned."""
    hier = {"gemeente": gemeente, "aanbod__woning__corporatie": corporatie}
    return [
        IntrekverzoekFactory(aanbod=VoordrachtFactory(**hier, geaccepteerd=True).aanbod, **besluit)
        for besluit in ({}, {"afgewezen": True})
    ]


def make_overzichten(gemeente: Gemeente) -> list[Overzichtimport]:
    """Monthly states of COA: one that waits, one whose columns are asked, one applied, and one put away."""
    door = OpgavemanagerFactory(gemeente=gemeente)
    koppen = ("Gerealiseerd", "Gehaald", "Gerealiseerd", "Gerealiseerd")
    overzichten = [
        receive_overzicht(
            soort="coa_stand",
            halfjaar=EERSTE,
            peildatum=EERSTE.koppel_peildatum,
            data=f"Gemeentecode;{kop};Saldo\n{gemeente.code};{nummer};{nummer}\n".encode(),
            bestandsnaam=f"stand{nummer}.csv",
            saldoteken="voorsprong",
            gemeente=gemeente,
            door=door,
        )
        for nummer, kop in enumerate(koppen)
    ]
    apply_overzicht(overzicht=overzichten[2], door=door)
    discard_overzicht(overzicht=overzichten[3], door=door)
    return overzichten


def make_overdrachten(gemeente: Gemeente) -> list[Overdracht]:
    """Joint decisions with a neighbour: one that holds, and one that was withdrawn."""
    door = OpgavemanagerFactory(gemeente=gemeente)
    buur = start_gemeente(gemeente=GemeenteFactory(provincie_code=gemeente.provincie_code)).gemeente
    besluiten = [
        record_overdracht(
            halfjaar=EERSTE,
            delen={gemeente: Deel(aantal, "Z-1"), buur: Deel(-aantal, "B-1")},
            besluitdatum=PEILDATUM,
            document="Gezamenlijk besluit",
            door=door,
        )
        for aantal in (2, -1)
    ]
    withdraw_overdracht(overdracht=besluiten[1], reden="Vergissing", door=door)
    return besluiten


def secret_of(gemeente: Gemeente) -> str:
    """The secret in a link that was mailed to someone of the corporation here, and that still works."""
    return f"geheim-van-{gemeente.code}"


def make_antwoordlink(voordracht: Voordracht) -> None:
    """A mail about this voordracht, with a link to answer it."""
    AntwoordlinkFactory(
        bericht=BerichtFactory(ontvanger=CorporatiemedewerkerFactory(corporatie=voordracht.aanbod.corporatie)),
        onderwerp_id=voordracht.pk,
        geheim=secret_of(voordracht.gemeente),
    )


def make_kalenderlink(gemeente: Gemeente) -> None:
    """A calendar feed that someone here follows, with the same secret."""
    KalenderlinkFactory(gebruiker=OpgavemanagerFactory(gemeente=gemeente), geheim=secret_of(gemeente))


def count_plaatsing(plaatsing: Plaatsing) -> None:
    """The people of this plaatsing stand in the ledger."""
    for persoon in plaatsing.personen.all():
        book_realisatie(
            gemeente=plaatsing.gemeente,
            datum=PEILDATUM,
            grond=Grond.PLAATSING,
            bron_soort=persoon.bron_soort(),
            bron_id=persoon.bron_id,
            regel="R-301 versie 1",
            door=plaatsing.getekend_door,
        )


def make_toezicht(gemeente: Gemeente) -> None:
    """A ladder of the province, a letter, a plan with a milestone, and a koppelingsdekking that was frozen."""
    trede = ToezichttredeFactory(kader=ToezichtkaderFactory(provincie_code=gemeente.provincie_code))
    ToezichtbriefFactory(gemeente=gemeente, trede=trede)
    MijlpaalFactory(plan=PlanVanAanpakFactory(gemeente=gemeente))
    KoppelingsdekkingFactory(gemeente=gemeente)


def make_weigeringen(hier: dict[str, Any]) -> list[Weigering]:
    """A refusal that waits, one with time to think, and one that nobody has to judge any more."""
    wacht, onterecht, vervallen = (
        WeigeringFactory(voordracht=VoordrachtFactory(aangeboden=True, **hier), **situatie)
        for situatie in ({}, {"onterecht": True}, {})
    )
    reden = RedenFactory()
    cancel_voordracht(voordracht=vervallen.voordracht, reden=reden, door=vervallen.gemeld_door)
    return [wacht, onterecht, Weigering.objects.select_related("voordracht").get(pk=vervallen.pk)]


def make_dossiers(gemeente: Gemeente) -> list[Huishouden]:
    """Households in every status before a home is sought, and what is written in a dossier; each with something to
    do."""
    nieuw, gekoppeld, intake = (
        HuishoudenFactory(gemeente=gemeente, **situatie)
        for situatie in ({"aangemeld": True}, {"gekoppeld": True}, {"in_intake": True})
    )
    van = {"huishouden__gemeente": gemeente}
    huishoudens = [nieuw, gekoppeld, intake, AanvullingFactory(**van).huishouden, ParkeringFactory(**van).huishouden]
    for factory in (NotitieFactory, ContactmomentFactory, EisFactory):
        factory(huishouden=intake)
    for huishouden in huishoudens:
        ActieFactory(over=huishouden)
    return huishoudens


def make_wereld(provincie_code: str) -> Wereld:
    """A gemeente with a target, and one household or home in every situation of the chain."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(provincie_code=provincie_code)).gemeente
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    hier = {"gemeente": gemeente, "aanbod__woning__corporatie": corporatie}
    eigen = {"gemeente": gemeente, "woning__corporatie": corporatie}
    voordrachten = [make_voordracht(status, **hier) for status in VoordrachtStatus]
    weigeringen = make_weigeringen(hier)
    plaatsingen = [
        PlaatsingFactory(**hier, **situatie)
        for situatie in (
            {},
            {"met_sleutel": True},
            {"geannuleerd": True},
            {"niet_verschenen": True},
            {"gerealiseerd": True},
            {"doorstroom": True},
        )
    ]
    amv = StatushouderFactory(huishouden=HuishoudenFactory(gemeente=gemeente, personen=0), amv=True)
    verblijven = [
        VerblijfFactory(statushouder=amv, gemeente=GemeenteFactory(), vorm=Woonvorm.REGULIER),
        VerblijfFactory(statushouder__huishouden__gemeente=gemeente, beeindigd=True),
    ]
    dossiers = make_dossiers(gemeente)
    WoonnormFactory(gemeente=gemeente)
    sluitingen = [
        DossiersluitingFactory(huishouden__gemeente=gemeente, **situatie)
        for situatie in ({}, {"besloten": True}, {"afgewezen": True})
    ]
    make_toezicht(gemeente)
    make_antwoordlink(voordrachten[0])
    make_kalenderlink(gemeente)
    count_plaatsing(plaatsingen[1])
    return Wereld(
        gemeente,
        corporatie,
        {
            Gemeente: [gemeente],
            Bericht: [BerichtFactory(ontvanger=AmbtenaarFactory(gemeente=gemeente))],
            Woningcorporatie: [corporatie],
            Prestatieafspraak: [
                PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, **versie)
                for versie in ({}, {"gewijzigd": True})
            ],
            CoaImport: (coa_imports := make_coa_imports(gemeente)),
            Overdracht: make_overdrachten(gemeente),
            Overzichtimport: make_overzichten(gemeente),
            Afstemverschil: [AfstemverschilFactory(gemeente=gemeente)],
            Huishouden: [
                HuishoudenFactory(gemeente=gemeente, personen=3),
                *(rij.huishouden for rij in (*voordrachten, *plaatsingen)),
                *(weigering.voordracht.huishouden for weigering in weigeringen),
                *dossiers,
                *(sluiting.huishouden for sluiting in sluitingen),
            ],
            Dossiersluiting: sluitingen,
            Actie: list(Actie.objects.filter(gemeente=gemeente)),
            Woningaanbod: [
                WoningaanbodFactory(**eigen, **situatie)
                for situatie in (
                    {},
                    {"bevestigd": True},
                    {"verlopen": True},
                    {"ingetrokken": True},
                    {"geblokkeerd": True},
                    {"ongeschikt": True},
                )
            ]
            + [rij.aanbod for rij in (*voordrachten, *plaatsingen)],
            Intrekverzoek: make_intrekverzoeken(gemeente, corporatie),
            Complex: [ComplexFactory(gemeente=gemeente, corporatie=corporatie)],
            Aanbodlijst: (lijsten := make_aanbodlijsten(gemeente, corporatie)),
            Verwerking: [
                *make_verwerkingen(coa_imports),
                ask_werk(lijsten[3], Werksoort.LEZEN, door=lijsten[3].ontvangen_door, op=MOMENT),
            ],
            Weigering: weigeringen,
            Voordracht: [*voordrachten, *(plaatsing.voordracht for plaatsing in plaatsingen)],
            Plaatsing: plaatsingen,
            Statushouder: [amv, *(rij.huishouden.leden[0] for rij in (*voordrachten, *plaatsingen))],
            Verblijf: verblijven,
            CoaVraag: [CoaVraagFactory(gemeente=gemeente), CoaVraagFactory(gemeente=gemeente, beantwoord=True)],
            **make_opgave(gemeente, corporatie),
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
        elif naam == "sleutel":
            keuzes[naam] = [secret_of(wereld.gemeente)]
        elif model:
            veld, rijen = "pk" if naam in ANDERE_DELEN else naam, wereld.of(model)
            keuzes[naam] = [getattr(rij, veld) for rij in (rijen if alle and naam == route.kwarg else rijen[:1])]
        else:
            raise LookupError(f"{route}: zeg in ANDERE_DELEN wat <{naam}> is.")
    return [route.url(**dict(zip(keuzes, delen, strict=True))) for delen in product(*keuzes.values())]
