"""Walking every page as every role: another gemeente does not exist."""

import re
import uuid

import pytest

from tests.bewijs import snapshot
from tests.guards.routes import ROUTES
from tests.guards.wereld import ANDERE_DELEN, ROLLEN, addresses, make_wereld

pytestmark = pytest.mark.django_db


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
            vreemd = client.get(url)
            for response in (vreemd, client.post(url)):
                assert response.status_code in {404, 405}, f"{route} toont {rol} iets van een andere gemeente"
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
