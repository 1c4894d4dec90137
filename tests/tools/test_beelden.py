"""The user guide shows the pictures that tools.beelden makes, and no others."""

import re

from tools.beelden import BEELDEN, MAP

HANDLEIDING = MAP.parent / "handleiding.md"
ZWAARST = 120 * 1024


def test_guide_shows_every_picture_with_a_description():
    getoond = re.findall(r"!\[.{10,}\]\(beeld/(.+)\.png\)", HANDLEIDING.read_text(encoding="utf-8"))

    assert sorted(getoond) == sorted(beeld.naam for beeld in BEELDEN)


def test_pictures_are_there_and_light():
    zwaar = {beeld.naam: (MAP / f"{beeld.naam}.png").stat().st_size for beeld in BEELDEN}

    assert [naam for naam, bytes_ in zwaar.items() if bytes_ > ZWAARST] == []
    assert {bestand.stem for bestand in MAP.iterdir()} == set(zwaar)


def test_chapters_that_the_guide_points_at_exist():
    tekst = HANDLEIDING.read_text(encoding="utf-8")

    koppen = re.findall(r"^#+ (.+)$", tekst, re.MULTILINE)
    koppen = {re.sub(r"[^\w\- ]", "", kop.lower()).replace(" ", "-") for kop in koppen}

    assert set(re.findall(r"\]\(#([\w-]+)\)", tekst)) <= koppen
