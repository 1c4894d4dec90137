"""Builders of test data, one module per app. Traits are named after the situation that they make."""

from typing import Any

from factory import builder


class _Oplosser(builder.Resolver):
    """Asks each trait that nobody gave whether it was given. The library answers with an error that writes out every
    object made so far, with the queries that their names take, and catches it itself: a large part of the time of the
    suite. Here the error is one sentence."""

    def __getattr__(self, name: str) -> Any:
        if name not in self._Resolver__declarations and name not in self._Resolver__values:
            raise AttributeError(f"De fabriek kent ‘{name}’ niet.")
        return super().__getattr__(name)


builder.Resolver = _Oplosser
