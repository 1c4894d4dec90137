"""Work for a worker: asked for once, done once, called off, given up; and how far it is."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisWeg

from samenwerking.basis.constraints import Bezet
from samenwerking.models import Verwerking, Werksoort
from samenwerking.services import verwerking as services
from samenwerking.services.verwerking import (
    AL_KLAAR,
    BEZIG,
    MAX_POGINGEN,
    Afgebroken,
    Stand,
    TeZwaar,
    Volger,
    ask_verwerking,
    cancel_verwerking,
    do_verwerking,
    fail_verwerking,
    find_laatste,
    find_open,
    find_verlaten,
    read_stand,
    tell_nobody,
)
from tests.bewijs import assert_refused
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

NU = timezone.now()


@pytest.fixture
def door():
    return AmbtenaarFactory()


@pytest.fixture
def ask(door):
    """Work about a gemeente: any row will do."""

    def ask(onderwerp=None, op=NU):
        onderwerp = onderwerp or GemeenteFactory()
        return ask_verwerking(
            onderwerp=onderwerp, gemeente=door.gemeente, soort=Werksoort.LEZEN, door=door, op=op, afdruk="a"
        )

    return ask


@pytest.fixture
def verwerking(ask):
    return ask()


def now(verwerking):
    return Verwerking.objects.get(pk=verwerking.pk)


def update(verwerking, **velden):
    return lambda: Verwerking.objects.filter(pk=verwerking.pk).update(**velden)


# --- Constraints ------------------------------------------------------------------------------------------------------
def test_what_the_database_refuses(verwerking, door):
    assert_refused("verwerking_afgebroken", update(verwerking, afgebroken_op=NU))
    assert_refused(
        "verwerking_klaar_or_afgebroken", update(verwerking, klaar_op=NU, afgebroken_op=NU, afgebroken_door=door)
    )
    assert_refused("verwerking_fout_ends_it", update(verwerking, fout="Het is niet gelukt."))


def test_one_open_verwerking_per_onderwerp(verwerking):
    verwerking.pk = None
    assert_refused("verwerking_one_open_per_onderwerp", lambda: verwerking.save(force_insert=True))


# --- Asking, ending ---------------------------------------------------------------------------------------------------
def test_work_is_asked_for_once_until_it_has_ended(ask, door):
    gemeente = GemeenteFactory()
    eerste = ask(gemeente)
    assert find_open(gemeente) == eerste
    with pytest.raises(Bezet, match=BEZIG):
        ask(gemeente)

    cancel_verwerking(verwerking=eerste, door=door, op=NU)

    assert find_open(gemeente) is None
    tweede = ask(gemeente, NU + timedelta(seconds=1))
    assert find_laatste(gemeente) == tweede
    assert tweede.afdruk == "a"


def test_what_has_ended_is_not_called_off_and_does_not_fail(verwerking, door):
    do_verwerking(sleutel=verwerking.pk, werk=lambda v, voortgang: None)

    with pytest.raises(Bezet, match=AL_KLAAR):
        cancel_verwerking(verwerking=verwerking, door=door, op=NU)
    assert not fail_verwerking(verwerking=verwerking, fout="Mislukt.", op=NU)
    assert (now(verwerking).fout, now(verwerking).afgebroken_op) == ("", None)


# --- Doing ------------------------------------------------------------------------------------------------------------
def rename(naam):
    """Work that leaves a trace: the first gemeente gets this name."""

    def werk(verwerking, voortgang):
        verwerking.gemeente.naam = naam
        verwerking.gemeente.save()

    return werk


def test_work_is_done_once_however_often_it_is_handed_out(verwerking):
    keren = []
    gedaan = [do_verwerking(sleutel=verwerking.pk, werk=lambda v, voortgang: keren.append(v)) for _ in range(3)]

    assert gedaan == [True, False, False]
    assert len(keren) == 1
    klaar = now(verwerking)
    assert klaar.begonnen_op <= klaar.klaar_op
    assert (klaar.pogingen, klaar.fout) == (1, "")


def test_work_on_a_row_that_is_gone_is_no_work(verwerking):
    Verwerking.objects.all().delete()
    assert not do_verwerking(sleutel=verwerking.pk, werk=rename("Nooit"))


def test_a_sentence_of_the_work_ends_it_and_leaves_nothing(verwerking):
    def werk(v, voortgang):
        rename("Half")(v, voortgang)
        raise ValidationError("De lijst is intussen veranderd.")

    assert not do_verwerking(sleutel=verwerking.pk, werk=werk)

    assert now(verwerking).fout == "De lijst is intussen veranderd."
    assert now(verwerking).klaar_op is not None
    assert now(verwerking).gemeente.naam != "Half"


def test_an_unknown_fault_leaves_it_open_so_that_it_is_tried_again(verwerking):
    def werk(v, voortgang):
        rename("Half")(v, voortgang)
        raise RuntimeError("de database is even weg")

    with pytest.raises(RuntimeError):
        do_verwerking(sleutel=verwerking.pk, werk=werk)

    assert now(verwerking).is_open
    assert now(verwerking).gemeente.naam != "Half"
    assert do_verwerking(sleutel=verwerking.pk, werk=rename("Heel"))
    assert (now(verwerking).pogingen, now(verwerking).gemeente.naam) == (2, "Heel")


def test_work_that_loses_every_worker_is_too_heavy(verwerking):
    def werk(v, voortgang):
        raise RuntimeError

    for _ in range(MAX_POGINGEN):
        with pytest.raises(RuntimeError):
            do_verwerking(sleutel=verwerking.pk, werk=werk)
    with pytest.raises(TeZwaar):
        do_verwerking(sleutel=verwerking.pk, werk=rename("Nooit"))

    assert now(verwerking).is_open
    assert fail_verwerking(verwerking=verwerking, fout="x" * 900, op=NU)
    assert len(now(verwerking).fout) == 500


@pytest.mark.parametrize("let_op", [True, False], ids=["at a step", "only at the end"])
def test_work_that_is_called_off_leaves_nothing(verwerking, door, let_op):
    def werk(v, voortgang):
        rename("Half")(v, voortgang)
        cancel_verwerking(verwerking=v, door=door, op=NU)
        if let_op:
            voortgang("personen", 1, 2)
            pytest.fail("the work went on")

    # The cancelling belongs to another transaction; here it is rolled back with the work.
    assert not do_verwerking(sleutel=verwerking.pk, werk=werk)

    assert now(verwerking).klaar_op is None
    assert now(verwerking).gemeente.naam != "Half"


def test_what_nobody_holds_is_found_and_what_has_ended_is_not(ask, door):
    wacht, klaar = ask(), ask()
    fail_verwerking(verwerking=klaar, fout="Mislukt.", op=NU)

    assert find_verlaten(type(door.gemeente)) == [wacht]
    assert find_verlaten(type(door)) == []


@pytest.mark.postgres
def test_work_that_is_held_is_not_found(ask, door):
    """For keys in every corner of 64 bits."""
    gemeente, vrij = type(door.gemeente), []
    for kop in ("00000000", "7fffffff", "80000000", "ffffffff"):
        for staart in ("00000001", "7fffffff", "80000000", "ffffffff"):
            verwerking = ask()
            sleutel = UUID(f"{kop}{staart}{'0' * 16}")
            Verwerking.objects.filter(pk=verwerking.pk).update(id=sleutel)
            assert [rij.pk for rij in find_verlaten(gemeente)] == [sleutel]
            assert do_verwerking(sleutel=sleutel, werk=lambda v, voortgang: vrij.append(find_verlaten(gemeente)))
            assert vrij.pop() == []


# --- How far it is ----------------------------------------------------------------------------------------------------
def test_a_page_reads_how_far_it_is(verwerking):
    assert read_stand(verwerking.pk) == Stand()
    volg = Volger(verwerking.pk)

    volg("personen", 1200, 20000)
    volg("personen", 1300, 20000)  # too soon to be told

    stand = read_stand(verwerking.pk)
    assert (stand.zin, stand.aantallen) == ("De personen worden opgeslagen.", "1.200 van 20.000 personen")
    assert stand.tiental == 0
    volg("afronden", 0, 0)
    assert (read_stand(verwerking.pk).aantallen, read_stand(verwerking.pk).tiental) == ("", 0)
    assert Stand("rijen", 99, 200).tiental == 40
    assert tell_nobody("personen", 1, 2) is None


def test_who_follows_sees_that_it_was_called_off(verwerking, door):
    cancel_verwerking(verwerking=verwerking, door=door, op=NU)
    with pytest.raises(Afgebroken):
        Volger(verwerking.pk)("lezen", 0, 0)


def test_a_cache_that_is_down_stops_no_work_and_no_page(verwerking, monkeypatch, caplog):
    def down(*args, **kwargs):
        raise RedisWeg

    monkeypatch.setattr(services, "cache", type("Weg", (), {"get": down, "set": down}))

    assert do_verwerking(sleutel=verwerking.pk, werk=lambda v, voortgang: voortgang("personen", 1, 2))
    assert read_stand(verwerking.pk) == Stand()
    assert "kon niet worden bewaard" in caplog.text


@pytest.fixture(autouse=True)
def _leeg():
    cache.clear()
