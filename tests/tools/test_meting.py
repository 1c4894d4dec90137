"""The benches: medians, ratios and goals, and the file that a bench leaves."""

import json

import pytest

from tests.bench import meting
from tests.bench.__main__ import main
from tests.bench.meting import compare, measure, report


@pytest.mark.parametrize(
    ("wij", "bodem", "doel", "verhouding", "gehaald"),
    [
        ([30, 10, 20], [10, 10, 100], 2.0, 2.0, True),
        ([21, 21, 21], [10, 10, 10], 2.0, 2.1, False),
        ([20], None, 20.0, None, True),
        ([20.1], None, 20.0, None, False),
        ([20], [10], None, 2.0, None),
    ],
)
def test_medians_are_compared_with_the_goal(wij, bodem, doel, verhouding, gehaald):
    rij = compare("werk", "klein", wij_ms=wij, bodem_ms=bodem, doel=doel)

    assert (rij.verhouding, rij.gehaald) == (verhouding, gehaald)


def test_floor_and_ours_run_in_turns_with_one_round_to_warm_up():
    gedaan = []

    measure(
        "werk",
        "klein",
        wij=lambda: gedaan.append("wij"),
        bodem=lambda: gedaan.append("bodem"),
        before=lambda: gedaan.append("vooraf"),
    )

    assert gedaan == ["vooraf", "bodem", "vooraf", "wij"] * 6


def test_fewer_than_five_runs_say_nothing():
    with pytest.raises(ValueError, match="ten minste vijf keer"):
        measure("werk", "klein", wij=lambda: None, runs=4)


def test_a_report_is_printed_and_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(meting, "UITVOER", tmp_path / "bench")

    path = report("proef", [compare("werk", "klein", wij_ms=[3.0], bodem_ms=[2.0], doel=2.0)])

    assert json.loads(path.read_text())[0]["verhouding"] == 1.5
    assert "<= 2x" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [([], "Geef de naam van een bench."), (["bestaat-niet"], "De bench 'bestaat-niet' bestaat niet.")],
)
def test_an_unknown_bench_says_which_there_are(argumenten, zin, capsys):
    assert main(argumenten) == 2
    assert zin in capsys.readouterr().err
