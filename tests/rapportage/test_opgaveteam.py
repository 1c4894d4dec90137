"""The hub of the opgaveteam, and its roster with what everyone has to do."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from rapportage.overzichten.opgavebord import Bord
from rapportage.overzichten.opgaveteam import Werkdruk, read_werk
from samenwerking.models import Besluitsoort, Puntoordeel, Teamlid, Teamrol
from samenwerking.services.mandaatwaarschuwing import find_mandaatwaarschuwingen
from tests.bewijs import snapshot
from tests.factories.dossier import ActieFactory
from tests.factories.huisvesting import HuishoudenFactory
from tests.factories.locatie import LocatieFactory, LocatiepuntFactory, LocatieverwachtingFactory
from tests.factories.overleg import OverlegFactory
from tests.factories.samenwerking import (
    GebruikerFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.factories.team import AfwezigheidFactory, TeamlidFactory, make_team
from tests.rapportage.conftest import VANDAAG
from tests.rapportage.opgave import NU, ROLLEN, TEAM, geescaleerd, hub, mandaat, rooster, voorgelegd

pytestmark = pytest.mark.django_db
# Queries of the hub for who reads all of it, and of the roster.
HUB, ROOSTER = 20, 13


# --- The mandate ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("feiten", "zin"),
    [
        ({"tot": date(2026, 5, 12)}, "is verlopen: het gold tot 12-05-2026"),
        ({"tot": date(2026, 6, 11)}, "geldt nog tot 11-06-2026"),
        ({"tot": date(2026, 6, 12)}, ""),
        ({}, ""),
    ],
)
def test_a_mandate_that_ends_is_told_a_month_before(gemeente, vandaag, feiten, zin):
    mandaat(gemeente, **feiten)
    mandaat(GemeenteFactory(), tot=date(2026, 5, 12))

    zinnen = find_mandaatwaarschuwingen(gemeente, vandaag)

    assert len(zinnen) == bool(zin)
    assert zin in "".join(zinnen)


def test_a_mandate_that_another_follows_or_that_was_ended_is_no_warning(gemeente, vandaag):
    mandaat(gemeente, tot=date(2026, 5, 1))
    assert len(find_mandaatwaarschuwingen(gemeente, vandaag)) == 1
    mandaat(gemeente, van=date(2026, 5, 1), soort=Besluitsoort.LOCATIE)
    assert len(find_mandaatwaarschuwingen(gemeente, vandaag)) == 1

    mandaat(gemeente, van=date(2026, 5, 1))
    einde = {"beeindigd_op": NU, "beeindigd_door": OpdrachtgeverFactory(gemeente=gemeente)}
    mandaat(gemeente, soort=Besluitsoort.UITGAVE, tot=date(2026, 5, 1), **einde)
    assert find_mandaatwaarschuwingen(gemeente, vandaag) == []


# --- Who sees what ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rol", ROLLEN)
def test_hub_and_roster_are_for_the_team(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))
    verwacht = 200 if rol in TEAM else 404 if rol == "niemand" else 403

    assert [client.get(page(gemeente)).status_code for page in (hub, rooster)] == [verwacht] * 2
    assert client.get(hub(GemeenteFactory(provincie_code="PV30"))).status_code == 404


@pytest.mark.parametrize("rol", ROLLEN)
def test_what_is_missing_stands_where_it_should_and_nowhere_else(client, gemeente, vandaag, rol):
    start_gemeente(gemeente=gemeente)
    make_team(gemeente)
    Teamlid.objects.filter(rol=Teamrol.JURIST).delete()
    mandaat(gemeente, tot=date(2026, 5, 1))
    geescaleerd(gemeente, "opgavemanager", "ambtelijk", "bestuurlijk", uiterlijk=date(2026, 5, 1))
    client.force_login(ROLLEN[rol](gemeente))
    zinnen = ("Er is geen jurist", "Het mandaat van de opgavemanager voor hotelplaatsen", "Lekkage in een woning")

    gezien = [zin in unescape(client.get(hub(gemeente)).content.decode()) for zin in zinnen]
    assert gezien == [rol in TEAM] * 3
    assert (zinnen[0] in client.get(rooster(gemeente)).content.decode()) == (rol in TEAM)
    for page in ("rapportage:dashboard", "rapportage:overzicht", "rapportage:vandaag", "rapportage:beheer", "home"):
        delen = {"code": gemeente.code} if page == "rapportage:dashboard" else {}
        html = client.get(reverse(page, kwargs=delen)).content.decode()
        assert not any(zin in html for zin in zinnen[:2])


@pytest.mark.parametrize("rol", TEAM)
def test_looking_writes_nothing_and_names_nobody(client, keten, rol):
    gebruiker = ROLLEN[rol](keten)
    for huishouden in keten.huishoudens.all():
        ActieFactory(over=huishouden, uiterlijk=date(2026, 5, 1), eigenaar=gebruiker)
    TeamlidFactory(gemeente=keten, gebruiker=gebruiker)
    client.force_login(gebruiker)
    before = snapshot()

    html = "".join(client.get(page(keten)).content.decode() for page in (hub, rooster))

    assert snapshot() == before
    for huishouden in keten.huishoudens.all():
        assert str(huishouden.pk) not in html
        for persoon in huishouden.personen.all():
            assert persoon.achternaam not in html


# --- The hub ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rol", ["opgavemanager", "opdrachtgever", "wethouder", "jurist", "ambtenaar"])
def test_what_waits_for_a_role_waits_for_who_has_it(gemeente, vandaag, rol):
    besluit = voorgelegd(gemeente, rol)
    voorgelegd(gemeente, rol, titel="Later", aangehouden_op=NU, aangehouden_tot=date(2026, 6, 1), **_door(gemeente))
    voorgelegd(gemeente, rol, titel="Al besloten", besloten_op=NU, besloten_door=GebruikerFactory(), grond="Art. 1")
    voorgelegd(GemeenteFactory(), rol, titel="Elders")
    ander = ROLLEN["wethouder" if rol == "opdrachtgever" else "opdrachtgever"](gemeente)

    bord = Bord(gemeente, ROLLEN[rol](gemeente), vandaag)

    assert [(w.titel, w.url, w.uiterlijk) for w in bord.wacht_op_mij] == [
        (besluit.titel, besluit.get_absolute_url(), date(2026, 5, 18))
    ]
    assert Bord(gemeente, ander, vandaag).wacht_op_mij == []


def _door(gemeente):
    return {"aangehouden_door": OpdrachtgeverFactory(gemeente=gemeente)}


@pytest.mark.parametrize(
    ("niveaus", "rol"),
    [
        ((), "opgavemanager"),
        (("opgavemanager",), "opgavemanager"),
        (("opgavemanager", "ambtelijk"), "opdrachtgever"),
        (("opgavemanager", "ambtelijk", "bestuurlijk"), "wethouder"),
    ],
)
def test_an_escalation_waits_for_the_level_that_it_reached(gemeente, vandaag, niveaus, rol):
    escalatie = geescaleerd(gemeente, *niveaus)

    wacht = {naam for naam in TEAM if Bord(gemeente, ROLLEN[naam](gemeente), vandaag).wacht_op_mij}

    assert wacht == {rol}
    (regel,) = Bord(gemeente, ROLLEN[rol](gemeente), vandaag).wacht_op_mij
    assert (regel.soort, regel.titel, regel.uiterlijk) == ("Escalatie", escalatie.vraag, escalatie.uiterlijk)


@pytest.mark.parametrize(("rol", "eerst"), [("wethouder", "Wacht op u"), ("opgavemanager", "aandacht")])
def test_a_principal_reads_first_what_waits_for_him(client, gemeente, vandaag, rol, eerst):
    voorgelegd(gemeente, rol)
    client.force_login(ROLLEN[rol](gemeente))

    html = client.get(hub(gemeente)).content.decode()

    assert min(("Wacht op u", "aandacht"), key=html.index) == eerst
    assert "<strong>1 vraag wacht op u</strong>" in html


def test_a_principal_for_whom_nothing_waits_reads_so(client, gemeente, vandaag):
    client.force_login(WethouderFactory(gemeente=gemeente))

    assert "Er ligt niets bij u om te besluiten of te beantwoorden." in client.get(hub(gemeente)).content.decode()


def test_the_hub_counts_what_the_pages_hold(client, gemeente, vandaag):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    for dag in range(1, 8):
        ActieFactory(over=huishouden, titel=f"Te laat {dag}", uiterlijk=date(2026, 5, dag))
    ActieFactory(over=huishouden, titel="Op tijd", uiterlijk=date(2026, 5, 12))
    for naam, stadium in (("Het Hof", "in_verkenning"), ("De Brink", "in_verkenning"), ("De Kamp", "in_realisatie")):
        LocatieverwachtingFactory(locatie=LocatieFactory(gemeente=gemeente, naam=naam, **{stadium: True}), plaatsen=10)
    LocatieFactory(gemeente=gemeente, afgevallen=True)
    manager = OpgavemanagerFactory(gemeente=gemeente)

    bord = Bord(gemeente, manager, vandaag)

    assert [a.titel for a in bord.acties] == [f"Te laat {dag}" for dag in range(1, 6)]
    assert bord.acties_te_laat == 7
    assert [(s.naam, s.locaties, s.plaatsen) for s in bord.stadia] == [("Verkenning", 2, 20), ("Realisatie", 1, 10)]
    client.force_login(manager)
    te_laat = reverse("samenwerking:actie_list", args=[gemeente.code]) + "?stand=te_laat"
    assert f'href="{te_laat}"' in client.get(hub(gemeente)).content.decode()
    assert client.get(te_laat).context["pagina"].paginator.count == 7


def test_the_hub_tells_the_latest_success(client, keten):
    client.force_login(OpgavemanagerFactory(gemeente=keten))

    html = client.get(hub(keten)).content.decode()

    zin = client.get(reverse("rapportage:successen", args=[keten.code])).context["successen"].regels[0].zin
    assert zin in html
    leeg = GemeenteFactory()
    client.force_login(OpgavemanagerFactory(gemeente=leeg))
    assert "Er is nog niets te vieren." in client.get(hub(leeg)).content.decode()


@pytest.mark.parametrize("rol", ["opdrachtgever", "wethouder"])
def test_a_principal_reads_no_words_of_acties(client, gemeente, vandaag, rol):
    ActieFactory(over=HuishoudenFactory(gemeente=gemeente), titel="Bel mevrouw Proef", uiterlijk=date(2026, 5, 1))
    client.force_login(ROLLEN[rol](gemeente))

    html = client.get(hub(gemeente)).content.decode()

    assert "Acties te laat" in html
    assert "Bel mevrouw Proef" not in html
    assert reverse("samenwerking:actie_list", args=[gemeente.code]) not in html


@pytest.mark.beide
@pytest.mark.parametrize("keer", [1, 4])
def test_number_of_queries_is_fixed(client, gemeente, vandaag, keer, django_assert_num_queries):
    manager = OpgavemanagerFactory(gemeente=gemeente)
    for _ in range(keer):
        voorgelegd(gemeente, "opgavemanager")
        geescaleerd(gemeente, uiterlijk=date(2026, 5, 1))
        lid = TeamlidFactory(gemeente=gemeente)
        AfwezigheidFactory(teamlid=lid, van=VANDAAG, met_vervanger=True)
        ActieFactory(over=HuishoudenFactory(gemeente=gemeente), eigenaar=lid.gebruiker, uiterlijk=date(2026, 5, 1))
        LocatieverwachtingFactory(locatie=LocatieFactory(gemeente=gemeente))
        OverlegFactory(reeks__gemeente=gemeente, begint_op=NU + timedelta(days=3))
    client.force_login(manager)

    with django_assert_num_queries(HUB):
        response = client.get(hub(gemeente))
    assert len(response.context["bord"].overleggen) == keer
    with django_assert_num_queries(ROOSTER):
        client.get(rooster(gemeente))


# --- The roster -------------------------------------------------------------------------------------------------------
def test_the_load_is_what_one_has_to_do(gemeente, vandaag):
    lid = TeamlidFactory(gemeente=gemeente, rol=Teamrol.OPGAVEMANAGER)
    zonder, ander = (TeamlidFactory(gemeente=gemeente, zonder_account=True), TeamlidFactory(gemeente=gemeente))
    wie = {"eigenaar": lid.gebruiker}
    huishouden = HuishoudenFactory(gemeente=gemeente, **wie)
    ActieFactory(over=huishouden, uiterlijk=date(2026, 5, 11), **wie)
    ActieFactory(over=huishouden, uiterlijk=date(2026, 5, 12), **wie)
    ActieFactory(over=huishouden, gereed=True, **wie)
    geescaleerd(gemeente)
    geescaleerd(gemeente, "opgavemanager")
    geescaleerd(gemeente, "opgavemanager", "ambtelijk")
    locatie = LocatieFactory(gemeente=gemeente)
    LocatiepuntFactory(locatie=locatie, **wie)
    LocatiepuntFactory(locatie=locatie, soort="nuts", oordeel=Puntoordeel.GOED, **wie)
    HuishoudenFactory(eigenaar=lid.gebruiker)

    werk = read_werk(gemeente, vandaag)

    assert werk.of(lid) == Werkdruk(dossiers=1, acties=2, te_laat=1, escalaties=2, punten=1)
    assert werk.of(ander).is_leeg
    assert werk.of(zonder) is None


def test_the_roster_says_who_is_away_and_who_stands_in(client, gemeente, vandaag):
    weg = AfwezigheidFactory(teamlid__gemeente=gemeente, met_vervanger=True, van=VANDAAG, tot=date(2026, 5, 20))
    alleen = AfwezigheidFactory(teamlid__gemeente=gemeente, van=VANDAAG, tot=date(2026, 5, 21))
    straks = AfwezigheidFactory(teamlid__gemeente=gemeente, van=date(2026, 6, 1), tot=date(2026, 6, 5))
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))

    html = client.get(rooster(gemeente)).content.decode()

    assert "Weg tot 20-05-2026" in html
    assert f"{weg.vervanger.wie} neemt het over" in html
    assert html.count("Niemand neemt het over") == 1
    assert "Weg van 01-06-2026 tot 05-06-2026" in html
    for afwezigheid in (weg, alleen, straks):
        assert reverse("samenwerking:afwezigheid_withdraw", args=[afwezigheid.pk]) in html


@pytest.mark.parametrize("rol", TEAM)
def test_only_the_opgavemanager_has_buttons_and_each_his_own_absence(client, gemeente, vandaag, rol):
    gebruiker = ROLLEN[rol](gemeente)
    eigen = TeamlidFactory(gemeente=gemeente, rol=Teamrol.OVERIG, gebruiker=gebruiker)
    ander = TeamlidFactory(gemeente=gemeente)
    client.force_login(gebruiker)

    urls = set(re.findall(r'href="(/samenwerking/[^"?]+)', client.get(rooster(gemeente)).content.decode()))

    leidt = rol == "opgavemanager"
    assert reverse("samenwerking:afwezigheid_report", args=[eigen.pk]) in urls
    for page, delen in (("afwezigheid_report", ander.pk), ("teamlid_end", ander.pk), ("teamlid_add", gemeente.code)):
        assert (reverse(f"samenwerking:{page}", args=[delen]) in urls) == leidt
    assert [url for url in urls if client.get(url).status_code != 200] == []
