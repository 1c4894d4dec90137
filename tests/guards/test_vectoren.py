"""The test vectors of the domain stand in the tests, each under its number with the rule that it proves."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def genoemd():
    tekst = "\n".join(pad.read_text() for pad in TESTS.rglob("test_*.py") if pad.parent.name != "guards")
    return {int(nummer) for nummer in re.findall(r"vector[ _](\d+)", tekst)}


@pytest.mark.parametrize("nummer", range(1, 12))
def test_every_vector_is_a_test(nummer, genoemd):
    assert nummer in genoemd
