"""Which page opens for whom: every role, yes and no (workflow.md 5.7)."""

import re

import pytest
from django.urls import reverse

from huisvesting.models import Plaatsing, Statushouder, Voordracht
from rapportage.context import OPGAVETEAM
from rapportage.policies import provincies_in_overzicht
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.urls import urlpatterns as samenwerking_urls
from tests.bewijs import snapshot
from tests.factories.huisvesting import PrestatieafspraakFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db

ROLLEN = {
    "ambtenaar": lambda g: AmbtenaarFactory(gemeente=g),
    "opgavemanager": lambda g: OpgavemanagerFactory(gemeente=g),
    "jurist": lambda g: JuristFactory(gemeente=g),
    "opdrachtgever": lambda g: OpdrachtgeverFactory(gemeente=g),
    "wethouder": lambda g: WethouderFactory(gemeente=g),
    "corporatiemedewerker": lambda g: CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[g])),
    "provincie": lambda g: ProvincieFactory(),
    "beheerder": lambda g: BeheerderFactory(gemeente=g),
    "niemand": lambda g: GebruikerFactory(),
    "vroegere ambtenaar": lambda g: RoltoewijzingFactory(gemeente=g, verlopen=True).gebruiker,
}
# role: vandaag, dashboard of the own gemeente, overzicht
MAG = {
    "ambtenaar": (200, 200, 200),
    "opgavemanager": (200, 200, 200),
    "jurist": (200, 200, 200),
    "opdrachtgever": (403, 200, 200),
    "wethouder": (403, 200, 200),
    "corporatiemedewerker": (200, 403, 403),
    "provincie": (403, 200, 200),
    "beheerder": (403, 403, 200),
    "niemand": (403, 404, 403),
    "vroegere ambtenaar": (403, 404, 403),
}
LANDELIJK = ("ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder", "beheerder")


@pytest.mark.parametrize("rol", ROLLEN)
def test_page_opens_for_the_roles_that_may(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))
    pages = (reverse("rapportage:vandaag"), gemeente.get_absolute_url(), reverse("rapportage:overzicht"))

    assert tuple(client.get(page).status_code for page in pages) == MAG[rol]


@pytest.mark.parametrize("rol", ROLLEN)
@pytest.mark.parametrize("formaat", ["csv", "xlsx"])
def test_file_opens_for_who_may_see_the_overview(client, gemeente, vandaag, rol, formaat):
    client.force_login(ROLLEN[rol](gemeente))

    assert client.get(reverse(f"rapportage:overzicht_{formaat}")).status_code == MAG[rol][2]


@pytest.mark.parametrize("rol", ROLLEN)
def test_another_gemeente_does_not_exist(client, gemeente, vandaag, rol):
    andere = GemeenteFactory(provincie_code="PV30")
    client.force_login(ROLLEN[rol](gemeente))

    assert client.get(andere.get_absolute_url()).status_code == 404
    assert client.get(reverse("rapportage:dashboard", kwargs={"code": "GM0000"})).status_code == 404


def test_gemeente_without_a_province_belongs_to_no_province(client, vandaag):
    gemeente = GemeenteFactory(provincie_code="", provincie="")
    client.force_login(ProvincieFactory())

    assert client.get(gemeente.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rol", ROLLEN)
def test_home_brings_everyone_to_a_page_that_opens(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))

    response = client.get(reverse("home"))

    doel = {
        "ambtenaar": reverse("rapportage:vandaag"),
        "opgavemanager": reverse("rapportage:vandaag"),
        "jurist": reverse("rapportage:vandaag"),
        "opdrachtgever": reverse("rapportage:opgaveteam", args=[gemeente.code]),
        "wethouder": reverse("rapportage:opgaveteam", args=[gemeente.code]),
        "corporatiemedewerker": reverse("rapportage:vandaag"),
        "provincie": reverse("rapportage:overzicht"),
        "beheerder": reverse("rapportage:overzicht"),
    }.get(rol)
    assert getattr(response, "url", None) == doel
    if doel:
        assert client.get(doel).status_code == 200
    else:
        html = response.content.decode()
        assert "U hebt nog geen rol" in html
        assert "Vraag de beheerder van uw gemeente" in html


@pytest.mark.parametrize("rol", LANDELIJK)
def test_people_of_a_gemeente_see_the_whole_country(gemeente, rol):
    assert provincies_in_overzicht(ROLLEN[rol](gemeente)) is None


def test_provincie_sees_its_own_province_only(client, vandaag):
    start_gemeente(gemeente=GemeenteFactory(naam="Onze Plaats"))
    start_gemeente(gemeente=GemeenteFactory(naam="Hun Plaats", provincie_code="PV30", provincie="Verweg"))
    client.force_login(ProvincieFactory())

    for page in ("overzicht", "overzicht_csv"):
        tekst = client.get(reverse(f"rapportage:{page}"), {"provincie": "PV30"}).content.decode()
        tekst += client.get(reverse(f"rapportage:{page}")).content.decode()
        assert "Onze Plaats" in tekst
        assert "Hun Plaats" not in tekst
        assert "Verweg" not in tekst


# --- What a page leaves behind ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("rol", LANDELIJK)
def test_page_without_names_writes_nothing(client, keten, rol):
    start_gemeente(gemeente=keten)
    client.force_login(ROLLEN[rol](keten))
    before = snapshot()

    client.get(keten.get_absolute_url())
    client.get(reverse("rapportage:overzicht"))

    assert snapshot() == before


@pytest.mark.parametrize("rol", ["jurist", "opdrachtgever", "wethouder", "provincie"])
def test_dashboard_names_nobody(client, keten, rol):
    start_gemeente(gemeente=keten)
    client.force_login(ROLLEN[rol](keten))

    html = client.get(keten.get_absolute_url()).content.decode()

    for huishouden in keten.huishoudens.all():
        assert huishouden.huishoudnummer not in html
        assert str(huishouden.pk) not in html
        for persoon in huishouden.personen.all():
            assert persoon.achternaam not in html
    assert "Proefstraat" not in html


def test_file_leaves_one_line_with_who_took_what(client, gemeente, vandaag):
    start_gemeente(gemeente=gemeente)
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    client.force_login(ambtenaar)

    client.get(reverse("rapportage:overzicht_xlsx"))

    regel = Logregel.objects.order_by("pk").last()
    assert (regel.gebeurtenis, regel.door_naam) == (Gebeurtenis.UITVOER, ambtenaar.naam)
    assert regel.gemeente_code == gemeente.code
    assert regel.gegevens == {"halfjaar": "2026H1", "rijen": 1, "formaat": "xlsx"}


# --- Navigation -------------------------------------------------------------------------------------------------------
PLEKKEN = {
    "ambtenaar": ["Vandaag", "Huishoudens", "Woningen", "COA-lijsten", "Opgaveteam", "Voortgang", "Alle gemeenten"],
    "opgavemanager": ["Vandaag", "Huishoudens", "Woningen", "Lijsten", "Opgaveteam", "Voortgang", "Alle gemeenten"],
    "jurist": ["Vandaag", "Weigeringen", "Opgaveteam", "Voortgang", "Alle gemeenten"],
    "opdrachtgever": ["Opgaveteam", "Afspraken", "Voortgang", "Alle gemeenten"],
    "wethouder": ["Opgaveteam", "Afspraken", "Voortgang", "Alle gemeenten"],
    "corporatiemedewerker": ["Vandaag", "Mijn woningen", "Overleg", "Onze afspraken"],
    "provincie": ["Alle gemeenten"],
    "beheerder": ["Alle gemeenten", "Overzichten", "Beheer"],
    "niemand": [],
    "vroegere ambtenaar": [],
}


BEHEERPAGINAS = ("taakstelling:herberekening_list", "taakstelling:herindeling_list")


def current(response) -> list[str]:
    """Names of the places that are marked as where one is."""
    return [plek.naam for plek in response.context["navigatie"] if plek.huidig]


@pytest.mark.parametrize("rol", ROLLEN)
def test_navigation_leads_only_to_pages_that_open(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))

    navigatie = client.get(reverse("home"), follow=True).context["navigatie"]

    assert [plek.naam for plek in navigatie] == PLEKKEN[rol]
    assert all(client.get(plek.url, follow=True).status_code == 200 for plek in navigatie)


def test_navigation_of_who_has_every_role_has_seven_places(client, gemeente, vandaag):
    gebruiker = BeheerderFactory(gemeente=gemeente)
    for factory_rol in ("ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder"):
        RoltoewijzingFactory(gebruiker=gebruiker, gemeente=gemeente, rol=factory_rol)
    client.force_login(gebruiker)

    namen = [plek.naam for plek in client.get(reverse("home"), follow=True).context["navigatie"]]

    assert namen == [*PLEKKEN["ambtenaar"][:-1], "Beheer"]
    assert len(namen) == 7


@pytest.mark.parametrize(
    ("page", "huidig"),
    [
        ("rapportage:vandaag", "Vandaag"),
        ("rapportage:overzicht", "Alle gemeenten"),
        ("huisvesting:huishouden_list", "Huishoudens"),
    ],
)
def test_the_place_where_one_is_is_marked(client, gemeente, vandaag, page, huidig):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    response = client.get(reverse(page))

    assert current(response) == [huidig]
    assert response.content.decode().count('aria-current="page"') >= 2  # the wide and the narrow menu


def test_a_page_below_a_place_keeps_it_marked(client, keten):
    client.force_login(AmbtenaarFactory(gemeente=keten))

    response = client.get(keten.huishoudens.first().get_absolute_url())

    assert current(response) == ["Huishoudens"]


@pytest.mark.parametrize(
    ("find", "huidig"),
    [
        (lambda g: Voordracht.objects.open().first().get_absolute_url(), "Woningen"),
        (lambda g: Plaatsing.objects.first().get_absolute_url(), "Woningen"),
        (lambda g: reverse("huisvesting:telling_detail", args=[Statushouder.objects.first().pk]), "Huishoudens"),
        (lambda g: reverse("taakstelling:gemeente", args=[g.code]), "Voortgang"),
        (lambda g: reverse("taakstelling:toezicht", args=[g.code]), "Voortgang"),
        (lambda g: reverse("huisvesting:afstemming", args=[g.code]), "Voortgang"),
        (lambda g: reverse("huisvesting:koppelingsdekking", args=[g.code]), "Voortgang"),
        (lambda g: reverse("taakstelling:overzicht_upload"), "Lijsten"),
        (lambda g: reverse("huisvesting:coa_import_list"), "Lijsten"),
        (lambda g: reverse("rapportage:opgaveteam", args=[g.code]), "Opgaveteam"),
        (lambda g: reverse("rapportage:team_list", args=[g.code]), "Opgaveteam"),
        (lambda g: reverse("samenwerking:teamlid_add", args=[g.code]), "Opgaveteam"),
        (lambda g: reverse("samenwerking:actie_list", args=[g.code]), "Opgaveteam"),
        (lambda g: reverse("huisvesting:afspraken", args=[g.code]), "Woningen"),
        (lambda g: PrestatieafspraakFactory(gemeente=g).get_absolute_url(), "Woningen"),
        (lambda g: reverse("huisvesting:complex_list"), "Woningen"),
        (lambda g: reverse("huisvesting:aanbodlijst_list"), "Woningen"),
        (lambda g: reverse("huisvesting:weigering_list"), "Woningen"),
    ],
)
def test_a_page_that_stands_elsewhere_belongs_to_a_place_as_well(client, keten, find, huidig):
    client.force_login(OpgavemanagerFactory(gemeente=keten))

    assert current(client.get(find(keten))) == [huidig]


@pytest.mark.parametrize(
    ("rol", "huidig"),
    [("wethouder", "Afspraken"), ("opdrachtgever", "Afspraken"), ("corporatiemedewerker", "Onze afspraken")],
)
def test_who_has_no_dossiers_has_a_place_for_the_agreements(client, gemeente, vandaag, rol, huidig):
    gebruiker = ROLLEN[rol](gemeente)
    client.force_login(gebruiker)
    afspraak = PrestatieafspraakFactory(gemeente=gemeente, **({"corporatie": c} if (c := gebruiker.corporatie) else {}))

    for page in (afspraak.get_absolute_url(), reverse("huisvesting:afspraken", args=[gemeente.code])):
        assert current(client.get(page)) == [huidig]


@pytest.mark.parametrize("pagina", ["rapportage:dashboard", "taakstelling:toezicht", "huisvesting:koppelingsdekking"])
def test_a_gemeente_of_the_provincie_stands_below_all_gemeenten(client, gemeente, vandaag, pagina):
    client.force_login(ProvincieFactory())

    assert current(client.get(reverse(pagina, args=[gemeente.code]))) == ["Alle gemeenten"]


@pytest.mark.parametrize("pagina", ["huisvesting:telregel_list", *BEHEERPAGINAS, "taakstelling:overzicht_upload"])
def test_every_page_of_the_beheerder_belongs_to_a_place(client, gemeente, vandaag, pagina):
    client.force_login(BeheerderFactory(gemeente=gemeente))

    huidig = "Overzichten" if "overzicht" in pagina else "Beheer"

    assert current(client.get(reverse(pagina))) == [huidig]


def test_every_page_of_the_opgaveteam_belongs_to_its_place():
    overal = {"berichten", "acties", "verwerkingen", "thema", "componenten"}

    delen = {str(route.pattern).split("/")[0] for route in samenwerking_urls} - overal

    assert {f"samenwerking/{deel}" for deel in delen} <= set(OPGAVETEAM)


def test_who_reads_both_kinds_of_lists_goes_from_one_to_the_other(client, gemeente, vandaag):
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    lijsten, overzichten = reverse("huisvesting:coa_import_list"), reverse("taakstelling:overzicht_list")

    for page in (lijsten, overzichten):
        html = client.get(page).content.decode().split("<main")[1]
        assert {url for url in (lijsten, overzichten) if f'href="{url}"' in html} == {lijsten, overzichten}

    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    assert overzichten not in client.get(lijsten).content.decode()


# --- Beheer -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rol", ROLLEN)
def test_beheer_is_for_the_beheerder(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))

    assert client.get(reverse("rapportage:beheer")).status_code == (200 if rol == "beheerder" else 403)


@pytest.mark.parametrize("is_staff", [True, False])
def test_beheer_leads_to_every_page_of_the_beheerder_that_opens(client, gemeente, vandaag, is_staff):
    beheerder = BeheerderFactory(gemeente=gemeente, is_staff=is_staff)
    client.force_login(beheerder)

    html = client.get(reverse("rapportage:beheer")).content.decode().split("<main")[1]
    urls = re.findall(r'href="(/[^"]+)"', html)

    overal = ("huisvesting:telregel_list", "taakstelling:overzicht_list", "rapportage:overzicht", *BEHEERPAGINAS)
    verwacht = {reverse(page) for page in overal}
    verwacht.add(reverse("taakstelling:gemeente", args=[gemeente.code]))
    assert set(urls) == verwacht | ({reverse("admin:index")} if is_staff else set())
    assert [url for url in urls if client.get(url).status_code != 200] == []
