"""The list of mergers and splits, and the acts by which a saldo goes over (R-108, R-109)."""

from datetime import date

import pytest

from samenwerking.models import Gebeurtenis
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.taakstelling import publish_taakstelling
from tests.bewijs import assert_logs
from tests.factories.samenwerking import BeheerderFactory, GebruikerFactory, GemeenteFactory, OpgavemanagerFactory
from tests.factories.taakstelling import HerindelingFactory, start_gemeente
from tests.taakstelling.lezen import read_main, refused
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
H2 = Halfjaar(2026, 2)
LIJST = "/taakstelling/herindelingen/"


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 8, 12)):
        yield


@pytest.fixture
def gemeente():
    """30 and 20 to house in the two halves of 2026."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(code="GM9303", naam="Proefdam"), doel=30).gemeente
    publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=20, bron="verzonnen", door=GebruikerFactory())
    return gemeente


@pytest.fixture
def beheerder(client, gemeente):
    client.force_login(BeheerderFactory(gemeente=gemeente))
    return client


@pytest.fixture
def opgegaan(gemeente):
    """Oudedam ended at the end of June with an achterstand of 9 and became part of Proefdam."""
    oud = start_gemeente(gemeente=GemeenteFactory(code="GM9500", naam="Oudedam"), doel=9).gemeente
    HerindelingFactory(oud=oud, nieuw=gemeente)
    return oud


def test_the_saldo_of_a_merged_gemeente_is_taken_over(beheerder, opgegaan):
    tekst = read_main(beheerder.get(LIJST))
    assert "1 nog te doen" in tekst
    assert "Oudedam Samenvoeging tot een nieuwe gemeente per 01-07-2026 Proefdam −9 Nog niet overgegaan" in tekst
    adres = f"{LIJST}overnemen/?oud=GM9500"
    assert "Oudedam eindigde in 2026H1 met een saldo van -9." in read_main(beheerder.get(adres))

    with assert_logs(Gebeurtenis.HERINDELING_VERWERKT):
        response = beheerder.post(adres, follow=True)

    tekst = read_main(response)
    assert "Het saldo van Oudedam is overgegaan naar Proefdam." in tekst
    assert "Proefdam (−9) −9 Saldo overgegaan" in tekst
    assert Voortgang.objects.get(gemeente__naam="Proefdam", halfjaar=H2).saldo_begin == -39
    assert "al overgegaan" in refused(beheerder, adres, {})


def test_a_split_is_divided_with_a_control_sum(beheerder, gemeente, opgegaan):
    ander = start_gemeente(gemeente=GemeenteFactory(code="GM9400", naam="Beekdal"), halfjaar=H2).gemeente
    opgegaan.opgegaan_in.all().delete()
    for nieuw in (gemeente, ander):
        HerindelingFactory(oud=opgegaan, nieuw=nieuw, splitsing=True)
    adres = f"{LIJST}verdelen/?oud=GM9500"
    assert f'href="{adres}"' in beheerder.get(LIJST).content.decode()

    zin = "De delen zijn samen -8, het saldo van Oudedam was -9."
    assert zin in refused(beheerder, adres, {"GM9303": "-6", "GM9400": "-2"})
    assert "Vul het aantal personen in." in refused(beheerder, adres, {"GM9303": "-9"})
    with assert_logs(Gebeurtenis.HERINDELING_VERWERKT):
        response = beheerder.post(adres, {"GM9303": "-6", "GM9400": "-3"}, follow=True)

    assert "Beekdal (−3), Proefdam (−6) −9 Saldo overgegaan" in read_main(response)


def test_an_act_without_a_gemeente_leads_back_to_the_list(beheerder, opgegaan):
    for act in ("overnemen", "verdelen"):
        assert beheerder.get(f"{LIJST}{act}/").url == LIJST
        assert beheerder.get(f"{LIJST}{act}/?oud=GM9303").status_code == 404


def test_a_saldo_that_is_not_known_is_said(beheerder, gemeente):
    HerindelingFactory(oud=GemeenteFactory(code="GM9600", naam="Stildam"), nieuw=gemeente)

    assert "Saldo niet bekend" in read_main(beheerder.get(LIJST))
    assert "is niet bekend" in refused(beheerder, f"{LIJST}overnemen/?oud=GM9600", {})


def test_only_the_beheerder_handles_mergers(client, gemeente, opgegaan):
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    for adres in (LIJST, f"{LIJST}overnemen/?oud=GM9500", f"{LIJST}verdelen/?oud=GM9500"):
        assert client.get(adres).status_code == 403


def test_the_list_of_mergers_has_a_pinned_number_of_queries(beheerder, opgegaan, django_assert_num_queries):
    with django_assert_num_queries(8):
        beheerder.get(LIJST)
    for _ in range(5):
        HerindelingFactory()
    with django_assert_num_queries(8):
        beheerder.get(LIJST)


def test_the_overview_leads_the_beheerder_here(beheerder, gemeente):
    html = beheerder.get("/rapportage/overzicht/").content.decode()

    for adres in (LIJST, "/taakstelling/herberekening/", "/taakstelling/gemeente/GM9303/"):
        assert f'href="{adres}"' in html
