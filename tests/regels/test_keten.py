from datetime import date

import pytest

from huisvesting.regels.keten import NAMEN, Stand, build_stappen, uiterste_dag

DAG = date(2026, 3, 2)


@pytest.mark.parametrize("gedaan", range(len(NAMEN) + 1))
def test_the_first_step_without_a_day_is_the_current_one(gedaan):
    stappen = build_stappen(*[DAG] * gedaan, *[None] * (len(NAMEN) - gedaan))

    standen = [Stand.GEDAAN] * gedaan + [Stand.HUIDIG] + [Stand.KOMEND] * len(NAMEN)
    assert [stap.stand for stap in stappen] == standen[: len(NAMEN)]
    assert [stap.naam for stap in stappen] == list(NAMEN)
    assert [stap.datum for stap in stappen] == [DAG] * gedaan + [None] * (len(NAMEN) - gedaan)


def test_a_step_after_a_gap_still_shows_its_day():
    stappen = build_stappen(DAG, None, DAG, None, None, None, None)

    assert [(stap.stand, stap.datum) for stap in stappen[:3]] == [
        (Stand.GEDAAN, DAG),
        (Stand.HUIDIG, None),
        (Stand.KOMEND, DAG),
    ]


@pytest.mark.parametrize("aantal", [0, len(NAMEN) - 1, len(NAMEN) + 1])
def test_too_few_or_too_many_days_are_a_mistake_of_the_programmer(aantal):
    with pytest.raises(ValueError, match="argument"):
        build_stappen(*[DAG] * aantal)


WONING, VERHUISD = date(2026, 5, 11), date(2026, 5, 25)


@pytest.mark.parametrize(
    ("situatie", "dag"),
    [
        ({}, WONING),
        ({"optiedatum": date(2026, 5, 1)}, date(2026, 5, 1)),
        ({"optiedatum": date(2026, 6, 1)}, WONING),
        ({"optiedatum": date(2026, 5, 1), "is_geaccepteerd": True}, VERHUISD),
        ({"is_geaccepteerd": True, "huuringang": date(2026, 6, 1)}, date(2026, 6, 15)),
    ],
)
def test_each_step_has_its_last_day(situatie, dag):
    assert uiterste_dag(woning_uiterlijk=WONING, verhuisd_uiterlijk=VERHUISD, **situatie) == dag
