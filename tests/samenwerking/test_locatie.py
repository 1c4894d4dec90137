"""Places that may become homes: what the services do, refuse and write down."""

from datetime import date
from decimal import Decimal

import pytest

from samenwerking.models import (
    Gebeurtenis,
    Locatie,
    LocatieStatus,
    Logregel,
    Puntoordeel,
    Wijk,
)
from samenwerking.regels.locatie import GEWICHTEN, WELKE_PUNTEN
from samenwerking.services.locatie import (
    advance_locatie,
    change_locatie,
    drop_locatie,
    report_locatie,
    revive_locatie,
)
from samenwerking.services.locatielijst import list_gebeurtenissen
from samenwerking.services.locatieverwachting import (
    set_verwachting,
    update_locatiepunt,
)
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.locatie import (
    LocatieFactory,
    LocatiepuntFactory,
    LocatieverwachtingFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    GemeenteFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db
OKTOBER = date(2026, 10, 1)


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def door(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


def facts(gemeente, door, **anders):
    """What is told of a new place."""
    vast = {"naam": "De Wilgenhof", "soort": "zorgvastgoed", "richting": "no", "afstand_km": Decimal("1.8")}
    return {"gemeente": gemeente, "door": door, "op": MOMENT, **vast, **anders}


def reach(stadium, **situatie):
    """A place in this stage with everything that a next one asks."""
    locatie = LocatieFactory(**({f"in_{stadium}": True} if stadium != "signaal" else {}), **situatie)
    for soort in ("vergunning", "brandveiligheid"):
        LocatiepuntFactory(locatie=locatie, soort=soort, belegd=True)
    LocatieverwachtingFactory(locatie=locatie, begroot=True)
    locatie.refresh_from_db()
    return locatie


# --- Report -----------------------------------------------------------------------------------------------------------
def test_a_signal_gets_the_checklist_of_its_kind_and_its_first_expectation(gemeente, door):
    with assert_logs(Gebeurtenis.LOCATIE_GEMELD):
        locatie = report_locatie(**facts(gemeente, door, soort="hotel", plaatsen=20, datum=OKTOBER))

    assert Locatie.objects.get().status == LocatieStatus.SIGNAAL
    assert sorted(locatie.punten.values_list("soort", flat=True)) == sorted(WELKE_PUNTEN["hotel"])
    assert set(locatie.punten.values_list("oordeel", flat=True)) == {Puntoordeel.OPEN}
    assert list(locatie.verwachtingen.values_list("versie", "plaatsen", "datum", "reden")) == [(1, 20, OKTOBER, "")]


def test_a_suspicion_is_enough(gemeente, door):
    locatie = report_locatie(**facts(gemeente, door, richting="centrum", afstand_km=Decimal(7)))

    assert not locatie.verwachtingen.exists()
    assert locatie.afstand_km == 0


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"plaatsen": 20}, "wanneer"),
        ({"datum": OKTOBER}, "hoeveel plaatsen"),
        ({"plaatsen": 5001, "datum": OKTOBER}, "hooguit 5000"),
        ({"plaatsen": 0, "datum": OKTOBER}, "minstens 1"),
        ({"naam": "  "}, "leeg"),
        ({"afstand_km": Decimal(0)}, "hoeveel kilometer"),
        ({"afstand_km": Decimal(-1)}, "minstens 0"),
        ({"richting": "boven"}, "geen geldige keuze"),
        ({"naam": "de bestaande"}, "Er is al een locatie met deze naam"),
    ],
)
def test_a_wrong_place_is_declined(gemeente, door, anders, zin):
    LocatieFactory(gemeente=gemeente, naam="De Bestaande")

    assert_declined(zin, report_locatie, **facts(gemeente, door, **anders))


def test_wijk_and_corporation_are_of_this_gemeente(gemeente, door):
    elders = Wijk.objects.create(gemeente=GemeenteFactory(), naam="Elders")
    assert_declined("Kies een wijk van deze gemeente.", report_locatie, **facts(gemeente, door, wijk=elders))
    vreemd = WoningcorporatieFactory()
    assert_declined("werkt niet in", report_locatie, **facts(gemeente, door, corporatie=vreemd))

    eigen = WoningcorporatieFactory(gemeenten=[gemeente])
    locatie = report_locatie(
        **facts(gemeente, door, wijk=Wijk.objects.create(gemeente=gemeente, naam="De Hoven"), corporatie=eigen)
    )

    assert locatie.corporatie == eigen


def test_a_name_may_be_used_again_elsewhere(gemeente, door):
    LocatieFactory(naam="De Wilgenhof")

    assert report_locatie(**facts(gemeente, door)).naam == "De Wilgenhof"


# --- Change -----------------------------------------------------------------------------------------------------------
def change(locatie, door, **anders):
    gegevens = {"naam": locatie.naam, "soort": locatie.soort, "richting": locatie.richting}
    return {"locatie": locatie, "door": door, "afstand_km": locatie.afstand_km, **gegevens, **anders}


def test_another_kind_has_another_checklist_but_keeps_what_was_found(gemeente, door):
    locatie = report_locatie(**facts(gemeente, door))
    update_locatiepunt(punt=locatie.punten.get(soort="nuts"), oordeel="goed", door=door)

    with assert_logs(Gebeurtenis.LOCATIE_GEWIJZIGD):
        change_locatie(**change(locatie, door, soort="hotel"))
    soorten = set(locatie.punten.values_list("soort", flat=True))
    assert soorten == {*WELKE_PUNTEN["hotel"], "nuts"}

    locatie.refresh_from_db()
    change_locatie(**change(locatie, door, soort="flex"))
    assert set(locatie.punten.values_list("soort", flat=True)) == set(WELKE_PUNTEN["flex"])


def test_the_line_says_which_facts_changed(gemeente, door):
    locatie = LocatieFactory(gemeente=gemeente)

    change_locatie(**change(locatie, door, adres="Wilgenlaan 12", naam=" Nieuw "))

    assert Logregel.objects.latest("pk").gegevens == {"velden": ["naam", "adres"]}
    assert Locatie.objects.get().naam == "Nieuw"


def test_changing_nothing_or_into_a_taken_name_is_declined(gemeente, door):
    locatie, ander = LocatieFactory(gemeente=gemeente), LocatieFactory(gemeente=gemeente)

    assert_declined("Er verandert niets", change_locatie, **change(locatie, door))
    assert_declined("Er is al een locatie", change_locatie, **change(locatie, door, naam=ander.naam))


# --- Expectation ------------------------------------------------------------------------------------------------------
def test_every_change_of_the_expectation_is_a_version_with_a_reason(door, gemeente):
    locatie = LocatieFactory(gemeente=gemeente)
    with assert_logs(*[Gebeurtenis.LOCATIEVERWACHTING_VASTGELEGD] * 2):
        set_verwachting(locatie=locatie, plaatsen=20, datum=OKTOBER, reden="wordt genegeerd", door=door)
        set_verwachting(locatie=locatie, plaatsen=18, datum=OKTOBER, reden=" Eén kamer minder. ", door=door)

    versies = locatie.verwachtingen.values_list("versie", "plaatsen", "reden")
    assert list(versies) == [(2, 18, "Eén kamer minder."), (1, 20, "")]
    latest = Locatie.objects.with_verwachting().get()
    assert (latest.plaatsen, latest.datum, latest.einddatum) == (18, OKTOBER, None)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, "Er verandert niets"),
        ({"plaatsen": 19}, "Schrijf op waarom de verwachting verandert."),
        ({"plaatsen": 6000, "reden": "x"}, "hooguit 5000"),
        ({"plaatsen": 0, "reden": "x"}, "minstens 1"),
        ({"einddatum": OKTOBER, "reden": "x"}, "Het einde ligt voor het begin."),
        ({"investering": Decimal(-1), "reden": "x"}, "nooit lager dan nul"),
        ({"bijdrage": Decimal(10), "reden": "x"}, "hoger dan de investering"),
        ({"investering": Decimal(5), "bijdrage": Decimal(10), "reden": "x"}, "hoger dan de investering"),
        ({"exploitatie": Decimal("1.234"), "reden": "x"}, "achter de komma"),
    ],
)
def test_a_wrong_expectation_is_declined(door, gemeente, anders, zin):
    locatie = LocatieverwachtingFactory(locatie__gemeente=gemeente).locatie

    gegevens = {"plaatsen": 20, "datum": OKTOBER, **anders}
    assert_declined(zin, set_verwachting, locatie=locatie, door=door, **gegevens)


def test_nothing_is_expected_of_what_was_dropped(door):
    locatie = LocatieFactory(afgevallen=True)

    assert_declined("Hervat haar eerst", set_verwachting, locatie=locatie, plaatsen=2, datum=OKTOBER, door=door)


# --- Stage by stage ---------------------------------------------------------------------------------------------------
def test_it_goes_stage_by_stage(gemeente, door):
    locatie = reach("signaal", gemeente=gemeente)
    wie = {"besluitvorming": WethouderFactory(gemeente=gemeente)}

    for stadium in list(GEWICHTEN)[:-1]:
        with assert_logs(Gebeurtenis.LOCATIE_VERDER):
            locatie = advance_locatie(locatie=locatie, van=stadium, door=wie.get(stadium, door))

    assert locatie.status == LocatieStatus.IN_GEBRUIK
    assert Locatie.objects.lopend().count() == 0
    assert_declined("al in gebruik", advance_locatie, locatie=locatie, van="in_gebruik", door=door)


def test_two_people_do_not_skip_a_stage(gemeente, door):
    locatie = LocatieFactory(gemeente=gemeente)
    advance_locatie(locatie=locatie, van="signaal", door=door)

    assert_declined("staat intussen op ‘Verkenning’", advance_locatie, locatie=locatie, van="signaal", door=door)


@pytest.mark.parametrize("zonder", ["vergunning", "brandveiligheid"])
def test_haalbaarheid_asks_who_finds_out_permit_and_fire_safety(gemeente, door, zonder):
    locatie = reach("verkenning", gemeente=gemeente)
    locatie.punten.filter(soort=zonder).update(eigenaar=None)

    zin = f"Kies eerst wie {zonder} uitzoekt."
    assert_declined(zin, advance_locatie, locatie=locatie, van="verkenning", door=door)


def test_besluitvorming_asks_for_an_expectation_with_money(gemeente, door):
    locatie = reach("haalbaarheid", gemeente=gemeente)
    locatie.verwachtingen.update(investering=None, bijdrage=None)
    assert_declined("wat het kost", advance_locatie, locatie=locatie, van="haalbaarheid", door=door)
    locatie.verwachtingen.all().delete()
    assert_declined("hoeveel plaatsen", advance_locatie, locatie=locatie, van="haalbaarheid", door=door)

    set_verwachting(locatie=locatie, plaatsen=20, datum=OKTOBER, investering=Decimal(0), door=door)

    assert advance_locatie(locatie=locatie, van="haalbaarheid", door=door).status == LocatieStatus.BESLUITVORMING


# --- Dropped and taken up again ---------------------------------------------------------------------------------------
def test_dropping_keeps_the_reason_and_leaves_what_runs(gemeente, door):
    locatie = reach("verkenning", gemeente=gemeente)

    with assert_logs(Gebeurtenis.LOCATIE_AFGEVALLEN):
        locatie = drop_locatie(locatie=locatie, reden=" De eigenaar verkoopt. ", door=door)

    assert (locatie.status, locatie.afvalreden) == (LocatieStatus.AFGEVALLEN, "De eigenaar verkoopt.")
    assert not Locatie.objects.lopend().exists()
    assert_declined("al afgevallen", drop_locatie, locatie=locatie, reden="x", door=door)
    assert_declined("Hervat haar eerst", advance_locatie, locatie=locatie, van="afgevallen", door=door)
    punt = locatie.punten.first()
    assert_declined("Hervat haar eerst", update_locatiepunt, punt=punt, oordeel="goed", door=door)


def test_dropping_asks_why_and_not_of_what_is_in_use(gemeente, door):
    assert_declined("waarom", drop_locatie, locatie=LocatieFactory(gemeente=gemeente), reden=" ", door=door)
    bewoond = LocatieFactory(gemeente=gemeente, bewoond=True)
    assert_declined("in gebruik", drop_locatie, locatie=bewoond, reden="x", door=door)


def test_a_revived_place_is_where_it_was_and_remembers_why_it_fell(gemeente, door):
    locatie = LocatieFactory(gemeente=gemeente, in_verkenning=True, afgevallen=True, toelichting="Mooi gebouw.")

    with assert_logs(Gebeurtenis.LOCATIE_HERVAT):
        locatie = revive_locatie(locatie=locatie, door=door, op=dag(20))

    assert (locatie.status, locatie.afvalreden) == (LocatieStatus.VERKENNING, "")
    assert locatie.toelichting == "Mooi gebouw.\nAfgevallen van 11-03-2026 tot 22-03-2026: Te dicht bij het spoor"
    assert_declined("niet afgevallen", revive_locatie, locatie=locatie, door=door)


# --- The timeline -----------------------------------------------------------------------------------------------------
def test_the_timeline_says_what_changed_without_amounts(gemeente, door):
    locatie = report_locatie(**facts(gemeente, door, plaatsen=20, datum=OKTOBER))
    geld = {"investering": Decimal(123456), "reden": "Offerte van € 123.456"}
    set_verwachting(locatie=locatie, plaatsen=1, datum=OKTOBER, door=door, **geld)
    advance_locatie(locatie=locatie, van="signaal", door=door)
    update_locatiepunt(punt=locatie.punten.get(soort="buurt"), oordeel="goed", door=door)
    drop_locatie(locatie=locatie, reden="Toch niet.", door=door)

    teksten = [regel.toelichting for regel in list_gebeurtenissen(locatie)]

    assert teksten == [
        "In het stadium verkenning",
        "Gesprek met de buurt: in orde",
        "Naar verkenning",
        "1 plaats op 01-10-2026 (was: 20 plaatsen op 01-10-2026)",
        "20 plaatsen op 01-10-2026",
    ]
    assert "123" not in str(list(Logregel.objects.for_onderwerp(locatie).values_list("gegevens", flat=True)))
