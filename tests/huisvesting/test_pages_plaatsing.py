"""The page of a plaatsing and its acts: what each party reads and may press, from the lease to the end."""

import re
from datetime import date

import pytest

from huisvesting.models import Bestemming, Hersteld, Plaatsing, PlaatsingStatus, Vorm
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.plaatsing import end_plaatsing, hand_over_sleutel, sign_huurcontract
from samenwerking.models import Gebeurtenis, Klasse, Logregel
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return start_gemeente().gemeente


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


@pytest.fixture
def opgavemanager(client, gemeente):
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    return client


def as_medewerker(client, aanbod):
    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    return client


def main_of(antwoord):
    html = antwoord.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def lees(antwoord):
    """The words of the page itself, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(antwoord)).split())


def acts(antwoord, plaatsing):
    """Which acts of this plaatsing the page offers."""
    return set(re.findall(rf'href="/huisvesting/plaatsingen/{plaatsing.pk}/([a-z-]+)/"', main_of(antwoord)))


def address(plaatsing, act):
    return f"/huisvesting/plaatsingen/{plaatsing.pk}/{act}/"


# --- What each may do -------------------------------------------------------------------------------------------------
SITUATIES = {
    "contract": {},
    "niet verschenen": {"niet_verschenen": True},
    "sleutel": {"met_sleutel": True},
    "tijdelijk": {"met_sleutel": True, "tijdelijk": True},
    "gerealiseerd": {"gerealiseerd": True},
    "afgerond": {"afgerond": True},
    "geannuleerd": {"geannuleerd": True},
    "beëindigd": {"beeindigd": True},
}


@pytest.mark.parametrize(
    ("situatie", "verwacht"),
    [
        ("contract", {"sleutel", "niet-verschenen", "annuleren", "actie"}),
        ("niet verschenen", {"afspraak", "annuleren", "actie"}),
        ("sleutel", {"afmelden", "beeindigen", "actie"}),
        ("tijdelijk", {"afmelden", "beeindigen", "doorstroom", "actie"}),
        ("gerealiseerd", {"beeindigen", "actie"}),
        ("afgerond", {"beeindigen", "actie"}),
        ("geannuleerd", set()),
        ("beëindigd", set()),
    ],
)
def test_the_gemeente_gets_the_acts_that_are_open_now(consulent, gemeente, situatie, verwacht):
    plaatsing = PlaatsingFactory(gemeente=gemeente, **SITUATIES[situatie])

    assert acts(consulent.get(plaatsing.get_absolute_url()), plaatsing) == verwacht


@pytest.mark.parametrize(
    ("situatie", "verwacht"),
    [
        ("contract", {"sleutel", "niet-verschenen"}),
        ("niet verschenen", {"afspraak"}),
        ("tijdelijk", {"beeindigen"}),
        ("afgerond", {"beeindigen"}),
        ("beëindigd", set()),
    ],
)
def test_the_corporation_gets_lease_key_and_end(client, gemeente, situatie, verwacht):
    plaatsing = PlaatsingFactory(gemeente=gemeente, **SITUATIES[situatie])
    medewerker = as_medewerker(client, plaatsing.aanbod)

    antwoord = medewerker.get(plaatsing.get_absolute_url())

    assert acts(antwoord, plaatsing) == verwacht
    assert not {"COA", "BRP", "Telt mee", "Te regelen"} & set(
        re.findall(r"[A-Z][A-Za-z]+(?: mee| regelen)?", lees(antwoord))
    )


@pytest.mark.parametrize("situatie", ["contract", "sleutel", "afgerond", "beëindigd"])
def test_only_the_opgavemanager_puts_a_date_right(client, gemeente, situatie):
    plaatsing = PlaatsingFactory(gemeente=gemeente, **SITUATIES[situatie])
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    assert "herstellen" in acts(client.get(plaatsing.get_absolute_url()), plaatsing)

    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    assert client.get(address(plaatsing, "herstellen")).status_code == 403


def test_after_aftercare_the_corporation_reads_no_names(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, afgerond=True)

    antwoord = as_medewerker(client, plaatsing.aanbod).get(plaatsing.get_absolute_url())

    assert str(plaatsing.huishouden.hoofd) not in antwoord.content.decode()
    assert "U ziet daarom niet meer wie het huishouden was." in lees(antwoord)


# --- The acts ---------------------------------------------------------------------------------------------------------
def test_a_temporary_home_asks_for_its_last_day(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, aanbod__woning__vorm=Vorm.FLEX)
    url = f"/huisvesting/voordrachten/{voordracht.pk}/huurcontract/"

    antwoord = consulent.post(url, {"ingangsdatum": "09-03-2026"})
    assert antwoord.status_code == 422
    assert "Vul in tot en met welke dag de huur loopt." in lees(antwoord)
    assert consulent.post(url, {"ingangsdatum": "09-03-2026", "tijdelijk_tot": "08-09-2026"}).status_code == 302

    assert Plaatsing.objects.get().tijdelijk_tot == date(2026, 9, 8)


def test_the_corporation_records_that_nobody_came_and_a_new_day(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    reden = RedenFactory(klasse=Klasse.CORPORATIE, tekst="De afspraak is verzet")
    medewerker = as_medewerker(client, plaatsing.aanbod)

    medewerker.post(address(plaatsing, "niet-verschenen"), {"reden": reden.pk})
    pagina = medewerker.get(plaatsing.get_absolute_url())
    assert "Het huishouden kwam niet voor de sleutel." in lees(pagina)
    assert "Huishouden niet verschenen De afspraak is verzet" in lees(pagina)
    medewerker.post(address(plaatsing, "afspraak"), {"afspraakdatum": "01-03-2099"})

    assert Plaatsing.objects.get().afspraakdatum == date(2099, 3, 1)
    assert "Nieuwe afspraak voor de sleutel 1 maart 2099" in lees(medewerker.get(plaatsing.get_absolute_url()))


@pytest.mark.parametrize(("act", "veld"), [("afmelden", "afmelddatum"), ("inschrijven", "inschrijfdatum")])
def test_a_date_holds_for_who_is_ticked(consulent, gemeente, act, veld):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden__personen=3)
    eerste, *anderen = plaatsing.personen.all()
    html = consulent.get(address(plaatsing, act)).content.decode()
    assert len(re.findall(r'type="checkbox"[^>]*checked', html)) == 3

    consulent.post(address(plaatsing, act), {veld: "10-03-2026", "personen": [p.pk for p in anderen]})

    assert list(plaatsing.personen.filter(**{veld: None})) == [eerste]
    assert consulent.post(address(plaatsing, act), {veld: "11-03-2026", "personen": []}).status_code == 422
    consulent.post(address(plaatsing, act), {veld: "11-03-2026", "personen": [eerste.pk]})
    antwoord = consulent.post(address(plaatsing, act), {veld: "11-03-2026"})
    assert antwoord.status_code == 409
    assert "Iedereen van deze plaatsing is al" in lees(antwoord)


def test_moving_on_leads_to_the_household_and_its_homes(consulent, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, tijdelijk=True, met_sleutel=True)
    woning = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    assert "Het tijdelijke contract loopt tot en met" in lees(consulent.get(address(plaatsing, "doorstroom")))

    antwoord = consulent.post(address(plaatsing, "doorstroom"), follow=True)

    assert "Doorstroom gestart." in antwoord.content.decode()
    assert f"/huisvesting/aanbod/{woning.pk}/voordragen/{plaatsing.huishouden_id}/" in main_of(antwoord)
    assert plaatsing.huishouden.aanduiding in lees(consulent.get(woning.get_absolute_url()))


def test_aftercare_page_says_what_is_left_and_who_goes_on(consulent, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=1)
    consulent.post(address(plaatsing, "sleutel"), {"sleuteldatum": "10-03-2026"})
    for act, veld in (("afmelden", "afmelddatum"), ("inschrijven", "inschrijfdatum")):
        pk = plaatsing.personen.get().pk
        consulent.post(address(plaatsing, act), {veld: "10-03-2026", "personen": [pk]})

    vooraf = lees(consulent.get(address(plaatsing, "nazorg")))
    antwoord = consulent.post(address(plaatsing, "nazorg"))

    assert "Eerst nog te doen of over te dragen met een dag: ‘Op huisbezoek: hoe gaat het in de woning?’." in vooraf
    assert ": ‘Intake voor de inburgering’." in vooraf
    assert antwoord.status_code == 422
    assert Plaatsing.objects.get().status == PlaatsingStatus.GEREALISEERD


@pytest.mark.parametrize("wie", ["ambtenaar", "medewerker"])
def test_both_parties_end_a_lease_and_only_the_gemeente_reads_what_that_does(client, gemeente, wie):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
    if wie == "medewerker":
        as_medewerker(client, plaatsing.aanbod)
    else:
        client.force_login(AmbtenaarFactory(gemeente=gemeente))

    vooraf = lees(client.get(address(plaatsing, "beeindigen")))
    client.post(address(plaatsing, "beeindigen"), {"einddatum": "30-03-2026", "bestemming": Bestemming.ZOEKT})

    assert ("Wie al telde, blijft tellen." in vooraf) == (wie == "ambtenaar")
    assert "Naar een volgende woning van ons" not in vooraf
    assert Plaatsing.objects.get().status == PlaatsingStatus.BEEINDIGD


# --- Corrections ------------------------------------------------------------------------------------------------------
def test_the_form_names_the_dates_that_stand_there(opgavemanager, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=2)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 10), door=plaatsing.getekend_door)

    vooraf = lees(opgavemanager.get(address(plaatsing, "herstellen")))
    velden = {"gegeven": "sleuteldatum 2026-03-10", "nieuw": "12-03-2026", "reden": "Een dag later gegeven"}
    opgavemanager.post(address(plaatsing, "herstellen"), velden)

    assert "Dag van de sleutel: 10 maart 2026" in vooraf
    assert "2 personen tellen nu mee." in vooraf
    pagina = lees(opgavemanager.get(plaatsing.get_absolute_url()))
    assert "1 datum hersteld" in pagina
    assert "Een dag later gegeven" in pagina
    assert "Datum hersteld Dag van de sleutel: 10 maart 2026 werd 12 maart 2026" in pagina
    assert pagina.count("Ja, vanaf 12-03-2026") == 2


@pytest.mark.parametrize("velden", [{}, {"nieuw": "12-03-2026", "niet_gebeurd": "on"}])
def test_a_date_is_put_right_or_taken_away(opgavemanager, gemeente, velden):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)

    gegeven = {"gegeven": f"sleuteldatum {plaatsing.sleuteldatum}", "reden": "Vergissing"}
    antwoord = opgavemanager.post(address(plaatsing, "herstellen"), {**gegeven, **velden})

    assert antwoord.status_code == 422
    assert "Vul de juiste datum in, of kruis aan dat dit niet is gebeurd." in lees(antwoord)


def test_a_date_that_changed_meanwhile_is_chosen_again(opgavemanager, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)

    velden = {"gegeven": "sleuteldatum 2026-01-01", "nieuw": "12-03-2026", "reden": "Vergissing"}
    antwoord = opgavemanager.post(address(plaatsing, "herstellen"), velden)

    assert antwoord.status_code == 422
    assert "Deze datum is intussen anders. Kies opnieuw." in lees(antwoord)


def test_the_corporation_reads_a_corrected_key_but_no_checkout(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, gerealiseerd=True)
    door = {"door": OpgavemanagerFactory(gemeente=gemeente), "reden": "Geheim voor de corporatie"}
    erna = dag(9).date()
    correct_plaatsing(plaatsing=plaatsing, veld=Hersteld.AFMELDDATUM, oud=dag(8).date(), nieuw=erna, **door)
    correct_plaatsing(plaatsing=plaatsing, veld=Hersteld.SLEUTELDATUM, oud=dag(7).date(), nieuw=erna, **door)

    tekst = lees(as_medewerker(client, plaatsing.aanbod).get(plaatsing.get_absolute_url()))

    assert tekst.count("Datum hersteld") == 1
    assert "Geheim" not in tekst


# --- The chain --------------------------------------------------------------------------------------------------------
def test_the_chain_is_read_in_both_directions(consulent, gemeente):
    tijdelijk = PlaatsingFactory(gemeente=gemeente, doorstroom=True)
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    voordracht = VoordrachtFactory(
        aanbod=aanbod, huishouden=tijdelijk.huishouden, geaccepteerd=True, bijzonder="vervangt"
    )
    vast = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag(40).date(), door=tijdelijk.getekend_door)

    assert f"Gevolgd door {vast.aanbod.woning.adres}" in lees(consulent.get(tijdelijk.get_absolute_url()))
    assert f"Vervangt {tijdelijk.aanbod.woning.adres}" in lees(consulent.get(vast.get_absolute_url()))
    assert "eindigt op dezelfde dag" in lees(consulent.get(address(vast, "sleutel")))
    end_plaatsing(
        plaatsing=tijdelijk, einddatum=dag(39).date(), bestemming=Bestemming.DOORSTROOM, door=tijdelijk.getekend_door
    )
    assert "Naar een volgende woning van ons" in lees(consulent.get(tijdelijk.get_absolute_url()))


def test_who_opens_a_plaatsing_leaves_one_line(consulent, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)

    consulent.get(plaatsing.get_absolute_url())

    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).count() == 1
