"""Mandates: up to where a role decides, and who gives it (R-702)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Besluitsoort, Gebeurtenis, Mandaat, Rol
from samenwerking.regels.mandaat import Grens, Omvang, covers, describe, judge_maten
from samenwerking.services.mandaat import find_bevoegdheid
from samenwerking.services.mandaatbeheer import end_mandaat, record_mandaat
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.besluit import BesluitFactory, MandaatFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)

pytestmark = pytest.mark.django_db
HOTEL = Besluitsoort.HOTELPLAATSEN
DAG = date(2026, 3, 2)
ZESTIG = Omvang(bedrag=Decimal(60_000), aantal=20, maanden=6)
VEERTIG = Omvang(bedrag=Decimal(40_000), aantal=20, maanden=6)


# --- The rule ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("grens", "omvang", "zin"),
    [
        (Grens(bedrag=Decimal(50_000)), VEERTIG, None),
        (Grens(bedrag=Decimal(50_000)), ZESTIG, "€ 60.000 is meer dan € 50.000"),
        (Grens(bedrag=Decimal(60_000)), ZESTIG, None),
        (Grens(aantal=10, maanden=3), ZESTIG, "20 plaatsen is meer dan 10 en 6 maanden is langer dan 3"),
        (Grens(), Omvang(afwijking=True), "dit wijkt af van een regel"),
        (Grens(afwijking=True), Omvang(afwijking=True), None),
        (Grens(bedrag=Decimal(1)), Omvang(), "een onbekend bedrag is meer dan € 1"),
    ],
)
def test_a_limit_covers_what_is_not_beyond_it(grens, omvang, zin):
    assert covers(grens, omvang, ("plaats", "plaatsen")) == zin


def test_every_size_that_a_kind_needs_is_asked_and_no_other():
    assert judge_maten(HOTEL, ZESTIG) == {}
    assert set(judge_maten(HOTEL, Omvang())) == {"bedrag", "aantal", "maanden"}
    assert set(judge_maten("overig", Omvang(aantal=1))) == {"aantal"}


def test_sizes_are_words():
    assert describe(ZESTIG, ("plaats", "plaatsen")) == "€ 60.000, 20 plaatsen, 6 maanden"
    assert describe(Omvang(bedrag=Decimal("12.5"))) == "€ 12,50"


# --- Who may decide ---------------------------------------------------------------------------------------------------
def judge(gebruiker, gemeente, omvang, soort=HOTEL, dag=DAG):
    return find_bevoegdheid(gebruiker=gebruiker, gemeente=gemeente, soort=soort, omvang=omvang, peildatum=dag)


def test_within_the_mandate_one_decides_and_beyond_it_one_submits_to_the_lowest_that_may():
    mandaat = MandaatFactory()
    gemeente = mandaat.gemeente
    MandaatFactory(gemeente=gemeente, houder=Rol.OPDRACHTGEVER, bedrag_tot=Decimal(250_000))
    manager = OpgavemanagerFactory(gemeente=gemeente)

    binnen = judge(manager, gemeente, VEERTIG)
    assert (binnen.mag, binnen.knop, binnen.grond) == (True, "Besluiten", mandaat.artikel)
    buiten = judge(manager, gemeente, ZESTIG)
    assert (buiten.mag, buiten.naar, buiten.knop) == (
        False,
        Rol.OPDRACHTGEVER,
        "Voorleggen aan ambtelijk opdrachtgever",
    )
    assert buiten.uitleg == "€ 60.000 is meer dan € 50.000 (Mandaatregeling 2026, artikel 3 lid 2)."
    assert judge(manager, gemeente, Omvang(Decimal(300_000), 1, 1)).naar == Rol.WETHOUDER


def test_an_expired_mandate_is_none():
    mandaat = MandaatFactory(verlopen=True)
    manager = OpgavemanagerFactory(gemeente=mandaat.gemeente)
    assert judge(manager, mandaat.gemeente, VEERTIG, dag=date(2025, 12, 30)).mag
    assert not judge(manager, mandaat.gemeente, VEERTIG, dag=date(2025, 12, 31)).mag


def test_where_nothing_was_recorded_the_standard_holds():
    gemeente = GemeenteFactory()
    manager = OpgavemanagerFactory(gemeente=gemeente)
    assert judge(manager, gemeente, Omvang(aantal=3), Besluitsoort.CORRECTIE).mag
    assert judge(manager, gemeente, VEERTIG).naar == Rol.WETHOUDER
    MandaatFactory(gemeente=gemeente, soort=Besluitsoort.CORRECTIE, bedrag_tot=None, aantal_tot=2)
    assert not judge(manager, gemeente, Omvang(aantal=3), Besluitsoort.CORRECTIE).mag


@pytest.mark.parametrize("factory", [AmbtenaarFactory, JuristFactory, OpdrachtgeverFactory])
def test_who_has_no_mandate_decides_nothing(factory):
    gemeente = MandaatFactory().gemeente
    assert not judge(factory(gemeente=gemeente), gemeente, VEERTIG).mag
    assert not judge(OpgavemanagerFactory(), gemeente, VEERTIG).mag


def test_the_wethouder_always_decides():
    gemeente = GemeenteFactory()
    assert judge(WethouderFactory(gemeente=gemeente), gemeente, ZESTIG).mag


def test_a_taken_decision_gives_leave_for_as_much_and_no_more():
    besluit = BesluitFactory(voorgelegd=True, genomen=True)
    manager = OpgavemanagerFactory(gemeente=besluit.gemeente)
    vraag = {"gebruiker": manager, "gemeente": besluit.gemeente, "soort": HOTEL, "peildatum": DAG}
    verlof = find_bevoegdheid(**vraag, omvang=ZESTIG, titel=besluit.titel)
    assert (verlof.mag, verlof.besluit) == (True, besluit)
    meer = Omvang(Decimal(60_001), 20, 6)
    assert not find_bevoegdheid(**vraag, omvang=meer, titel=besluit.titel).mag
    assert not find_bevoegdheid(**vraag, omvang=ZESTIG, titel="iets anders").mag


# --- Recorded ---------------------------------------------------------------------------------------------------------
def gegevens(**anders):
    door = OpdrachtgeverFactory()
    goed = {
        "gemeente": door.gemeente,
        "houder": Rol.OPGAVEMANAGER,
        "soort": HOTEL,
        "grens": Grens(bedrag=Decimal(50_000)),
        "artikel": " Artikel 3 ",
        "van": DAG,
        "door": door,
    }
    return {**goed, **anders}


def test_a_mandate_is_recorded_and_ended():
    wat = gegevens()
    with assert_logs(Gebeurtenis.MANDAAT_VASTGELEGD):
        mandaat = record_mandaat(**wat)
    assert (mandaat.artikel, mandaat.bedrag_tot) == ("Artikel 3", Decimal(50_000))
    morgen = timezone.localdate() + timedelta(days=1)
    with assert_logs(Gebeurtenis.MANDAAT_BEEINDIGD):
        end_mandaat(mandaat=mandaat, tot=morgen, door=wat["door"])
    assert_declined("al beëindigd", end_mandaat, mandaat=mandaat, tot=morgen, door=wat["door"])
    with assert_logs(Gebeurtenis.MANDAAT_VASTGELEGD):
        record_mandaat(**{**wat, "van": morgen, "grens": Grens(bedrag=Decimal(75_000))})


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"artikel": " "}, "op welk artikel"),
        ({"tot": DAG}, "ligt voor het begin"),
        ({"houder": Rol.WETHOUDER}, "De wethouder beslist altijd"),
        ({"houder": Rol.OPDRACHTGEVER}, "uw eigen mandaat"),
        ({"grens": Grens(bedrag=Decimal(-1))}, "nooit lager dan nul"),
        ({"soort": Besluitsoort.CORRECTIE}, "hoort niet bij dit soort besluit"),
    ],
)
def test_a_mandate_that_is_not_right_is_not_recorded(anders, zin):
    assert_declined(zin, record_mandaat, **gegevens(**anders))


@pytest.mark.parametrize(("van", "tot"), [(DAG, None), (date(2025, 1, 1), None), (date(2025, 1, 1), date(2027, 1, 1))])
def test_two_mandates_of_one_role_do_not_overlap(van, tot):
    wat = gegevens(van=van, tot=tot)
    MandaatFactory(gemeente=wat["gemeente"], van=DAG)
    assert_declined("geldt dan al een mandaat", record_mandaat, **wat)


def test_what_was_decided_on_a_mandate_stays():
    mandaat = MandaatFactory()
    gisteren = timezone.localdate() - timedelta(days=1)
    assert_declined("latere dag", end_mandaat, mandaat=mandaat, tot=gisteren, door=mandaat.vastgelegd_door)


@pytest.mark.beide
def test_the_database_refuses_what_cannot_be():
    assert_refused("mandaat_ends_after_begin", lambda: MandaatFactory(tot=date(2026, 1, 1)))
    assert_refused("mandaat_amount_not_negative", lambda: MandaatFactory(bedrag_tot=Decimal(-1)))
    assert_refused("mandaat_with_article", lambda: MandaatFactory(artikel=""))
    assert_refused("mandaat_beeindigd", lambda: MandaatFactory(beeindigd_op=timezone.now()))


def test_one_mandate_of_a_role_has_no_end():
    """On PostgreSQL the constraint on overlap speaks first."""
    mandaat = MandaatFactory()
    assert_refused("mandaat_one_without_end", lambda: MandaatFactory(gemeente=mandaat.gemeente, van=date(2027, 1, 1)))


@pytest.mark.postgres
def test_postgresql_refuses_mandates_that_overlap():
    mandaat = MandaatFactory(tot=date(2026, 12, 31))
    with pytest.raises(IntegrityError, match="mandaat_no_overlap"), transaction.atomic():
        MandaatFactory(gemeente=mandaat.gemeente, van=date(2026, 6, 1), tot=date(2027, 6, 1))
    MandaatFactory(gemeente=mandaat.gemeente, van=date(2026, 12, 31))


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("maak", "leest", "legt_vast"),
    [
        (AmbtenaarFactory, True, False),
        (OpgavemanagerFactory, True, False),
        (JuristFactory, True, False),
        (OpdrachtgeverFactory, True, True),
        (WethouderFactory, True, False),
        (BeheerderFactory, True, True),
    ],
)
def test_who_gives_a_mandate_records_it_and_the_team_reads_it(client, maak, leest, legt_vast):
    gemeente = MandaatFactory(verlopen=True).gemeente
    client.force_login(maak(gemeente=gemeente))
    lijst = client.get(reverse("samenwerking:mandaat_list", kwargs={"code": gemeente.code}))
    assert (lijst.status_code == 200) == leest
    assert ("is verlopen" in lijst.content.decode()) == leest
    nieuw = reverse("samenwerking:mandaat_record", kwargs={"code": gemeente.code})
    velden = {"houder": "opgavemanager", "soort": "uitgave", "bedrag_tot": "25000", "artikel": "Artikel 4"}
    antwoord = client.post(nieuw, {**velden, "van": "2026-12-01"})
    assert antwoord.status_code == (302 if legt_vast else 403)
    assert Mandaat.objects.filter(soort="uitgave").exists() == legt_vast


def test_a_corporation_sees_no_mandates(client):
    gemeente = MandaatFactory().gemeente
    client.force_login(CorporatiemedewerkerFactory(corporatie__gemeenten=[gemeente]))
    assert client.get(reverse("samenwerking:mandaat_list", kwargs={"code": gemeente.code})).status_code == 403


def test_a_mandate_is_ended_on_its_page(client):
    mandaat = MandaatFactory()
    client.force_login(OpdrachtgeverFactory(gemeente=mandaat.gemeente))
    url = reverse("samenwerking:mandaat_end", kwargs={"pk": mandaat.pk})
    assert client.post(url, {"tot": "2099-01-01"}).status_code == 302
    mandaat.refresh_from_db()
    assert mandaat.beeindigd_op is not None
