"""Reading a page as a person does."""

import re
from typing import Any

from tests.bewijs import snapshot


def text(html: str) -> str:
    """The words, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def read_main(response: Any) -> str:
    """The words of the page itself, without its frame."""
    html = response.content.decode()
    return text(html[html.index("<main") : html.index("</main>")])


def refused(client: Any, adres: str, velden: dict[str, str], *, status: int = 422) -> str:
    """What the page says when it declines what was sent (409: another was first); nothing may have changed."""
    before = snapshot()
    response = client.post(adres, velden)
    assert response.status_code == status
    assert snapshot() == before
    return read_main(response)
