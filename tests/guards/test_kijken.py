"""Looking at every page as every role, once: it changes nothing, shows names only to who may read them, and every look
at them is written down."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from huisvesting.models import Statushouder, Voordracht, Weigering
from huisvesting.policies import sees_personen
from samenwerking.models import Gebeurtenis, Logregel
from tests.bewijs import snapshot
from tests.factories.samenwerking import BeheerderFactory
from tests.guards.routes import ROUTES
from tests.guards.wereld import ROLLEN, addresses, make_wereld

pytestmark = pytest.mark.django_db

# Lines that looking and downloading leave.
KIJKEN = {Gebeurtenis.INZAGE, Gebeurtenis.UITVOER}
# Where looking may leave something: the session of who looks, and those lines.
SPOREN = ("django_session", "samenwerking_logregel")
# What reads, and what only marks how far a transaction is.
LEEST = re.compile(r"\s*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|EXPLAIN|PRAGMA)\b", re.IGNORECASE)
# What the factories give people; nothing else on a page looks like it.
ACHTERNAAM = re.compile(r"Achternaam\d+")
V_NUMMER = re.compile(r"\b2[89]\d{8}\b")
CASEWORK = {"ambtenaar", "opgavemanager"}
# The two parties that do the work open, besides the first object of each page, one in three of the others each time: a
# page is not met in every situation, but every situation is met on a third of the pages. Every page in every situation,
# as everyone, takes minutes and goes with the long proofs.
DEEL, ALLE = 3, 1
WANDELINGEN = [
    *((rol, DEEL) for rol in ("ambtenaar", "corporatiemedewerker")),
    *(pytest.param(rol, ALLE, marks=pytest.mark.volledig) for rol in ROLLEN),
]


@pytest.fixture
def hier():
    return make_wereld("PV26")


def facts():
    """All rows but the lines that looking leaves."""
    rows = snapshot(without=SPOREN)
    return rows | {"gebeurtenissen": list(Logregel.objects.exclude(gebeurtenis__in=KIJKEN).values_list())}


@contextmanager
def only_looks(wat: str) -> Iterator[None]:
    """The block writes nothing but traces. Every statement is judged, which takes a hundredth of reading every row of
    every table; `facts`, before and after a whole walk, says that no other way to write was found."""
    geschreven: list[str] = []
    laatste = last_regel()

    def listen(execute, sql, params, many, context):
        if not LEEST.match(sql) and not any(f'"{tabel}"' in sql.split("WHERE")[0] for tabel in SPOREN):
            geschreven.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield
    assert geschreven == [], f"{wat} wijzigt iets"
    daden = Logregel.objects.filter(pk__gt=laatste).exclude(gebeurtenis__in=KIJKEN)
    assert list(daden.values_list("gebeurtenis", flat=True)) == [], f"{wat} is meer dan kijken"


def last_regel() -> int:
    return Logregel.objects.order_by("-pk").values_list("pk", flat=True)[0]


def look(client, url, **headers):
    """Open the page, and hold that nothing changed. Out: the answer and what it says."""
    with only_looks(f"GET {url}"):
        response = client.get(url, headers=headers)
        text = (response.getvalue() if response.streaming else response.content).decode(errors="replace")
    assert response.status_code in {200, 302, 403, 404, 405}, f"GET {url} geeft {response.status_code}"
    return response, text


def allowed(gebruiker):
    """Households whose people this person may read: the own dossiers, what a voordracht discloses, and whose refusal
    is his to judge."""
    dossiers = Statushouder.objects.visible_to(gebruiker).values_list("huishouden_id", flat=True)
    getoond = [v.huishouden_id for v in Voordracht.objects.visible_to(gebruiker) if sees_personen(gebruiker, v)]
    geweigerd = Weigering.objects.visible_to(gebruiker).values_list("voordracht__huishouden_id", flat=True)
    return {str(pk) for pk in (*dossiers, *getoond, *geweigerd)}


@pytest.mark.parametrize(("rol", "deel"), WANDELINGEN)
def test_looking_changes_nothing_and_names_are_for_who_may_see_them(client, rol, deel, hier):
    make_wereld("PV30")
    gebruiker = hier.gebruiker(rol)
    client.force_login(gebruiker)
    huishouden_van = dict(Statushouder.objects.values_list("achternaam", "huishouden_id"))
    mag, met_namen = allowed(gebruiker), 0
    before = facts()

    for nummer, route in enumerate(ROUTES):
        eerste, *andere = addresses(route, hier, alle=True)
        for url in (eerste, *andere[nummer % deel :: deel]):
            laatste = last_regel()
            _, text = look(client, url)
            gezien = {str(huishouden_van[naam]) for naam in ACHTERNAAM.findall(text)}
            bekeken = Logregel.objects.filter(pk__gt=laatste, gebeurtenis=Gebeurtenis.INZAGE, door_id=str(gebruiker.pk))

            assert gezien <= mag, f"{url} toont {rol} te veel"
            assert gezien <= set(bekeken.values_list("onderwerp_id", flat=True)), f"{url} schrijft niet op wie er keek"
            assert rol in CASEWORK or not V_NUMMER.search(text), f"{url} toont {rol} een V-nummer"
            met_namen += bool(gezien)
        for url in addresses(route, hier):
            look(client, url, hx_request="true")

    assert (met_namen > 0) == bool(mag)
    assert facts() == before


def test_every_page_opens_for_someone(client, hier):
    """Else the walk above would prove nothing about it."""
    people = [hier.gebruiker(rol) for rol in ROLLEN]
    closed = []
    for route in ROUTES:
        statuses = set()
        for gebruiker in people:
            client.force_login(gebruiker)
            statuses |= {client.get(url).status_code for url in addresses(route, hier)}
            if statuses & {200, 302}:
                break
        if statuses == {404}:  # a page of some objects only, such as the letter about one kind of verdict
            client.force_login(people[0])
            statuses |= {client.get(url).status_code for url in addresses(route, hier, alle=True)}
        if not statuses & {200, 302} and statuses - {404, 403} != {405}:
            closed.append((str(route), statuses))

    assert closed == []


def test_looking_in_the_admin_changes_nothing(client, hier):
    client.force_login(BeheerderFactory(gemeente=hier.gemeente, is_superuser=True))
    before = facts()

    for model in admin.site._registry:
        naam = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert look(client, reverse(f"{naam}_changelist"))[0].status_code == 200
        for rij in model._default_manager.all()[:1]:
            assert look(client, reverse(f"{naam}_change", args=[rij.pk]))[0].status_code == 200

    assert facts() == before
