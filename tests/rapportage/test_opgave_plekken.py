"""Where the pages of the opgaveteam lead, and its lines in the work list."""

import re
from datetime import date

import pytest
from django.urls import reverse

from rapportage.overzichten.vandaag import Kijk, Soort, list_regels, load_taken
from samenwerking.models import Rol
from samenwerking.templatetags.opgaveteam import PLEKKEN
from tests.factories.dossier import ActieFactory
from tests.factories.locatie import LocatieFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)
from tests.rapportage.conftest import VANDAAG
from tests.rapportage.opgave import ROLLEN, TEAM, geescaleerd, hub, voorgelegd

pytestmark = pytest.mark.django_db


# --- The sub-navigation -----------------------------------------------------------------------------------------------
def deelnavigatie(html):
    """Words and addresses of the sub-navigation, and the words of the current page."""
    (nav,) = re.findall(r'<nav class="deelnavigatie".*?</nav>', html, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)<', nav)
    return {woord: url for url, _, woord in links}, [woord for _, huidig, woord in links if huidig]


@pytest.mark.parametrize("rol", TEAM)
def test_the_sub_navigation_leads_only_to_pages_that_open(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))

    plekken, huidig = deelnavigatie(client.get(hub(gemeente)).content.decode())

    assert list(plekken) == [naam for _, naam, _, rollen in PLEKKEN if rol in rollen]
    assert ("Acties" in plekken) == (rol not in ("opdrachtgever", "wethouder"))
    assert huidig == ["Overzicht"]
    for naam, url in plekken.items():
        response = client.get(url)
        assert response.status_code == 200, naam
        andere, huidig = deelnavigatie(response.content.decode())
        assert (andere, huidig) == (plekken, [naam])
        assert [plek.naam for plek in response.context["navigatie"] if plek.huidig] == ["Opgaveteam"], naam


@pytest.mark.parametrize(("doet_mee", "verwacht"), [(False, []), (True, ["Overleg", "Locaties"])])
def test_a_corporation_goes_to_its_meetings_and_locations(client, gemeente, vandaag, doet_mee, verwacht):
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    LocatieFactory(gemeente=gemeente, corporatie=corporatie if doet_mee else None)
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    response = client.get(reverse("rapportage:own_overleg"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("samenwerking:overlegreeks_list", args=[gemeente.code])
    assert [plek.naam for plek in response.context["navigatie"] if plek.huidig] == ["Overleg"]
    html = response.content.decode()
    assert (list(deelnavigatie(html)[0]) if verwacht else []) == verwacht
    assert ('class="deelnavigatie"' in html) == doet_mee


def test_a_corporation_of_more_gemeenten_chooses(client, gemeente, vandaag):
    gemeenten = [gemeente, GemeenteFactory()]
    client.force_login(CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=gemeenten)))

    html = client.get(reverse("rapportage:own_overleg")).content.decode()

    for keuze in gemeenten:
        assert reverse("samenwerking:overlegreeks_list", args=[keuze.code]) in html
    client.force_login(CorporatiemedewerkerFactory())
    assert "Er is geen overleg" in client.get(reverse("rapportage:own_overleg")).content.decode()


@pytest.mark.parametrize("rol", ROLLEN)
def test_the_way_to_the_meetings_is_for_a_corporation(client, gemeente, vandaag, rol):
    client.force_login(ROLLEN[rol](gemeente))

    status = client.get(reverse("rapportage:own_overleg")).status_code

    assert status == (302 if rol == "corporatiemedewerker" else 403)


# --- Vandaag ----------------------------------------------------------------------------------------------------------
def taken(gebruiker):
    kijk = Kijk(gebruiker, VANDAAG)
    return {(t.regel.soort, t.stap.tekst): t for t in load_taken(list_regels(kijk), kijk)}


@pytest.mark.parametrize("rol", ["ambtenaar", "opgavemanager", "jurist"])
def test_a_decision_for_a_role_stands_in_its_work_list(client, gemeente, vandaag, rol):
    besluit = voorgelegd(gemeente, rol, uiterlijk=date(2026, 5, 14))
    voorgelegd(gemeente, Rol.WETHOUDER)
    gebruiker = ROLLEN[rol](gemeente)

    ((soort, tekst), taak), *rest = taken(gebruiker).items()

    assert rest == []
    assert (soort, tekst) == (Soort.VOORSTEL, f"Aan u voorgelegd: {besluit.titel}")
    assert (taak.url, taak.regel.uiterlijk) == (besluit.get_absolute_url(), besluit.uiterlijk)
    client.force_login(gebruiker)
    assert besluit.titel in client.get(reverse("rapportage:vandaag")).content.decode()


@pytest.mark.parametrize("rol", ["ambtenaar", "opgavemanager", "jurist", "corporatiemedewerker"])
def test_an_escalation_stands_in_the_work_list_of_the_opgavemanager(gemeente, vandaag, rol):
    geescaleerd(gemeente)
    geescaleerd(gemeente, "opgavemanager", "ambtelijk", vraag="Voor een hoger niveau?")

    gevonden = taken(ROLLEN[rol](gemeente))

    verwacht = {(Soort.ESCALATIE, "Mag de reparatie nu?")} if rol == "opgavemanager" else set()
    assert set(gevonden) == verwacht


def test_an_actie_about_something_else_than_a_case_stands_there_as_well(gemeente, vandaag):
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    locatie = LocatieFactory(gemeente=gemeente)
    for nummer in (1, 2):
        ActieFactory(
            over=locatie,
            titel=f"Bel de brandweer {nummer}",
            gemaakt_door=ambtenaar,
            eigenaar=ambtenaar,
            uiterlijk=VANDAAG,
        )

    gevonden = taken(ambtenaar)

    assert {tekst for _, tekst in gevonden} == {"Bel de brandweer 1", "Bel de brandweer 2"}
    assert {t.huishouden for t in gevonden.values()} == {None}
