"""The scene of the stories, for people with a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.bezoeker import Bezoeker
from tests.verhalen.bezoeker import WACHTWOORD
from tests.verhalen.toneel import corporatie, gemeente, klok, mensen  # noqa: F401


@pytest.fixture
def log_in(new_context: Callable[..., BrowserContext], live_server: Any, mensen: None) -> Callable[..., Bezoeker]:  # noqa: F811
    """Let a person of the story log in, by the name of the account; with `java_script_enabled=False` if need be."""

    def enter(naam: str, **opties: Any) -> Bezoeker:
        return Bezoeker(new_context(**opties), live_server.url, naam).log_in(naam, WACHTWOORD)

    return enter
