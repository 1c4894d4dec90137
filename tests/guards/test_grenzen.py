"""Walking every page as every role: another gemeente does not exist, and looking changes nothing."""

import re
import uuid

import pytest
from django.contrib import admin
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Logregel
from tests.bewijs import snapshot
from tests.factories.samenwerking import BeheerderFactory
from tests.guards.routes import ROUTES
from tests.guards.wereld import ANDERE_DELEN, ROLLEN, ROLLEN_NAAR_LENGTE, addresses, make_wereld

pytestmark = pytest.mark.django_db

# Lines that looking and downloading leave.
KIJKEN = {Gebeurtenis.INZAGE, Gebeurtenis.UITVOER}


@pytest.fixture
def hier():
    return make_wereld("PV26")


@pytest.fixture
def elders():
    return make_wereld("PV30")


def content(response):
    """What a person reads, without what differs at every request."""
    return re.sub(rb'(csrfmiddlewaretoken" value|nonce|X-CSRFToken": ?)="?[^"]+', b"", response.content)


# --- Another gemeente -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rol", ROLLEN)
def test_an_object_of_another_gemeente_is_not_found(client, rol, hier, elders):
    client.force_login(hier.gebruiker(rol))
    before = snapshot()

    for route in (route for route in ROUTES if route.model):
        bestaat_niet = {naam: "GM0000" if naam == "code" else uuid.uuid4() for naam, _ in route.delen}
        niets = client.get(route.url(**bestaat_niet))
        for url in addresses(route, elders):
            for response in (client.get(url), client.post(url)):
                assert response.status_code in {404, 405}, f"{route} toont {rol} iets van een andere gemeente"
            vreemd = client.get(url)
            assert (vreemd.status_code, content(vreemd)) == (niets.status_code, content(niets))

    assert snapshot() == before


@pytest.mark.parametrize("rol", ["ambtenaar", "opgavemanager", "corporatiemedewerker"])
def test_an_object_of_another_gemeente_is_not_found_beside_an_own_one(client, rol, hier, elders):
    client.force_login(hier.gebruiker(rol))
    before = snapshot()
    routes = [route for route in ROUTES if {naam for naam, _ in route.delen} & ANDERE_DELEN.keys()]
    assert routes

    for route in routes:
        for rij in hier.of(route.model):
            for url in addresses(route, elders, **{route.kwarg: getattr(rij, route.kwarg)}):
                assert client.get(url).status_code in {403, 404}
                assert client.post(url).status_code in {403, 404, 405}

    assert snapshot() == before


# --- Looking ----------------------------------------------------------------------------------------------------------
def facts():
    """All rows but the lines that looking leaves."""
    rows = snapshot(without=("django_session", "samenwerking_logregel"))
    return rows | {"gebeurtenissen": list(Logregel.objects.exclude(gebeurtenis__in=KIJKEN).values_list())}


def reads(client, url, **headers):
    """Open the page, and hold that nothing changed. Out: its status."""
    before = facts()
    status = client.get(url, headers=headers).status_code
    assert facts() == before, f"GET {url} wijzigt iets"
    assert status in {200, 302, 403, 404, 405}, f"GET {url} geeft {status}"
    return status


@pytest.mark.parametrize("rol", ROLLEN_NAAR_LENGTE)
def test_looking_changes_nothing(client, rol, hier):
    """In every situation for the two parties that do the work; the others see little and see it the same."""
    client.force_login(hier.gebruiker(rol))

    for route in ROUTES:
        for url in addresses(route, hier, alle=rol in {"ambtenaar", "corporatiemedewerker"}):
            reads(client, url)
        for url in addresses(route, hier):
            reads(client, url, hx_request="true")


def test_every_page_opens_for_someone(client, hier):
    """Else the walk above would prove nothing about it."""
    people = [hier.gebruiker(rol) for rol in ROLLEN]
    closed = []
    for route in ROUTES:
        statuses = set()
        for gebruiker in people:
            client.force_login(gebruiker)
            statuses |= {client.get(url).status_code for url in addresses(route, hier)}
        if statuses == {404}:  # a page of some objects only, such as the letter about one kind of verdict
            client.force_login(people[0])
            statuses |= {client.get(url).status_code for url in addresses(route, hier, alle=True)}
        if not statuses & {200, 302} and statuses - {404, 403} != {405}:
            closed.append((str(route), statuses))

    assert closed == []


def test_looking_in_the_admin_changes_nothing(client, hier):
    client.force_login(BeheerderFactory(gemeente=hier.gemeente, is_superuser=True))

    for model in admin.site._registry:
        naam = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert reads(client, reverse(f"{naam}_changelist")) == 200
        for rij in model._default_manager.all()[:1]:
            assert reads(client, reverse(f"{naam}_change", args=[rij.pk])) == 200
