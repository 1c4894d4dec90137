"""A corporation offers a home, confirms it, keeps it free for longer, or takes it back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huisvesting.models import AanbodStatus, Voordracht, VoordrachtStatus, Vorm, Woning, Woningaanbod
from huisvesting.regels.beurt import Partij, Vraag
from huisvesting.services.aanbod import (
    Woninggegevens,
    complete_aanbod,
    confirm_aanbod,
    extend_optie,
    register_aanbod,
    withdraw_aanbod,
)
from samenwerking.models import Gebeurtenis, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import (
    MOMENT,
    PEILDATUM,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    WoningFactory,
    dag,
)
from tests.factories.samenwerking import (
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    RedenFactory,
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


# --- Report -----------------------------------------------------------------------------------------------------------
def test_reporting_a_home_writes_the_home_and_an_unconfirmed_offer(melding, gemeente, medewerker):
    with assert_logs(Gebeurtenis.AANBOD_GEMELD):
        aanbod = register_aanbod(**melding)

    aanbod.refresh_from_db()
    assert (aanbod.gemeente, aanbod.aangeboden_op, aanbod.aangeboden_door) == (gemeente, MOMENT, medewerker)
    assert aanbod.status_op(PEILDATUM) == AanbodStatus.AANGEBODEN
    assert (str(aanbod.woning), aanbod.woning.postcode) == ("Proefstraat 12, Proefstad", "1234 AB")
    assert Logregel.objects.get().gemeente_code == gemeente.code


def test_a_home_that_was_withdrawn_can_be_reported_again_and_is_brought_up_to_date(melding, corporatie, gemeente):
    oud = WoningaanbodFactory(
        ingetrokken=True,
        gemeente=gemeente,
        woning=WoningFactory(
            corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12, slaapkamers=1
        ),
    )

    nieuw = register_aanbod(**{**melding, "woning": gegevens(slaapkamers=4, vorm=Vorm.FLEX)})

    assert nieuw.woning == oud.woning
    assert Woning.objects.get().slaapkamers == 4
    assert Woningaanbod.objects.count() == 2


def test_a_home_whose_tenant_left_can_be_reported_again(melding, corporatie, gemeente):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12)
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning=woning, bevestigd=True)
    PlaatsingFactory(aanbod=aanbod, geannuleerd=True)
    PlaatsingFactory(aanbod=aanbod, beeindigd=True)

    assert register_aanbod(**melding).woning == woning


@pytest.mark.parametrize("situatie", [{}, {"bevestigd": True}, {"geblokkeerd": True}])
def test_a_home_is_not_reported_twice(melding, corporatie, gemeente, situatie):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12)
    WoningaanbodFactory(gemeente=gemeente, woning=woning, **situatie)

    assert_declined("Deze woning is al gemeld. Zoek haar op in uw lijst.", register_aanbod, **melding)


def test_a_home_where_someone_lives_is_not_reported_again(melding, corporatie, gemeente):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12)
    PlaatsingFactory(aanbod=WoningaanbodFactory(gemeente=gemeente, woning=woning, bevestigd=True), met_sleutel=True)

    assert_declined("In deze woning woont nog iemand. Leg eerst het einde van de huur vast", register_aanbod, **melding)


def test_a_home_that_is_a_concept_is_not_reported_beside_it(melding, corporatie, gemeente):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12)
    WoningaanbodFactory(gemeente=gemeente, woning=woning, concept=True)

    assert_declined("Er staat al een concept van deze woning.", register_aanbod, **melding)


def test_an_expired_home_that_was_reported_anew_is_not_extended(melding, corporatie, gemeente, medewerker):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12)
    verlopen = WoningaanbodFactory(gemeente=gemeente, woning=woning, verlopen=True)
    nieuw = register_aanbod(**{**melding, "op": dag(1)})

    vragen = {a.pk: a.vraag for a in Woningaanbod.objects.with_vraag(PEILDATUM, Partij.CORPORATIE)}

    assert vragen == {verlopen.pk: Vraag.NIETS, nieuw.pk: Vraag.BEVESTIGING}
    assert_declined(
        "Deze woning is intussen opnieuw gemeld.",
        extend_optie,
        aanbod=verlopen,
        optiedatum=date(2026, 6, 1),
        door=medewerker,
        op=dag(2),
    )


def test_what_is_not_said_of_a_known_home_stays(melding, corporatie, gemeente):
    woning = WoningFactory(
        corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=12, lift=True, energielabel="B"
    )
    WoningaanbodFactory(gemeente=gemeente, woning=woning, ingetrokken=True)

    register_aanbod(**melding)

    woning.refresh_from_db()
    assert (woning.kale_huur, woning.lift, woning.energielabel) == (Decimal("612.50"), True, "B")


def test_an_option_in_the_past_is_no_option(melding):
    gisteren = PEILDATUM - timedelta(days=1)

    assert_declined("De optiedatum ligt in het verleden.", register_aanbod, **melding, optiedatum=gisteren)


def test_a_corporation_offers_only_where_it_works(melding):
    elders = GemeenteFactory(naam="Elders")

    assert_declined("werkt niet in Elders. Vraag de beheerder", register_aanbod, **{**melding, "gemeente": elders})


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"postcode": "12 AB"}, "Dit is geen Nederlandse postcode. Schrijf hem als 1234 AB."),
        ({"slaapkamers": 0}, "minstens 1"),
        ({"slaapkamers": 21}, "hoogstens 20"),
        ({"huisnummer": 0}, "minstens 1"),
        ({"straat": ""}, "kan niet leeg zijn"),
        ({"vorm": "kasteel"}, "kasteel"),
        ({"kale_huur": Decimal("-1")}, "Een huurbedrag is nooit lager dan nul."),
    ],
)
def test_a_wrong_fact_about_the_home_is_named(melding, fout, zin):
    assert_declined(zin, register_aanbod, **{**melding, "woning": gegevens(**fout)})


# --- Confirm ----------------------------------------------------------------------------------------------------------
def test_confirming_makes_a_home_available(medewerker):
    aanbod = WoningaanbodFactory()

    with assert_logs(Gebeurtenis.AANBOD_BEVESTIGD):
        confirm_aanbod(aanbod=aanbod, door=medewerker, op=dag(1))

    aanbod.refresh_from_db()
    assert (aanbod.bevestigd_op, aanbod.bevestigd_door) == (dag(1), medewerker)
    assert Woningaanbod.objects.beschikbaar(PEILDATUM).get() == aanbod


def test_completing_fills_in_what_was_left_and_confirms_in_one_act(medewerker):
    aanbod = WoningaanbodFactory(woning__onvolledig=True)

    with assert_logs(Gebeurtenis.AANBOD_BEVESTIGD):
        complete_aanbod(
            aanbod=aanbod,
            door=medewerker,
            kale_huur=Decimal("640.00"),
            servicekosten=Decimal("35.50"),
            verdieping=2,
            lift=True,
            toegankelijk=True,
            optiedatum=date(2026, 5, 1),
            op=dag(1),
        )

    aanbod = Woningaanbod.objects.get()
    woning = aanbod.woning
    assert (woning.kale_huur, woning.servicekosten, woning.verdieping) == (Decimal("640.00"), Decimal("35.50"), 2)
    assert (woning.lift, woning.toegankelijk) == (True, True)
    assert (aanbod.optiedatum, aanbod.bevestigd_op) == (date(2026, 5, 1), dag(1))


@pytest.mark.parametrize(
    ("situatie", "zin"),
    [
        ({"ingetrokken": True}, "Deze woning is ingetrokken."),
        ({"bevestigd": True}, "Deze woning is al bevestigd."),
        ({"concept": True}, "Meld de woning voor u haar bevestigt."),
        ({"optiedatum": date(2026, 1, 31)}, "Verleng eerst de optie."),
        ({"woning__kale_huur": None}, "Vul eerst in: kale huur."),
        ({"woning__verdieping": None}, "Vul eerst in: verdieping."),
        ({"woning__onvolledig": True}, "Vul eerst in: kale huur en verdieping."),
    ],
)
def test_a_home_that_cannot_be_confirmed_says_why(situatie, zin, medewerker):
    aanbod = WoningaanbodFactory(**situatie)

    assert_declined(zin, confirm_aanbod, aanbod=aanbod, door=medewerker, op=MOMENT)


@pytest.mark.parametrize(
    ("situatie", "huur", "zin"),
    [
        ({"verlopen": True, "bevestigd_op": None, "bevestigd_door": None}, "600", "Verleng eerst de optie."),
        ({"bevestigd": True}, "600", "Deze woning is al bevestigd."),
        ({"ingetrokken": True}, "600", "Deze woning is ingetrokken."),
        ({}, "-1", "Een huurbedrag is nooit lager dan nul."),
    ],
)
def test_completing_that_is_declined_leaves_the_home_as_it_was(situatie, huur, zin, medewerker):
    aanbod = WoningaanbodFactory(**situatie)

    assert_declined(
        zin, complete_aanbod, aanbod=aanbod, door=medewerker, kale_huur=Decimal(huur), verdieping=3, lift=True
    )


# --- Keep it free for longer ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("optiedatum", [None, PEILDATUM - timedelta(days=30), PEILDATUM + timedelta(days=2)])
def test_an_option_is_extended_also_after_it_expired(optiedatum, medewerker):
    aanbod = WoningaanbodFactory(bevestigd=True, optiedatum=optiedatum)
    later = PEILDATUM + timedelta(days=14)

    with assert_logs(Gebeurtenis.OPTIE_VERLENGD):
        extend_optie(aanbod=aanbod, optiedatum=later, door=medewerker, op=MOMENT)

    aanbod.refresh_from_db()
    assert aanbod.optiedatum == later
    assert aanbod.status_op(PEILDATUM) == AanbodStatus.BEVESTIGD


@pytest.mark.parametrize(
    ("situatie", "nieuw", "zin"),
    [
        ({"ingetrokken": True}, date(2026, 6, 1), "Deze woning is ingetrokken."),
        ({"bevestigd": True}, PEILDATUM - timedelta(days=1), "Kies een datum na de huidige optiedatum."),
        ({"optiedatum": date(2026, 5, 1)}, date(2026, 5, 1), "Kies een datum na de huidige optiedatum."),
        ({"optiedatum": date(2026, 5, 1)}, date(2026, 4, 1), "Kies een datum na de huidige optiedatum."),
    ],
)
def test_an_option_is_not_shortened(situatie, nieuw, zin, medewerker):
    aanbod = WoningaanbodFactory(**situatie)

    assert_declined(zin, extend_optie, aanbod=aanbod, optiedatum=nieuw, door=medewerker, op=MOMENT)


# --- Withdraw ---------------------------------------------------------------------------------------------------------
def test_withdrawing_takes_the_home_back_with_a_reason(medewerker):
    aanbod, reden = WoningaanbodFactory(bevestigd=True), RedenFactory()

    with assert_logs(Gebeurtenis.AANBOD_INGETROKKEN):
        withdraw_aanbod(aanbod=aanbod, reden=reden, door=medewerker, toelichting="Lekkage", op=dag(2))

    aanbod.refresh_from_db()
    assert (aanbod.ingetrokken_op, aanbod.ingetrokken_door) == (dag(2), medewerker)
    assert (aanbod.intrekreden, aanbod.toelichting) == (reden, "Lekkage")
    assert Logregel.objects.get().gegevens == {"reden": reden.code, "klasse": reden.klasse, "voordracht": None}


@pytest.mark.parametrize("stap", [None, "akkoord", "aangeboden"])
def test_withdrawing_cancels_the_open_voordracht_and_frees_the_household(stap, medewerker):
    voordracht = VoordrachtFactory(**({stap: True} if stap else {}))
    reden = RedenFactory()

    with assert_logs(Gebeurtenis.AANBOD_INGETROKKEN):
        withdraw_aanbod(aanbod=voordracht.aanbod, reden=reden, door=medewerker, op=dag(6))

    voordracht = Voordracht.objects.get()
    assert (voordracht.status, voordracht.reden) == (VoordrachtStatus.GEANNULEERD, reden)
    assert (voordracht.geannuleerd_op, voordracht.geannuleerd_door) == (dag(6), medewerker)
    assert voordracht.huishouden.open_voordracht() is None
    assert Logregel.objects.get().gegevens["voordracht"] == str(voordracht.pk)


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (lambda: WoningaanbodFactory(ingetrokken=True), "Deze woning is al ingetrokken."),
        (lambda: WoningaanbodFactory(concept=True), "Deze woning is nog niet gemeld. Gooi het concept weg."),
        (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, "Vraag haar terug: de opgavemanager beslist."),
        (lambda: PlaatsingFactory().aanbod, "Vraag haar terug: de opgavemanager beslist."),
        (lambda: PlaatsingFactory(met_sleutel=True).aanbod, "De status van deze woning is “Bewoond”."),
        (lambda: PlaatsingFactory(beeindigd=True).aanbod, "De status van deze woning is “Verhuur beëindigd”."),
    ],
)
def test_a_home_that_cannot_be_withdrawn_says_why(maak, zin, medewerker):
    aanbod, reden = maak(), RedenFactory()

    assert_declined(zin, withdraw_aanbod, aanbod=aanbod, reden=reden, door=medewerker)


@pytest.mark.parametrize("maak", [lambda: WoningaanbodFactory(), lambda: VoordrachtFactory().aanbod])
@pytest.mark.parametrize("toelichting", ["", "   "])
def test_a_reason_that_asks_for_a_note_gets_one(toelichting, maak, medewerker):
    reden = RedenFactory(tekst="Andere bestemming", met_toelichting=True)

    assert_declined(
        "Licht de reden “Andere bestemming” toe.",
        withdraw_aanbod,
        aanbod=maak(),
        reden=reden,
        toelichting=toelichting,
        door=medewerker,
    )
