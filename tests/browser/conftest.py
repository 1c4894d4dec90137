"""The scene of the stories, for people with a real browser."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext

from samenwerking.models import Gebruiker
from tests.browser.bezoeker import Bezoeker
from tests.browser.toetsenbord import Toetsenbord
from tests.verhalen.toneel import corporatie, gemeente, klok, mensen  # noqa: F401


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file that takes longest begins first, so that two workers are done at the same time."""
    items.sort(key=lambda item: item.path.name != "test_demo.py")


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], live_server: Any, mensen: None) -> Callable[..., Any]:  # noqa: F811
    """Open a window for a person of the story, by the name of the account; without a name for someone unknown.

    Who has a name is logged in already: the form for that has its own test.
    """

    def open_window(soort: type[Bezoeker], naam: str, **opties: Any) -> Bezoeker:
        context = new_context(**opties)
        bezoeker = soort(context, live_server.url, naam or "iedereen")
        if naam:
            client = Client()
            client.force_login(Gebruiker.objects.get(username=naam))
            sessie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie, "url": live_server.url}])
            bezoeker.open("/")
        return bezoeker

    return open_window


@pytest.fixture
def log_in(enter: Callable[..., Bezoeker]) -> Callable[..., Bezoeker]:
    """Let a person of the story in, with `java_script_enabled=False` if need be."""
    return partial(enter, Bezoeker)


@pytest.fixture
def toetsenbord(enter: Callable[..., Toetsenbord]) -> Callable[..., Toetsenbord]:
    """As `log_in`, for a person with nothing but a keyboard."""
    return partial(enter, Toetsenbord)
