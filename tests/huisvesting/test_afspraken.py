"""Agreements with corporations: recording, changing, the term for the overleg, and what the database refuses."""

import pytest
from django.core.exceptions import ValidationError

from huisvesting.models import Overlegtermijn, Prestatieafspraak, Slaapkamerklasse
from huisvesting.services.afspraak import change_afspraak, record_afspraak, set_overlegtermijn
from samenwerking.basis.constraints import Bezet
from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.regels.halfjaar import Halfjaar
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.huisvesting import OverlegtermijnFactory, PrestatieafspraakFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]
H1 = Halfjaar(2026, 1)


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def afspraak(gemeente, corporatie):
    return PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, aantal=10)


def new(gemeente, corporatie, door, **anders):
    feiten = {"halfjaar": H1, "slaapkamers": Slaapkamerklasse.TWEE, "aantal": 12, "bron": "Artikel 4"}
    return {"gemeente": gemeente, "corporatie": corporatie, "door": door, **feiten, **anders}


# --- Recording --------------------------------------------------------------------------------------------------------
def test_an_agreement_is_recorded_with_its_source_and_who_recorded_it(gemeente, corporatie, ambtenaar):
    with assert_logs(Gebeurtenis.AFSPRAAK_VASTGELEGD):
        afspraak = record_afspraak(**new(gemeente, corporatie, ambtenaar, bron_url="https://voorbeeld.nl/afspraken"))

    opgeslagen = Prestatieafspraak.objects.geldend().get()
    assert opgeslagen == afspraak
    assert (opgeslagen.aantal, opgeslagen.versie, opgeslagen.halfjaar) == (12, 1, H1)
    assert (opgeslagen.bron, opgeslagen.bron_url) == ("Artikel 4", "https://voorbeeld.nl/afspraken")
    assert opgeslagen.vastgelegd_door == ambtenaar
    assert Logregel.objects.last().gemeente_code == gemeente.code


def test_the_same_agreement_is_changed_and_not_made_twice(gemeente, corporatie, ambtenaar):
    record_afspraak(**new(gemeente, corporatie, ambtenaar))

    zin = "Deze afspraak is er al: 12 woningen. Wijzig die afspraak en geef een reden."
    assert_declined(zin, record_afspraak, **new(gemeente, corporatie, ambtenaar, aantal=9))
    for anders in ({"slaapkamers": Slaapkamerklasse.ELKE}, {"halfjaar": H1.volgende}):
        record_afspraak(**new(gemeente, corporatie, ambtenaar, **anders))


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"slaapkamers": "7"}, "geen geldige keuze"),
        ({"bron": "  "}, "kan niet leeg zijn"),
        ({"aantal": 100_000}, "9999"),
        ({"bron_url": "javascript:alert(1)"}, "geldige URL"),
    ],
)
def test_a_wrong_fact_is_refused(gemeente, corporatie, ambtenaar, fout, zin):
    assert_declined(zin, record_afspraak, **new(gemeente, corporatie, ambtenaar, **fout))


def test_a_corporation_that_lets_nothing_here_promises_nothing_here(gemeente, ambtenaar):
    elders = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])

    assert_declined("verhuurt niet in", record_afspraak, **new(gemeente, elders, ambtenaar))


# --- Changing ---------------------------------------------------------------------------------------------------------
def test_a_change_is_a_new_version_and_the_old_one_stays_readable(afspraak, ambtenaar):
    with assert_logs(Gebeurtenis.AFSPRAAK_GEWIJZIGD):
        nieuw = change_afspraak(
            afspraak=afspraak, aantal=8, bron="Overleg van 3 maart", reden="Nieuwbouw is later klaar.", door=ambtenaar
        )

    assert list(Prestatieafspraak.objects.geldend()) == [nieuw]
    assert [(v.versie, v.aantal, v.reden) for v in Prestatieafspraak.objects.versies_of(afspraak)] == [
        (2, 8, "Nieuwbouw is later klaar."),
        (1, 10, ""),
    ]
    assert Logregel.objects.last().gegevens["was"] == 10


def test_a_change_without_a_reason_or_without_a_difference_is_refused(afspraak, ambtenaar):
    zelfde = {"afspraak": afspraak, "aantal": 10, "bron": afspraak.bron, "door": ambtenaar}

    assert_declined("schrijft op waarom", change_afspraak, **zelfde | {"aantal": 9, "reden": "  "})
    assert_declined("Er verandert niets", change_afspraak, **zelfde, reden="Zomaar")


def test_who_saw_an_older_version_is_told_what_it_became(afspraak, ambtenaar):
    change_afspraak(afspraak=afspraak, aantal=8, bron=afspraak.bron, reden="Nieuwbouw", door=ambtenaar)

    with pytest.raises(Bezet) as fout:
        change_afspraak(afspraak=afspraak, aantal=12, bron=afspraak.bron, reden="Meer", door=ambtenaar)

    zin = fout.value.messages[0]
    assert f"{ambtenaar.naam} wijzigde deze afspraak al van 10 woningen naar 8 woningen." in zin
    assert "uw 12 woningen" in zin
    assert Prestatieafspraak.objects.count() == 2


def test_only_one_version_of_each_agreement_holds(afspraak):
    ander = PrestatieafspraakFactory(gemeente=afspraak.gemeente, corporatie=afspraak.corporatie, slaapkamers="2")
    latest = afspraak
    for versie in (2, 3):
        latest = PrestatieafspraakFactory(
            gemeente=afspraak.gemeente, corporatie=afspraak.corporatie, gewijzigd=True, versie=versie
        )

    assert set(Prestatieafspraak.objects.geldend()) == {latest, ander}


# --- Who reads them ---------------------------------------------------------------------------------------------------
def test_an_agreement_is_for_the_own_gemeente_and_the_corporation_itself(afspraak):
    ander = WoningcorporatieFactory(gemeenten=[afspraak.gemeente])
    ziet = {
        AmbtenaarFactory(gemeente=afspraak.gemeente): True,
        OpdrachtgeverFactory(gemeente=afspraak.gemeente): True,
        WethouderFactory(gemeente=afspraak.gemeente): True,
        CorporatiemedewerkerFactory(corporatie=afspraak.corporatie): True,
        JuristFactory(gemeente=afspraak.gemeente): False,
        CorporatiemedewerkerFactory(corporatie=ander): False,
        AmbtenaarFactory(): False,
        WethouderFactory(): False,
    }

    assert {wie: Prestatieafspraak.objects.visible_to(wie).exists() for wie in ziet} == ziet


# --- The term for the overleg -----------------------------------------------------------------------------------------
def test_a_term_is_set_and_set_again(gemeente, corporatie, ambtenaar):
    for dagen in (5, 10):
        with assert_logs(Gebeurtenis.OVERLEGTERMIJN_INGESTELD):
            set_overlegtermijn(gemeente=gemeente, corporatie=corporatie, dagen=dagen, door=ambtenaar)

    assert Overlegtermijn.objects.get().dagen == 10
    assert Logregel.objects.last().gegevens["was"] == 5


@pytest.mark.parametrize("dagen", [-1, 91])
def test_a_number_of_days_that_is_no_term_is_refused(gemeente, corporatie, ambtenaar, dagen):
    with pytest.raises(ValidationError):
        set_overlegtermijn(gemeente=gemeente, corporatie=corporatie, dagen=dagen, door=ambtenaar)

    assert not Overlegtermijn.objects.exists()


def test_a_term_with_a_corporation_from_elsewhere_is_refused(gemeente, ambtenaar):
    elders = WoningcorporatieFactory()

    assert_declined("verhuurt niet", set_overlegtermijn, gemeente=gemeente, corporatie=elders, dagen=5, door=ambtenaar)


# --- Constraints ------------------------------------------------------------------------------------------------------
def test_the_same_version_twice_is_refused(afspraak):
    assert_refused(
        "prestatieafspraak_one_per_version",
        lambda: PrestatieafspraakFactory(gemeente=afspraak.gemeente, corporatie=afspraak.corporatie),
    )


@pytest.mark.parametrize("feiten", [{"versie": 2, "reden": ""}, {"versie": 1, "reden": "Zomaar"}])
def test_a_reason_belongs_to_a_change_and_to_nothing_else(feiten):
    assert_refused("prestatieafspraak_changed_with_reason", lambda: PrestatieafspraakFactory(**feiten))


def test_a_second_term_of_the_same_two_is_refused():
    termijn = OverlegtermijnFactory()

    assert_refused(
        "overlegtermijn_one_per_pair",
        lambda: OverlegtermijnFactory(gemeente=termijn.gemeente, corporatie=termijn.corporatie),
    )
