"""Gemeenten, corporaties and reasons: finding them, and who sees which."""

from datetime import date

import pytest

from samenwerking.models import Gemeente, Klasse, Reden, Woningcorporatie
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    NaamvariantFactory,
    ProvincieFactory,
    RedenFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def den_proef():
    gemeente = GemeenteFactory(naam="'s-Gravenproef", code="GM9518")
    NaamvariantFactory(gemeente=gemeente, naam="Den Proef")
    NaamvariantFactory(gemeente=gemeente, naam="Gravenproef")
    return gemeente


@pytest.mark.parametrize("tekst", ["GM9518", "gm9518", "'s-Gravenproef", " 'S-GRAVENPROEF ", "den proef"])
def test_a_gemeente_is_found_by_code_name_or_variant(den_proef, tekst):
    GemeenteFactory()

    assert Gemeente.objects.find(tekst) == den_proef


def test_an_unknown_or_ambiguous_name_finds_nothing(den_proef):
    NaamvariantFactory(naam="Bergen")
    GemeenteFactory(naam="Bergen")

    assert Gemeente.objects.find("Bergen") is None
    assert Gemeente.objects.find("Proef") is None
    assert Gemeente.objects.find("") is None


def test_abolished_gemeenten_stay_but_are_not_active():
    bestaat, opgeheven = GemeenteFactory(), GemeenteFactory(opgeheven=True)

    assert set(Gemeente.objects.all()) == {bestaat, opgeheven}
    assert list(Gemeente.objects.actief()) == [bestaat]


def test_each_party_sees_its_own_gemeenten():
    eigen, zelfde_provincie = GemeenteFactory(), GemeenteFactory()
    ver = GemeenteFactory(provincie_code="PV30")
    corporatie = WoningcorporatieFactory(gemeenten=[eigen, ver])

    def sees(gebruiker):
        return set(Gemeente.objects.visible_to(gebruiker))

    assert sees(AmbtenaarFactory(gemeente=eigen)) == {eigen}
    assert sees(WethouderFactory(gemeente=ver)) == {ver}
    assert sees(CorporatiemedewerkerFactory(corporatie=corporatie)) == {eigen, ver}
    assert sees(ProvincieFactory()) == {eigen, zelfde_provincie}
    assert sees(GebruikerFactory()) == set()
    assert sees(GebruikerFactory(is_superuser=True)) == {eigen, zelfde_provincie, ver}


def test_a_gemeente_is_seen_once_however_many_reasons_there_are():
    gemeente = GemeenteFactory()
    WoningcorporatieFactory(gemeenten=[gemeente])
    WoningcorporatieFactory(gemeenten=[gemeente])

    assert Gemeente.objects.visible_to(AmbtenaarFactory(gemeente=gemeente)).count() == 1


def test_each_party_sees_its_own_corporaties():
    gemeente = GemeenteFactory()
    hier, elders = WoningcorporatieFactory(gemeenten=[gemeente]), WoningcorporatieFactory(gemeenten=[GemeenteFactory()])

    def sees(gebruiker):
        return set(Woningcorporatie.objects.visible_to(gebruiker))

    assert sees(AmbtenaarFactory(gemeente=gemeente)) == {hier}
    assert sees(CorporatiemedewerkerFactory(corporatie=elders)) == {elders}
    assert sees(ProvincieFactory()) == set()
    assert sees(GebruikerFactory(is_superuser=True)) == {hier, elders}


def test_a_retired_reason_is_not_offered_from_its_day_on():
    reden = RedenFactory(vervallen_per=date(2026, 3, 2))

    assert reden in Reden.objects.geldig(date(2026, 3, 1))
    assert reden not in Reden.objects.geldig(date(2026, 3, 2))


def test_reasons_are_chosen_by_the_party_that_was_responsible():
    eigen, overmacht = RedenFactory(klasse=Klasse.CORPORATIE), RedenFactory(klasse=Klasse.OVERMACHT)
    anders = RedenFactory(klasse=Klasse.HUISHOUDEN)

    gevonden = set(Reden.objects.for_klassen(Klasse.CORPORATIE, Klasse.OVERMACHT))

    assert {eigen, overmacht} <= gevonden
    assert anders not in gevonden


def test_the_catalogue_to_start_with_has_a_reason_for_every_party():
    assert set(Reden.objects.values_list("klasse", flat=True)) == set(Klasse.values)
    assert Reden.objects.get(code="andere-bestemming").toelichting_verplicht
