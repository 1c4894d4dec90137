"""The scene, and logging in without a browser."""

import pytest

from tests.verhalen.bezoeker import Bezoeker
from tests.verhalen.toneel import corporatie, gemeente, klok, mensen  # noqa: F401


@pytest.fixture
def log_in(mensen: None) -> type[Bezoeker]:  # noqa: F811
    """Let a person of the story log in, by the name of the account."""
    return Bezoeker
