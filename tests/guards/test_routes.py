"""Every page is closed unless someone said who may open it."""

import uuid

import pytest
from django.urls import reverse
from django.urls.converters import UUIDConverter

from tests.factories.samenwerking import GebruikerFactory
from tests.guards.routes import ROUTES

# Open without a login, each with its reason.
PUBLIC = {
    "account_login": "the door itself",
    "account_signup": "closed by the adapter; says so to whoever comes",
    "account_inactive": "tells who has no running account why the door stays shut",
    "gezondheid": "a load balancer has no login; it says nothing about what is inside",
    "huisvesting:antwoord": "a corporation answers from its mail; the secret in the address says who it is",
    "samenwerking:kalender": "a calendar program cannot log in; the secret in the address says whose feed it is",
    "samenwerking:thema": "light or dark is chosen on the login page too; it only sets a cookie",
}
# No policy of ours, because the package that made the page checks for itself who is there.
OWN_CHECK = {
    "account_logout": "allauth: only ends one's own session",
    "account_change_password": "allauth: only one's own password, after the old one",
    "account_reauthenticate": "allauth: only oneself again",
}
# Parts of an address that are no UUID: codes that everyone may know.
PUBLIC_CODES = {"code", "periode", "formaat"}
# The secret of a link in a mail, used up by one answer, or of a calendar feed, with times and places only: random, and
# hidden from the logs (config.settings).
SECRETS = {"sleutel"}


def address(route):
    """The address of the route, with a key that belongs to nothing."""
    delen = {naam: uuid.uuid4() if isinstance(conv, UUIDConverter) else "GM0000" for naam, conv in route.delen}
    return route.url(**delen)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_has_a_policy_or_a_reason(route):
    reasons = PUBLIC.keys() | OWN_CHECK.keys()

    assert (route.policy is not None) != (route.naam in reasons), f"{route} needs @policy, or a reason in this file"


def test_every_reason_belongs_to_a_route():
    assert PUBLIC.keys() | OWN_CHECK.keys() <= {route.naam for route in ROUTES}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_who_is_not_logged_in_gets_the_door_and_nothing_else(client, route):
    for method in (client.get, client.post):
        response = method(address(route))
        to_the_door = response.status_code == 302 and response.url.startswith(reverse("account_login"))
        if route.naam in PUBLIC:
            assert not to_the_door
        else:
            assert to_the_door or (route.naam == "account_logout" and response.status_code == 302)


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ["admin:index", "admin:samenwerking_gebruiker_changelist"])
def test_the_admin_asks_to_log_in(client, naam):
    assert client.get(reverse(naam)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ROUTES if not route.naam.startswith("account_")], ids=str)
def test_a_view_names_the_methods_that_it_takes(client, route):
    client.force_login(GebruikerFactory(is_superuser=True, is_staff=True))

    for method in ("DELETE", "PUT", "PATCH", "TRACE"):
        assert client.generic(method, address(route)).status_code == 405, f"{route} needs require_safe or its kin"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.model], ids=str)
def test_a_page_about_an_object_reads_it_from_a_part_of_its_address(route):
    assert route.kwarg in dict(route.delen)
    assert hasattr(route.model._default_manager, "visible_to")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_address_holds_keys_and_public_codes_never_a_name(route):
    for naam, converter in route.delen:
        known = isinstance(converter, UUIDConverter) or naam in PUBLIC_CODES | SECRETS
        assert known, f"{route}: <{naam}> could be personal"
