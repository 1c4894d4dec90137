"""Voortgang: the rebuild of the country, one booking, and many at once, each against the least work it could be.

On PostgreSQL at 100 thousand, 1 million and 5 million bookings; on SQLite at 100 thousand only. BENCH_OMVANG (numbers
with commas between) chooses other sizes.
"""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Beginsaldo, GepubliceerdeTaakstelling, Grond, Realisatie, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import Boeking, book_realisatie, book_realisaties
from taakstelling.services.voortgang import carry_targets, recompute_voortgang
from tests.bench.meting import Meting, compare, measure, report

GEMEENTEN = 342
EERSTE = Halfjaar(2015, 1)
HALFJAREN = 24
VEEL = 20_000
SOORT = {"grond": Grond.PLAATSING, "bron_soort": "bench", "regel": "R-301 versie 1"}
# 342 gemeenten in turn, then the next of 24 half-years.
VUL = """
WITH RECURSIVE reeks(n) AS (
    SELECT CAST(%(van)s AS bigint) UNION ALL SELECT n + 1 FROM reeks WHERE n < %(tot)s
)
INSERT INTO taakstelling_realisatie
    (gemeente_id, halfjaar, datum, aantal, grond, bron_soort, bron_id, regel, reden, geboekt_op, geboekt_door_id)
SELECT %(gemeente)s + n %% 342, %(halfjaar)s + (n / 342) %% 24, %(datum)s, 1, 'plaatsing', 'bench',
       CAST(n AS varchar(40)), 'R-301 versie 1', '', %(nu)s, %(door)s
FROM reeks
"""
VLOER = "SELECT gemeente_id, COUNT(*) FROM taakstelling_realisatie GROUP BY gemeente_id"


def main() -> None:
    """Fill, measure, print and write var/bench/voortgang.json."""
    on_postgres = connection.vendor == "postgresql"
    omvang = os.environ.get("BENCH_OMVANG", "100000,1000000,5000000" if on_postgres else "100000")
    metingen: list[Meting] = []
    make_country()
    vlak: dict[int, float] = {}
    for aantal in map(int, omvang.split(",")):
        fill_ledger(aantal)
        recompute_voortgang()
        _vacuum()
        metingen += [*rebuilds(aantal), *bookings(aantal)]
        vlak[aantal] = next(m.wij_ms for m in metingen if m.omvang == _getal(aantal) and m.werk.startswith("één"))
    if len(vlak) > 1:
        klein, groot = min(vlak), max(vlak)
        naam = f"{_getal(groot)} / {_getal(klein)}"
        metingen.append(
            compare("één boeking: groot tegen klein", naam, wij_ms=[vlak[groot]], bodem_ms=[vlak[klein]], doel=1.1)
        )
    report("voortgang" if on_postgres else "voortgang-sqlite", metingen)


def make_country() -> None:
    """342 gemeenten with a published target for each of 24 half-years, and an opening balance."""
    systeem, nu = Gebruiker.objects.systeem(), timezone.now()
    gemeenten = Gemeente.objects.bulk_create(
        Gemeente(code=f"GM{9000 + n:04d}", naam=f"Proefgemeente {n}", provincie="Proef", provincie_code="PV99")
        for n in range(GEMEENTEN)
    )
    Beginsaldo.objects.bulk_create(
        Beginsaldo(gemeente=g, halfjaar=EERSTE, saldo=0, bron="bench", vastgesteld_op=nu, vastgesteld_door=systeem)
        for g in gemeenten
    )
    GepubliceerdeTaakstelling.objects.bulk_create(
        GepubliceerdeTaakstelling(
            gemeente=g,
            halfjaar=Halfjaar.van_nummer(EERSTE.nummer + h),
            aantal=30,
            bron="bench",
            vastgelegd_op=nu,
            vastgelegd_door=systeem,
        )
        for g in gemeenten
        for h in range(HALFJAREN)
    )


def fill_ledger(aantal: int) -> None:
    """Bring the ledger to `aantal` rows, spread evenly, and let the database know its statistics."""
    on_postgres = connection.vendor == "postgresql"
    parameters = {
        "van": Realisatie.objects.count() + 1,
        "tot": aantal,
        "gemeente": Gemeente.objects.order_by("pk").values_list("pk", flat=True)[0],
        "halfjaar": EERSTE.nummer,
        "datum": date(2020, 3, 2),
        "nu": connection.ops.adapt_datetimefield_value(timezone.now()),
        "door": Gebruiker.objects.systeem().pk if on_postgres else Gebruiker.objects.systeem().pk.hex,
    }
    with connection.cursor() as cursor:
        cursor.execute(VUL, parameters)
        cursor.execute("VACUUM ANALYZE" if on_postgres else "ANALYZE")


def _floor() -> None:
    with connection.cursor() as cursor:
        cursor.execute(VLOER)
        cursor.fetchall()


def _empty() -> None:
    Voortgang.objects.all().delete()


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE taakstelling_voortgang" if connection.vendor == "postgresql" else "ANALYZE")


def rebuilds(aantal: int) -> list[Meting]:
    """The whole country: from nothing, when nothing changed, and from the stored cells."""
    naam = _getal(aantal)
    doel = {1_000_000: 1.1, 5_000_000: 1.0}.get(aantal)
    snel = 0.1 if aantal == 5_000_000 else None
    leeg = measure("herbouw van alles, voortgang leeg", naam, wij=recompute_voortgang, bodem=_floor, before=_empty)
    _vacuum()  # emptying it over and over leaves what a real voortgang never has
    return [
        leeg,
        measure("herbouw van alles, niets gewijzigd", naam, wij=recompute_voortgang, bodem=_floor, doel=doel),
        measure("nieuwe taakstellingen, telling uit voortgang", naam, wij=carry_targets, bodem=_floor, doel=snel),
    ]


@dataclass
class Bron:
    """Invents what to book: every gemeente in turn, then the next half-year."""

    gemeenten: list[Gemeente]
    door: Gebruiker
    nummer: Iterator[int] = field(default_factory=count)

    def next(self) -> dict[str, Any]:
        """The arguments of one booking."""
        n = next(self.nummer)
        return {
            "gemeente": self.gemeenten[n % GEMEENTEN],
            "datum": Halfjaar.van_nummer(EERSTE.nummer + n % HALFJAREN).begin,
            "bron_id": str(uuid.uuid4()),
        }

    def row(self, gegevens: dict[str, Any]) -> Realisatie:
        """The bare row of the ledger, without what follows from it."""
        halfjaar = Halfjaar.van_datum(gegevens["datum"])
        return Realisatie(
            halfjaar=halfjaar, aantal=1, geboekt_op=timezone.now(), geboekt_door=self.door, **SOORT, **gegevens
        )


def bookings(aantal: int) -> list[Meting]:
    """One booking through Django with every later half-year, and 20 thousand at once."""
    bron = Bron(list(Gemeente.objects.order_by("pk")), Gebruiker.objects.systeem())
    een = measure(
        "één boeking met alle latere halfjaren",
        _getal(aantal),
        wij=lambda: book_realisatie(door=bron.door, **SOORT, **bron.next()),
        bodem=lambda: _save(bron.row(bron.next())),
        doel=1.8,
        runs=300,
    )
    with transaction.atomic():  # undone: the sizes of the other rows stay what they say
        veel = measure(
            "20.000 boekingen tegelijk",
            _getal(aantal),
            wij=lambda: book_realisaties(
                boekingen=[Boeking(**bron.next()) for _ in range(VEEL)], door=bron.door, **SOORT
            ),
            bodem=lambda: Realisatie.objects.bulk_create(
                (bron.row(bron.next()) for _ in range(VEEL)), batch_size=2_000
            ),
            doel=1.35,
        )
        transaction.set_rollback(True)
    return [een, veel]


def _save(row: Realisatie) -> None:
    with transaction.atomic():
        row.save(force_insert=True)


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
