"""Many people at one moment through a real web server on PostgreSQL: one wins, the others read why, nothing breaks."""

import random
import re
import uuid
from collections import Counter
from functools import partial

import pytest
from django.urls import reverse

from huisvesting.models import Voordracht, Woningaanbod
from samenwerking.models import Gebeurtenis, Klasse, Logregel, Verzending
from tests.factories.huisvesting import HuishoudenFactory, VoordrachtFactory, WoningaanbodFactory
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, GemeenteFactory, RedenFactory
from tests.productie.bezoekers import Bezoeker, press_together
from tools import diensten

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

GERESERVEERD = "Deze woning is zojuist gereserveerd voor een ander huishouden."


@pytest.fixture
def adres(service_env):
    """Gunicorn with processes and threads, on the database of this test."""
    with diensten.web_server(service_env) as adres:
        yield adres


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def consulenten(adres, gemeente):
    return [Bezoeker(adres, gebruiker) for gebruiker in AmbtenaarFactory.create_batch(20, gemeente=gemeente)]


def propose_url(aanbod, huishouden):
    return reverse("huisvesting:voordracht_propose", kwargs={"pk": aanbod.pk, "huishouden": huishouden.pk})


@pytest.mark.parametrize("rondes", [4, pytest.param(50, marks=pytest.mark.volledig)])
def test_twenty_people_and_one_home_have_one_winner_and_nineteen_clear_answers(rondes, gemeente, consulenten):
    huishoudens = HuishoudenFactory.create_batch(20, gemeente=gemeente)

    for _ in range(rondes):
        aanbod = WoningaanbodFactory(bevestigd=True, gemeente=gemeente)
        antwoorden = press_together(
            [partial(c.post, propose_url(aanbod, h)) for c, h in zip(consulenten, huishoudens, strict=True)]
        )

        assert Counter(antwoord.status for antwoord in antwoorden) == {302: 1, 409: 19}
        winnaar = Voordracht.objects.get(aanbod=aanbod)
        (gewonnen,) = (antwoord for antwoord in antwoorden if antwoord.status == 302)
        assert gewonnen.doel == winnaar.get_absolute_url()
        for verloren in (antwoord for antwoord in antwoorden if antwoord.status == 409):
            assert GERESERVEERD in verloren.html
            assert f'<a href="{aanbod.get_absolute_url()}">Bekijk wat er nu staat</a>' in verloren.html
        # The households go on to the next round.
        winnaar.delete()


def test_one_key_ten_times_at_once_happens_once_and_gets_ten_equal_answers(gemeente, consulenten):
    aanbod, huishouden = WoningaanbodFactory(bevestigd=True, gemeente=gemeente), HuishoudenFactory(gemeente=gemeente)
    url, sleutel = propose_url(aanbod, huishouden), {"verzendsleutel": str(uuid.uuid4())}

    antwoorden = press_together([partial(consulenten[0].post, url, sleutel)] * 10)

    voordracht = Voordracht.objects.get()
    # The signature of a cookie holds the second in which it was written.
    gelijk = {(a.status, a.html, a.doel, tuple(koekje.partition(":")[0] for koekje in a.koekjes)) for a in antwoorden}
    assert len(gelijk) == 1
    assert (antwoorden[0].status, antwoorden[0].doel) == (302, voordracht.get_absolute_url())
    assert any(koekje.startswith("messages=") for koekje in antwoorden[0].koekjes)
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.VOORDRACHT_VOORGESTELD).count() == 1
    assert Verzending.objects.count() == 1


def test_twenty_editors_of_one_record_lose_no_update(gemeente, consulenten):
    aanbod = WoningaanbodFactory(gemeente=gemeente)
    url = reverse("huisvesting:aanbod_confirm", kwargs={"pk": aanbod.pk})
    huren = [f"{600 + n},50" for n in range(20)]
    velden = {"verdieping": "1", "lift": "on"}
    geopend = [consulent.open(url) for consulent in consulenten]
    assert all("formulierversie" in verborgen for verborgen in geopend)

    antwoorden = press_together(
        [
            partial(c.post, url, {**verborgen, **velden, "kale_huur": huur})
            for c, verborgen, huur in zip(consulenten, geopend, huren, strict=True)
        ]
    )

    assert Counter(antwoord.status for antwoord in antwoorden) == {302: 1, 409: 19}
    opgeslagen = f"{Woningaanbod.objects.get().woning.kale_huur}".replace(".", ",")
    for huur, antwoord in zip(huren, antwoorden, strict=True):
        if antwoord.status == 302:
            assert huur == opgeslagen
        else:
            assert re.search(rf'name="kale_huur" value="{huur}"', antwoord.html)
            assert f"Nu staat er: {opgeslagen}." in antwoord.html


@pytest.mark.parametrize("rondes", [8, pytest.param(200, marks=pytest.mark.volledig)])
def test_acts_that_cross_each_other_never_wait_in_a_circle(rondes, adres, gemeente, consulenten):
    """Half of the rounds: everything that may end one voordracht; the other half: two homes and two households."""
    rng = random.Random(0)
    redenen = {klasse: RedenFactory(klasse=klasse) for klasse in (Klasse.CORPORATIE, Klasse.GEMEENTE)}

    for ronde in range(rondes):
        knoppen = cross_one(adres, gemeente, consulenten, redenen) if ronde % 2 else cross_two(gemeente, consulenten)
        rng.shuffle(knoppen)
        statussen = Counter(antwoord.status for antwoord in press_together(knoppen))

        assert statussen.keys() <= {302, 409}
        assert statussen[302] >= 1
        assert not Voordracht.objects.open().filter(aanbod__ingetrokken_op__isnull=False).exists()
        assert Voordracht.objects.open().count() <= 2
        Voordracht.objects.all().delete()


def cross_one(adres, gemeente, consulenten, redenen):
    """The home is withdrawn, the voordracht agreed and cancelled, another household put forward."""
    voordracht = VoordrachtFactory(gemeente=gemeente)
    aanbod, ander = voordracht.aanbod, HuishoudenFactory(gemeente=gemeente)
    een, twee = (Bezoeker(adres, CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie)) for _ in range(2))
    pk = {"pk": voordracht.pk}
    weg = {"reden": str(redenen[Klasse.CORPORATIE].pk)}
    stop = {"reden": str(redenen[Klasse.GEMEENTE].pk)}
    return [
        partial(een.post, reverse("huisvesting:aanbod_withdraw", kwargs={"pk": aanbod.pk}), weg),
        partial(twee.post, reverse("huisvesting:voordracht_agree", kwargs=pk)),
        partial(consulenten[0].post, reverse("huisvesting:voordracht_cancel", kwargs=pk), stop),
        partial(consulenten[1].post, propose_url(aanbod, ander)),
    ]


def cross_two(gemeente, consulenten):
    """Each of two households is put forward for each of two homes."""
    aanbiedingen = WoningaanbodFactory.create_batch(2, bevestigd=True, gemeente=gemeente)
    huishoudens = HuishoudenFactory.create_batch(2, gemeente=gemeente)
    paren = [(aanbod, huishouden) for aanbod in aanbiedingen for huishouden in huishoudens]
    return [partial(consulenten[n].post, propose_url(*paar)) for n, paar in enumerate(paren)]
