"""Good news that points at nobody, and milestones."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rapportage.regels.successen import Mijlpaal, Sleutel, find_mijlpalen, name_huishouden, tell_successen

MAART, APRIL = date(2026, 3, 4), date(2026, 4, 9)


def test_five_alike_are_told_in_full():
    (succes,) = tell_successen([Sleutel(MAART, 4, "De Hoven")] * 5, 5)
    assert succes.zin == "Een gezin van vier woont sinds maart 2026 in de wijk De Hoven."
    assert succes.aantal == 5


def test_four_alike_are_told_with_nothing():
    (succes,) = tell_successen([Sleutel(MAART, 4, "De Hoven")] * 4, 5)
    assert (succes.aantal, succes.zin) == (4, "Een huishouden heeft een thuis.")


def test_who_is_left_over_is_told_less():
    sleutels = [Sleutel(MAART, 4, "De Hoven")] * 5 + [Sleutel(APRIL, n, "De Hoven") for n in range(1, 6)]
    voluit, wijk = sorted(tell_successen(sleutels, 5), key=lambda s: -s.personen)
    assert voluit.personen == 4
    assert wijk.zin == "Een huishouden woont sinds april 2026 in de wijk De Hoven."


def test_a_home_outside_every_wijk_is_told_without_one():
    (succes,) = tell_successen([Sleutel(MAART, 1, "")] * 6, 5)
    assert succes.zin == "Iemand die alleen is woont sinds maart 2026."


@given(
    st.lists(
        st.builds(
            Sleutel,
            st.dates(date(2026, 1, 1), date(2026, 4, 30)),
            st.integers(1, 4),
            st.sampled_from(["", "Noord", "Zuid"]),
        ),
        max_size=60,
    ),
    st.integers(2, 7),
)
def test_every_line_is_shared_by_enough_households_or_tells_nothing(sleutels, grens):
    successen = tell_successen(sleutels, grens)

    assert sum(s.aantal for s in successen) == len(sleutels)
    assert len({(s.maand, s.personen, s.wijk) for s in successen}) == len(successen)
    for succes in successen:
        zegt_niets = (succes.maand, succes.personen, succes.wijk) == (None, 0, "")
        assert zegt_niets or succes.aantal >= grens
        # And what is told is true of at least so many.
        waar = [
            s
            for s in sleutels
            if (succes.maand is None or s.datum.replace(day=1) == succes.maand)
            and (not succes.personen or s.personen == succes.personen)
            and (not succes.wijk or s.wijk == succes.wijk)
        ]
        assert len(waar) >= succes.aantal


def test_sizes_are_words():
    assert [name_huishouden(n) for n in (0, 1, 2, 3, 11)] == [
        "Een huishouden",
        "Iemand die alleen is",
        "Een huishouden van twee",
        "Een gezin van drie",
        "Een gezin van 11",
    ]


def test_every_fiftieth_person_and_the_task_are_milestones():
    per_dag = Counter({MAART: 49, APRIL: 2})
    assert find_mijlpalen(per_dag, 51, -12, "de eerste helft van 2026") == (
        Mijlpaal(APRIL, "De 50e persoon van de eerste helft van 2026 heeft een thuis."),
        Mijlpaal(APRIL, "De opgave van de eerste helft van 2026 is gehaald, en de achterstand van 12 is ingelopen."),
    )


def test_what_a_correction_takes_back_is_no_milestone_any_more():
    assert find_mijlpalen({MAART: 50, APRIL: -1}, 0, 0, "nu") == ()
    assert [m.datum for m in find_mijlpalen({MAART: 50, APRIL: -1, date(2026, 5, 1): 1}, 0, 0, "nu")] == [
        date(2026, 5, 1)
    ]


def test_without_an_opgave_it_is_not_reached():
    assert find_mijlpalen({MAART: 3}, 0, 4, "nu") == ()
