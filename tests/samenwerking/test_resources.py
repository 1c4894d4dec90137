"""Files for a spreadsheet."""

import csv
import io

import pytest

from samenwerking.resources import safe_cel, write_csv


@pytest.mark.parametrize("tekst", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_is_made_text(tekst):
    assert safe_cel(tekst) == f"'{tekst}"
    assert safe_cel(f"a{tekst}") == f"a{tekst}"


def test_a_csv_keeps_numbers_and_makes_formulas_text():
    data = write_csv(["naam", "personen"], [("=A1; \u00e9\u00e9n", -3)])

    assert data.startswith(b"\xef\xbb\xbf")
    rijen = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rijen == [["naam", "personen"], ["'=A1; \u00e9\u00e9n", "-3"]]
