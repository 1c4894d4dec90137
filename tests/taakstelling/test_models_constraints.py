"""Every constraint of taakstelling refuses what it should, on both databases."""

from datetime import date

import pytest

from taakstelling.models import Herindeling, Realisatie, SoortHerindeling, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from tests.bewijs import assert_refused
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import (
    BeginsaldoFactory,
    GepubliceerdeTaakstellingFactory,
    InwonertalFactory,
    LandelijkeTaakstellingFactory,
    RealisatieFactory,
    TaakstellingFactory,
    TelmomentinstellingFactory,
    start_gemeente,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

TWEEMAAL = [
    (InwonertalFactory, "inwonertal_one_per_gemeente_and_day", ("gemeente",)),
    (LandelijkeTaakstellingFactory, "landelijk_one_per_version", ("versie",)),
    (TaakstellingFactory, "taakstelling_one_per_gemeente_and_version", ("gemeente", "landelijk")),
    (GepubliceerdeTaakstellingFactory, "gepubliceerd_one_current", ("gemeente",)),
    (BeginsaldoFactory, "beginsaldo_one_current", ("gemeente",)),
    (TelmomentinstellingFactory, "telmoment_one_per_day", ("gemeente",)),
    (RealisatieFactory, "realisatie_counts_once", ("gemeente", "bron_id")),
]


@pytest.mark.parametrize(("factory", "naam", "velden"), TWEEMAAL, ids=[naam for _, naam, _ in TWEEMAAL])
def test_the_same_fact_stands_once(factory, naam, velden):
    eerste = factory()

    assert_refused(naam, lambda: factory(**{veld: getattr(eerste, veld) for veld in velden}))


@pytest.mark.parametrize("factory", [GepubliceerdeTaakstellingFactory, BeginsaldoFactory])
def test_what_was_replaced_stands_beside_what_took_over(factory):
    oud = factory(vervangen=True)

    assert factory(gemeente=oud.gemeente).vervangen_op is None


@pytest.mark.parametrize("veld", ["vervangen_op", "vervangen_door"])
@pytest.mark.parametrize(
    ("factory", "naam"),
    [(GepubliceerdeTaakstellingFactory, "gepubliceerd_vervangen"), (BeginsaldoFactory, "beginsaldo_vervangen")],
)
def test_replacing_has_a_moment_and_an_actor(factory, naam, veld):
    assert_refused(naam, lambda: factory(vervangen=True, **{veld: None}))


def test_a_merger_stands_once_and_joins_two_gemeenten():
    oud, nieuw = GemeenteFactory(opgeheven=True), GemeenteFactory()
    feit = {"ingangsdatum": date(2022, 1, 1), "soort": SoortHerindeling.SAMENVOEGING, "oud": oud}
    Herindeling.objects.create(nieuw=nieuw, **feit)

    assert_refused("herindeling_once_per_pair", lambda: Herindeling.objects.create(nieuw=nieuw, **feit))
    assert_refused("herindeling_between_two_gemeenten", lambda: Herindeling.objects.create(nieuw=oud, **feit))


def test_a_booking_of_nobody_is_refused():
    assert_refused("realisatie_not_zero", lambda: RealisatieFactory(aantal=0))


def test_a_reversal_does_not_count_as_the_same_source():
    booking = RealisatieFactory()

    herroeping = RealisatieFactory(
        gemeente=booking.gemeente, bron_id=booking.bron_id, aantal=-1, herroept=booking, geboekt_door=GebruikerFactory()
    )

    assert not Realisatie.objects.staand().exists()
    assert herroeping.herroept == booking


def test_a_gemeente_has_one_voortgang_per_halfjaar():
    bestaand = start_gemeente(halfjaar=Halfjaar(2026, 1))

    assert_refused(
        "voortgang_one_per_gemeente_and_halfjaar",
        lambda: Voortgang.objects.create(
            gemeente=bestaand.gemeente,
            halfjaar=bestaand.halfjaar,
            taakstelling=1,
            saldo_begin=0,
            gerealiseerd=0,
            bijgewerkt_op=bestaand.bijgewerkt_op,
        ),
    )
