"""One act on one page: what it says beforehand, what it does, what a mistake costs, and who may."""

import re
from datetime import date

import pytest

from samenwerking.models import Gebeurtenis
from taakstelling.models import (
    Afsluiting,
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Overdracht,
    Realisatie,
    Saldocorrectie,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.overdracht import Deel, record_overdracht
from taakstelling.services.taakstelling import publish_taakstelling
from tests.bewijs import assert_logs, snapshot
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    GebruikerFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import LandelijkeTaakstellingFactory, start_gemeente
from tests.taakstelling.lezen import read_main, refused
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 8, 12)):
        yield


@pytest.fixture
def gemeente():
    """30 and 20 to house in the two halves of 2026."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(code="GM9303", naam="Proefdam"), doel=30).gemeente
    publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=20, bron="verzonnen", door=GebruikerFactory())
    return gemeente


@pytest.fixture
def manager(client, gemeente):
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    return client


@pytest.fixture
def beheerder(client, gemeente):
    client.force_login(BeheerderFactory(gemeente=gemeente))
    return client


def url(deel, halfjaar=H2):
    return f"/taakstelling/gemeente/GM9303/{deel}/?halfjaar={halfjaar}"


# --- Correctie --------------------------------------------------------------------------------------------------------
CORRECTIE = {"datum": "03-07-2026", "aantal": "-2", "reden": "Dubbel geteld"}


def test_a_correction_is_booked_and_the_page_says_where(manager, gemeente):
    with assert_logs(Gebeurtenis.CORRECTIE_GEBOEKT):
        response = manager.post(url("correctie"), CORRECTIE, follow=True)

    assert response.redirect_chain == [("/taakstelling/gemeente/GM9303/?halfjaar=2026H2", 302)]
    assert "Correctie geboekt in 2026H2: -2." in read_main(response)
    boeking = Realisatie.objects.get()
    assert (boeking.aantal, boeking.reden) == (-2, "Dubbel geteld")
    assert "Een boeking kunt u niet wijzigen" in read_main(manager.get(url("correctie")))


def test_a_correction_in_a_closed_halfjaar_lands_in_the_open_one(manager, gemeente):
    close_halfjaar(halfjaar=H1, gemeente=gemeente, door=GebruikerFactory())

    response = manager.post(url("correctie", H1), CORRECTIE | {"datum": "03-06-2026"}, follow=True)

    assert "Correctie geboekt in 2026H2, want 2026H1 is afgesloten." in read_main(response)


def test_a_correction_before_the_first_figures_says_that_it_changes_nothing(manager, gemeente):
    response = manager.post(url("correctie"), CORRECTIE | {"datum": "03-06-2024"}, follow=True)

    assert "Correctie geboekt in 2024H1. Dat halfjaar heeft geen cijfers" in read_main(response)


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"aantal": "0"}, "nul personen verandert niets"),
        ({"aantal": "2,5"}, "Schrijf een heel getal"),
        ({"aantal": "9999999"}, "kan niet hoger zijn dan 1000000"),
        ({"reden": " "}, "Schrijf op waarom."),
        ({"datum": "13-08-2026"}, "Deze dag is nog niet geweest."),
        ({"datum": "gisteren"}, "Schrijf de datum als dd-mm-jjjj"),
    ],
)
def test_a_correction_that_is_not_right_is_declined(manager, fout, zin):
    assert zin in refused(manager, url("correctie"), CORRECTIE | fout)


# --- Saldo, publicatie, beginsaldo ------------------------------------------------------------------------------------
def test_the_saldo_is_corrected(manager, gemeente):
    velden = {"halfjaar": "2026H2", "aantal": "4", "reden": "Vereffend"}

    with assert_logs(Gebeurtenis.SALDO_GECORRIGEERD):
        response = manager.post(url("saldo"), velden, follow=True)

    assert "Saldo van 2026H2 gecorrigeerd: +4." in read_main(response)
    assert Saldocorrectie.objects.get().aantal == 4
    assert Voortgang.objects.get(halfjaar=H2).saldo_begin == -26


def test_the_saldo_of_a_closed_halfjaar_is_corrected_with_a_warning(manager, gemeente):
    assert "is afgesloten" not in read_main(manager.get(url("saldo", H1)))
    close_halfjaar(halfjaar=H1, gemeente=gemeente, door=GebruikerFactory())

    assert "2026H1 is afgesloten. De bevroren cijfers blijven zoals ze zijn" in read_main(manager.get(url("saldo", H1)))


def test_only_halfjaren_with_figures_can_be_chosen(manager):
    html = manager.get(url("saldo")).content.decode()

    assert re.findall(r'<option value="(\w+)"', html) == ["2026H2", "2026H1"]
    assert "Selecteer een geldige keuze" in refused(
        manager, url("saldo"), {"halfjaar": "2025H1", "aantal": "1", "reden": "x"}
    )


@pytest.mark.parametrize("wie", ["manager", "beheerder"])
def test_a_publication_is_recorded_and_the_one_before_stays_readable(request, wie, gemeente):
    client = request.getfixturevalue(wie)
    velden = {"halfjaar": "2026H2", "aantal": "24", "bron": "Circulaire"}

    with assert_logs(Gebeurtenis.TAAKSTELLING_GEPUBLICEERD):
        response = client.post(url("publicatie"), velden, follow=True)

    tekst = read_main(response)
    assert "Taakstelling van 2026H2 vastgelegd: 24." in tekst
    assert "20 verzonnen Vervangen" in tekst
    assert GepubliceerdeTaakstelling.objects.geldend().get(halfjaar=H2).aantal == 24


def test_a_publication_can_run_ahead_of_the_figures(manager):
    LandelijkeTaakstellingFactory(halfjaar=Halfjaar(2027, 1))

    html = manager.get(url("publicatie")).content.decode()

    assert re.findall(r'<option value="(\w+)"', html) == ["2027H2", "2027H1", "2026H2"]


@pytest.mark.parametrize(("aantal", "zin"), [("-1", "kan niet lager zijn dan 0"), ("", "Vul het aantal personen in.")])
def test_a_publication_below_zero_is_declined(manager, aantal, zin):
    assert zin in refused(manager, url("publicatie"), {"halfjaar": "2026H2", "aantal": aantal, "bron": "x"})


@pytest.mark.parametrize("wie", ["manager", "beheerder"])
def test_an_opening_balance_is_recorded_and_says_what_it_replaces(request, wie, gemeente):
    client = request.getfixturevalue(wie)
    assert "Dit komt in de plaats van 0 in 2026H1." in read_main(client.get(url("beginsaldo")))

    with assert_logs(Gebeurtenis.BEGINSALDO_VASTGESTELD):
        response = client.post(url("beginsaldo"), {"halfjaar": "2026H1", "saldo": "-6", "bron": "brief"}, follow=True)

    assert "Beginsaldo van 2026H1 vastgelegd: -6." in read_main(response)
    assert Beginsaldo.objects.geldend().get().saldo == -6
    assert Beginsaldo.objects.count() == 2


# --- Afsluiten --------------------------------------------------------------------------------------------------------
def test_closing_says_what_will_happen_and_does_it(manager, gemeente):
    tekst = read_main(manager.get(url("afsluiten", H1)))
    assert "Opgave 30, gehuisvest 0, saldo -30: deze cijfers worden bevroren" in tekst
    assert "U kunt een halfjaar niet weer openen." in tekst

    with assert_logs(Gebeurtenis.HALFJAAR_AFGESLOTEN):
        response = manager.post(url("afsluiten", H1), follow=True)

    assert "2026H1 is afgesloten. De cijfers staan vast." in read_main(response)
    assert Afsluiting.objects.get().gemeente == gemeente


def test_closing_twice_or_too_early_is_declined(manager):
    assert "2026H2 loopt nog" in refused(manager, url("afsluiten", H2), {})
    manager.post(url("afsluiten", H1))
    assert "al afgesloten" in refused(manager, url("afsluiten", H1), {}, status=409)


# --- Overdracht -------------------------------------------------------------------------------------------------------
@pytest.fixture
def ander():
    return start_gemeente(gemeente=GemeenteFactory(code="GM9400", naam="Beekdal"), halfjaar=H2, doel=12).gemeente


OVERDRACHT = {
    "halfjaar": "2026H2",
    "besluitdatum": "02-08-2026",
    "document": "Besluit 12",
    "aantal_0": "-3",
    "kenmerk_0": "Z-1",
    "gemeente_1": "GM9400",
    "aantal_1": "3",
    "kenmerk_1": "B-7",
}


def test_a_transfer_is_recorded_for_both(manager, gemeente, ander):
    with assert_logs(Gebeurtenis.OVERDRACHT_VASTGELEGD):
        response = manager.post(url("overdracht"), OVERDRACHT, follow=True)

    assert "Overdracht vastgelegd." in read_main(response)
    doelen = Voortgang.objects.filter(halfjaar=H2).values_list("gemeente__naam", "taakstelling")
    assert dict(doelen) == {"Proefdam": 17, "Beekdal": 15}


def test_a_transfer_among_four(manager, gemeente, ander):
    rijen = {}
    for nummer, aantal in ((2, 2), (3, -2)):
        deelnemer = start_gemeente(halfjaar=H2, doel=9).gemeente
        rijen |= {
            f"gemeente_{nummer}": deelnemer.code,
            f"aantal_{nummer}": str(aantal),
            f"kenmerk_{nummer}": "K",
        }

    assert manager.post(url("overdracht"), OVERDRACHT | rijen).status_code == 302
    assert Overdracht.objects.get().regels.count() == 4


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"aantal_1": "2"}, "De som van de overdracht is -1."),
        ({"gemeente_1": ""}, "Kies de gemeente waarmee u dit besluit nam."),
        ({"gemeente_1": "GM9303"}, "Selecteer een geldige keuze"),
        ({"aantal_0": ""}, "Vul het aantal personen in."),
        ({"gemeente_2": "GM9400", "aantal_2": "1", "kenmerk_2": "B"}, "Beekdal staat er al."),
        ({"aantal_2": "4"}, "Kies bij welke gemeente dit hoort."),
        ({"kenmerk_1": ""}, "Vul dit in."),
        ({"document": ""}, "Vul dit in."),
        ({"besluitdatum": "02-09-2026"}, "de datum ligt in de toekomst"),
        ({"aantal_0": "-21", "aantal_1": "21"}, "Proefdam heeft een taakstelling van 20."),
    ],
)
def test_a_transfer_that_is_not_right_is_declined(manager, ander, fout, zin):
    assert zin in refused(manager, url("overdracht"), OVERDRACHT | fout)


def test_a_third_gemeente_without_persons_is_declined(manager, ander):
    derde = start_gemeente(halfjaar=H2, doel=9).gemeente

    tekst = refused(manager, url("overdracht"), OVERDRACHT | {"gemeente_2": derde.code})

    assert f"Vul in hoeveel personen {derde} overneemt of overdraagt." in tekst


def transfer(gemeente, ander):
    return record_overdracht(
        halfjaar=H2,
        delen={gemeente: Deel(-3, "Z-1"), ander: Deel(3, "B-7")},
        besluitdatum=date(2026, 8, 2),
        document="Besluit 12",
        door=GebruikerFactory(),
    )


def test_either_of_the_two_withdraws_a_transfer(client, gemeente, ander):
    overdracht = transfer(gemeente, ander)
    adres = f"/taakstelling/overdrachten/{overdracht.pk}/intrekken/"
    client.force_login(OpgavemanagerFactory(gemeente=ander))
    assert "besluit van 02-08-2026 over 2026H2: Proefdam -3, Beekdal +3." in read_main(client.get(adres))
    assert "Schrijf op waarom." in refused(client, adres, {"reden": ""})

    with assert_logs(Gebeurtenis.OVERDRACHT_INGETROKKEN):
        response = client.post(adres, {"reden": "Vergissing"}, follow=True)

    assert response.redirect_chain == [("/taakstelling/gemeente/GM9400/?halfjaar=2026H2", 302)]
    assert "Ingetrokken 12-08-2026: Vergissing" in read_main(response)
    assert Voortgang.objects.get(gemeente=gemeente, halfjaar=H2).taakstelling == 20


def test_who_took_no_part_does_not_find_the_transfer(client, gemeente, ander):
    adres = f"/taakstelling/overdrachten/{transfer(gemeente, ander).pk}/intrekken/"

    for wie, status in ((OpgavemanagerFactory(), 404), (WethouderFactory(gemeente=gemeente), 403)):
        client.force_login(wie)
        assert client.get(adres).status_code == status
        assert client.post(adres, {"reden": "x"}).status_code == status


# --- Who --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("deel", ["correctie", "saldo", "overdracht", "afsluiten", "publicatie", "beginsaldo"])
def test_who_may_not_act_gets_no_page_and_changes_nothing(client, gemeente, deel):
    geen = [f(gemeente=gemeente) for f in (AmbtenaarFactory, OpdrachtgeverFactory, WethouderFactory)]
    if deel not in {"publicatie", "beginsaldo"}:
        geen.append(BeheerderFactory(gemeente=gemeente))
    for wie, status in [*((wie, 403) for wie in geen), (OpgavemanagerFactory(), 404)]:
        client.force_login(wie)
        before = snapshot()
        assert client.get(url(deel)).status_code == status
        assert client.post(url(deel), CORRECTIE).status_code == status
        assert snapshot() == before
