"""Pages of the floor: health, the choice of colours, the gallery, and the front door."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory

pytestmark = pytest.mark.django_db


def test_health_is_public_and_says_nothing_about_what_is_inside(client):
    response = client.get(reverse("gezondheid"))

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_health_says_when_the_database_is_away(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get(reverse("gezondheid"))

    assert (response.status_code, response.json()) == (503, {"status": "database onbereikbaar"})


@pytest.mark.parametrize("keuze", ["licht", "donker", "systeem"])
def test_the_choice_of_colours_is_remembered_and_one_stays_where_one_was(client, keuze):
    response = client.post(reverse("samenwerking:thema"), {"thema": keuze}, headers={"referer": "http://testserver/x/"})

    assert (response.status_code, response.url) == (302, "http://testserver/x/")
    assert response.cookies["thema"].value == keuze


def test_an_unknown_colour_changes_nothing(client):
    response = client.post(reverse("samenwerking:thema"), {"thema": "paars"})

    assert response.status_code == 302
    assert "thema" not in response.cookies


def test_the_way_back_stays_on_this_site(client):
    response = client.post(
        reverse("samenwerking:thema"), {"thema": "licht"}, headers={"referer": "https://elders.example/"}
    )

    assert response.url == "/"


def test_colours_are_not_chosen_by_a_link(client):
    assert client.get(reverse("samenwerking:thema")).status_code == 405


def test_the_gallery_shows_every_component_to_staff_only(client):
    client.force_login(AmbtenaarFactory())
    assert client.get(reverse("samenwerking:galerij")).status_code == 403

    client.force_login(BeheerderFactory())
    assert client.get(reverse("samenwerking:galerij")).status_code == 200
