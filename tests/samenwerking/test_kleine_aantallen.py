"""Small numbers are not told, and a total does not give them away."""

from itertools import product

import pytest

from samenwerking.basis.kleine_aantallen import hide_small, hide_total


@pytest.mark.parametrize(("aantal", "tekst"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (120, "120")])
def test_one_cell(aantal, tekst):
    assert hide_small(aantal) == tekst


@pytest.mark.parametrize(
    ("cellen", "tekst"),
    [([], "0"), ([6, 5], "11"), ([6, 0], "6"), ([6, 1], "minstens 7"), ([6, 4], "minstens 7"), ([2, 3], "minstens 2")],
)
def test_a_total(cellen, tekst):
    assert hide_total(cellen) == tekst


@pytest.mark.parametrize("zichtbaar", [[], [5], [7, 12]])
@pytest.mark.parametrize("verborgen", [1, 2, 3])
def test_whatever_the_hidden_cells_are_the_table_looks_the_same(zichtbaar, verborgen):
    tabellen = {
        (*map(hide_small, cellen), hide_total(cellen))
        for klein in product(range(1, 5), repeat=verborgen)
        for cellen in [[*zichtbaar, *klein]]
    }

    assert len(tabellen) == 1
