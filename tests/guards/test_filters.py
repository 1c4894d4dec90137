"""Filters live in the address, and addresses end up in histories and logs: never a name or number of a person."""

import importlib
import re

import django_filters
import pytest

from tests.guards.test_models import APPS, PERSOONLIJK

VRIJE_TEKST = (django_filters.CharFilter,)
# Names of a free search: what one types there is nearly always a name.
ZOEKEN = re.compile(r"^(q|zoek|zoeken|search|naam|name)$")


def filter_sets():
    for app in APPS:
        try:
            module = importlib.import_module(f"{app}.filters")
        except ModuleNotFoundError:
            continue
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, django_filters.FilterSet)
                and value.__module__ == module.__name__
            ):
                yield value


FILTERS = [(filter_set, naam) for filter_set in filter_sets() for naam in filter_set.base_filters]


@pytest.mark.parametrize(("filter_set", "naam"), FILTERS, ids=lambda value: getattr(value, "__name__", value))
def test_a_filter_asks_for_no_personal_data(filter_set, naam):
    filter_ = filter_set.base_filters[naam]

    assert not PERSOONLIJK.search(naam)
    assert not PERSOONLIJK.search(filter_.field_name or "")
    assert not ZOEKEN.search(naam)
    assert type(filter_) not in VRIJE_TEKST, f"{filter_set.__name__}.{naam}: whoever types here types a name"


def test_there_are_filters_to_guard():
    assert len(FILTERS) >= 4
