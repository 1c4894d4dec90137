"""Every arrow of a plaatsing (workflow.md 5.4) is walked, and every arrow that is not there is declined."""

from datetime import timedelta

import pytest

from huisvesting.models import Bestemming, Hersteld, Plaatsing
from huisvesting.models import PlaatsingStatus as S
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.nazorg import close_nazorg
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    end_plaatsing,
    hand_over_sleutel,
    make_nieuwe_afspraak,
    record_afmelding,
    record_inschrijving,
    record_niet_verschenen,
    sign_huurcontract,
)
from tests.bewijs import assert_declined
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, dag
from tests.factories.samenwerking import OpgavemanagerFactory, RedenFactory

pytestmark = pytest.mark.django_db

NU = dag(60)
VANDAAG = NU.date()

SITUATIES = {
    S.CONTRACT_GETEKEND: {},
    S.NIET_VERSCHENEN: {"niet_verschenen": True},
    S.VERHUISD: {"met_sleutel": True},
    S.GEREALISEERD: {"gerealiseerd": True},
    S.AFGEROND: {"afgerond": True},
    S.GEANNULEERD: {"geannuleerd": True},
    S.BEEINDIGD: {"beeindigd": True},
}


def date_others(plaatsing, veld):
    """Everyone has the other date already: what is asked now is the last that was missing."""
    plaatsing.personen.filter(**{veld: None}).update(**{veld: plaatsing.ingangsdatum})


def take_away(veld, zonder=()):
    def act(plaatsing):
        plaatsing.personen.update(**dict.fromkeys(zonder))
        oud = plaatsing.sleuteldatum if veld == Hersteld.SLEUTELDATUM else dag(8).date()
        return correct_plaatsing, {"veld": veld, "oud": oud or dag(7).date(), "nieuw": None, "reden": "Vergissing"}

    return act


def after(veld, service, **kwargs):
    def act(plaatsing):
        date_others(plaatsing, veld)
        return service, kwargs

    return act


HANDELINGEN = {
    "niet verschenen": lambda _: (record_niet_verschenen, {"reden": RedenFactory()}),
    "nieuwe afspraak": lambda _: (make_nieuwe_afspraak, {"afspraakdatum": VANDAAG + timedelta(days=3)}),
    "sleutel": lambda _: (hand_over_sleutel, {"sleuteldatum": VANDAAG}),
    "laatste afmelding": after("inschrijfdatum", record_afmelding, afmelddatum=VANDAAG),
    "laatste inschrijving": after("afmelddatum", record_inschrijving, inschrijfdatum=VANDAAG),
    "nazorg afronden": lambda _: (close_nazorg, {}),
    "annuleren": lambda _: (cancel_plaatsing, {"reden": RedenFactory()}),
    "beëindigen": lambda _: (end_plaatsing, {"einddatum": VANDAAG, "bestemming": Bestemming.ZOEKT}),
    "sleutel weghalen": take_away(Hersteld.SLEUTELDATUM),
    "afmelding weghalen": take_away(Hersteld.AFMELDDATUM),
    "inschrijving weghalen": take_away(Hersteld.INSCHRIJFDATUM),
}

# The diagram: from, act, to.
PIJLEN = {
    (S.CONTRACT_GETEKEND, "niet verschenen"): S.NIET_VERSCHENEN,
    (S.NIET_VERSCHENEN, "nieuwe afspraak"): S.CONTRACT_GETEKEND,
    (S.CONTRACT_GETEKEND, "sleutel"): S.VERHUISD,
    (S.VERHUISD, "laatste afmelding"): S.GEREALISEERD,
    (S.VERHUISD, "laatste inschrijving"): S.GEREALISEERD,
    (S.GEREALISEERD, "nazorg afronden"): S.AFGEROND,
    (S.CONTRACT_GETEKEND, "annuleren"): S.GEANNULEERD,
    (S.NIET_VERSCHENEN, "annuleren"): S.GEANNULEERD,
    (S.VERHUISD, "beëindigen"): S.BEEINDIGD,
    (S.GEREALISEERD, "beëindigen"): S.BEEINDIGD,
    (S.AFGEROND, "beëindigen"): S.BEEINDIGD,
    (S.VERHUISD, "sleutel weghalen"): S.CONTRACT_GETEKEND,
    (S.GEREALISEERD, "afmelding weghalen"): S.VERHUISD,
    (S.GEREALISEERD, "inschrijving weghalen"): S.VERHUISD,
}


def start(status, handeling):
    """A plaatsing in this status, and the service with its arguments."""
    plaatsing = PlaatsingFactory(**SITUATIES[status])
    assert plaatsing.status == status
    service, kwargs = HANDELINGEN[handeling](plaatsing)
    return service, {
        "plaatsing": plaatsing,
        "door": OpgavemanagerFactory(gemeente=plaatsing.gemeente),
        "op": NU,
        **kwargs,
    }


@pytest.mark.parametrize(("van", "handeling"), PIJLEN, ids=lambda x: str(x))
def test_every_arrow_leads_where_the_diagram_says(van, handeling):
    service, kwargs = start(van, handeling)

    uit = service(**kwargs)

    assert uit.status == Plaatsing.objects.get(pk=uit.pk).status == PIJLEN[van, handeling]


@pytest.mark.parametrize(
    ("van", "handeling"), [(s, h) for s in S for h in HANDELINGEN if (s, h) not in PIJLEN], ids=lambda x: str(x)
)
def test_an_arrow_that_is_not_there_is_declined_with_a_sentence(van, handeling):
    service, kwargs = start(van, handeling)

    assert_declined(".", service, **kwargs)


def test_a_plaatsing_begins_with_the_lease_of_an_accepted_home():
    voordracht = VoordrachtFactory(geaccepteerd=True)

    plaatsing = sign_huurcontract(voordracht=voordracht, ingangsdatum=VANDAAG, door=voordracht.geaccepteerd_door, op=NU)

    assert Plaatsing.objects.get(pk=plaatsing.pk).status == S.CONTRACT_GETEKEND
