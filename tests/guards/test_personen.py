"""Walking every page as every role: names only for who may see them, and every look at them is written down."""

import re

import pytest

from huisvesting.models import Statushouder, Voordracht, Weigering
from huisvesting.policies import sees_personen
from samenwerking.models import Gebeurtenis, Logregel
from tests.guards.routes import ROUTES
from tests.guards.wereld import ROLLEN_NAAR_LENGTE, addresses, make_wereld

pytestmark = pytest.mark.django_db

# What the factories give people; nothing else on a page looks like it.
ACHTERNAAM = re.compile(r"Achternaam\d+")
V_NUMMER = re.compile(r"\b2[89]\d{8}\b")
CASEWORK = {"ambtenaar", "opgavemanager"}


def text_of(response):
    return (response.getvalue() if response.streaming else response.content).decode(errors="replace")


def allowed(gebruiker):
    """Households whose people this person may read: the own dossiers, what a voordracht discloses, and whose refusal
    is his to judge."""
    dossiers = Statushouder.objects.visible_to(gebruiker).values_list("huishouden_id", flat=True)
    getoond = [v.huishouden_id for v in Voordracht.objects.visible_to(gebruiker) if sees_personen(gebruiker, v)]
    geweigerd = Weigering.objects.visible_to(gebruiker).values_list("voordracht__huishouden_id", flat=True)
    return {str(pk) for pk in (*dossiers, *getoond, *geweigerd)}


@pytest.mark.parametrize("rol", ROLLEN_NAAR_LENGTE)
def test_names_are_for_who_may_see_them_and_every_look_is_written_down(client, rol):
    hier = make_wereld("PV26")
    make_wereld("PV30")
    gebruiker = hier.gebruiker(rol)
    client.force_login(gebruiker)
    huishouden_van = dict(Statushouder.objects.values_list("achternaam", "huishouden_id"))
    mag, met_namen = allowed(gebruiker), 0

    for route in ROUTES:
        for url in addresses(route, hier, alle=True):
            laatste = Logregel.objects.order_by("-pk").values_list("pk", flat=True)[0]
            text = text_of(client.get(url))
            gezien = {str(huishouden_van[naam]) for naam in ACHTERNAAM.findall(text)}
            bekeken = Logregel.objects.filter(pk__gt=laatste, gebeurtenis=Gebeurtenis.INZAGE, door_id=str(gebruiker.pk))

            assert gezien <= mag, f"{url} toont {rol} te veel"
            assert gezien <= set(bekeken.values_list("onderwerp_id", flat=True)), f"{url} schrijft niet op wie er keek"
            assert rol in CASEWORK or not V_NUMMER.search(text), f"{url} toont {rol} een V-nummer"
            met_namen += bool(gezien)

    assert (met_namen > 0) == bool(mag)
