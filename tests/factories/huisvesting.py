"""DOET: households, homes, offers and placements in every situation of the chain.

The moments are fixed and lie in the first half of 2026; what a test compares with today gets its date from the test.
Factories write rows, not events: a `met_sleutel` plaatsing has booked nothing. Who needs the booking calls the service.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from huisvesting.models import (
    Bestemming,
    CoaImport,
    CoaImportregel,
    Gezinsrol,
    Huishouden,
    Normbedrag,
    Normsoort,
    Oordeel,
    Overlegtermijn,
    Plaatsing,
    Plaatsingspersoon,
    Prestatieafspraak,
    Slaapkamerklasse,
    Statushouder,
    Verblijf,
    Voordracht,
    Woning,
    Woningaanbod,
)
from huisvesting.regels.zoeken import search_name
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Klasse
from taakstelling.models import Zekerheid
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Woonvorm
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    RedenFactory,
    WoningcorporatieFactory,
)

# A Monday morning; each step of a chain is a day later.
MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
PEILDATUM = MOMENT.date()


def dag(nummer: int) -> datetime:
    """The moment so many days after MOMENT."""
    return MOMENT + timedelta(days=nummer)


class HuishoudenFactory(DjangoModelFactory):
    """A household ready to be matched, of `personen` people (1): the head, a partner from two on, then children.

    `aangemeld`, `gekoppeld` and `in_intake` stop before that.
    """

    class Meta:
        model = Huishouden
        skip_postgeneration_save = True

    class Params:
        in_intake = factory.Trait(klaar_op=None, klaar_door=None)
        gekoppeld = factory.Trait(in_intake=True, intake_op=None, intake_door=None)
        aangemeld = factory.Trait(gekoppeld=True, ontvangen_op=None, ontvangen_door=None, eigenaar=None)

    gemeente = factory.SubFactory(GemeenteFactory)
    huishoudnummer = factory.Sequence(lambda n: f"H{n:05d}")
    koppeldatum = date(2026, 2, 2)
    aangemeld_op = MOMENT
    aangemeld_door = factory.SubFactory(AmbtenaarFactory, gemeente=factory.SelfAttribute("..gemeente"))
    eigenaar = factory.SelfAttribute("aangemeld_door")
    ontvangen_op = intake_op = klaar_op = MOMENT
    ontvangen_door = intake_door = klaar_door = factory.SelfAttribute("aangemeld_door")

    @factory.post_generation
    def personen(self, create: bool, extracted: int | None, **kwargs: Any) -> None:
        rollen = [Gezinsrol.HOOFD, Gezinsrol.PARTNER]
        for nummer in range(1 if extracted is None else extracted):
            is_kind = nummer >= len(rollen)
            StatushouderFactory(
                huishouden=self,
                gezinsrol=Gezinsrol.KIND if is_kind else rollen[nummer],
                geboortedatum=date(2015, 5, 5) if is_kind else date(1988, 4, 4),
                **kwargs,
            )


class StatushouderFactory(DjangoModelFactory):
    class Meta:
        model = Statushouder

    huishouden = factory.SubFactory(HuishoudenFactory, personen=0)
    v_nummer = factory.Sequence(lambda n: f"{2_800_000_000 + n}")
    v_nummer_index = factory.LazyAttribute(lambda o: lookup_index(o.v_nummer))
    gezinsrol = Gezinsrol.HOOFD
    achternaam = factory.Sequence(lambda n: f"Achternaam{n}")
    voornamen = factory.Sequence(lambda n: f"Voornaam{n}")
    zoeknaam = factory.LazyAttribute(lambda o: search_name(o.achternaam, o.voornamen))
    geboortedatum = date(1988, 4, 4)


class WoningFactory(DjangoModelFactory):
    """A home of two bedrooms on the ground floor, with a rent: nothing is missing for a confirmation."""

    class Meta:
        model = Woning

    class Params:
        onvolledig = factory.Trait(kale_huur=None, verdieping=None)

    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente]))
    straat = "Proefstraat"
    huisnummer = factory.Sequence(lambda n: n + 1)
    postcode = "1234 AB"
    plaats = "Proefstad"
    slaapkamers = 2
    verdieping = 0
    kale_huur = Decimal("612.50")


class WoningaanbodFactory(DjangoModelFactory):
    """A reported home, not yet confirmed; a `concept` is not even reported."""

    class Meta:
        model = Woningaanbod

    class Params:
        door = factory.LazyAttribute(lambda o: CorporatiemedewerkerFactory(corporatie=o.woning.corporatie))
        concept = factory.Trait(aangeboden_op=None, aangeboden_door=None)
        bevestigd = factory.Trait(bevestigd_op=dag(1), bevestigd_door=factory.SelfAttribute("door"))
        verlopen = factory.Trait(bevestigd=True, optiedatum=date(2026, 1, 31))
        ingetrokken = factory.Trait(
            ingetrokken_op=dag(2),
            ingetrokken_door=factory.SelfAttribute("door"),
            intrekreden=factory.SubFactory(RedenFactory),
        )
        geblokkeerd = factory.Trait(
            bevestigd=True,
            geblokkeerd_op=dag(2),
            geblokkeerd_door=factory.SelfAttribute("door"),
            blokkeerreden=factory.SubFactory(RedenFactory),
            blokkade_tot=dag(30).date(),
        )
        vrijgegeven = factory.Trait(
            geblokkeerd=True, vrijgegeven_op=dag(3), vrijgegeven_door=factory.SelfAttribute("door")
        )
        ongeschikt = factory.Trait(
            bevestigd=True,
            ongeschikt_op=dag(2),
            ongeschikt_door=factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente)),
            ongeschiktreden=factory.SubFactory(RedenFactory, klasse=Klasse.GEMEENTE),
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    woning = factory.SubFactory(WoningFactory, gemeente=factory.SelfAttribute("..gemeente"))
    beschikbaar_vanaf = date(2026, 4, 1)
    ingevoerd_op = aangeboden_op = MOMENT
    ingevoerd_door = aangeboden_door = factory.SelfAttribute("door")


class NormbedragFactory(DjangoModelFactory):
    """The low limit of 2026, unless told otherwise."""

    class Meta:
        model = Normbedrag

    soort = Normsoort.AFTOPPING_LAAG
    van = date(2026, 1, 1)
    tot = date(2027, 1, 1)
    bedrag = Decimal("713.02")
    bron = "Proefbron"
    zekerheid = Zekerheid.HOOG
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class PrestatieafspraakFactory(DjangoModelFactory):
    """The first version of an agreement: two homes of any size in the first half of 2026."""

    class Meta:
        model = Prestatieafspraak

    class Params:
        gewijzigd = factory.Trait(versie=2, reden="Er komen minder woningen vrij.")

    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente]))
    halfjaar = Halfjaar(2026, 1)
    slaapkamers = Slaapkamerklasse.ELKE
    versie = 1
    aantal = 2
    bron = "Prestatieafspraken 2026"
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))


class OverlegtermijnFactory(DjangoModelFactory):
    class Meta:
        model = Overlegtermijn

    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente]))
    dagen = 10
    ingesteld_op = MOMENT
    ingesteld_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))


class VoordrachtFactory(DjangoModelFactory):
    """A household put forward for a confirmed home; each trait brings what comes before it."""

    class Meta:
        model = Voordracht

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)
        ambtenaar = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.aanbod.gemeente))
        medewerker = factory.LazyAttribute(lambda o: CorporatiemedewerkerFactory(corporatie=o.aanbod.woning.corporatie))
        akkoord = factory.Trait(akkoord_op=dag(2), akkoord_door=factory.SelfAttribute("medewerker"))
        aangeboden = factory.Trait(
            akkoord=True,
            aangeboden_op=dag(3),
            aangeboden_door=factory.SelfAttribute("ambtenaar"),
            reactie_uiterlijk=dag(10).date(),
        )
        geen_reactie = factory.Trait(
            aangeboden=True, geen_reactie_op=dag(11), geen_reactie_door=factory.SelfAttribute("ambtenaar")
        )
        geaccepteerd = factory.Trait(
            aangeboden=True, geaccepteerd_op=dag(4), geaccepteerd_door=factory.SelfAttribute("ambtenaar")
        )
        afgewezen = factory.Trait(
            afgewezen_op=dag(2),
            afgewezen_door=factory.SelfAttribute("medewerker"),
            reden=factory.SubFactory(RedenFactory),
        )
        geweigerd = factory.Trait(
            aangeboden=True,
            geweigerd_op=dag(4),
            geweigerd_door=factory.SelfAttribute("ambtenaar"),
            reden=factory.SubFactory(RedenFactory),
        )
        geannuleerd = factory.Trait(
            geannuleerd_op=dag(5),
            geannuleerd_door=factory.SelfAttribute("ambtenaar"),
            reden=factory.SubFactory(RedenFactory),
        )
        afgerond = factory.Trait(
            geaccepteerd=True, afgerond_op=dag(9), afgerond_door=factory.SelfAttribute("ambtenaar")
        )

    aanbod = factory.SubFactory(WoningaanbodFactory, bevestigd=True, gemeente=factory.SelfAttribute("..gemeente"))
    huishouden = factory.SubFactory(HuishoudenFactory, gemeente=factory.SelfAttribute("..aanbod.gemeente"))
    passendheid = factory.LazyFunction(lambda: {"past": True, "redenen": []})
    voorgesteld_op = dag(1)
    voorgesteld_door = factory.SelfAttribute("ambtenaar")


class PlaatsingFactory(DjangoModelFactory):
    """A signed lease of everyone in the household, from an accepted voordracht. With `gerealiseerd` everyone is checked
    out and registered; no trait makes lists of acties."""

    class Meta:
        model = Plaatsing
        skip_postgeneration_save = True

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)
        niet_verschenen = factory.Trait(
            niet_verschenen_op=dag(6),
            niet_verschenen_door=factory.SelfAttribute("getekend_door"),
            reden=factory.SubFactory(RedenFactory),
        )
        met_sleutel = factory.Trait(sleuteldatum=dag(7).date())
        gerealiseerd = factory.Trait(
            met_sleutel=True, gerealiseerd_op=dag(9), gerealiseerd_door=factory.SelfAttribute("getekend_door")
        )
        afgerond = factory.Trait(
            gerealiseerd=True,
            afgerond_op=dag(30),
            afgerond_door=factory.SelfAttribute("getekend_door"),
            voordracht__afgerond=True,
        )
        tijdelijk = factory.Trait(tijdelijk_tot=dag(180).date())
        doorstroom = factory.Trait(
            tijdelijk=True,
            met_sleutel=True,
            doorstroom_op=dag(20),
            doorstroom_door=factory.SelfAttribute("getekend_door"),
        )
        beeindigd = factory.Trait(
            met_sleutel=True,
            einddatum=dag(40).date(),
            bestemming=Bestemming.ZOEKT,
            beeindigd_op=dag(40),
            beeindigd_door=factory.SelfAttribute("getekend_door"),
            voordracht__afgerond=True,
        )
        geannuleerd = factory.Trait(
            voordracht__geannuleerd=True,
            geannuleerd_op=dag(8),
            geannuleerd_door=factory.SelfAttribute("getekend_door"),
            reden=factory.SubFactory(RedenFactory),
        )

    aanbod = factory.SubFactory(WoningaanbodFactory, bevestigd=True, gemeente=factory.SelfAttribute("..gemeente"))
    huishouden = factory.SubFactory(HuishoudenFactory, gemeente=factory.SelfAttribute("..aanbod.gemeente"))
    voordracht = factory.SubFactory(
        VoordrachtFactory,
        geaccepteerd=True,
        aanbod=factory.SelfAttribute("..aanbod"),
        huishouden=factory.SelfAttribute("..huishouden"),
    )
    vorm = factory.SelfAttribute("aanbod.woning.vorm")
    woongemeente = factory.SelfAttribute("aanbod.woning.gemeente")
    ingangsdatum = dag(6).date()
    getekend_op = dag(5)
    getekend_door = factory.LazyAttribute(lambda o: CorporatiemedewerkerFactory(corporatie=o.aanbod.woning.corporatie))

    @factory.post_generation
    def personen(self, create: bool, extracted: Any, **_: Any) -> None:
        for statushouder in self.huishouden.personen.all():
            dag_erna = dag(8).date() if self.gerealiseerd_op else None
            PlaatsingspersoonFactory(
                plaatsing=self, statushouder=statushouder, afmelddatum=dag_erna, inschrijfdatum=dag_erna
            )


class PlaatsingspersoonFactory(DjangoModelFactory):
    class Meta:
        model = Plaatsingspersoon

    plaatsing = factory.SubFactory(PlaatsingFactory, huishouden__personen=0)
    statushouder = factory.SubFactory(StatushouderFactory)


class VerblijfFactory(DjangoModelFactory):
    """Someone stays in a hotel of the HAR; like every factory it books nothing."""

    class Meta:
        model = Verblijf

    class Params:
        beeindigd = factory.Trait(
            tot=dag(30).date(), beeindigd_op=dag(30), beeindigd_door=factory.SelfAttribute("vastgelegd_door")
        )
        gemeld = factory.Trait(
            gemeente=factory.SubFactory(GemeenteFactory),
            melddatum=dag(10).date(),
            gemeld_op=dag(10),
            gemeld_door=factory.SelfAttribute("vastgelegd_door"),
        )

    statushouder = factory.SubFactory(StatushouderFactory)
    vorm = Woonvorm.HAR
    van = PEILDATUM
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.statushouder.huishouden.gemeente))


class CoaImportFactory(DjangoModelFactory):
    """A received list that waits for a decision; `gesloten` was put away."""

    class Meta:
        model = CoaImport

    class Params:
        gesloten = factory.Trait(gesloten_op=dag(1), gesloten_door=factory.SelfAttribute("ontvangen_door"))
        toegepast = factory.Trait(
            gesloten=True, toegepast_op=dag(1), toegepast_door=factory.SelfAttribute("ontvangen_door")
        )
        teruggedraaid = factory.Trait(
            toegepast=True, teruggedraaid_op=dag(2), teruggedraaid_door=factory.SelfAttribute("ontvangen_door")
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    bestandsnaam = factory.Sequence(lambda n: f"coa-lijst-{n}.csv")
    bestand_hash = factory.Sequence(lambda n: f"{n:064x}")
    toewijzing = factory.LazyFunction(lambda: {"v_nummer": "V-nummer"})
    ontvangen_op = MOMENT
    ontvangen_door = factory.SubFactory(AmbtenaarFactory, gemeente=factory.SelfAttribute("..gemeente"))


class CoaImportregelFactory(DjangoModelFactory):
    class Meta:
        model = CoaImportregel

    coa_import = factory.SubFactory(CoaImportFactory)
    rij = factory.Sequence(lambda n: n + 2)
    oordeel = Oordeel.NIEUW
