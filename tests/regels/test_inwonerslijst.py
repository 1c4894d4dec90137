"""What the cells of a CBS table mean, and what is refused rather than guessed."""

from datetime import date, datetime

import pytest

from taakstelling.regels.inwonerslijst import is_other_gebied, normalise_code, parse_aantal, parse_peildatum


@pytest.mark.parametrize(
    "cel",
    [
        date(2025, 1, 1),
        datetime(2025, 1, 1, 0, 0),  # noqa: DTZ001 - as a spreadsheet gives it
        2025,
        "2025",
        "2025*",
        "2025JJ00",
        "2025MM01",
        "2025 januari",
        "1 januari 2025",
        "2025-01-01",
        "01-01-2025",
        "1/1/2025",
    ],
)
def test_every_way_in_which_cbs_writes_the_first_of_january_is_understood(cel):
    assert parse_peildatum(cel) == date(2025, 1, 1)


@pytest.mark.parametrize(
    "cel", [date(2025, 7, 1), "2025MM07", "2025-07-01", "01-01-25", "25", 0, "0000", "", "voorjaar"]
)
def test_another_day_or_no_day_is_no_reference_date(cel):
    assert parse_peildatum(cel) is None


@pytest.mark.parametrize(("cel", "aantal"), [(0, 0), (54321, 54321), ("54321", 54321), ("54.321", 54321)])
def test_a_whole_number_of_people_is_read(cel, aantal):
    assert parse_aantal(cel) == aantal


@pytest.mark.parametrize("cel", ["", ".", -1, "-1", 12.5, "12,5", "5.43", True, "veel"])
def test_what_is_no_number_of_people_is_not_read(cel):
    assert parse_aantal(cel) is None


@pytest.mark.parametrize(
    ("cel", "code"), [(303, "GM0303"), ("0303", "GM0303"), (" GM0303 ", "GM0303"), ("Dronten", "Dronten")]
)
def test_a_code_may_lack_its_letters(cel, code):
    assert normalise_code(cel) == code


def test_the_country_and_its_parts_are_no_gemeenten():
    assert [code for code in ("NL01", "LD01", "PV24", "CR01", "GM0303", "Dronten") if is_other_gebied(code)] == [
        "NL01",
        "LD01",
        "PV24",
        "CR01",
    ]


@pytest.mark.parametrize("cel", ["99999999999", 99_999_999_999, "9" * 5_000])
def test_more_people_than_live_in_the_country_is_no_number_of_a_gemeente(cel):
    assert parse_aantal(cel) is None
