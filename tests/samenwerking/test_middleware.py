"""Pages for someone who is logged in are not kept by any cache."""

import pytest
from django.urls import reverse

from tests.factories.samenwerking import BeheerderFactory

pytestmark = pytest.mark.django_db


def test_a_page_behind_the_login_is_never_stored(client):
    client.force_login(BeheerderFactory(is_staff=True))

    assert client.get(reverse("samenwerking:galerij")).headers["Cache-Control"] == "private, no-store"


def test_a_public_page_keeps_its_own_word_on_caching(client):
    assert "private, no-store" not in client.get(reverse("gezondheid")).headers.get("Cache-Control", "")
