"""Whether someone waits for a page here: a few things never happen there."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_in_verzoek = ContextVar("in_verzoek", default=False)


def in_verzoek() -> bool:
    """Inside a request of the web process; not in a worker, nor in a command."""
    return _in_verzoek.get()


class VerzoekMiddleware:
    """Marks what runs for a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        merk = _in_verzoek.set(True)
        try:
            return self.get_response(request)
        finally:
            _in_verzoek.reset(merk)
