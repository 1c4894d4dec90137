"""R-205 to R-209: who was linked on the peildatum, the frozen figure on the page, and the log of questions to COA."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from huisvesting.services.koppelingsdekking import count_gekoppeld, freeze_alle_dekkingen, freeze_dekking
from huisvesting.tasks import freeze_koppelingsdekking
from samenwerking.models import Gebeurtenis
from taakstelling.models import CoaVraag, Grond, Koppelingsdekking
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_realisatie, reverse_realisatie
from tests.bewijs import assert_logs
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.factories.toezicht import CoaVraagFactory
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

H1 = Halfjaar(2026, 1)
PEILDATUM = date(2026, 4, 1)
NA = datetime(2026, 4, 2, 0, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def gemeente():
    """Has 20 to house in 2026H1."""
    return start_gemeente(gemeente=GemeenteFactory(naam="Proefdam"), doel=20).gemeente


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


def house(huishouden, dag, *, gemeente=None):
    """Everyone of the household counts from a day. Out: the bookings."""
    plaatsing = PlaatsingFactory(huishouden=huishouden, gemeente=huishouden.gemeente)
    return [
        book_realisatie(
            gemeente=gemeente or huishouden.gemeente,
            datum=dag,
            grond=Grond.PLAATSING,
            bron_soort=persoon.bron_soort(),
            bron_id=persoon.bron_id,
            regel="R-301 versie 1",
            door=plaatsing.getekend_door,
        )
        for persoon in plaatsing.personen.all()
    ]


def page(client, gebruiker, gemeente, **query):
    client.force_login(gebruiker)
    return client.get(reverse("huisvesting:koppelingsdekking", kwargs={"code": gemeente.code}), query)


def main_of(response):
    """What the page itself says, without its frame."""
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


# --- Who was linked ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("koppeldatum", "gehuisvest_op", "gekoppeld"),
    [
        (date(2026, 3, 31), None, 3),
        (date(2026, 4, 1), None, 3),  # the day itself counts
        (date(2026, 4, 2), None, 0),
        (date(2026, 2, 1), date(2026, 4, 1), 0),  # housed on the day: in the other number
        (date(2026, 2, 1), date(2026, 4, 2), 3),  # housed later: waited then
        (date(2025, 2, 1), date(2025, 12, 1), 0),  # housed in an earlier half-year
    ],
)
@pytest.mark.beide
def test_who_was_linked_and_did_not_count_yet_on_the_day(gemeente, koppeldatum, gehuisvest_op, gekoppeld):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=3, koppeldatum=koppeldatum)
    HuishoudenFactory(personen=2, koppeldatum=koppeldatum)
    if gehuisvest_op:
        house(huishouden, gehuisvest_op)

    assert count_gekoppeld(gemeente=gemeente, peildatum=PEILDATUM) == gekoppeld


def test_whose_count_was_taken_back_since_was_linked_then(gemeente, manager):
    """Handed back, cancelled: on that day COA had linked them (R-209)."""
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=2, koppeldatum=date(2026, 2, 1))
    boekingen = house(huishouden, date(2026, 3, 1))
    assert count_gekoppeld(gemeente=gemeente, peildatum=PEILDATUM) == 0

    for boeking in boekingen:
        reverse_realisatie(realisatie=boeking, reden="proef", door=manager)

    assert count_gekoppeld(gemeente=gemeente, peildatum=PEILDATUM) == 2


def test_who_counts_for_another_gemeente_waits_here_no_more(gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=2, koppeldatum=date(2026, 2, 1))

    house(huishouden, date(2026, 3, 1), gemeente=GemeenteFactory())

    assert count_gekoppeld(gemeente=gemeente, peildatum=PEILDATUM) == 0


# --- Freezing ---------------------------------------------------------------------------------------------------------
def test_everyone_is_in_one_of_the_two_numbers(gemeente, manager):
    house(HuishoudenFactory(gemeente=gemeente, personen=4, koppeldatum=date(2026, 1, 5)), date(2026, 3, 1))
    HuishoudenFactory(gemeente=gemeente, personen=5, koppeldatum=date(2026, 2, 5))

    rij = freeze_dekking(gemeente=gemeente, halfjaar=H1, door=manager, op=NA)

    assert (rij.opgave, rij.gehuisvest, rij.gekoppeld, rij.tekort) == (20, 4, 5, 11)


@pytest.mark.beide
def test_all_gemeenten_with_households_are_frozen_once_and_an_unknown_opgave_holds_up_nobody(gemeente, caplog):
    HuishoudenFactory(gemeente=gemeente)
    onbekend = HuishoudenFactory(gemeente__naam="Aafdam").gemeente
    start_gemeente()
    door = GebruikerFactory()

    assert freeze_alle_dekkingen(door=door, op=NA.replace(day=1)) == 0
    with assert_logs(Gebeurtenis.KOPPELINGSDEKKING_VASTGELEGD):
        assert freeze_alle_dekkingen(door=door, op=NA) == 1
    assert freeze_alle_dekkingen(door=door, op=NA.replace(day=3)) == 0

    assert Koppelingsdekking.objects.get().gemeente == gemeente
    assert onbekend.code in caplog.text


def test_the_task_freezes_in_the_name_of_the_system(gemeente):
    HuishoudenFactory(gemeente=gemeente)

    with klok_op(date(2026, 4, 2), uur=0):
        assert freeze_koppelingsdekking.delay().get() == 1
        assert freeze_koppelingsdekking.delay().get() == 0

    assert Koppelingsdekking.objects.get().bevroren_door.username == "systeem"


# --- The page ---------------------------------------------------------------------------------------------------------
def test_before_the_peildatum_the_page_counts_live(client, gemeente, manager):
    HuishoudenFactory(gemeente=gemeente, personen=6, koppeldatum=date(2026, 3, 1))

    with klok_op(date(2026, 3, 10)):
        text = page(client, manager, gemeente).content.decode()
        HuishoudenFactory(gemeente=gemeente, personen=2, koppeldatum=date(2026, 3, 10))
        later = page(client, manager, gemeente).content.decode()

    assert "COA moet er nog 14 koppelen." in text
    assert "COA moet er nog 12 koppelen." in later
    assert "Dit is de stand van vandaag" in text
    assert "Vingerafdruk" not in text


def test_after_freezing_the_page_is_identical_whatever_the_data_say_later(client, gemeente, manager):
    wachtend = HuishoudenFactory(gemeente=gemeente, personen=6, koppeldatum=date(2026, 3, 1))
    boekingen = house(HuishoudenFactory(gemeente=gemeente, personen=3, koppeldatum=date(2026, 1, 5)), date(2026, 3, 2))
    rij = freeze_dekking(gemeente=gemeente, halfjaar=H1, door=manager, op=NA)

    with klok_op(date(2026, 5, 20)):
        before = main_of(page(client, manager, gemeente, halfjaar="2026H1"))
    wachtend.koppeldatum = date(2026, 4, 20)
    wachtend.save(update_fields=["koppeldatum"])
    HuishoudenFactory(gemeente=gemeente, personen=8, koppeldatum=date(2026, 3, 15))
    for boeking in boekingen:
        reverse_realisatie(realisatie=boeking, reden="proef", door=manager)
    with klok_op(date(2026, 5, 20)):
        after = main_of(page(client, manager, gemeente, halfjaar="2026H1"))

    assert after == before
    assert rij.vingerafdruk in before
    assert "11 te weinig" in before
    assert count_gekoppeld(gemeente=gemeente, peildatum=PEILDATUM) == 11


def test_a_number_that_does_not_fit_its_fingerprint_is_shown_as_such(client, gemeente, manager):
    rij = freeze_dekking(gemeente=gemeente, halfjaar=H1, door=manager, op=NA)
    assert "Past bij de getallen op deze pagina." in main_of(page(client, manager, gemeente, halfjaar="2026H1"))

    vals = {f.name: getattr(rij, f.name) for f in Koppelingsdekking._meta.fields if f.name != "id"}
    elders = start_gemeente().gemeente
    Koppelingsdekking.objects.create(**vals | {"gemeente": elders})

    text = main_of(page(client, OpgavemanagerFactory(gemeente=elders), elders, halfjaar="2026H1"))
    assert "Dit cijfer is na het vastleggen veranderd" in text


def test_after_the_peildatum_the_manager_freezes_by_hand(client, gemeente, manager):
    HuishoudenFactory(gemeente=gemeente, personen=6, koppeldatum=date(2026, 3, 1))

    with klok_op(date(2026, 5, 20)):
        knop = reverse("huisvesting:koppelingsdekking_freeze", kwargs={"code": gemeente.code}) + "?halfjaar=2026H1"
        assert knop in main_of(page(client, manager, gemeente, halfjaar="2026H1"))
        antwoord = client.post(knop, follow=True)

    assert "Koppelingsdekking vastgelegd." in antwoord.content.decode()
    assert Koppelingsdekking.objects.get().gekoppeld == 6
    assert knop not in main_of(antwoord)


def test_freezing_too_early_is_declined_with_a_sentence(client, gemeente, manager):
    client.force_login(manager)
    knop = reverse("huisvesting:koppelingsdekking_freeze", kwargs={"code": gemeente.code})

    with klok_op(date(2026, 4, 1)):
        antwoord = client.post(f"{knop}?halfjaar=2026H1")

    assert antwoord.status_code == 422
    assert "Leg het cijfer vast als die dag voorbij is." in antwoord.content.decode()
    assert not Koppelingsdekking.objects.exists()


def test_a_half_year_without_an_opgave_says_whom_to_ask(client):
    onbekend = GemeenteFactory()

    text = main_of(page(client, OpgavemanagerFactory(gemeente=onbekend), onbekend))

    assert "De opgave van dit halfjaar is niet bekend" in text


def test_what_is_no_half_year_is_not_found(client, gemeente, manager):
    assert page(client, manager, gemeente, halfjaar="2026").status_code == 404


@pytest.mark.parametrize(
    ("factory", "organisatie", "status"),
    [
        (AmbtenaarFactory, "gemeente", 200),
        (OpgavemanagerFactory, "gemeente", 200),
        (JuristFactory, "gemeente", 200),
        (OpdrachtgeverFactory, "gemeente", 200),
        (WethouderFactory, "gemeente", 200),
        (BeheerderFactory, "gemeente", 403),
        (ProvincieFactory, "provincie", 200),
        (CorporatiemedewerkerFactory, "", 404),
        (GebruikerFactory, "", 404),
    ],
)
def test_who_may_see_it(client, gemeente, factory, organisatie, status):
    kwargs = {"gemeente": {"gemeente": gemeente}, "provincie": {"provincie": gemeente.provincie_code}}
    gebruiker = factory(**kwargs.get(organisatie, {}))

    assert page(client, gebruiker, gemeente).status_code == status


@pytest.mark.parametrize(
    ("factory", "bevriezen", "vragen"),
    [
        (OpgavemanagerFactory, 200, 200),
        (AmbtenaarFactory, 403, 200),
        (JuristFactory, 403, 403),
        (OpdrachtgeverFactory, 403, 403),
        (WethouderFactory, 403, 403),
    ],
)
def test_who_may_freeze_and_who_may_ask(client, gemeente, factory, bevriezen, vragen):
    client.force_login(factory(gemeente=gemeente))
    vraag = CoaVraagFactory(gemeente=gemeente)

    assert client.get(reverse("huisvesting:koppelingsdekking_freeze", args=[gemeente.code])).status_code == bevriezen
    assert client.get(reverse("huisvesting:coa_vraag_ask", args=[gemeente.code])).status_code == vragen
    assert client.get(reverse("huisvesting:coa_vraag_answer", args=[vraag.pk])).status_code == vragen


def test_the_provincie_reads_and_gets_no_buttons(client, gemeente):
    CoaVraagFactory(gemeente=gemeente)

    with klok_op(date(2026, 5, 20)):
        text = main_of(page(client, ProvincieFactory(provincie=gemeente.provincie_code), gemeente, halfjaar="2026H1"))

    assert "Wanneer koppelt COA meer mensen?" in text
    assert "Dit cijfer ligt nog niet vast" in text
    assert "vastleggen/" not in text
    assert "/antwoord/" not in text


# --- Questions --------------------------------------------------------------------------------------------------------
def test_a_question_and_its_answer_are_recorded_on_the_page(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    with klok_op(date(2026, 3, 20)):
        client.post(
            reverse("huisvesting:coa_vraag_ask", args=[gemeente.code]),
            {"vraagdatum": "02-03-2026", "vraag": "Komen er meer mensen?"},
        )
        vraag = CoaVraag.objects.get()
        antwoord = client.post(
            reverse("huisvesting:coa_vraag_answer", args=[vraag.pk]),
            {"antwoorddatum": "09-03-2026", "antwoord": "In april."},
            follow=True,
        )

    text = main_of(antwoord)
    assert "Antwoord vastgelegd." in antwoord.content.decode()
    assert "Komen er meer mensen?" in text
    assert "09-03-2026" in text
    assert "In april." in text


def test_a_question_with_a_v_nummer_is_declined_at_its_field(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    antwoord = client.post(
        reverse("huisvesting:coa_vraag_ask", args=[gemeente.code]),
        {"vraagdatum": "02-03-2026", "vraag": "Waar blijft 2800000001?"},
    )

    assert antwoord.status_code == 422
    assert "Laat V-nummers weg" in " ".join(antwoord.context["form"].errors["vraag"])
    assert not CoaVraag.objects.exists()
