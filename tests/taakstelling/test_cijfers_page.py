"""The page that says where the numbers of a gemeente come from: every number on it can be followed."""

import re
from datetime import date

import pytest

from taakstelling.models import Afsluiting, Voortgang
from taakstelling.overzichten import read_cijfers
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.overdracht import Deel, record_overdracht, withdraw_overdracht
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.saldo import correct_saldo
from taakstelling.services.taakstelling import publish_taakstelling, record_landelijke_taakstelling, set_beginsaldo
from taakstelling.services.voortgang import recompute_voortgang
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
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import InwonertalFactory, start_gemeente
from tests.taakstelling.lezen import read_main, text
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
VORIG, H1, H2 = Halfjaar(2025, 2), Halfjaar(2026, 1), Halfjaar(2026, 2)


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 8, 12)):
        yield


@pytest.fixture
def door():
    return GebruikerFactory(first_name="Noor", last_name="Voorbeeld")


@pytest.fixture
def gemeente():
    return GemeenteFactory(code="GM9303", naam="Proefdam")


def url(gemeente, halfjaar=H1, deel=""):
    return f"/taakstelling/gemeente/{gemeente.code}/{deel}?halfjaar={halfjaar}"


def read(client, gemeente, halfjaar=H1, wie=None, **params):
    client.force_login(wie or WethouderFactory(gemeente=gemeente))
    return read_main(client.get(url(gemeente, halfjaar), {"halfjaar": str(halfjaar), **params}))


def part(tekst, van, tot):
    return tekst[tekst.index(van) : tekst.index(tot)]


# --- The target -------------------------------------------------------------------------------------------------------
@pytest.fixture
def herzien(gemeente, door):
    """Test vector 10 of the domain: 17,700 becomes 15,000 while the half-year runs (R-114)."""
    for inwoner_van, aantal in ((gemeente, 50_000), (GemeenteFactory(), 17_500_000)):
        InwonertalFactory(gemeente=inwoner_van, aantal=aantal, peildatum=date(2024, 1, 1))
    set_beginsaldo(gemeente=gemeente, halfjaar=Halfjaar(2025, 1), saldo=0, bron="brief", door=door)
    for aantal, soort, bron in ((17_700, "vastgesteld", "Staatscourant"), (15_000, "bijgesteld", "Kamerbrief")):
        record_landelijke_taakstelling(
            halfjaar=Halfjaar(2025, 1), aantal=aantal, soort=soort, zekerheid="hoog", bron=bron, door=door
        )
    recompute_voortgang()
    return gemeente


def test_a_revision_shows_both_versions_and_what_each_means(client, herzien):
    tekst = read(client, herzien, Halfjaar(2025, 1))

    assert "2, bijgesteld Laatste Vastgelegd op 12-08-2026 15.000 43 43 Hoog Kamerbrief" in tekst
    assert "1, vastgesteld Vastgelegd op 12-08-2026 17.700 51 51 Hoog Staatscourant" in tekst
    assert "Berekende taakstelling Versie 2 van het landelijke aantal 43 Taakstelling 43" in tekst
    assert Voortgang.objects.get(gemeente=herzien).taakstelling == 43


def test_published_wins_and_a_difference_is_told(client, herzien, door):
    for aantal in (40, 45):
        publish_taakstelling(gemeente=herzien, halfjaar=Halfjaar(2025, 1), aantal=aantal, bron="Circulaire", door=door)

    tekst = read(client, herzien, Halfjaar(2025, 1))

    assert "Het Rijk publiceerde 45, Thuisgever berekent 43: dat scheelt +2." in tekst
    assert "Gepubliceerde taakstelling Circulaire 45 Taakstelling 45" in tekst
    assert "12-08-2026 Noor Voorbeeld 45 Circulaire Geldt" in tekst
    assert "12-08-2026 Noor Voorbeeld 40 Circulaire Vervangen" in tekst


def test_published_as_computed_is_no_difference(client, herzien, door):
    publish_taakstelling(gemeente=herzien, halfjaar=Halfjaar(2025, 1), aantal=43, bron="Circulaire", door=door)

    assert "wijkt af" not in read(client, herzien, Halfjaar(2025, 1))


def test_transfers_stand_with_their_decision_and_only_those_that_hold_count(client, gemeente, door):
    start_gemeente(gemeente=gemeente, doel=30)
    ander = start_gemeente(gemeente=GemeenteFactory(naam="Beekdal"), doel=10).gemeente
    besluit = {"halfjaar": H1, "besluitdatum": date(2026, 2, 2), "document": "Besluit 12", "door": door}
    record_overdracht(delen={gemeente: Deel(-3, "Z-1"), ander: Deel(3, "B-1")}, **besluit)
    weg = record_overdracht(delen={gemeente: Deel(5, "Z-2"), ander: Deel(-5, "B-2")}, **besluit)
    withdraw_overdracht(overdracht=weg, reden="Vergissing", door=door)

    tekst = read(client, gemeente)

    assert "30 Overdracht Besluit van 02-02-2026 −3 Taakstelling 27" in tekst
    assert "Besluit 12 −3 Beekdal +3 Z-1 Geldt" in tekst
    assert "Besluit 12 +5 Beekdal −5 Z-2 Ingetrokken 12-08-2026: Vergissing" in tekst
    cijfers = read_cijfers(gemeente, H1)
    assert cijfers.basis + cijfers.overgedragen == cijfers.stand.taakstelling == 27


# --- The saldo --------------------------------------------------------------------------------------------------------
def test_the_saldo_is_a_sum_from_the_opening_balance_on(client, gemeente, door):
    start_gemeente(gemeente=gemeente, halfjaar=VORIG, doel=10, saldo=-4)
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=20, bron="x", door=door)
    correct_saldo(gemeente=gemeente, halfjaar=H1, aantal=3, reden="Vereffend met het Rijk", door=door)

    eerste, tweede = read(client, gemeente, VORIG), read(client, gemeente, H1)

    assert "Beginsaldo verzonnen. Vastgelegd op 12-08-2026 door" in eerste
    assert "−4 Saldo bij het begin van 2025H2 −4" in eerste
    saldo = part(tweede, "Saldo aan het einde van 2025H2", "Afsluiting")
    assert saldo.startswith(
        "Saldo aan het einde van 2025H2 −14 Verschil met het Rijk vereffend Vereffend met het Rijk."
    )
    assert "door Noor Voorbeeld +3 Saldo bij het begin van 2026H1 −11" in saldo
    cijfers = read_cijfers(gemeente, H1)
    assert cijfers.vorige.saldo_eind + cijfers.gecorrigeerd == cijfers.stand.saldo_begin


def test_an_opening_balance_that_was_replaced_stays_readable(client, gemeente, door):
    start_gemeente(gemeente=gemeente, saldo=-4)
    set_beginsaldo(gemeente=gemeente, halfjaar=H1, saldo=6, bron="brief", door=door)

    assert "−4 in 2026H1 (verzonnen), vervangen op 12-08-2026" in read(client, gemeente)


def test_the_opgave_can_be_followed_to_the_saldo(client, gemeente, door):
    start_gemeente(gemeente=gemeente, doel=30, saldo=-4)
    book_correctie(gemeente=gemeente, datum=date(2026, 3, 2), aantal=21, reden="x", door=door)

    som = part(read(client, gemeente), "De som", " Wat betekent taakstelling?")

    assert som.endswith(
        "Taakstelling 30 Saldo bij het begin eraf Achterstand van 4 −4 Opgave 34 "
        "Gehuisvest Alle boekingen in het grootboek samen 21 Saldo: gehuisvest min opgave −13"
    )


def test_without_figures_the_page_says_what_is_missing(client, gemeente):
    tekst = read(client, gemeente, Halfjaar(2027, 1))

    assert "In de eerste helft van 2027 zijn er nog geen cijfers." in tekst
    assert "Van dit halfjaar is nog geen som te maken" in tekst
    assert "Het landelijke aantal van dit halfjaar staat er niet in" in tekst
    assert "Over het saldo van dit halfjaar is nog niets bekend." in tekst


def test_a_halfjaar_that_does_not_exist_is_said(client, gemeente):
    client.force_login(WethouderFactory(gemeente=gemeente))

    tekst = text(client.get(url(gemeente, "2026H3")).content.decode())

    assert "‘2026H3’ is geen halfjaar. Schrijf het als 2026H1 of 2026H2." in tekst
    assert "In de tweede helft van 2026" in tekst


# --- A closed half-year -----------------------------------------------------------------------------------------------
@pytest.fixture
def gesloten(gemeente, door):
    start_gemeente(gemeente=gemeente, doel=30)
    publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=20, bron="x", door=door)
    return close_halfjaar(halfjaar=H1, gemeente=gemeente, door=door)[0]


def since(client, gemeente):
    client.force_login(WethouderFactory(gemeente=gemeente))
    html = client.get(url(gemeente)).content.decode()
    return text(re.search(r"<dd data-sindsdien>(.*?)</dd>", html, re.DOTALL)[1])


def test_a_closed_halfjaar_shows_what_was_frozen(client, gemeente, gesloten):
    tekst = read(client, gemeente)

    assert "Taakstelling 30, saldo bij het begin 0, opgave 30, gehuisvest 0, saldo −30" in tekst
    assert "Afgesloten op 12 augustus 2026 om 10.00 uur door Noor Voorbeeld" in tekst
    assert gesloten.vingerafdruk in tekst
    assert "vingerafdruk klopt niet" not in tekst
    assert since(client, gemeente) == "Niets"


def test_what_changed_since_is_told_in_words(client, gemeente, gesloten, door):
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=28, bron="bijgesteld", door=door)

    assert since(client, gemeente) == "Taakstelling van 30 naar 28 (−2), saldo aan het einde van −30 naar −28 (+2)"


def test_what_was_booked_later_because_it_was_closed_is_told_too(client, gemeente, gesloten, door):
    book_correctie(gemeente=gemeente, datum=date(2026, 6, 1), aantal=2, reden="Laat", door=door)

    assert since(client, gemeente) == "+2 met een dag in 2026H1, geboekt in 2026H2"


def test_figures_that_were_tampered_with_do_not_fit_the_fingerprint(client, gemeente):
    start_gemeente(gemeente=gemeente, doel=30)
    door = GebruikerFactory()
    (echt,) = close_halfjaar(halfjaar=H1, gemeente=gemeente, door=door)
    vals = Afsluiting(
        gemeente=gemeente, halfjaar=H1, taakstelling=29, saldo_begin=0, gerealiseerd=0, vingerafdruk=echt.vingerafdruk
    )
    cijfers = read_cijfers(gemeente, H1)

    assert cijfers.afdruk_klopt
    assert not type(cijfers)(**{**vars(cijfers), "afsluiting": vals}).afdruk_klopt


@pytest.mark.parametrize(
    ("halfjaar", "zin"),
    [
        (H1, "Dit halfjaar is voorbij en nog niet afgesloten."),
        (H2, "Dit halfjaar loopt tot en met 31 december 2026."),
    ],
)
def test_an_open_halfjaar_says_whether_it_can_be_closed(client, gemeente, halfjaar, zin):
    start_gemeente(gemeente=gemeente, halfjaar=halfjaar)

    assert zin in read(client, gemeente, halfjaar)


# --- Who --------------------------------------------------------------------------------------------------------------
ACTS = ("publicatie/", "overdracht/", "saldo/", "beginsaldo/", "afsluiten/", "correctie/")


@pytest.mark.parametrize(
    ("factory", "acts"),
    [
        (AmbtenaarFactory, set()),
        (JuristFactory, set()),
        (OpdrachtgeverFactory, set()),
        (WethouderFactory, set()),
        (OpgavemanagerFactory, set(ACTS)),
        (BeheerderFactory, {"publicatie/", "beginsaldo/"}),
    ],
)
def test_the_page_offers_the_acts_that_one_may_do(client, gemeente, factory, acts):
    start_gemeente(gemeente=gemeente)
    client.force_login(factory(gemeente=gemeente))

    html = client.get(url(gemeente)).content.decode()

    assert {act for act in ACTS if url(gemeente, deel=act) in html} == acts
    assert ("/taakstelling/herberekening/" in html) == (factory is BeheerderFactory)


def test_the_province_sees_its_gemeenten_and_no_others(client, gemeente):
    client.force_login(ProvincieFactory(provincie=gemeente.provincie_code))
    assert client.get(url(gemeente)).status_code == 200

    client.force_login(ProvincieFactory(provincie="PV30"))
    assert client.get(url(gemeente)).status_code == 404


def test_another_gemeente_does_not_exist_and_a_corporation_has_no_business_here(client, gemeente):
    client.force_login(OpgavemanagerFactory())
    assert client.get(url(gemeente)).status_code == 404
    assert client.get(url(gemeente, deel="grootboek/csv/")).status_code == 404

    client.force_login(CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])))
    assert client.get(url(gemeente)).status_code == 403


def test_the_way_back_leads_to_a_page_that_one_may_open(client, gemeente):
    for wie in (WethouderFactory(gemeente=gemeente), BeheerderFactory(gemeente=gemeente)):
        client.force_login(wie)
        (kruimel,) = client.get(url(gemeente)).context["kruimels"]
        assert client.get(kruimel[1]).status_code == 200


def test_the_dashboard_leads_here(client, gemeente):
    start_gemeente(gemeente=gemeente)
    client.force_login(WethouderFactory(gemeente=gemeente))

    assert f'href="{url(gemeente)}"' in client.get(gemeente.get_absolute_url(), {"halfjaar": "2026H1"}).content.decode()
