"""The addresses of the site, read from the resolver, so that a new page is guarded without anyone thinking of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One address: its full name, its view, and the converter of each part that varies."""

    naam: str
    view: Callable[..., Any]
    delen: tuple[tuple[str, Any], ...]

    def __str__(self) -> str:
        return self.naam

    @property
    def policy(self) -> Callable[..., bool] | None:
        return getattr(self.view, "policy", None)

    @property
    def model(self) -> Any:
        return getattr(self.view, "policy_model", None)

    @property
    def kwarg(self) -> str | None:
        """The part of the address that names the guarded object."""
        return getattr(self.view, "policy_kwarg", None)

    def url(self, **delen: Any) -> str:
        return reverse(self.naam, kwargs=delen)


def _walk(patterns: list[Any], namespace: str, delen: tuple[tuple[str, Any], ...]) -> Iterator[Route]:
    for pattern in patterns:
        eigen = (*delen, *pattern.pattern.converters.items())
        if isinstance(pattern, URLResolver):
            deeper = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, deeper, eigen)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or '(zonder naam)'}", pattern.callback, eigen)


def all_routes() -> list[Route]:
    """Every route outside Django's admin, which guards itself with `has_permission` of its site."""
    return [route for route in _walk(get_resolver().url_patterns, "", ()) if not route.naam.startswith("admin:")]


ROUTES = all_routes()
