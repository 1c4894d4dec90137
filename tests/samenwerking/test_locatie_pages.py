"""The pages about places: who reads what, and what one does there."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Locatie, Locatiepunt, LocatieStatus, Wijk, Wijkafspraak
from tests.bewijs import assert_logs
from tests.factories.huisvesting import MOMENT
from tests.factories.locatie import LocatieFactory, LocatiepuntFactory, LocatieverwachtingFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
VANDAAG = date(2026, 5, 12)
TEAM = (AmbtenaarFactory, OpgavemanagerFactory, JuristFactory, OpdrachtgeverFactory, WethouderFactory)
LEZERS = (OpdrachtgeverFactory, WethouderFactory)
# Pages of a place that change something, and of the gemeente.
DADEN = (
    "locatie_change",
    "locatieverwachting",
    "locatie_advance",
    "locatie_actie",
    "locatie_drop",
    "locatie_revive",
)


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(VANDAAG):
        yield


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefdam")


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def locatie(gemeente, corporatie):
    """A place in HAALBAARHEID in which a corporation takes part, with money, notes and a wijk with an agreement."""
    door = AmbtenaarFactory(gemeente=gemeente)
    wijk = Wijk.objects.create(gemeente=gemeente, naam="De Hoven")
    Wijkafspraak.objects.create(
        wijk=wijk, tekst="Eerst een gesprek.", hooguit=5, van=VANDAAG, vastgelegd_op=MOMENT, vastgelegd_door=door
    )
    locatie = LocatieFactory(
        gemeente=gemeente,
        naam="De Wilgenhof",
        corporatie=corporatie,
        wijk=wijk,
        eigenaar="Zorggroep Het Veld",
        toelichting="Kostte eerder € 77.000.",
        in_haalbaarheid=True,
    )
    LocatieverwachtingFactory(locatie=locatie, plaatsen=22)
    LocatieverwachtingFactory(locatie=locatie, versie=2, begroot=True, reden="Offerte van € 88.000.")
    for soort in ("vergunning", "brandveiligheid"):
        LocatiepuntFactory(locatie=locatie, soort=soort, belegd=True)
    LocatiepuntFactory(
        locatie=locatie,
        soort="nuts",
        oordeel="knelpunt",
        toelichting="De meterkast kost € 9.999.",
        document="https://archief.example/nuts",
        uiterlijk=date(2026, 5, 1),
    )
    return locatie


def url(naam, doel):
    kwargs = {"code": doel.code} if hasattr(doel, "code") else {"pk": doel.pk}
    return reverse(f"samenwerking:{naam}", kwargs=kwargs)


def text(response):
    """What a person reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.fixture
def enter(client):
    def log_in(gebruiker):
        client.force_login(gebruiker)
        return client

    return log_in


# --- Who reads what ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("maak", TEAM)
def test_the_team_and_its_principals_read_everything(enter, gemeente, locatie, maak):
    lezer = enter(maak(gemeente=gemeente))

    lijst, detail = (text(lezer.get(adres)) for adres in (url("locatie_list", gemeente), locatie.get_absolute_url()))

    assert "1 locatie in Proefdam, samen 20 plaatsen." in lijst
    assert "× 35% = 7,0" in lijst
    assert "1 knelpunt" in lijst
    assert "1 punt te laat" in lijst
    for tekst in ("€ 60.000,00", "€ 3.000,00", "€ 1.500,00", "€ 88.000", "€ 77.000", "€ 9.999", "Zorggroep Het Veld"):
        assert tekst in detail
    assert "Eerst een gesprek. Hooguit 5 woningen per halfjaar." in detail


def test_the_corporation_reads_where_it_takes_part_without_money_and_notes(enter, gemeente, corporatie, locatie):
    LocatieFactory(gemeente=gemeente, naam="Van een ander")
    lezer = enter(CorporatiemedewerkerFactory(corporatie=corporatie))

    lijst, detail = (text(lezer.get(adres)) for adres in (url("locatie_list", gemeente), locatie.get_absolute_url()))

    assert "De Wilgenhof" in lijst
    assert "Van een ander" not in lijst
    assert "Verwacht uit locaties" not in lijst
    assert "× 35%" not in lijst
    assert "20" in detail
    assert "Knelpunt" in detail
    for geheim in ("€", "Zorggroep", "meterkast", "archief.example", "Eerst een gesprek", "Besluiten", "Werk bij"):
        assert geheim not in detail


def test_another_corporation_sees_an_empty_list_and_no_place(enter, gemeente, locatie):
    ander = enter(CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])))

    assert "Er zijn nog geen locaties" in text(ander.get(url("locatie_list", gemeente)))
    assert ander.get(locatie.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "maak",
    [lambda g: ProvincieFactory(provincie=g.provincie_code), lambda g: BeheerderFactory(gemeente=g)],
    ids=["provincie", "beheerder"],
)
def test_others_read_nothing(enter, gemeente, locatie, maak):
    ander = enter(maak(gemeente))

    assert ander.get(url("locatie_list", gemeente)).status_code == 403
    assert ander.get(locatie.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("maak", [*LEZERS, JuristFactory])
def test_who_reads_changes_nothing(enter, gemeente, locatie, maak):
    lezer = enter(maak(gemeente=gemeente))

    adressen = [url(naam, locatie) for naam in DADEN]
    for adres in (*adressen, url("locatie_report", gemeente), url("locatiegewicht", gemeente)):
        assert lezer.get(adres).status_code == 403
        assert lezer.post(adres).status_code == 403
    detail = lezer.get(locatie.get_absolute_url()).content.decode()
    assert all(adres not in detail for adres in adressen)


def test_the_corporation_changes_nothing(enter, gemeente, corporatie, locatie):
    lezer = enter(CorporatiemedewerkerFactory(corporatie=corporatie))

    for naam in DADEN:
        assert lezer.post(url(naam, locatie)).status_code == 403
    for naam in ("locatie_csv", "locatie_report", "locatiegewicht"):
        assert lezer.get(url(naam, gemeente)).status_code == 403
    assert lezer.post(url("locatiepunt_update", locatie.punten.first())).status_code == 404


@pytest.mark.parametrize("maak", [AmbtenaarFactory, OpgavemanagerFactory, JuristFactory])
def test_who_does_the_work_updates_points(enter, gemeente, locatie, maak):
    punt = locatie.punten.get(soort="vergunning")
    wie = maak(gemeente=gemeente)
    client = enter(wie)
    assert url("locatiepunt_update", punt) in client.get(locatie.get_absolute_url()).content.decode()

    antwoord = client.post(
        url("locatiepunt_update", punt),
        {"eigenaar": wie.pk, "oordeel": "goed", "toelichting": "Verleend.", "document": "Z-9", "uiterlijk": ""},
    )

    assert antwoord.status_code == 302
    punt.refresh_from_db()
    assert (punt.oordeel, punt.eigenaar, punt.document) == ("goed", wie, "Z-9")


@pytest.mark.parametrize("maak", LEZERS)
def test_principals_update_no_points(enter, gemeente, locatie, maak):
    punt = locatie.punten.get(soort="vergunning")

    assert enter(maak(gemeente=gemeente)).post(url("locatiepunt_update", punt), {"oordeel": "goed"}).status_code == 403


# --- The pipeline and the schematic -----------------------------------------------------------------------------------
def test_every_place_that_runs_stands_once_on_the_schematic_and_in_its_table(enter, gemeente):
    stadia = ("in_verkenning", "in_haalbaarheid", "in_besluitvorming", "in_realisatie", "bewoond")
    for stadium in ({}, *({stadium: True} for stadium in stadia), {"afgevallen": True}):
        LocatieFactory(gemeente=gemeente, **stadium)

    html = enter(WethouderFactory(gemeente=gemeente)).get(url("locatie_list", gemeente)).content.decode()

    svg = html[html.index("<svg viewBox") : html.index("</svg>", html.index("<svg viewBox"))]
    assert re.findall(r'locatiemerk__letter"[^>]*>(\w)<', svg) == ["S", "V", "H", "B", "R", "G"]
    nummers = re.findall(r'locatiemerk__nummer"[^>]*>(\d+)<', svg)
    assert nummers == re.findall(r'<th scope="row">(\d+)\. <a', html) == ["1", "2", "3", "4", "5", "6"]
    assert "<title" in svg
    assert "<desc" in svg
    assert "style=" not in html
    assert html.count("Te dicht bij het spoor") == 1


def test_a_passed_day_is_said_on_the_card(enter, gemeente):
    LocatieverwachtingFactory(locatie__gemeente=gemeente, datum=date(2026, 5, 11))

    assert "De dag is voorbij" in text(enter(WethouderFactory(gemeente=gemeente)).get(url("locatie_list", gemeente)))


@pytest.mark.parametrize(
    ("maak", "zin"),
    [(AmbtenaarFactory, "Een vermoeden is genoeg"), (WethouderFactory, "Het team meldt hier gebouwen")],
)
def test_an_empty_list_says_what_to_do(enter, gemeente, maak, zin):
    assert zin in text(enter(maak(gemeente=gemeente)).get(url("locatie_list", gemeente)))


def test_the_list_as_a_file_has_no_money_and_leaves_a_line(enter, gemeente, locatie):
    LocatieFactory(gemeente=gemeente, naam="=1+1", afgevallen=True)
    client = enter(WethouderFactory(gemeente=gemeente))

    with assert_logs(Gebeurtenis.UITVOER):
        regels = client.get(url("locatie_csv", gemeente)).getvalue().decode("utf-8-sig").splitlines()

    assert regels[0].split(";")[:3] == ["Locatie", "Soort", "Stadium"]
    assert regels[1].split(";")[0] == "De Wilgenhof"
    assert regels[1].split(";")[-3:] == ["20", "01-10-2026", ""]
    assert regels[2].startswith("'=1+1;")
    assert "60" not in regels[1]
    assert "Zorggroep" not in regels[1]


@pytest.mark.parametrize("aantal", [1, 6])
def test_number_of_queries_is_fixed(enter, gemeente, locatie, django_assert_num_queries, aantal):
    for nummer in range(aantal):
        ander = LocatieverwachtingFactory(locatie__gemeente=gemeente, begroot=True).locatie
        LocatiepuntFactory(locatie=ander, belegd=True)
        LocatieverwachtingFactory(locatie=locatie, versie=nummer + 3, reden="Anders.")
    client = enter(WethouderFactory(gemeente=gemeente))

    # session, user, roles, gemeente; weights, places; the forecast (2); the frame
    with django_assert_num_queries(9):
        client.get(url("locatie_list", gemeente))
    # session, user, roles, place, its gemeente, wijk and corporation; versions, points, agreements, decisions, lines;
    # the frame
    with django_assert_num_queries(13):
        client.get(locatie.get_absolute_url())


# --- Acts -------------------------------------------------------------------------------------------------------------
MELDING = {"naam": "De Es", "soort": "hotel", "richting": "n", "afstand_km": "2,5", "plaatsen": "20"}


def test_reporting_on_the_page(enter, gemeente):
    client = enter(AmbtenaarFactory(gemeente=gemeente))

    antwoord = client.post(url("locatie_report", gemeente), {**MELDING, "datum": "01-10-2026"})

    locatie = Locatie.objects.with_verwachting().get(naam="De Es")
    assert antwoord.url == locatie.get_absolute_url()
    assert (locatie.afstand_km, locatie.plaatsen, locatie.datum) == (Decimal("2.5"), 20, date(2026, 10, 1))


def test_what_was_typed_stays_when_something_is_missing(enter, gemeente):
    antwoord = enter(AmbtenaarFactory(gemeente=gemeente)).post(url("locatie_report", gemeente), MELDING)

    assert antwoord.status_code == 422
    assert "Vul ook in wanneer" in text(antwoord)
    assert 'value="De Es"' in antwoord.content.decode()
    assert not Locatie.objects.exists()


def test_the_form_offers_only_what_is_of_this_gemeente(enter, gemeente, corporatie):
    elders = Wijk.objects.create(gemeente=GemeenteFactory(), naam="Elders")
    client = enter(AmbtenaarFactory(gemeente=gemeente))

    antwoord = client.post(url("locatie_report", gemeente), {**MELDING, "plaatsen": "", "wijk": elders.pk})

    assert antwoord.status_code == 422
    assert "Elders" not in text(antwoord)


def test_an_expectation_is_typed_the_dutch_way(enter, gemeente, locatie):
    client = enter(AmbtenaarFactory(gemeente=gemeente))
    velden = {"plaatsen": "24", "datum": "01-11-2026", "einddatum": "01-11-2031", "reden": "Meer kamers."}

    client.post(url("locatieverwachting", locatie), {**velden, "investering": "1.250.000", "bijdrage": "60.000,50"})

    nieuw = locatie.verwachtingen.first()
    assert (nieuw.versie, nieuw.plaatsen, nieuw.datum) == (3, 24, date(2026, 11, 1))
    assert (nieuw.investering, nieuw.bijdrage, nieuw.exploitatie) == (1_250_000, Decimal("60000.50"), None)


def test_nobody_overwrites_an_expectation_unseen(enter, gemeente, locatie):
    client = enter(AmbtenaarFactory(gemeente=gemeente))
    versie = client.get(url("locatieverwachting", locatie)).context["versie"]
    LocatieverwachtingFactory(locatie=locatie, versie=3, plaatsen=5, reden="Een ander.", begroot=True)

    velden = {"plaatsen": "24", "datum": "01-10-2026", "investering": "100000", "bijdrage": "40000"}
    velden |= {"exploitatie": "30000", "reden": "Meer.", "formulierversie": versie}
    antwoord = client.post(url("locatieverwachting", locatie), velden)

    assert antwoord.status_code == 409
    assert "Nu staat er: 5" in text(antwoord)
    assert locatie.verwachtingen.count() == 3


def test_changing_dropping_and_reviving_on_the_page(enter, gemeente, locatie):
    client = enter(OpgavemanagerFactory(gemeente=gemeente))
    velden = {"naam": "De Linde", "soort": "kantoor", "richting": "centrum", "afstand_km": ""}

    assert client.post(url("locatie_change", locatie), velden).url == locatie.get_absolute_url()
    assert client.post(url("locatie_drop", locatie), {"reden": " "}).status_code == 422
    client.post(url("locatie_drop", locatie), {"reden": "De eigenaar verkoopt."})
    pagina = text(client.get(locatie.get_absolute_url()))
    assert "Afgevallen op 12 mei 2026" in pagina
    assert "De eigenaar verkoopt." in pagina
    client.post(url("locatie_revive", locatie))

    locatie.refresh_from_db()
    assert (locatie.naam, locatie.status) == ("De Linde", LocatieStatus.HAALBAARHEID)


def test_the_next_step_goes_one_stage_on_from_what_one_saw(enter, gemeente, locatie):
    client = enter(AmbtenaarFactory(gemeente=gemeente))
    assert "Verder naar besluitvorming" in text(client.get(locatie.get_absolute_url()))

    for _ in range(2):
        antwoord = client.post(url("locatie_advance", locatie), {"van": "haalbaarheid"})

    locatie.refresh_from_db()
    assert (antwoord.status_code, locatie.status) == (422, LocatieStatus.BESLUITVORMING)


def test_an_actie_about_a_place_stands_on_its_page(enter, gemeente, locatie):
    client = enter(AmbtenaarFactory(gemeente=gemeente))

    assert client.post(url("locatie_actie", locatie), {"titel": ""}).status_code == 422
    client.post(url("locatie_actie", locatie), {"titel": "Bel de brandweer", "uiterlijk": "20-05-2026"})

    assert "Bel de brandweer" in text(client.get(locatie.get_absolute_url()))


def test_a_stale_page_is_refused(enter, gemeente, locatie):
    antwoord = enter(AmbtenaarFactory(gemeente=gemeente)).post(url("locatie_advance", locatie), {"van": "verkenning"})

    assert antwoord.status_code == 409
    assert "staat intussen op ‘Haalbaarheid’" in text(antwoord)


def test_what_is_missing_is_said_with_the_way_to_fill_it_in(enter, gemeente, locatie):
    client = enter(AmbtenaarFactory(gemeente=gemeente))
    locatie.verwachtingen.update(investering=None, bijdrage=None)
    pagina = client.get(locatie.get_absolute_url()).content.decode()
    assert "Vul bij de verwachting eerst in wat het kost." in pagina
    assert url("locatieverwachting", locatie) in pagina

    Locatiepunt.objects.filter(soort="vergunning").update(eigenaar=None)

    assert "Kies eerst wie vergunning uitzoekt." in text(client.get(locatie.get_absolute_url()))
    antwoord = client.post(url("locatie_advance", locatie), {"van": "haalbaarheid"})
    assert antwoord.status_code == 422
    assert "Kies eerst wie vergunning uitzoekt." in text(antwoord)


def test_a_document_opens_only_when_it_is_an_address(enter, gemeente, locatie):
    LocatiepuntFactory(locatie=locatie, soort="zorg", document="javascript:alert(1)")

    html = enter(WethouderFactory(gemeente=gemeente)).get(locatie.get_absolute_url()).content.decode()

    assert 'href="https://archief.example/nuts"' in html
    assert 'href="javascript' not in html
