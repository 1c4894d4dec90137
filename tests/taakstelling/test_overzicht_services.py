"""Overviews come in, are applied and put away: what is written, what is refused, and what a second time does."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.models import Bestandsindeling, Gebeurtenis, Inleesstatus
from taakstelling.models import (
    Beginsaldo,
    CoaStand,
    GepubliceerdeTaakstelling,
    Rijoordeel,
    Saldoteken,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services import overzicht as overzicht_services
from taakstelling.services.overzicht import apply_overzicht, discard_overzicht, expire_overzichten
from taakstelling.services.overzicht_ontvangst import choose_blad, choose_kolommen, receive_overzicht
from taakstelling.services.overzicht_voorbeeld import preview_overzicht
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from taakstelling.tasks import expire_overzichten as expire_task
from tests.bewijs import assert_declined, assert_logs, snapshot
from tests.factories.samenwerking import BeheerderFactory, NaamvariantFactory, OpgavemanagerFactory
from tests.factories.taakstelling import CoaStandFactory, LandelijkeTaakstellingFactory, TaakstellingFactory
from tests.taakstelling.overzichten import (
    APRIL,
    H1,
    make_gemeenten,
    receive_publicatie,
    receive_stand,
    sample,
    stand_csv,
)

pytestmark = [pytest.mark.django_db]

# Tables that a second reading may touch: that it was read, and that someone did it.
VAN_HET_LEZEN = ("django_session", "samenwerking_logregel", "taakstelling_overzichtimport")


@pytest.fixture
def gemeenten():
    return make_gemeenten()


@pytest.fixture
def beheerder():
    return BeheerderFactory()


def doelen():
    return dict(GepubliceerdeTaakstelling.objects.geldend().values_list("gemeente__naam", "aantal"))


# --- Published targets ------------------------------------------------------------------------------------------------
@pytest.mark.beide
def test_published_targets_are_written_at_once_and_carried_into_voortgang(gemeenten, beheerder):
    overzicht = receive_publicatie(beheerder)

    with assert_logs(Gebeurtenis.OVERZICHT_TOEGEPAST):
        apply_overzicht(overzicht=overzicht, door=beheerder)

    assert doelen() == {"Oefenstad": 30, "Proefdam": 12, "Testerveen": 1250}
    assert Voortgang.objects.get(gemeente=gemeenten["Oefenstad"]).opgave == 30
    assert not Beginsaldo.objects.exists()


def test_voortgang_is_rebuilt_once_for_all_of_them(gemeenten, beheerder, monkeypatch):
    keren = []
    monkeypatch.setattr(overzicht_services, "recompute_voortgang", lambda **kwargs: keren.append(kwargs["gemeente"]))

    apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)

    assert keren == [None]


def test_refused_rows_are_kept_with_their_row_number_and_the_file_for_its_term(gemeenten, beheerder):
    overzicht = apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)

    assert [(fout["rij"], fout["gemeente"]) for fout in overzicht.uitkomst["fouten"]] == [
        (6, "Foutwijk"),
        (7, "Nergenshuizen"),
    ]
    assert "opgave van 25; in het bestand staat 15" in overzicht.uitkomst["fouten"][0]["melding"]
    assert overzicht.status == Inleesstatus.VERWERKT
    for wacht, weg in ((timedelta(days=2), False), (timedelta(days=2, minutes=1), True)):
        expire_overzichten(door=beheerder, op=overzicht.ontvangen_op + wacht)
        overzicht.refresh_from_db()
        assert (overzicht.inhoud == "") is weg


def test_a_published_target_stands_beside_adams_and_never_overwrites_it(gemeenten, beheerder):
    landelijk = LandelijkeTaakstellingFactory(halfjaar=H1)
    berekend = TaakstellingFactory(gemeente=gemeenten["Oefenstad"], landelijk=landelijk, adams=28)

    voorbeeld = preview_overzicht(receive_publicatie(beheerder))
    assert [(rij.regel.naam, rij.naast, rij.verschil) for rij in voorbeeld.afwijkend] == [("Oefenstad", 28, 2)]

    apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)
    berekend.refresh_from_db()
    assert berekend.adams == 28
    assert Voortgang.objects.get(gemeente=gemeenten["Oefenstad"]).taakstelling == 30


def test_opening_balances_only_on_request_and_only_where_there_is_none(gemeenten, beheerder):
    set_beginsaldo(gemeente=gemeenten["Proefdam"], halfjaar=H1, saldo=9, bron="brief", door=beheerder)

    overzicht = apply_overzicht(overzicht=receive_publicatie(beheerder), met_beginsaldo=True, door=beheerder)

    saldi = dict(Beginsaldo.objects.geldend().values_list("gemeente__naam", "saldo"))
    assert saldi == {"Oefenstad": -4, "Proefdam": 9, "Testerveen": 0}
    assert overzicht.uitkomst["beginsaldi"] == 2
    assert Voortgang.objects.get(gemeente=gemeenten["Oefenstad"]).opgave == 34


@pytest.mark.beide
def test_the_same_file_again_is_the_same_import_and_writes_no_number(gemeenten, beheerder):
    eerste = apply_overzicht(overzicht=receive_publicatie(beheerder), met_beginsaldo=True, door=beheerder)
    before = snapshot(without=VAN_HET_LEZEN)

    tweede = receive_publicatie(beheerder)
    assert (tweede.pk, tweede.status) == (eerste.pk, Inleesstatus.VOORBEELD)
    tweede = apply_overzicht(overzicht=tweede, met_beginsaldo=True, door=beheerder)

    assert tweede.uitkomst["ongewijzigd"] == 3
    assert snapshot(without=VAN_HET_LEZEN) == before


def test_an_earlier_publication_is_replaced_and_stays_readable(gemeenten, beheerder):
    publish_taakstelling(gemeente=gemeenten["Oefenstad"], halfjaar=H1, aantal=25, bron="brief", door=beheerder)
    overzicht = receive_publicatie(beheerder)
    assert preview_overzicht(overzicht).aantal(Rijoordeel.GEWIJZIGD) == 1

    apply_overzicht(overzicht=overzicht, door=beheerder)

    rijen = GepubliceerdeTaakstelling.objects.filter(gemeente=gemeenten["Oefenstad"]).order_by("vastgelegd_op")
    assert [(rij.aantal, rij.vervangen_door) for rij in rijen] == [(25, beheerder), (30, None)]
    assert rijen[1].bron == "Overzicht gepubliceerd.csv"


def test_for_one_gemeente_only_its_own_row_is_used(gemeenten):
    door = OpgavemanagerFactory(gemeente=gemeenten["Proefdam"])

    overzicht = apply_overzicht(overzicht=receive_publicatie(door, gemeente=door.gemeente), door=door)

    assert doelen() == {"Proefdam": 12}
    assert "4 rijen gaan over andere gemeenten. Die zijn overgeslagen." in overzicht.uitkomst["meldingen"]


def test_a_gemeente_is_found_by_another_way_to_write_its_name(gemeenten, beheerder):
    NaamvariantFactory(gemeente=gemeenten["Foutwijk"], naam="De Foutwijk")

    overzicht = receive_publicatie(beheerder, b"Gemeente;Taakstelling\nde foutwijk;7\n")

    assert [rij.regel.code for rij in preview_overzicht(overzicht).rijen] == ["GM8104"]


def test_a_name_of_two_gemeenten_is_of_neither(gemeenten, beheerder):
    NaamvariantFactory(gemeente=gemeenten["Foutwijk"], naam="oefenstad")

    overzicht = receive_publicatie(beheerder, b"Gemeente;Taakstelling\nOefenstad;7\n")

    assert "is niet bekend" in preview_overzicht(overzicht).fouten[0].melding


# --- States of COA ----------------------------------------------------------------------------------------------------
@pytest.mark.beide
def test_a_state_is_kept_beside_our_own_count(gemeenten, beheerder):
    before = list(Voortgang.objects.values())

    apply_overzicht(overzicht=receive_stand(beheerder), door=beheerder)

    stand = CoaStand.objects.laatste(gemeenten["Oefenstad"], H1)
    assert (stand.taakstelling, stand.saldo_begin, stand.gerealiseerd, stand.saldo_eind) == (30, -4, 12, -22)
    assert CoaStand.objects.count() == 3
    assert list(Voortgang.objects.values()) == before
    assert not GepubliceerdeTaakstelling.objects.exists()


@pytest.mark.beide
def test_a_later_overview_of_the_same_day_replaces_and_of_another_day_stands_beside(gemeenten, beheerder):
    apply_overzicht(overzicht=receive_stand(beheerder), door=beheerder)
    apply_overzicht(overzicht=receive_stand(beheerder, stand_csv("GM8101;30;-4;13;-21")), door=beheerder)
    mei = receive_stand(beheerder, stand_csv("GM8101;30;-4;15;-19"), peildatum=date(2026, 5, 1))

    assert [(r.huidig, r.naast, r.verschil) for r in preview_overzicht(mei).rijen] == [(None, 13, 2)]
    apply_overzicht(overzicht=mei, door=beheerder)

    standen = CoaStand.objects.filter(gemeente=gemeenten["Oefenstad"]).order_by("vastgelegd_op")
    assert [(s.gerealiseerd, s.vervangen_op is None) for s in standen] == [(12, False), (13, True), (15, True)]
    assert CoaStand.objects.laatste(gemeenten["Oefenstad"], H1, APRIL).gerealiseerd == 13


def test_the_same_state_again_changes_nothing(gemeenten, beheerder):
    apply_overzicht(overzicht=receive_stand(beheerder), door=beheerder)
    before = snapshot(without=VAN_HET_LEZEN)

    apply_overzicht(overzicht=receive_stand(beheerder), door=beheerder)

    assert snapshot(without=VAN_HET_LEZEN) == before


@pytest.mark.parametrize(
    ("peildatum", "zin"),
    [
        (None, "Vul de peildatum van de stand in."),
        (date(2025, 12, 31), "Kies een dag van 01-01-2026 tot en met 01-07-2026."),
        (date(2026, 7, 2), "De peildatum hoort niet bij 2026H1."),
    ],
)
def test_a_state_has_a_day_in_its_half_year(gemeenten, beheerder, peildatum, zin):
    assert_declined(zin, receive_stand, door=beheerder, peildatum=peildatum)


def test_a_state_of_tomorrow_does_not_exist(gemeenten, beheerder):
    morgen = timezone.localdate() + timedelta(days=1)

    assert_declined(
        "ligt in de toekomst", receive_stand, door=beheerder, peildatum=morgen, halfjaar=Halfjaar.van_datum(morgen)
    )


# --- Columns ----------------------------------------------------------------------------------------------------------
EIGEN = {
    "gemeente": "Plaats",
    "taakstelling": "Doel",
    "saldo_begin": "Stand vooraf",
    "gerealiseerd": "Gehaald",
    "saldo_eind": "Rest",
}


def test_unknown_columns_are_asked_and_nothing_is_applied_before(gemeenten, beheerder):
    overzicht = receive_stand(beheerder, sample("eigen_kop"))

    assert overzicht.status == Inleesstatus.INDELEN
    assert_declined(
        "Thuisgever herkent de kolommen van dit bestand niet.", apply_overzicht, overzicht=overzicht, door=beheerder
    )


def test_another_sheet_of_the_workbook_is_read(gemeenten, beheerder):
    boek = openpyxl.Workbook()
    boek.active.append(["Uitleg", "Waarom"])
    boek.active.append(["lees dit", "eerst"])
    blad = boek.create_sheet("Cijfers")
    for regel in (["Gemeente", "Taakstelling"], ["Oefenstad", 7]):
        blad.append(regel)
    uit = io.BytesIO()
    boek.save(uit)
    overzicht = receive_overzicht(
        soort="gepubliceerd",
        halfjaar=H1,
        data=uit.getvalue(),
        bestandsnaam="cijfers.xlsx",
        saldoteken="voorsprong",
        door=beheerder,
    )
    assert (overzicht.status, overzicht.bladen) == (Inleesstatus.INDELEN, ["Sheet", "Cijfers"])
    kies = {"overzicht": overzicht, "door": beheerder}
    assert_declined("Dit blad staat niet in het bestand.", choose_blad, blad="x", **kies)
    with assert_logs(Gebeurtenis.OVERZICHT_INGEDEELD):
        overzicht = choose_blad(blad="Cijfers", **kies)
    assert [rij.waarde for rij in preview_overzicht(overzicht).rijen] == [7]


def test_chosen_columns_are_remembered_for_the_next_file_with_these_headers(gemeenten, beheerder):
    overzicht = receive_stand(beheerder, sample("eigen_kop"))
    with assert_logs(Gebeurtenis.OVERZICHT_INGEDEELD):
        overzicht = choose_kolommen(
            overzicht=overzicht, toewijzing=EIGEN, saldoteken=Saldoteken.VOORSPRONG, door=beheerder
        )
    assert overzicht.status == Inleesstatus.VOORBEELD

    volgende = receive_stand(beheerder, sample("eigen_kop") + b"Testerveen;5;0;5;0\n", saldoteken="achterstand")

    assert volgende.toewijzing == EIGEN
    meldingen = preview_overzicht(volgende).meldingen
    assert any("is een ander teken gekozen: ‘Een voorsprong staat er zonder minteken’" in m for m in meldingen)


def test_a_column_that_is_left_out_is_not_used_even_when_its_name_is_known(gemeenten, beheerder):
    overzicht = receive_stand(beheerder)
    gekozen = {naam: kop for naam, kop in overzicht.toewijzing.items() if naam != "saldo_eind"}

    overzicht = choose_kolommen(overzicht=overzicht, toewijzing=gekozen, saldoteken="voorsprong", door=beheerder)

    assert {rij.regel.naam for rij in preview_overzicht(overzicht).rijen} == {*gemeenten}
    assert "Saldo" in preview_overzicht(overzicht).meldingen[1]


@pytest.mark.parametrize(
    ("toewijzing", "zin"),
    [
        ({"gemeente": "Plaats"}, "Het bestand mist de kolom Gerealiseerd."),
        ({"gerealiseerd": "Gehaald"}, "Het bestand mist de kolom Gemeente of Gemeentecode."),
        ({"gemeente": "Plaats", "gerealiseerd": "Plaats"}, "is twee keer gekozen"),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_refused(gemeenten, beheerder, toewijzing, zin):
    overzicht = receive_stand(beheerder, sample("eigen_kop"))

    assert_declined(
        zin, choose_kolommen, overzicht=overzicht, toewijzing=toewijzing, saldoteken="voorsprong", door=beheerder
    )


def test_a_gemeente_keeps_its_own_choice_and_borrows_that_of_the_beheerder(gemeenten, beheerder):
    door = OpgavemanagerFactory(gemeente=gemeenten["Proefdam"])
    algemeen = receive_stand(beheerder, sample("eigen_kop"))
    choose_kolommen(overzicht=algemeen, toewijzing=EIGEN, saldoteken="voorsprong", door=beheerder)

    eigen = receive_stand(door, sample("eigen_kop"), gemeente=door.gemeente)
    assert eigen.toewijzing == EIGEN
    minder = {naam: EIGEN[naam] for naam in ("gemeente", "gerealiseerd")}
    choose_kolommen(overzicht=eigen, toewijzing=minder, saldoteken="voorsprong", door=door)

    assert receive_stand(door, sample("eigen_kop"), gemeente=door.gemeente).toewijzing == minder
    assert receive_stand(beheerder, sample("eigen_kop")).toewijzing == EIGEN
    assert Bestandsindeling.objects.count() == 2


# --- Putting away -----------------------------------------------------------------------------------------------------
def test_what_is_put_away_leaves_no_file_and_no_number(gemeenten, beheerder):
    overzicht = receive_publicatie(beheerder)

    with assert_logs(Gebeurtenis.OVERZICHT_VERWORPEN):
        overzicht = discard_overzicht(overzicht=overzicht, door=beheerder)

    assert (overzicht.inhoud, overzicht.status) == ("", Inleesstatus.WEGGELEGD)
    assert doelen() == {}


def test_what_was_decided_is_not_decided_again(gemeenten, beheerder):
    overzicht = discard_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)

    for besluit in (apply_overzicht, discard_overzicht):
        assert_declined("al verwerkt of weggelegd", besluit, overzicht=overzicht, door=beheerder)


def test_nobody_decides_so_it_goes(gemeenten, beheerder):
    receive_publicatie(beheerder, op=timezone.now() - timedelta(days=3))
    vers = receive_stand(beheerder)

    assert expire_task() == 1
    assert expire_overzichten(door=beheerder) == 0
    vers.refresh_from_db()
    assert vers.status == Inleesstatus.VOORBEELD


def test_a_file_that_is_no_table_is_refused_whole(beheerder):
    before = snapshot()
    with pytest.raises(ValidationError, match="afbeelding"):
        receive_publicatie(beheerder, b"\x89PNG....")
    assert snapshot() == before


def test_reading_leaves_one_line_without_a_number_of_a_person(gemeenten, beheerder):
    with assert_logs(Gebeurtenis.OVERZICHT_ONTVANGEN):
        receive_overzicht(
            soort="coa_stand",
            halfjaar=H1,
            peildatum=APRIL,
            data=sample("coa_stand"),
            bestandsnaam="map/stand.csv",
            saldoteken="voorsprong",
            door=beheerder,
        )


def test_a_state_of_another_half_year_is_not_the_state_of_this_one(gemeenten):
    CoaStandFactory(gemeente=gemeenten["Oefenstad"], halfjaar=H1.vorige, peildatum=H1.begin)

    assert CoaStand.objects.laatste(gemeenten["Oefenstad"], H1) is None


def test_a_saldo_that_does_not_begin_where_the_last_one_ended_is_said_and_not_refused(gemeenten, beheerder):
    """R-112 and vector 3: 2022H1 ended at -1,821 and 2022H2 began at -1,858; nobody explained the 37."""
    stad = gemeenten["Oefenstad"]
    CoaStandFactory(
        gemeente=stad,
        halfjaar=H1.vorige,
        peildatum=H1.begin,
        saldo_begin=-3_728,
        gerealiseerd=11_886,
        saldo_eind=-1_821,
    )
    overzicht = receive_stand(beheerder, stand_csv(f"{stad.code};13500;-1858;17126;1768"))

    voorbeeld = preview_overzicht(overzicht)
    apply_overzicht(overzicht=overzicht, door=beheerder)

    assert any("niet waar 2025H2 volgens COA eindigde" in m and "Oefenstad (37)" in m for m in voorbeeld.meldingen)
    assert CoaStand.objects.get(gemeente=stad, halfjaar=H1).saldo_eind == 1_768


def test_a_saldo_that_begins_where_the_last_one_ended_needs_no_remark(gemeenten, beheerder):
    stad = gemeenten["Oefenstad"]
    CoaStandFactory(gemeente=stad, halfjaar=H1.vorige, peildatum=H1.begin, saldo_eind=-4)
    CoaStandFactory(gemeente=stad, halfjaar=H1.vorige, peildatum=H1.vorige.begin, saldo_eind=-20)

    voorbeeld = preview_overzicht(receive_stand(beheerder, stand_csv(f"{stad.code};30;-4;10;-24")))

    assert not [m for m in voorbeeld.meldingen if "eindigde" in m]
