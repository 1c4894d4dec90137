"""What a household needs: a table that can be checked by hand, and what must hold for every household."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisvesting.regels.woonbehoefte import Kamernorm, Persoon, bepaal_woonbehoefte, count_slaapkamers

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


# --- The norm of a gemeente -------------------------------------------------------------------------------------------
def kinderen(*wie: str) -> list[Persoon]:
    """Children as "m12": sex and age."""
    return [Persoon(date(PEILDATUM.year - int(w[1:]), 1, 1), "kind", w[0], False) for w in wie]


@pytest.mark.parametrize(
    ("norm", "wie", "kamers"),
    [
        (Kamernorm(), ("m17", "v17", "m5"), 2),
        (Kamernorm(eigen_kamer_vanaf=12), ("m13", "v12", "m5", "v4"), 3),
        (Kamernorm(eigen_kamer_vanaf=12), ("m11", "v11"), 1),
        (Kamernorm(kinderen_per_kamer=1), ("m3", "v4", "m5"), 3),
        (Kamernorm(kinderen_per_kamer=3), ("m3", "v4", "m5", "v6"), 2),
        # A boy and a girl of ten are apart; the little sister goes to the girl.
        (Kamernorm(gescheiden_vanaf=10), ("m10", "v11"), 2),
        (Kamernorm(gescheiden_vanaf=10), ("m10", "v11", "v4"), 2),
        (Kamernorm(gescheiden_vanaf=10), ("m10", "m4", "v11", "v4"), 2),
        # Little ones of both sexes go together when there is no bed left with the older ones.
        (Kamernorm(gescheiden_vanaf=10), ("m10", "m12", "m4", "v4"), 2),
        (Kamernorm(gescheiden_vanaf=10), ("m10", "m12", "m14", "v4"), 3),
        # Who is neither, or not known, takes a bed that is left.
        (Kamernorm(gescheiden_vanaf=10), ("m10", "x12"), 1),
        (Kamernorm(gescheiden_vanaf=10), ("m10", "v10", "x12", "x13"), 2),
        (Kamernorm(gescheiden_vanaf=10, eigen_kamer_vanaf=16), ("m16", "m15", "v15"), 3),
    ],
)
def test_children_share_as_the_gemeente_says(norm, wie, kamers):
    delen = count_slaapkamers([HOOFD, *kinderen(*wie)], PEILDATUM, norm)

    assert sum(deel.kamers for deel in delen) == 1 + kamers


def test_the_sum_explains_itself():
    norm = Kamernorm(eigen_kamer_vanaf=16, gescheiden_vanaf=10)
    gezin = [HOOFD, PARTNER, OVERIG, *kinderen("m17", "m11", "v12")]

    assert [(deel.tekst, deel.kamers) for deel in count_slaapkamers(gezin, PEILDATUM, norm)] == [
        ("Hoofd en partner samen", 1),
        ("1 volwassene", 1),
        ("1 kind van 16 jaar of ouder", 1),
        ("2 kinderen, hooguit 2 op een kamer, jongens en meisjes apart vanaf 10 jaar", 2),
    ]


def test_a_person_may_decide_otherwise():
    assert bepaal_woonbehoefte([HOOFD, KIND], PEILDATUM, slaapkamers=4).slaapkamers == 4


@given(
    st.lists(st.tuples(st.sampled_from("mvx"), st.integers(0, 17)), max_size=9),
    st.integers(4, 18),
    st.integers(1, 4),
)
def test_separating_never_takes_fewer_rooms_than_sharing(wie, vanaf, per_kamer):
    gezin = kinderen(*(f"{geslacht}{leeftijd}" for geslacht, leeftijd in wie))

    def kamers(norm: Kamernorm) -> int:
        return sum(deel.kamers for deel in count_slaapkamers(gezin, PEILDATUM, norm))

    samen = kamers(Kamernorm(kinderen_per_kamer=per_kamer))
    apart = kamers(Kamernorm(gescheiden_vanaf=vanaf, kinderen_per_kamer=per_kamer))
    assert samen == -(-len(gezin) // per_kamer)
    assert samen <= apart <= min(samen + 1, len(gezin))
