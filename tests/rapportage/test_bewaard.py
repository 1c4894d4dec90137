"""Kept parts of pages: drawn once, anew after every change, and never those of someone who sees something else."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client

from huisvesting.services.verblijf import register_verblijf, report_verhuizing_amv
from rapportage.views import bewaard
from samenwerking.models import Gebeurtenis, Roltoewijzing
from samenwerking.services.logboek import log
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Woonvorm
from taakstelling.services.overdracht import Deel, record_overdracht
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import publish_taakstelling
from taakstelling.tasks import recompute_gemeente
from tests.factories.huisvesting import HuishoudenFactory, StatushouderFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    BerichtFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tools.klok import klok_op

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bewaart")]
H1 = Halfjaar(2026, 1)
LAND = "/rapportage/overzicht/"


class Lezer(Client):
    """Someone who is logged in and reads pages, without the token that differs at every visit."""

    def __init__(self, gebruiker):
        super().__init__()
        self.force_login(gebruiker)

    def read(self, url):
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", self.get(url).content.decode())


@pytest.fixture
def gemeente(gemeente, vandaag):
    start_gemeente(gemeente=gemeente, doel=25, saldo=-6)
    return gemeente


@pytest.fixture
def wethouder(gemeente):
    return Lezer(WethouderFactory(gemeente=gemeente))


@pytest.fixture
def getekend(monkeypatch):
    """The parts that were drawn."""
    delen, draw = [], bewaard._draw
    monkeypatch.setattr(bewaard, "_draw", lambda *wat: delen.append(draw(*wat)) or delen[-1])
    return delen


# --- Kept, and drawn anew ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pagina", ["dashboard", "land"])
def test_a_page_is_drawn_once_for_all_who_see_the_same(gemeente, wethouder, getekend, pagina):
    url = gemeente.get_absolute_url() if pagina == "dashboard" else LAND

    eerste = wethouder.read(url)

    assert wethouder.read(url) == eerste
    assert "Jurist" in Lezer(JuristFactory(gemeente=gemeente)).read(url)
    assert len(getekend) == 1


@pytest.mark.beide
@pytest.mark.parametrize(("url", "vragen"), [("dashboard", 6), (LAND, 5)])
def test_a_kept_page_costs_a_fixed_number_of_queries(gemeente, wethouder, django_assert_num_queries, url, vragen):
    url = gemeente.get_absolute_url() if url == "dashboard" else url
    wethouder.get(url)

    # session, user, roles, messages, for the dashboard the gemeente; the last change
    with django_assert_num_queries(vragen):
        wethouder.get(url)


def test_a_kept_page_counts_the_messages_of_the_moment(gemeente):
    lezer = WethouderFactory(gemeente=gemeente)
    pagina = Lezer(lezer)
    assert "teltje" not in pagina.read(gemeente.get_absolute_url())

    BerichtFactory(ontvanger=lezer)

    assert '<span class="teltje">1<' in pagina.read(gemeente.get_absolute_url())


def correct(gemeente, buur):
    book_correctie(gemeente=gemeente, datum=date(2026, 3, 3), aantal=2, reden="proef", door=GebruikerFactory())


def publish(gemeente, buur):
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=33, bron="verzonnen", door=GebruikerFactory())


def transfer(gemeente, buur):
    """The line in the logboek is about the decision, not about one of the two."""
    delen = {gemeente: Deel(3, "a"), buur: Deel(-3, "b")}
    record_overdracht(
        halfjaar=H1, delen=delen, besluitdatum=date(2026, 2, 2), document="besluit", door=GebruikerFactory()
    )


def repair(gemeente, buur):
    Voortgang.objects.filter(gemeente=gemeente).update(gerealiseerd=0)
    recompute_gemeente(gemeente.pk)


@pytest.mark.parametrize("gebeurtenis", [correct, publish, transfer, repair])
def test_whatever_changes_the_figures_is_seen_at_once(gemeente, wethouder, gebeurtenis):
    buur = GemeenteFactory()
    start_gemeente(gemeente=buur, doel=20)
    if gebeurtenis is repair:
        correct(gemeente, buur)
        Voortgang.objects.filter(gemeente=gemeente).update(gerealiseerd=99)
    url = gemeente.get_absolute_url()
    eerder = {pagina: wethouder.read(pagina) for pagina in (url, LAND)}

    gebeurtenis(gemeente, buur)

    nu = {pagina: wethouder.read(pagina) for pagina in eerder}
    caches["paginas"].clear()
    assert nu == {pagina: wethouder.read(pagina) for pagina in eerder}
    assert all(nu[pagina] != eerder[pagina] for pagina in eerder)


def test_who_counts_elsewhere_by_an_event_of_this_gemeente_is_seen_there_at_once(gemeente, wethouder):
    """The line in the logboek is of the household, here; the count of an amv that moved is a matter of both."""
    buur = GemeenteFactory()
    start_gemeente(gemeente=buur, doel=20)
    amv = StatushouderFactory(
        huishouden=HuishoudenFactory(gemeente=gemeente, personen=0), amv=True, geboortedatum=date(2008, 4, 20)
    )
    door = AmbtenaarFactory(gemeente=gemeente)
    register_verblijf(personen=[amv], vorm=Woonvorm.NIDOS_KSO, gemeente=gemeente, van=date(2026, 3, 2), door=door)
    verhuisd = register_verblijf(
        personen=[amv], vorm=Woonvorm.REGULIER, gemeente=buur, van=date(2026, 5, 4), door=door
    )[0]
    lezer, url = Lezer(WethouderFactory(gemeente=buur)), buur.get_absolute_url()
    assert "huisvestte 0 van de 20" in lezer.read(url)

    report_verhuizing_amv(verblijf=verhuisd, melddatum=date(2026, 5, 11), door=door)

    assert "huisvestte 1 van de 20" in lezer.read(url)


def test_the_day_is_part_of_what_a_page_shows(gemeente, wethouder):
    url = gemeente.get_absolute_url()
    assert "12 mei 2026" in wethouder.read(url)

    with klok_op(date(2026, 5, 13)):
        assert "13 mei 2026" in Lezer(WethouderFactory(gemeente=gemeente)).read(url)


def test_a_page_drawn_while_an_event_is_written_is_shown_and_not_kept(gemeente, wethouder, getekend, monkeypatch):
    monkeypatch.setattr(bewaard, "is_settled", lambda: False)

    assert wethouder.read(LAND) == wethouder.read(LAND)
    assert len(getekend) == 2


# --- Who sees what ----------------------------------------------------------------------------------------------------
def lezers(gemeente):
    """People whose pages differ, in an order in which each comes after someone who sees more."""
    dubbel = AmbtenaarFactory(gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=dubbel, gemeente=GemeenteFactory())
    return [
        OpgavemanagerFactory(gemeente=gemeente),
        AmbtenaarFactory(gemeente=gemeente),
        dubbel,
        WethouderFactory(gemeente=gemeente),
        ProvincieFactory(provincie=gemeente.provincie_code),
    ]


def test_nobody_gets_the_page_of_who_sees_something_else(gemeente, getekend):
    mensen = lezers(gemeente)
    url, kaal = gemeente.get_absolute_url(), {}
    for mens in mensen:
        caches["paginas"].clear()
        kaal[mens.pk] = {pagina: Lezer(mens).read(pagina) for pagina in (url, LAND)}
    caches["paginas"].clear()

    for _ in range(2):
        for mens in mensen:
            assert {pagina: Lezer(mens).read(pagina) for pagina in (url, LAND)} == kaal[mens.pk]


def test_overview_keeps_to_the_province_and_to_the_own_links(gemeente):
    elders = GemeenteFactory(naam="Verweg", provincie_code="PV30", provincie="Elders")
    start_gemeente(gemeente=elders, doel=20)
    beheerder = BeheerderFactory(gemeente=gemeente)

    paginas = [
        Lezer(mens).read(LAND)
        for mens in (
            WethouderFactory(gemeente=gemeente),
            WethouderFactory(gemeente=elders),
            ProvincieFactory(provincie="PV30"),
            beheerder,
        )
    ]

    links = [re.findall(r'href="/rapportage/gemeente/(\w+)/\?', html) for html in paginas]
    assert links == [[gemeente.code], [elders.code], [elders.code], []]
    assert [gemeente.naam in html for html in paginas] == [True, True, False, True]
    assert ["Voor de beheerder" in html for html in paginas] == [False, False, False, True]


def test_a_role_that_ends_shows_nothing_it_showed(gemeente, wethouder):
    url = gemeente.get_absolute_url()
    assert wethouder.get(url).status_code == 200

    Roltoewijzing.objects.update(tot=date(2026, 5, 12))

    assert wethouder.get(url).status_code == 404


def test_a_kept_part_holds_neither_the_person_nor_a_token(gemeente, getekend):
    lezer = Lezer(WethouderFactory(gemeente=gemeente, first_name="Marleen", last_name="Proefpersoon"))

    for url in (gemeente.get_absolute_url(), LAND):
        assert "Marleen Proefpersoon" in lezer.read(url)

    assert len(getekend) == 2
    for spoor in ("Proefpersoon", "csrfmiddlewaretoken", "<html"):
        assert spoor not in "".join(getekend)


def test_a_frame_is_that_of_the_person_and_has_a_token_of_its_own(gemeente):
    mens = WethouderFactory(gemeente=gemeente, first_name="Marleen", last_name="Eerst")
    lezer, url = Lezer(mens), gemeente.get_absolute_url()
    assert "Marleen Eerst" in lezer.read(url)

    mens.last_name = "Later"
    mens.save()
    lezer.cookies["thema"] = "donker"

    html = lezer.get(url).content.decode()
    assert "Marleen Later" in html
    assert 'data-thema="donker"' in html
    tokens = [
        set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', lezer.get(url).content.decode())) for _ in "ab"
    ]
    assert [len(token) for token in tokens] == [1, 1]
    assert bewaard.TOKEN not in html
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mens)
    strict.get(url)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(url).content.decode())[1]
    assert strict.post("/account/uitloggen/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_filter_sort_and_page_each_have_their_own(gemeente, wethouder):
    start_gemeente(gemeente=GemeenteFactory(naam="Aardam"), doel=20)

    namen = [
        re.findall(r'<th scope="row">\s*(?:<a[^>]*>)?(\w+)', wethouder.read(f"{LAND}?{vraag}"))
        for vraag in ("sorteer=naam", "sorteer=-naam", "status=voldaan", "sorteer=naam")
    ]

    assert namen == [["Aardam", "Proefdam"], ["Proefdam", "Aardam"], [], ["Aardam", "Proefdam"]]


def test_a_message_is_said_every_time_and_only_then(gemeente, wethouder):
    url = f"{gemeente.get_absolute_url()}?halfjaar=onzin"

    for _ in range(2):
        assert "onzin" in wethouder.read(url)
    assert "onzin" not in wethouder.read(gemeente.get_absolute_url())


def test_looking_keeps_the_page(gemeente, wethouder, getekend):
    wethouder.get(LAND)
    log(Gebeurtenis.UITVOER, onderwerp=gemeente, door=None)
    wethouder.get(LAND)

    assert len(getekend) == 1
