"""Before and after a home is reported: a concept, the rooms of a dwelling, facts that are mended."""

from datetime import date
from decimal import Decimal

import pytest

from huisvesting.models import AanbodStatus, Vorm, Woning, Woningaanbod
from huisvesting.services.aanbod import (
    Woninggegevens,
    change_woning,
    discard_concept,
    register_aanbod,
    register_kamers,
    submit_aanbod,
)
from samenwerking.models import Gebeurtenis, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.aanbod import ComplexFactory
from tests.factories.huisvesting import (
    MOMENT,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    WoningFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def corporatie():
    return WoningcorporatieFactory(gemeenten=[GemeenteFactory()])


@pytest.fixture
def gemeente(corporatie):
    return corporatie.gemeenten.get()


@pytest.fixture
def medewerker(corporatie):
    return CorporatiemedewerkerFactory(corporatie=corporatie)


def gegevens(**anders):
    feiten = {"straat": "Proefstraat", "huisnummer": 12, "postcode": "1234ab", "plaats": "Proefstad", "slaapkamers": 3}
    return Woninggegevens(**{**feiten, **anders})


@pytest.fixture
def melding(corporatie, gemeente, medewerker):
    """What `register_aanbod` needs for a new home."""
    return {
        "corporatie": corporatie,
        "gemeente": gemeente,
        "woning": gegevens(),
        "beschikbaar_vanaf": date(2026, 4, 1),
        "door": medewerker,
        "op": MOMENT,
    }


# --- Concept ----------------------------------------------------------------------------------------------------------
def test_a_concept_is_seen_by_its_corporation_and_by_nobody_of_the_gemeente(melding, corporatie, gemeente, medewerker):
    with assert_logs(Gebeurtenis.AANBOD_CONCEPT):
        aanbod = register_aanbod(**melding, concept=True)

    assert (aanbod.aangeboden_op, aanbod.ingevoerd_door) == (None, medewerker)
    assert Woningaanbod.objects.visible_to(CorporatiemedewerkerFactory(corporatie=corporatie)).get() == aanbod
    assert not Woningaanbod.objects.visible_to(AmbtenaarFactory(gemeente=gemeente)).exists()


def test_a_concept_is_reported_later(melding, gemeente, medewerker):
    aanbod = register_aanbod(**melding, concept=True)

    with assert_logs(Gebeurtenis.AANBOD_GEMELD):
        submit_aanbod(aanbod=aanbod, door=medewerker, op=dag(1))

    aanbod.refresh_from_db()
    assert (aanbod.aangeboden_op, aanbod.aangeboden_door) == (dag(1), medewerker)
    assert Woningaanbod.objects.visible_to(AmbtenaarFactory(gemeente=gemeente)).get() == aanbod


def test_an_option_that_ended_while_it_was_a_concept_falls(melding, medewerker):
    aanbod = register_aanbod(**{**melding, "optiedatum": dag(2).date()}, concept=True)

    submit_aanbod(aanbod=aanbod, door=medewerker, op=dag(3))

    aanbod.refresh_from_db()
    assert (aanbod.optiedatum, aanbod.status_op(dag(3).date())) == (None, AanbodStatus.AANGEBODEN)


def test_a_concept_that_is_thrown_away_leaves_the_home_known(melding, medewerker):
    aanbod = register_aanbod(**melding, concept=True)

    with assert_logs(Gebeurtenis.AANBOD_CONCEPT_WEGGEGOOID):
        discard_concept(aanbod=aanbod, door=medewerker, op=dag(1))

    assert not Woningaanbod.objects.exists()
    assert Woning.objects.get() == aanbod.woning


# --- Rooms ------------------------------------------------------------------------------------------------------------
def test_the_rooms_of_a_dwelling_are_homes_of_their_own(melding):
    with assert_logs(*[Gebeurtenis.AANBOD_GEMELD] * 3):
        kamers = register_kamers(aantal=3, **{**melding, "woning": gegevens(slaapkamers=1, toevoeging="A")})

    assert [kamer.woning.toevoeging for kamer in kamers] == ["A K1", "A K2", "A K3"]
    assert {kamer.woning.vorm for kamer in kamers} == {Vorm.ONZELFSTANDIG}


def test_of_rooms_all_are_reported_or_none(melding, corporatie, gemeente):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12, toevoeging="K2")
    WoningaanbodFactory(gemeente=gemeente, woning=woning)

    assert_declined("Deze woning is al gemeld.", register_kamers, aantal=3, **melding)


@pytest.mark.parametrize("aantal", [0, 13])
def test_more_rooms_than_a_dwelling_has_are_a_slip(melding, aantal):
    assert_declined("Meld 1 tot en met 12 kamers tegelijk.", register_kamers, aantal=aantal, **melding)


# --- Mend the facts ---------------------------------------------------------------------------------------------------
def mend(aanbod, medewerker, **anders):
    feiten = {"kale_huur": Decimal("612.50"), "verdieping": 0, "beschikbaar_vanaf": date(2026, 4, 1), "op": MOMENT}
    return {"aanbod": aanbod, "door": medewerker, **feiten, **anders}


@pytest.mark.parametrize("maak", [lambda: WoningaanbodFactory(bevestigd=True), lambda: VoordrachtFactory().aanbod])
def test_mending_says_which_facts_changed_and_not_how(maak, medewerker):
    aanbod = maak()

    with assert_logs(Gebeurtenis.AANBOD_GEWIJZIGD):
        change_woning(**mend(aanbod, medewerker, energielabel="A+", slaapkamers=3, beschikbaar_vanaf=date(2026, 5, 1)))

    aanbod = Woningaanbod.objects.get()
    assert (aanbod.woning.energielabel, aanbod.woning.slaapkamers) == ("A+", 3)
    assert aanbod.beschikbaar_vanaf == date(2026, 5, 1)
    velden = Logregel.objects.get().gegevens["velden"]
    assert set(velden) == {"energielabel", "slaapkamers", "beschikbaar_vanaf"}


@pytest.mark.parametrize(
    ("maak", "anders", "zin"),
    [
        (
            lambda: VoordrachtFactory(akkoord=True).aanbod,
            {"slaapkamers": 3},
            "De gegevens van de woning liggen nu vast.",
        ),
        (lambda: WoningaanbodFactory(bevestigd=True), {"kale_huur": None}, "Vul eerst in: kale huur."),
        (lambda: WoningaanbodFactory(bevestigd=True), {"bag_pand": "123"}, "Een BAG-nummer heeft 16 cijfers."),
        (lambda: WoningaanbodFactory(bevestigd=True), {"energielabel": "H"}, "H"),
        (lambda: WoningaanbodFactory(bevestigd=True), {"oppervlakte": 4}, "minstens 5"),
        (lambda: WoningaanbodFactory(bevestigd=True), {}, "U hebt niets gewijzigd."),
        (lambda: PlaatsingFactory().aanbod, {"slaapkamers": 3}, "De status van deze woning is “Toegewezen”."),
    ],
)
def test_mending_that_cannot_be_says_why(maak, anders, zin, medewerker):
    assert_declined(zin, change_woning, **mend(maak(), medewerker, **anders))


def test_a_home_belongs_to_a_complex_of_its_own_corporation(medewerker):
    aanbod = WoningaanbodFactory(bevestigd=True)
    eigen = ComplexFactory(corporatie=aanbod.corporatie, gemeente=aanbod.gemeente)
    elders = ComplexFactory(corporatie=aanbod.corporatie)

    assert_declined("Dit is geen complex van", change_woning, **mend(aanbod, medewerker, complex=elders))
    change_woning(**mend(aanbod, medewerker, complex=eigen))

    assert Woningaanbod.objects.get().woning.complex == eigen
