"""Every constraint of huisvesting refuses what it should, on both databases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from huisvesting.models import Bijzonder, Gezinsrol, Normsoort
from tests.bewijs import assert_refused
from tests.factories.huisvesting import (
    CoaImportFactory,
    CoaImportregelFactory,
    HuishoudenFactory,
    NormbedragFactory,
    PlaatsingFactory,
    PlaatsingspersoonFactory,
    StatushouderFactory,
    VerblijfFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    WoningFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, RedenFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


def change(rij, **waarden):
    """Past every check of Python, straight to the database."""
    assert type(rij).objects.filter(pk=rij.pk).update(**waarden) == 1


# Acts that bring other facts along: without their moment those are refused as well.
RUST_OP_MOMENT = {"akkoord", "aangeboden", "ingetrokken", "gemeld", "beeindigd", "geblokkeerd", "ongeschikt"}


# --- An act and its actor ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize(
    ("factory", "akte"),
    [
        *((VoordrachtFactory, akte) for akte in ("akkoord", "aangeboden", "geaccepteerd", "afgerond")),
        *((VoordrachtFactory, akte) for akte in ("afgewezen", "geweigerd", "geannuleerd")),
        (WoningaanbodFactory, "bevestigd"),
        (WoningaanbodFactory, "ingetrokken"),
        (WoningaanbodFactory, "geblokkeerd"),
        (WoningaanbodFactory, "vrijgegeven"),
        (WoningaanbodFactory, "ongeschikt"),
        (PlaatsingFactory, "geannuleerd"),
        (VerblijfFactory, "gemeld"),
        (VerblijfFactory, "beeindigd"),
        (CoaImportFactory, "toegepast"),
        (CoaImportFactory, "gesloten"),
        (CoaImportFactory, "teruggedraaid"),
    ],
)
def test_an_act_without_its_actor_or_moment_is_refused(factory, akte, veld):
    rij = factory(**{akte: True})
    naam = f"{rij._meta.model_name}_{akte}"

    if veld == "op" and akte in RUST_OP_MOMENT:
        # Without its moment the act did not happen, and what rests on it is refused as well: look at a bare row.
        rij, waarden = factory(), {f"{akte}_door": AmbtenaarFactory()}
    else:
        waarden = {f"{akte}_{veld}": None}

    assert_refused(naam, lambda: change(rij, **waarden))


@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize(
    ("factory", "akte"),
    [
        (HuishoudenFactory, "aangemeld"),
        (WoningaanbodFactory, "ingevoerd"),
        (VoordrachtFactory, "voorgesteld"),
        (PlaatsingFactory, "getekend"),
        (CoaImportFactory, "ontvangen"),
        (VerblijfFactory, "vastgelegd"),
        (NormbedragFactory, "vastgelegd"),
    ],
)
def test_the_act_that_makes_the_row_is_never_empty(factory, akte, veld):
    rij = factory()

    with pytest.raises(IntegrityError, match=rf"(?i){akte}_{veld}"), transaction.atomic():
        change(rij, **{f"{akte}_{veld}": None})


# --- Households -------------------------------------------------------------------------------------------------------
def test_a_household_number_is_used_once_per_gemeente():
    eerste = HuishoudenFactory()

    assert_refused(
        "huishouden_number_once_per_gemeente",
        lambda: HuishoudenFactory(gemeente=eerste.gemeente, huishoudnummer=eerste.huishoudnummer),
    )
    assert HuishoudenFactory(huishoudnummer=eerste.huishoudnummer).gemeente != eerste.gemeente


def test_a_v_nummer_is_known_once():
    eerste = StatushouderFactory()

    assert_refused("statushouder_v_nummer_once", lambda: StatushouderFactory(v_nummer=eerste.v_nummer))


def test_a_household_has_one_head():
    huishouden = HuishoudenFactory(personen=3)

    assert_refused(
        "statushouder_one_hoofd_per_huishouden",
        lambda: StatushouderFactory(huishouden=huishouden, gezinsrol=Gezinsrol.HOOFD),
    )


# --- Homes ------------------------------------------------------------------------------------------------------------
def test_an_address_stands_once_per_corporatie():
    eerste = WoningFactory()
    adres = {"postcode": eerste.postcode, "huisnummer": eerste.huisnummer, "gemeente": eerste.gemeente}

    assert_refused("woning_address_once_per_corporatie", lambda: WoningFactory(corporatie=eerste.corporatie, **adres))
    assert WoningFactory(corporatie=eerste.corporatie, toevoeging="A", **adres).pk
    assert WoningFactory(**adres).corporatie != eerste.corporatie


@pytest.mark.parametrize("bedrag", ["kale_huur", "servicekosten"])
def test_a_rent_is_never_below_zero(bedrag):
    assert_refused("woning_rent_not_negative", lambda: WoningFactory(**{bedrag: Decimal("-0.01")}))
    assert WoningFactory(**{bedrag: Decimal("0.00")}).pk


@pytest.mark.parametrize("ingetrokken", [True, False])
def test_a_home_is_withdrawn_with_a_reason_and_has_none_otherwise(ingetrokken):
    aanbod = WoningaanbodFactory(ingetrokken=ingetrokken)

    assert_refused(
        "woningaanbod_withdrawn_with_reason",
        lambda: change(aanbod, intrekreden=None if ingetrokken else RedenFactory()),
    )


@pytest.mark.parametrize("veld", ["blokkeerreden", "blokkade_tot"])
@pytest.mark.parametrize("geblokkeerd", [True, False])
def test_a_block_has_a_reason_and_an_expected_end(geblokkeerd, veld):
    aanbod = WoningaanbodFactory(bevestigd=True, geblokkeerd=geblokkeerd)
    waarde = {"blokkeerreden": RedenFactory(), "blokkade_tot": dag(30).date()}[veld]

    assert_refused(
        "woningaanbod_blocked_with_reason_and_end", lambda: change(aanbod, **{veld: None if geblokkeerd else waarde})
    )


def test_only_a_block_is_lifted():
    aanbod = WoningaanbodFactory(bevestigd=True)

    assert_refused(
        "woningaanbod_released_after_block",
        lambda: change(aanbod, vrijgegeven_op=dag(3), vrijgegeven_door=aanbod.bevestigd_door),
    )


@pytest.mark.parametrize("ongeschikt", [True, False])
def test_an_unsuitable_home_has_a_reason_and_only_then(ongeschikt):
    aanbod = WoningaanbodFactory(bevestigd=True, ongeschikt=ongeschikt)

    assert_refused(
        "woningaanbod_unsuitable_with_reason",
        lambda: change(aanbod, ongeschiktreden=None if ongeschikt else RedenFactory()),
    )


@pytest.mark.parametrize("uitgang", ["geblokkeerd", "ongeschikt"])
def test_only_a_confirmed_home_is_blocked_or_unsuitable(uitgang):
    aanbod = WoningaanbodFactory(**{uitgang: True})

    assert_refused(
        "woningaanbod_exits_after_confirmation", lambda: change(aanbod, bevestigd_op=None, bevestigd_door=None)
    )


def test_a_home_is_not_withdrawn_and_unsuitable():
    assert_refused(
        "woningaanbod_withdrawn_or_unsuitable", lambda: WoningaanbodFactory(ingetrokken=True, ongeschikt=True)
    )


# --- Amounts ----------------------------------------------------------------------------------------------------------
def test_an_amount_has_one_row_per_first_day():
    NormbedragFactory()

    assert_refused("normbedrag_one_per_begin", lambda: NormbedragFactory(bedrag=Decimal("720.00")))
    assert NormbedragFactory(soort=Normsoort.AFTOPPING_HOOG).pk


def test_an_amount_ends_after_it_begins():
    assert_refused("normbedrag_ends_after_begin", lambda: NormbedragFactory(tot=date(2026, 1, 1)))


@pytest.mark.parametrize("bedrag", ["0", "-1"])
def test_an_amount_is_above_zero(bedrag):
    assert_refused("normbedrag_above_zero", lambda: NormbedragFactory(bedrag=Decimal(bedrag)))


@pytest.mark.postgres
def test_two_amounts_never_hold_on_the_same_day():
    """SQLite cannot say this; there the service checks it, and no two writers are busy at once."""
    NormbedragFactory()

    assert connection.vendor == "postgresql"
    assert_refused("normbedrag_no_overlap", lambda: NormbedragFactory(van=date(2026, 12, 31)))
    assert NormbedragFactory(van=date(2027, 1, 1), tot=date(2028, 1, 1)).pk


# --- Voordrachten -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stap", ["akkoord", "aangeboden", "geaccepteerd"])
def test_a_home_has_one_open_voordracht(stap):
    eerste = VoordrachtFactory(**{stap: True})

    assert_refused("voordracht_one_open_per_aanbod", lambda: VoordrachtFactory(aanbod=eerste.aanbod))


@pytest.mark.parametrize("einde", ["afgewezen", "geweigerd", "geannuleerd", "afgerond"])
def test_after_its_end_home_and_household_are_free_again(einde):
    eerste = VoordrachtFactory(**{einde: True})

    assert VoordrachtFactory(aanbod=eerste.aanbod, huishouden=eerste.huishouden).is_open


def test_a_household_has_one_open_voordracht_unless_it_is_marked():
    eerste = VoordrachtFactory()
    zelfde = {"huishouden": eerste.huishouden, "gemeente": eerste.gemeente}

    assert_refused("voordracht_one_open_per_huishouden", lambda: VoordrachtFactory(**zelfde))
    assert VoordrachtFactory(bijzonder=Bijzonder.NAAST, **zelfde).is_open
    assert VoordrachtFactory(bijzonder=Bijzonder.VERVANGT, **zelfde).is_open


@pytest.mark.parametrize(
    ("naam", "situatie", "waarden"),
    [
        ("voordracht_agreed_or_rejected", "akkoord", ("afgewezen",)),
        ("voordracht_accepted_or_refused", "geaccepteerd", ("geweigerd",)),
        ("voordracht_offered_after_agreement", "voorgesteld", ("aangeboden",)),
        ("voordracht_answered_after_offer", "akkoord", ("geaccepteerd",)),
        ("voordracht_answered_after_offer", "akkoord", ("geweigerd",)),
    ],
)
def test_the_steps_of_a_voordracht_follow_each_other(naam, situatie, waarden):
    voordracht = VoordrachtFactory(**({} if situatie == "voorgesteld" else {situatie: True}), reden=RedenFactory())
    door = AmbtenaarFactory()

    assert_refused(
        naam,
        lambda: change(
            voordracht, **{f"{akte}_{veld}": w for akte in waarden for veld, w in (("op", dag(9)), ("door", door))}
        ),
    )


@pytest.mark.parametrize("einde", ["afgewezen", "geweigerd", "geannuleerd"])
def test_a_voordracht_is_closed_with_a_reason(einde):
    voordracht = VoordrachtFactory(**{einde: True})

    assert_refused("voordracht_closed_with_reason", lambda: change(voordracht, reden=None))


# --- Plaatsingen ------------------------------------------------------------------------------------------------------
def test_a_lease_does_not_end_before_it_begins():
    plaatsing = PlaatsingFactory(met_sleutel=True)
    begin = plaatsing.ingangsdatum

    einde = {"bestemming": "zoekt", "beeindigd_op": dag(9), "beeindigd_door": plaatsing.getekend_door}

    assert_refused(
        "plaatsing_ends_after_begin", lambda: change(plaatsing, **einde, einddatum=begin - timedelta(days=1))
    )
    change(plaatsing, **einde, einddatum=begin)


def test_a_plaatsing_is_cancelled_with_a_reason():
    plaatsing = PlaatsingFactory(geannuleerd=True)

    assert_refused("plaatsing_cancelled_with_reason", lambda: change(plaatsing, reden=None))


def test_a_home_has_one_running_plaatsing():
    lopend = PlaatsingFactory()
    eerdere = VoordrachtFactory(aanbod=lopend.aanbod, geannuleerd=True)

    assert_refused(
        "plaatsing_one_running_per_aanbod",
        lambda: PlaatsingFactory(aanbod=lopend.aanbod, huishouden=eerdere.huishouden, voordracht=eerdere),
    )


@pytest.mark.parametrize("einde", ["geannuleerd", "beeindigd"])
def test_after_the_end_of_a_plaatsing_home_and_household_may_have_another(einde):
    eerste = PlaatsingFactory(**{einde: True})

    assert PlaatsingFactory(aanbod=eerste.aanbod, huishouden=eerste.huishouden).pk


def test_a_household_has_one_running_plaatsing_unless_it_is_marked():
    lopend = PlaatsingFactory()

    def second(bijzonder: str):
        voordracht = VoordrachtFactory(
            huishouden=lopend.huishouden, gemeente=lopend.gemeente, geaccepteerd=True, bijzonder=Bijzonder.NAAST
        )
        return PlaatsingFactory(
            voordracht=voordracht, aanbod=voordracht.aanbod, huishouden=lopend.huishouden, bijzonder=bijzonder
        )

    assert_refused("plaatsing_one_running_per_huishouden", lambda: second(Bijzonder.GEEN))
    assert second(Bijzonder.NAAST).pk


def test_a_voordracht_becomes_one_plaatsing():
    eerste = PlaatsingFactory(geannuleerd=True)

    assert_refused(
        "voordracht_id",
        lambda: PlaatsingFactory(voordracht=eerste.voordracht, aanbod=eerste.aanbod, huishouden=eerste.huishouden),
    )


def test_a_person_stands_once_in_a_plaatsing():
    persoon = PlaatsingspersoonFactory()

    assert_refused(
        "plaatsingspersoon_once_per_plaatsing",
        lambda: PlaatsingspersoonFactory(plaatsing=persoon.plaatsing, statushouder=persoon.statushouder),
    )


# --- COA lists --------------------------------------------------------------------------------------------------------
def test_a_file_is_known_once_per_gemeente():
    eerste = CoaImportFactory()

    assert_refused(
        "coaimport_file_once_per_gemeente",
        lambda: CoaImportFactory(gemeente=eerste.gemeente, bestand_hash=eerste.bestand_hash),
    )
    assert CoaImportFactory(bestand_hash=eerste.bestand_hash).gemeente != eerste.gemeente


def test_a_row_of_a_file_has_one_verdict():
    regel = CoaImportregelFactory()

    assert_refused(
        "coaimportregel_one_per_row", lambda: CoaImportregelFactory(coa_import=regel.coa_import, rij=regel.rij)
    )


# --- Other stays ------------------------------------------------------------------------------------------------------
def test_a_person_stays_in_one_place_at_a_time():
    lopend = VerblijfFactory()

    assert_refused("verblijf_one_running_per_person", lambda: VerblijfFactory(statushouder=lopend.statushouder))
    assert VerblijfFactory(statushouder=VerblijfFactory(beeindigd=True).statushouder).pk


def test_a_stay_ends_after_it_began():
    verblijf = VerblijfFactory(beeindigd=True)

    assert_refused("verblijf_ends_after_begin", lambda: change(verblijf, tot=verblijf.van))


@pytest.mark.parametrize("waarden", [{"tot": dag(30).date()}, {"naar_opvang": True}])
def test_the_end_of_a_stay_is_an_act(waarden):
    assert_refused("verblijf_end_is_an_act", lambda: change(VerblijfFactory(), **waarden))


@pytest.mark.parametrize("waarden", [{"melddatum": None}, {"gemeente": None}])
def test_a_report_has_its_day_and_its_gemeente(waarden):
    assert_refused("verblijf_report_has_day_and_gemeente", lambda: change(VerblijfFactory(gemeld=True), **waarden))
