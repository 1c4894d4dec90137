"""How far a look may go: what a corporation reads before, during and after a voordracht, and what the figures tell who
reads no dossiers."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from huisvesting.models import Dossiersluiting, Eissoort, Huishouden, HuishoudenStatus
from huisvesting.services.plaatsing import cancel_plaatsing, sign_huurcontract
from huisvesting.services.sluiting import decide_teruggave, propose_teruggave
from huisvesting.services.voordracht import propose_voordracht
from samenwerking.models import Klasse
from taakstelling.models import Telmoment
from tests.factories.dossier import ActieFactory, EisFactory
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RedenFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente
from tests.factories.voordracht import WeigeringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return start_gemeente().gemeente


def as_medewerker(client, aanbod):
    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    return client


def lees(antwoord):
    """The words of the page itself, with single spaces."""
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


# --- After the agreement: the main tenant only ------------------------------------------------------------------------
@pytest.mark.parametrize("soort", ["voordracht", "plaatsing"])
def test_a_corporation_reads_the_main_tenant_and_not_the_family(client, gemeente, soort):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=3)
    ding = plaatsing if soort == "plaatsing" else plaatsing.voordracht
    hoofd, *gezin = plaatsing.huishouden.leden

    tekst = lees(as_medewerker(client, plaatsing.aanbod).get(ding.get_absolute_url()))

    assert f"Hoofdhuurder {hoofd}" in tekst
    assert "3 personen" in tekst
    assert not [p for p in gezin if p.achternaam in tekst]
    assert not [woord for woord in ("Gezinsrol", "Leeftijd", "Partner", "Kind") if woord in tekst]


def test_the_gemeente_reads_the_whole_family(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=3)
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    for ding in (plaatsing, plaatsing.voordracht):
        tekst = lees(client.get(ding.get_absolute_url()))
        assert all(p.achternaam in tekst for p in plaatsing.huishouden.leden)


# --- After the end: nothing -------------------------------------------------------------------------------------------
def test_after_the_end_not_even_the_size_is_left_on_the_plaatsing(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, geannuleerd=True, huishouden__personen=3)

    tekst = lees(as_medewerker(client, plaatsing.aanbod).get(plaatsing.get_absolute_url()))

    assert "U ziet daarom niet meer wie het huishouden was." in tekst
    assert "3 personen" not in tekst


@pytest.mark.parametrize("act", ["agree", "reject"])
def test_after_the_end_not_even_the_size_is_left_on_the_page_of_an_act(client, gemeente, act):
    voordracht = VoordrachtFactory(gemeente=gemeente, geannuleerd=True, huishouden__personen=3)

    antwoord = as_medewerker(client, voordracht.aanbod).get(
        reverse(f"huisvesting:voordracht_{act}", kwargs={"pk": voordracht.pk})
    )

    assert "Het gaat om een huishouden en" in lees(antwoord)
    assert "3 personen" not in lees(antwoord)


# --- Why it ended -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("klasse", [Klasse.HUISHOUDEN, Klasse.COA, Klasse.OVERMACHT])
def test_a_corporation_does_not_read_why_a_household_goes_back_to_coa(client, gemeente, klasse):
    voordracht = WeigeringFactory(voordracht__gemeente=gemeente).voordracht
    leiding = OpgavemanagerFactory(gemeente=gemeente)
    reden = RedenFactory(klasse=klasse, tekst="Het gezin woont elders")
    propose_teruggave(huishouden=voordracht.huishouden, reden=reden, door=leiding)
    decide_teruggave(sluiting=Dossiersluiting.objects.get(), door=leiding)
    medewerker = as_medewerker(client, voordracht.aanbod)

    paginas = [lees(medewerker.get(ding.get_absolute_url())) for ding in (voordracht, voordracht.aanbod)]

    assert not [pagina for pagina in paginas if "Het gezin woont elders" in pagina]


@pytest.mark.parametrize("klasse", Klasse.values)
def test_a_corporation_reads_why_nobody_came_only_when_that_lies_with_a_party(client, gemeente, klasse):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    medewerker = as_medewerker(client, plaatsing.aanbod)
    reden = RedenFactory(klasse=klasse, tekst="Zo was het")
    medewerker.post(reverse("huisvesting:plaatsing_niet_verschenen", kwargs={"pk": plaatsing.pk}), {"reden": reden.pk})

    tekst = lees(medewerker.get(plaatsing.get_absolute_url()))

    assert ("Zo was het" in tekst) == (klasse in (Klasse.CORPORATIE, Klasse.GEMEENTE))


def test_a_corporation_reads_its_own_reason_to_reject(client, gemeente):
    reden = RedenFactory(klasse=Klasse.OVERMACHT, tekst="Brandgevaar")
    voordracht = VoordrachtFactory(gemeente=gemeente, afgewezen=True, reden=reden)

    assert "Brandgevaar" in lees(as_medewerker(client, voordracht.aanbod).get(voordracht.get_absolute_url()))


# --- What a household wishes ------------------------------------------------------------------------------------------
def test_a_corporation_does_not_read_what_a_household_wrote_of_its_wishes(client, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=2)
    EisFactory(huishouden=huishouden, soort=Eissoort.PLAATS, is_hard=False, bedrag=None, waarde="Bij tante Roza")
    EisFactory(huishouden=huishouden, is_hard=False, bedrag="431.17")
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar)

    van_corporatie = lees(as_medewerker(client, aanbod).get(voordracht.get_absolute_url()))
    client.force_login(ambtenaar)
    van_gemeente = lees(client.get(voordracht.get_absolute_url()))

    assert "2 slaapkamers, nodig: 1" in van_corporatie
    assert not [woord for woord in ("Roza", "431,17") if woord in van_corporatie]
    assert all(woord in van_gemeente for woord in ("Roza", "431,17"))


# --- What others read of the counting ---------------------------------------------------------------------------------
def test_the_ledger_does_not_tell_why_a_plaatsing_was_cancelled(client, gemeente):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.HUURINGANG, van=date(2020, 1, 1))
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__personen=2)
    plaatsing = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag(6).date(), door=ambtenaar)
    reden = RedenFactory(klasse=Klasse.HUISHOUDEN, tekst="Wacht op een operatie")
    cancel_plaatsing(plaatsing=plaatsing, reden=reden, door=ambtenaar)
    client.force_login(WethouderFactory(gemeente=gemeente))

    cijfers = client.get(reverse("taakstelling:gemeente", kwargs={"code": gemeente.code}), {"halfjaar": "2026H1"})

    assert lees(cijfers).count("De plaatsing is geannuleerd") == 2
    assert "operatie" not in lees(cijfers)


# --- The way back -----------------------------------------------------------------------------------------------------
def test_who_may_not_read_the_dossier_is_not_sent_there_by_his_actie(client, gemeente):
    jurist = JuristFactory(gemeente=gemeente)
    actie = ActieFactory(over=HuishoudenFactory(gemeente=gemeente), eigenaar=jurist)
    client.force_login(jurist)

    antwoord = client.post(reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk}), follow=True)

    assert antwoord.status_code == 200
    actie.refresh_from_db()
    assert actie.gereed_door == jurist


# --- The secret of a mailed link --------------------------------------------------------------------------------------
def test_the_web_server_writes_no_addresses_down():
    """Its own lines do not pass the processor that hides the secret; Thuisgever's own lines about a request do."""
    assert "access-log" not in (settings.BASE_DIR / "Dockerfile").read_text()


# --- The end of a lease: where the household goes is not the corporation's to know ------------------------------------
def test_a_corporation_ends_a_lease_without_reading_of_a_next_home(client, gemeente):
    tijdelijk = PlaatsingFactory(gemeente=gemeente, met_sleutel=True, tijdelijk_tot=dag(90).date())
    PlaatsingFactory(
        gemeente=gemeente,
        huishouden=tijdelijk.huishouden,
        bijzonder="vervangt",
        vervangt=tijdelijk,
        voordracht__bijzonder="vervangt",
    )
    pagina = reverse("huisvesting:plaatsing_beeindigen", kwargs={"pk": tijdelijk.pk})

    tekst = lees(as_medewerker(client, tijdelijk.aanbod).get(pagina))
    antwoord = client.post(pagina, {"einddatum": f"{dag(20):%d-%m-%Y}"})

    assert "Waar gaat" not in tekst
    assert "volgende" not in tekst
    tijdelijk.refresh_from_db()
    assert antwoord.status_code == 302
    assert tijdelijk.bestemming == "doorstroom"


def test_a_household_whose_lease_the_corporation_ends_waits_for_a_home_again(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
    pagina = reverse("huisvesting:plaatsing_beeindigen", kwargs={"pk": plaatsing.pk})

    as_medewerker(client, plaatsing.aanbod).post(pagina, {"einddatum": f"{dag(20):%d-%m-%Y}"})

    plaatsing.refresh_from_db()
    assert plaatsing.bestemming == "zoekt"
    assert Huishouden.objects.with_status().get().status == HuishoudenStatus.KLAAR
