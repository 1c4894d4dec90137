"""Every hostile or odd file gives its rows or its sentence, in little time and memory (security.md 071-079)."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samenwerking.inlezen import Leesfout, clean_bestandsnaam, read_tabel
from tests.samenwerking.inlezen.gevaarlijk import BOMMEN, GEVAREN, Gevaar


def test_the_corpus_is_large_and_every_file_has_a_name_of_its_own():
    namen = [gevaar.naam for gevaar in (*GEVAREN, *BOMMEN)]
    assert len(namen) == len(set(namen)) >= 140


@pytest.mark.parametrize("gevaar", [pytest.param(gevaar, id=gevaar.naam) for gevaar in GEVAREN])
def test_a_hostile_file_gives_its_rows_or_its_sentence(gevaar: Gevaar):
    data = gevaar.maak()
    begin = time.perf_counter()
    try:
        uitkomst: object = [rij.cellen for rij in read_tabel(data, gevaar.bestand).rijen]
    except Leesfout as fout:
        uitkomst = str(fout)

    assert time.perf_counter() - begin < 20
    if isinstance(gevaar.verwacht, str):
        assert isinstance(uitkomst, str)
        assert gevaar.verwacht in uitkomst
        assert uitkomst.endswith(".")
    else:
        assert uitkomst == gevaar.verwacht


# A process of its own, and the mark of its own memory: `ru_maxrss` begins at that of the process that started it.
METING = """
import json, pathlib, re, sys, time
from samenwerking.inlezen import Leesfout, read_tabel
def top(): return int(re.search(r"VmHWM:\\s+([0-9]+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024
leeg, uit = top(), []
for pad in map(pathlib.Path, sys.argv[1:]):
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # forget the mark of the file before
    begin = time.perf_counter()
    try:
        melding = str(len(read_tabel(pad.read_bytes(), pad.name).rijen))
    except Leesfout as fout:
        melding = str(fout)
    uit.append((melding, time.perf_counter() - begin, top() - leeg))
print(json.dumps(uit))
"""


def test_no_bomb_takes_more_than_300_mib_or_20_seconds(tmp_path: Path):
    paden = []
    for nummer, bom in enumerate(BOMMEN):
        paden.append(tmp_path / f"{nummer}{Path(bom.bestand).suffix}")
        paden[-1].write_bytes(bom.maak())

    uitvoer = subprocess.run(
        [sys.executable, "-c", METING, *map(str, paden)], capture_output=True, text=True, check=True
    ).stdout

    gemeten = list(zip(BOMMEN, json.loads(uitvoer), strict=True))
    assert [(bom.naam, melding) for bom, (melding, _, _) in gemeten if str(bom.verwacht) not in melding] == []
    assert [(bom.naam, tijd) for bom, (_, tijd, _) in gemeten if tijd >= 20] == []
    assert [(bom.naam, mib) for bom, (_, _, mib) in gemeten if mib >= 300] == []


# --- Names ------------------------------------------------------------------------------------------------------------
NAMEN = [
    *(
        f"{weg}lijst.csv"
        for weg in ("../", "../../", "/", "//", "/etc/", "./", "~/", "a/../", "..\\", "C:\\", "\\\\pc\\")
    ),
    *(f"{teken}lijst.csv" for teken in ("\0", "\n", "\r\n", "\t", "\x1b[31m", "\x7f", "\u202e", "\u200b", "\ufeff")),
    *(f"li{teken}jst.csv" for teken in ('"', "'", "<", ">", "&", "%00", "%2e%2e%2f", ";", "|", "`", "$(id)", "*", "?")),
    *("CON.csv", "nul.csv", "x" * 300 + ".csv", "é" * 300 + ".xlsx", "lijst." + "x" * 300, ".csv", "..", "/", ""),
    "\ud800.csv",
]


@pytest.mark.parametrize("naam", NAMEN)
def test_a_name_of_a_file_is_a_label_without_folders_and_signs_that_do_not_show(naam):
    label = clean_bestandsnaam(naam)

    assert len(NAMEN) >= 40
    assert len(label) <= 200
    assert label.isprintable()
    assert not set(label) & set("/\\")
    assert label.strip(". ")


@pytest.mark.parametrize("naam", ["../lijst.csv", "C:\\lijst.csv", "\u202elijst.csv", "x" * 300 + ".csv"])
def test_a_label_ends_as_the_file_did(naam):
    assert clean_bestandsnaam(naam).endswith(("lijst.csv", "xxx.csv"))
