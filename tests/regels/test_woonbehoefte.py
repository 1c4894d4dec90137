"""What a household needs: a table that can be checked by hand, and what must hold for every household."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisvesting.regels.woonbehoefte import Persoon, bepaal_woonbehoefte

PEILDATUM = date(2026, 3, 2)


def persoon(rol: str, leeftijd: int = 35, *, rolstoel: bool = False) -> Persoon:
    return Persoon(date(PEILDATUM.year - leeftijd, 1, 1), rol, "onbekend", rolstoel)


HOOFD, PARTNER, KIND, VOLWASSEN_KIND, OVERIG = (
    persoon("hoofd"),
    persoon("partner"),
    persoon("kind", 9),
    persoon("kind", 19),
    persoon("overig", 60),
)


@pytest.mark.parametrize(
    ("personen", "slaapkamers"),
    [
        ([], 1),
        ([HOOFD], 1),
        ([HOOFD, PARTNER], 1),
        ([HOOFD, KIND], 2),
        ([HOOFD, KIND, KIND], 2),
        ([HOOFD, PARTNER, KIND], 2),
        ([HOOFD, PARTNER, KIND, KIND], 2),
        ([HOOFD, PARTNER, KIND, KIND, KIND], 3),
        ([HOOFD, PARTNER, VOLWASSEN_KIND], 2),
        ([HOOFD, VOLWASSEN_KIND], 2),
        ([HOOFD, PARTNER, OVERIG, KIND], 3),
        ([OVERIG, OVERIG], 2),
        ([KIND], 1),
    ],
)
def test_bedrooms(personen, slaapkamers):
    assert bepaal_woonbehoefte(personen, PEILDATUM).slaapkamers == slaapkamers


@pytest.mark.parametrize(
    ("geboren", "peildatum", "leeftijd"),
    [
        (date(2008, 3, 3), date(2026, 3, 2), 17),
        (date(2008, 3, 2), date(2026, 3, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_person_is_eighteen_on_the_birthday(geboren, peildatum, leeftijd):
    assert Persoon(geboren, "kind", "m", False).leeftijd(peildatum) == leeftijd


def test_the_need_grows_when_a_child_becomes_of_age():
    gezin = [HOOFD, PARTNER, KIND, Persoon(date(2008, 3, 2), "kind", "v", False)]

    assert bepaal_woonbehoefte(gezin, date(2026, 3, 1)).slaapkamers == 2
    assert bepaal_woonbehoefte(gezin, date(2026, 3, 2)).slaapkamers == 3


def test_one_person_in_a_wheelchair_is_enough():
    assert bepaal_woonbehoefte([HOOFD, persoon("kind", 9, rolstoel=True)], PEILDATUM).rolstoel
    assert not bepaal_woonbehoefte([HOOFD, KIND], PEILDATUM).rolstoel


PERSONEN = st.lists(
    st.builds(
        Persoon,
        st.dates(date(1930, 1, 1), PEILDATUM),
        st.sampled_from(["hoofd", "partner", "kind", "overig"]),
        st.sampled_from(["m", "v", "x", "onbekend"]),
        st.booleans(),
    ),
    max_size=10,
)


@given(PERSONEN)
def test_nobody_shares_with_more_than_one_and_nobody_gets_more_than_one(personen):
    behoefte = bepaal_woonbehoefte(personen, PEILDATUM)

    assert 1 <= behoefte.slaapkamers <= max(len(personen), 1)
    assert behoefte.slaapkamers * 2 >= len(personen)
    assert behoefte.is_alleenstaand == (len(personen) == 1)


@given(PERSONEN.flatmap(lambda personen: st.tuples(st.just(personen), st.permutations(personen))))
def test_the_order_of_the_people_does_not_matter(beide):
    personen, anders = beide

    assert bepaal_woonbehoefte(personen, PEILDATUM) == bepaal_woonbehoefte(anders, PEILDATUM)
