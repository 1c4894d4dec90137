"""The page that lays our count beside that of COA: numbers for the gemeente, names for casework only (R-331)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import Plaatsingspersoon
from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Afstemverschil, Grond, Realisatie
from taakstelling.services.realisatie import book_correctie, book_realisatie, reverse_realisatie
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import AfstemverschilFactory, CoaStandFactory, start_gemeente

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)
STAND = "halfjaar=2026H1&peildatum=2026-04-01"


@pytest.fixture
def gemeente():
    return start_gemeente(gemeente=GemeenteFactory(naam="Oefenstad")).gemeente


@pytest.fixture
def ambtenaar(client, gemeente):
    gebruiker = AmbtenaarFactory(gemeente=gemeente)
    client.force_login(gebruiker)
    return gebruiker


def url(gemeente, naam="afstemming", vraag=STAND):
    return reverse(f"huisvesting:{naam}", args=[gemeente.code]) + f"?{vraag}"


def text(response):
    return " ".join(response.content.decode().split())


def count_household(gemeente, personen=1, **plaatsing):
    """People who count since March, by their bookings; out: their household."""
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=personen, **plaatsing)
    for persoon in plaatsing.personen.all():
        book_realisatie(
            gemeente=gemeente,
            datum=date(2026, 3, 2),
            grond=Grond.PLAATSING,
            bron_soort=Plaatsingspersoon._meta.label_lower,
            bron_id=str(persoon.pk),
            regel="R-301 versie 1",
            door=AmbtenaarFactory(gemeente=gemeente),
        )
    return plaatsing.huishouden


# --- What one reads ---------------------------------------------------------------------------------------------------
def test_casework_reads_both_counts_and_who_it_is_about_and_every_look_is_written_down(client, gemeente, ambtenaar):
    huishouden = count_household(gemeente, 2)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=1)

    page = text(client.get(url(gemeente)))

    assert "Oefenstad telt 2 mensen, COA telt er 1." in page
    assert "Van het verschil is <strong>+1 niet verklaard</strong>" in page
    assert all(str(persoon) in page for persoon in huishouden.personen.all())
    inzage = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE, door_id=str(ambtenaar.pk))
    assert [regel.onderwerp_id for regel in inzage] == [str(huishouden.pk)]


@pytest.mark.parametrize("factory", [OpdrachtgeverFactory, WethouderFactory, JuristFactory])
def test_others_of_the_gemeente_read_numbers_and_reasons_without_a_name(client, gemeente, factory):
    huishouden = count_household(gemeente)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    AfstemverschilFactory(gemeente=gemeente, toelichting="COA belt terug over mevrouw")
    client.force_login(factory(gemeente=gemeente))

    page = text(client.get(url(gemeente)))

    assert "Het verschil is helemaal verklaard." in page
    assert "Nog niet verwerkt door COA" in page
    assert huishouden.hoofd.achternaam not in page
    assert "COA belt terug" not in page
    assert "Oplossen" not in page
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).exists()
    assert client.get(url(gemeente, "afstemming_melden")).status_code == 403


def test_the_province_the_beheerder_and_a_corporation_do_not_see_the_page(client, gemeente):
    corporatie = CorporatiemedewerkerFactory()
    corporatie.corporatie.gemeenten.add(gemeente)
    for gebruiker in (
        ProvincieFactory(provincie=gemeente.provincie_code),
        BeheerderFactory(gemeente=gemeente),
        corporatie,
    ):
        client.force_login(gebruiker)
        assert client.get(url(gemeente)).status_code == 403


def test_another_gemeente_does_not_exist(client, gemeente, ambtenaar):
    assert client.get(url(GemeenteFactory())).status_code == 404


def test_without_a_state_it_says_what_to_do(client, gemeente, ambtenaar):
    page = text(client.get(url(gemeente, vraag="")))

    assert "Er is geen stand van COA" in page


def test_unasked_the_latest_state_is_shown_and_others_are_one_step_away(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0, peildatum=date(2026, 5, 1))

    page = text(client.get(url(gemeente, vraag="")))

    assert '<strong aria-current="page">1 mei 2026</strong>' in page
    assert "?halfjaar=2026H1&peildatum=2026-04-01" in page.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ("halfjaar=2026H3", "‘2026H3’ is geen halfjaar"),
        ("peildatum=2026-02-31", "Die peildatum bestaat niet."),
        ("halfjaar=2026H1&peildatum=2026-04-20", "U ziet de laatste stand van daarvoor."),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_what_there_is(client, gemeente, ambtenaar, vraag, zin):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)

    assert zin in text(client.get(url(gemeente, vraag=vraag)))


def test_what_counts_without_a_dossier_is_a_number(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    count_household(gemeente)
    book_correctie(gemeente=gemeente, datum=APRIL, aantal=-3, reden="telling van COA", door=ambtenaar)

    assert "Daarnaast telt de gemeente −3 zonder dossier" in text(client.get(url(gemeente)))


def test_a_person_with_a_dossier_elsewhere_has_no_name_here(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    elders = HuishoudenFactory(personen=1)
    count_household(gemeente, huishouden=elders)

    page = text(client.get(url(gemeente)))

    assert "Persoon met een dossier in een andere gemeente" in page
    assert elders.hoofd.achternaam not in page
    boeking = Realisatie.objects.get()
    assert elders.hoofd.achternaam not in text(
        client.get(url(gemeente, "afstemming_melden", f"{STAND}&boeking={boeking.pk}"))
    )


def test_more_people_take_no_more_queries(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    aantallen = []
    for _ in range(3):
        count_household(gemeente, 2)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(gemeente))
        aantallen.append(len(queries))

    assert aantallen[1] == aantallen[2]


# --- Explaining and solving -------------------------------------------------------------------------------------------
def test_a_person_is_marked_as_not_counted_by_coa(client, gemeente, ambtenaar):
    huishouden = count_household(gemeente)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    melden = url(gemeente, "afstemming_melden", f"{STAND}&boeking={Realisatie.objects.get().pk}")
    assert melden in text(client.get(url(gemeente)))
    assert str(huishouden.hoofd) in text(client.get(melden))

    response = client.post(melden, {"reden": "afmelding"}, follow=True)

    assert "Verschil gemeld." in text(response)
    assert "Telt niet. De afmelding bij COA ontbreekt" in text(response)
    assert Afstemverschil.objects.get().bron_soort == Plaatsingspersoon._meta.label_lower
    assert "Het verschil is helemaal verklaard." in text(response)


def test_a_number_goes_the_other_way(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=2)
    melden = url(gemeente, "afstemming_melden")

    fout = client.post(melden, {"telt_bij": "coa", "aantal": "0", "reden": "overig"})
    assert fout.status_code == 422
    assert "Vul 1 of meer in." in text(fout)
    zonder_woorden = client.post(melden, {"telt_bij": "coa", "aantal": "2", "reden": "overig"})
    assert "Schrijf op wat er aan de hand is." in text(zonder_woorden)
    client.post(melden, {"telt_bij": "coa", "aantal": "2", "reden": "overig", "toelichting": "Volgens de lijst."})

    verschil = Afstemverschil.objects.get()
    assert (verschil.aantal, verschil.bron_id) == (-2, "")


def test_a_difference_is_solved_at_a_later_state(client, gemeente, ambtenaar):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0, peildatum=date(2026, 5, 1))
    verschil = AfstemverschilFactory(gemeente=gemeente)
    oplossen = reverse("huisvesting:afstemverschil_oplossen", args=[verschil.pk])
    assert "Het gaat om 1 persoon. Reden: Nog niet verwerkt door COA." in text(client.get(oplossen))

    response = client.post(oplossen, {"peildatum": "2026-05-01"}, follow=True)

    assert "Verschil opgelost." in text(response)
    verschil.refresh_from_db()
    assert (verschil.verschil_tot, verschil.opgelost_door) == (date(2026, 5, 1), ambtenaar)
    assert "Er is nog geen verschil verklaard." in text(response)
    assert "opgelost in de stand van 01-05-2026" in text(client.get(url(gemeente)))


def test_a_difference_about_someone_who_no_longer_counts_asks_to_be_solved(client, gemeente, ambtenaar):
    count_household(gemeente)
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)
    boeking = Realisatie.objects.get()
    client.post(url(gemeente, "afstemming_melden", f"{STAND}&boeking={boeking.pk}"), {"reden": "telmoment"})
    reverse_realisatie(realisatie=boeking, reden="niet doorgegaan", door=ambtenaar, op=timezone.now())

    assert "Deze persoon telt niet meer mee in de eigen telling." in text(client.get(url(gemeente)))


@pytest.mark.parametrize("vraag", ["", "halfjaar=2026H1", "halfjaar=2026H1&peildatum=2026-05-01"])
def test_without_a_state_one_is_asked_to_choose_it(client, gemeente, ambtenaar, vraag):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)

    response = client.post(url(gemeente, "afstemming_melden", vraag), {"reden": "overig"}, follow=True)

    assert "Kies eerst een stand van COA." in text(response)
    assert not Afstemverschil.objects.exists()


@pytest.mark.parametrize("boeking", ["x", "9", "9" * 30])
def test_a_booking_that_does_not_exist_is_not_found(client, gemeente, ambtenaar, boeking):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=0)

    assert client.get(url(gemeente, "afstemming_melden", f"{STAND}&boeking={boeking}")).status_code == 404


def test_a_difference_of_another_gemeente_is_not_found(client, gemeente, ambtenaar):
    ander = AfstemverschilFactory()

    assert client.get(reverse("huisvesting:afstemverschil_oplossen", args=[ander.pk])).status_code == 404


# --- The dashboard ----------------------------------------------------------------------------------------------------
def test_the_dashboard_says_that_a_difference_is_not_explained(client, gemeente):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=2)
    dashboard = f"{gemeente.get_absolute_url()}?halfjaar=2026H1"
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    assert "op 1 april 2026 is −2 niet verklaard." in text(client.get(dashboard))

    AfstemverschilFactory(gemeente=gemeente, aantal=-2)
    assert "COA telt anders" not in text(client.get(dashboard))


def test_the_province_does_not_read_how_the_gemeente_explains(client, gemeente):
    CoaStandFactory(gemeente=gemeente, gerealiseerd=2)
    client.force_login(ProvincieFactory(provincie=gemeente.provincie_code))

    page = text(client.get(f"{gemeente.get_absolute_url()}?halfjaar=2026H1"))

    assert "COA telt anders" not in page
    assert "Eigen telling naast die van COA" not in page
