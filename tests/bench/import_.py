"""Import: a COA list of 20 thousand persons, from the bytes of the file until they are stored.

The floor reads the same file (XLSX with calamine, CSV with the csv module) and copies its cells into a table without
an index: no check, no comparison, nothing encrypted. BENCH_OMVANG chooses another number of persons. All names are
invented.
"""

import csv
import io
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from huisvesting.models import CoaImport
from huisvesting.regels.coa_lijst import KOLOMMEN
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from samenwerking.models import Gebruiker, Gemeente
from tests.bench.meting import Meting, compare, report
from tests.bench.zoeken import make_naam

# The models of this module can be imported when Django is up.
PROCES = """
import sys
from pathlib import Path
import django
django.setup()
from tests.bench.import_ import print_geheugen
print_geheugen(Path(sys.argv[1]))
"""
KEREN = 5  # and once to warm up
MEBIBYTE = 1024 * 1024
# The goals of performance: times the floor, and MiB above the idle process.
DOELEN = {"xlsx": 2.0, "csv": 9.0}
GEHEUGEN = 100.0
ROLLEN = ("hoofd", "partner", "kind", "kind", "overig", "kind")
LEEG_VOORAF = ("huisvesting_huishouden", "huisvesting_coaimport", "samenwerking_actie", "samenwerking_logregel")
# A list with one change in ten rows, and the name of the column that changes.
ANDERS, EEN_OP = "opvanglocatie", 10
Rij = list[Any]


def main() -> None:
    """Make the files, measure, print and write var/bench/import.json."""
    if connection.vendor != "postgresql":
        raise SystemExit("De bench import meet tegen COPY, en heeft PostgreSQL nodig.")
    aantal = int(os.environ.get("BENCH_OMVANG", "20000"))
    omvang = f"{aantal:,} personen".replace(",", ".")
    gemeente = Gemeente.objects.create(code="GM9999", naam="Proefstad", provincie="Proef", provincie_code="PV99")
    rijen = make_rijen(aantal, random.Random(20261125))
    anders = [[*rij] for rij in rijen]
    plaats = [kolom.naam for kolom in KOLOMMEN].index(ANDERS)
    for rij in anders[::EEN_OP]:
        rij[plaats] = "Zuidlocatie"
    metingen: list[Meting] = []
    for formaat, write in (("xlsx", write_xlsx), ("csv", write_csv)):
        metingen += measure_formaat(formaat, omvang, gemeente, write(rijen), write(anders))
    report("import", metingen)


# --- The list ---------------------------------------------------------------------------------------------------------
def make_rijen(aantal: int, rng: random.Random) -> list[Rij]:
    """Rows as a list gives them, all columns filled in, in households of one to six."""
    vandaag = timezone.localdate()
    rijen: list[Rij] = []
    nummer = 0
    while len(rijen) < aantal:
        nummer += 1
        grootte = min(rng.randint(1, 6), aantal - len(rijen))
        achternaam, vergunning = make_naam(rng, 3), vandaag - timedelta(days=rng.randint(60, 700))
        koppeling = vergunning + timedelta(days=rng.randint(1, 50))
        for plek in range(grootte):
            leeftijd = rng.randint(0, 17) if ROLLEN[plek] == "kind" else rng.randint(18, 70)
            geboren = vandaag - timedelta(days=365 * leeftijd + rng.randint(30, 300))
            persoon = [f"{2_123_456_789 + len(rijen)}", f"H{nummer:06d}", ROLLEN[plek], achternaam, make_naam(rng, 2)]
            persoon += [geboren, rng.choice("mv"), rng.choice(("Syrisch", "Eritrees", "Turks")), "Arabisch, Engels"]
            persoon += [vergunning, koppeling, "Proefstad", rng.choice(("Noordlocatie", "Westlocatie")), grootte]
            rijen.append([*persoon, "nee", "nee", "nee", rng.choice(("", "", "Wil graag dicht bij familie wonen"))])
    return rijen


def write_xlsx(rijen: Sequence[Rij]) -> bytes:
    boek = openpyxl.Workbook(write_only=True)
    blad = boek.create_sheet("Lijst")
    for rij in ([kolom.label for kolom in KOLOMMEN], *rijen):
        blad.append(rij)
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def write_csv(rijen: Sequence[Rij]) -> bytes:
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=";")
    schrijver.writerow(kolom.label for kolom in KOLOMMEN)
    schrijver.writerows([f"{cel:%d-%m-%Y}" if isinstance(cel, date) else cel for cel in rij] for rij in rijen)
    return buffer.getvalue().encode()


# --- Times ------------------------------------------------------------------------------------------------------------
def measure_formaat(formaat: str, omvang: str, gemeente: Gemeente, data: bytes, anders: bytes) -> list[Meting]:
    """Each work in turns with the floor: a new list, the same list again, and a list with one change in ten rows."""
    tijden: dict[str, list[float]] = defaultdict(list)
    for keer in range(KEREN + 1):
        empty()
        ronde = {"bodem": _time(lambda: floor(formaat, data))}
        for werk, bestand in (("nieuw", data), ("niets anders", data), ("1 op 10 anders", anders)):
            ronde[f"{werk}: lezen"] = _time(lambda b=bestand: receive(gemeente, formaat, b))
            ronde[f"{werk}: verwerken"] = _time(lambda: apply(gemeente))
            ronde[f"{werk}: samen"] = ronde[f"{werk}: lezen"] + ronde[f"{werk}: verwerken"]
        for werk, duur in ronde.items() if keer else ():
            tijden[werk].append(duur)
    bodem = tijden.pop("bodem")
    doelen = {"nieuw: samen": DOELEN[formaat]}
    naam = formaat.upper()
    metingen = [compare(f"{naam} {w}", omvang, wij_ms=t, bodem_ms=bodem, doel=doelen.get(w)) for w, t in tijden.items()]
    geheugen = measure_geheugen(formaat, data)
    if geheugen is not None:
        goed = "gehaald" if geheugen <= GEHEUGEN else "niet gehaald"
        print(f"{naam}: piek {geheugen:.0f} MiB boven het stilstaande proces; doel {GEHEUGEN:.0f} MiB, {goed}")
    return metingen


def empty() -> None:
    """As if no list ever came: what a run left would make the next one another work."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(LEEG_VOORAF)} CASCADE")
        cursor.execute("DROP TABLE IF EXISTS bodem")
        cursor.execute(f"CREATE TABLE bodem ({', '.join(f'{kolom.naam} text' for kolom in KOLOMMEN)})")
        cursor.execute("ANALYZE")


def receive(gemeente: Gemeente, formaat: str, data: bytes) -> None:
    receive_coa_lijst(
        gemeente=gemeente, data=data, bestandsnaam=f"lijst.{formaat}", door=Gebruiker.objects.systeem(), may_ask=False
    )


def apply(gemeente: Gemeente) -> None:
    coa_import = CoaImport.objects.filter(gemeente=gemeente).latest("ontvangen_op")
    assert not coa_import.afgekeurd, "The list of the bench must be whole."
    apply_coa_import(coa_import=coa_import, door=Gebruiker.objects.systeem())


def floor(formaat: str, data: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY bodem FROM STDIN") as copy:
        for rij in read_floor(formaat, data):
            copy.write_row(rij)


def read_floor(formaat: str, data: bytes) -> Iterator[Sequence[Any]]:
    if formaat == "csv":
        return csv.reader(io.StringIO(data.decode()), delimiter=";")
    return iter(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def _time(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


# --- Memory -----------------------------------------------------------------------------------------------------------
def measure_geheugen(formaat: str, data: bytes) -> float | None:
    """The highest memory of a process of its own that reads and applies the list, above what it had before, in MiB;
    None where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return None
    empty()
    with TemporaryDirectory() as folder:
        pad = Path(folder, f"lijst.{formaat}")
        pad.write_bytes(data)
        command = [sys.executable, "-c", PROCES, str(pad)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def print_geheugen(pad: Path) -> None:
    gemeente = Gemeente.objects.get(code="GM9999")
    Gebruiker.objects.systeem()
    stil = _status("VmRSS")
    formaat = pad.suffix.removeprefix(".")
    receive(gemeente, formaat, pad.read_bytes())
    apply(gemeente)
    print((_status("VmHWM") - stil) / 1024)


def _status(naam: str) -> int:
    """A line of the status of this process, in KiB."""
    regels = Path("/proc/self/status").read_text().splitlines()
    return next(int(regel.split()[1]) for regel in regels if regel.startswith(f"{naam}:"))
