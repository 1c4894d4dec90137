"""Block, lift the block, unsuitable, and the warning about the rent: what each party reads and may press."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from huisvesting.models import AanbodStatus, Voordracht, Woningaanbod
from huisvesting.services.blokkade import block_aanbod, unblock_aanbod
from samenwerking.models import Klasse
from tests.factories.huisvesting import HuishoudenFactory, NormbedragFactory, VoordrachtFactory, WoningaanbodFactory
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, GemeenteFactory, RedenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


def as_medewerker(client, aanbod):
    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    return client


def lees(antwoord):
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def knoppen(antwoord):
    return set(re.findall(r'<a class="knop[^"]*" href="[^"]*/(\w[\w-]*)/"', antwoord.content.decode()))


def morgen():
    return timezone.localdate() + timedelta(days=1)


# --- Block ------------------------------------------------------------------------------------------------------------
def test_the_corporation_blocks_a_home_and_lifts_the_block(client):
    aanbod = WoningaanbodFactory(bevestigd=True)
    medewerker = as_medewerker(client, aanbod)
    url = f"{aanbod.get_absolute_url()}blokkeren/"

    vooraf = lees(medewerker.get(url))
    antwoord = medewerker.post(
        url,
        {"reden": RedenFactory(tekst="Geen gas").pk, "blokkade_tot": f"{morgen():%d-%m-%Y}", "toelichting": "Ketel"},
        follow=True,
    )

    assert "De gemeente kan geen huishouden voordragen tot u de blokkade opheft." in vooraf
    tekst = lees(antwoord)
    assert "Waarom geblokkeerd Geen gas Ketel" in tekst
    assert "Hef de blokkade op zodra de woning klaar is." in tekst
    assert "Woning geblokkeerd Geen gas" in tekst
    assert knoppen(antwoord) >= {"blokkade-opheffen", "intrekken"}

    klaar = medewerker.post(f"{aanbod.get_absolute_url()}blokkade-opheffen/", follow=True)
    assert "is opgeheven." in lees(klaar)
    assert Woningaanbod.objects.get().status_op(timezone.localdate()) == AanbodStatus.BEVESTIGD


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Kies een reden."),
        ({"blokkade_tot": "01-01-2020"}, "Kies een dag na vandaag."),
        ({"blokkade_tot": "31-02-2027"}, "Schrijf de datum als dd-mm-jjjj"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_writes_nothing(client, velden, zin):
    aanbod = WoningaanbodFactory(bevestigd=True)
    reden = {"reden": RedenFactory().pk} if velden else {"blokkade_tot": f"{morgen():%d-%m-%Y}"}

    antwoord = as_medewerker(client, aanbod).post(f"{aanbod.get_absolute_url()}blokkeren/", {**reden, **velden})

    assert antwoord.status_code == 422
    assert zin in lees(antwoord)
    assert not Woningaanbod.objects.get().is_geblokkeerd


def test_the_gemeente_reads_that_a_home_is_blocked_and_finds_nobody_to_put_forward(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, geblokkeerd=True, blokkeerreden__tekst="Geen gas")
    huishouden = HuishoudenFactory(gemeente=gemeente)

    antwoord = consulent.get(aanbod.get_absolute_url())
    voordragen = consulent.post(f"{aanbod.get_absolute_url()}voordragen/{huishouden.pk}/")

    tekst = lees(antwoord)
    assert "De woning is geblokkeerd. Wacht tot" in tekst
    assert "Huishoudens die passen" not in tekst
    assert "Deze woning is geblokkeerd." in lees(voordragen)
    assert "Geen passende woning" in lees(consulent.get(huishouden.get_absolute_url()))


def test_a_blocked_voordracht_stays_and_says_so_to_both(client, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, akkoord=True, aanbod__geblokkeerd=True)
    aanbod = voordracht.aanbod

    als_corporatie = as_medewerker(client, aanbod).get(voordracht.get_absolute_url())
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    als_gemeente = client.get(voordracht.get_absolute_url())
    huishouden = client.get(voordracht.huishouden.get_absolute_url())

    assert f"De woning is geblokkeerd: {aanbod.blokkeerreden}" in lees(als_corporatie)
    assert "blokkade-opheffen" in knoppen(als_corporatie)
    assert f"De woning is geblokkeerd: {aanbod.blokkeerreden}" in lees(als_gemeente)
    assert "aanbieden" not in knoppen(als_gemeente)
    assert "De woning is geblokkeerd. Wacht tot" in lees(huishouden)


def test_a_blocked_home_whose_voordracht_waits_for_an_answer_offers_both(client):
    voordracht = VoordrachtFactory(aanbod__geblokkeerd=True)

    antwoord = as_medewerker(client, voordracht.aanbod).get(voordracht.aanbod.get_absolute_url())

    assert "blokkade-opheffen" in knoppen(antwoord)
    assert "Laat weten of u akkoord bent." in lees(antwoord)


def test_the_timeline_tells_each_block_with_its_own_reason(client):
    aanbod = WoningaanbodFactory(bevestigd=True)
    medewerker = CorporatiemedewerkerFactory(corporatie=aanbod.corporatie)
    for tekst in ("Geen gas", "Dak lekt"):
        reden = RedenFactory(tekst=tekst)
        block_aanbod(aanbod=aanbod, reden=reden, blokkade_tot=morgen(), door=medewerker)
        unblock_aanbod(aanbod=aanbod, door=medewerker)
    client.force_login(medewerker)

    tekst = lees(client.get(aanbod.get_absolute_url()))

    assert "Woning geblokkeerd Geen gas" in tekst
    assert "Woning geblokkeerd Dak lekt" in tekst


# --- Unsuitable -------------------------------------------------------------------------------------------------------
def test_the_gemeente_calls_a_home_unsuitable_and_the_corporation_reads_why(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    reden = RedenFactory(tekst="Veel te groot", klasse=Klasse.GEMEENTE)

    assert "ongeschikt" in knoppen(consulent.get(aanbod.get_absolute_url()))
    antwoord = consulent.post(f"{aanbod.get_absolute_url()}ongeschikt/", {"reden": reden.pk}, follow=True)
    assert "is ongeschikt verklaard." in lees(antwoord)
    assert not knoppen(antwoord) & {"intrekken", "blokkeren", "ongeschikt", "optie"}

    gelezen = lees(as_medewerker(consulent, aanbod).get(aanbod.get_absolute_url()))
    assert "Waarom ongeschikt Veel te groot" in gelezen


def test_a_corporation_does_not_call_a_home_unsuitable(client):
    aanbod = WoningaanbodFactory(bevestigd=True)
    medewerker = as_medewerker(client, aanbod)
    reden = RedenFactory(klasse=Klasse.GEMEENTE)

    assert "ongeschikt" not in knoppen(medewerker.get(aanbod.get_absolute_url()))
    assert medewerker.post(f"{aanbod.get_absolute_url()}ongeschikt/", {"reden": reden.pk}).status_code == 403
    assert Woningaanbod.objects.get().ongeschikt_op is None


@pytest.mark.parametrize("status", ["geblokkeerd", "ongeschikt"])
def test_the_list_finds_blocked_and_unsuitable_homes(consulent, gemeente, status):
    aanbod = WoningaanbodFactory(gemeente=gemeente, **{status: True})
    ander = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)

    tekst = lees(consulent.get("/huisvesting/aanbod/", {"status": status}))

    assert aanbod.woning.adres in tekst
    assert ander.woning.adres not in tekst


# --- The rent ---------------------------------------------------------------------------------------------------------
ZIN = "De kale huur (€ 725,00) ligt boven de aftoppingsgrens van € 713,02 voor 1 of 2 personen (2026)."


def test_a_rent_above_the_limit_warns_wherever_home_and_household_meet(consulent, gemeente):
    NormbedragFactory()
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__kale_huur=Decimal("725"))
    huishouden = HuishoudenFactory(gemeente=gemeente)
    voordragen = f"{aanbod.get_absolute_url()}voordragen/{huishouden.pk}/"

    for url in (aanbod.get_absolute_url(), huishouden.get_absolute_url(), voordragen):
        assert f"Let op: {ZIN}" in lees(consulent.get(url))
    assert "Waarom past deze woning toch?" in lees(consulent.get(voordragen))

    consulent.post(voordragen, {"afwijking": "Geen andere woning vrij."})
    voordracht = Voordracht.objects.get()
    redenen = voordracht.passendheid["redenen"]
    assert (redenen[-1]["code"], redenen[-1]["hard"], voordracht.passendheid["past"]) == ("te_duur", False, True)
    assert redenen[-1]["tekst"].replace("\u00a0", " ").startswith(ZIN)
    assert voordracht.afwijking == "Geen andere woning vrij."
    assert ZIN in lees(consulent.get(voordracht.get_absolute_url()))


def test_a_rent_above_the_limit_is_no_refusal(consulent, gemeente):
    NormbedragFactory()
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__kale_huur=Decimal("725"))
    huishouden = HuishoudenFactory(gemeente=gemeente)

    assert consulent.post(f"{aanbod.get_absolute_url()}voordragen/{huishouden.pk}/").status_code == 302
    assert Voordracht.objects.get().is_open


def test_a_year_without_amounts_is_told_and_asks_nothing(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    huishouden = HuishoudenFactory(gemeente=gemeente)

    tekst = lees(consulent.get(f"{aanbod.get_absolute_url()}voordragen/{huishouden.pk}/"))

    assert "De aftoppingsgrens voor 1 of 2 personen in 2026 is niet bekend." in tekst
    assert "Waarom past deze woning toch?" not in tekst
