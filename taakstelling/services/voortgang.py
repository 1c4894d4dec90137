"""Voortgang follows from the ledger, the targets and the opening balance; one set-based statement rebuilds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Exists, F, Value, When
from django.utils import timezone

from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente

# The rebuild goes into a temporary table first: the ledger is read once, in parallel where the database can, and the
# rest works on the few rows that came out. The chain starts at the opening balance (without one: at the first published
# target or booking, with 0) and stops at the first half-year whose target is not known: a saldo cannot be carried
# across a gap. {alleen} narrows everything to one gemeente.
HERBOUW = """
CREATE TEMPORARY TABLE herbouw AS
WITH nieuwste AS (
    SELECT halfjaar, MAX(versie) AS versie FROM taakstelling_landelijketaakstelling GROUP BY halfjaar
), gepubliceerd AS (
    SELECT gemeente_id, halfjaar, aantal FROM taakstelling_gepubliceerdetaakstelling
    WHERE vervangen_op IS NULL {alleen}
), doel AS (
    SELECT gemeente_id, halfjaar, aantal FROM gepubliceerd
    UNION ALL
    SELECT t.gemeente_id, l.halfjaar, t.adams
    FROM nieuwste n
    JOIN taakstelling_landelijketaakstelling l ON l.halfjaar = n.halfjaar AND l.versie = n.versie
    JOIN taakstelling_taakstelling t ON t.landelijk_id = l.id
    WHERE NOT EXISTS (
        SELECT 1 FROM gepubliceerd p WHERE p.gemeente_id = t.gemeente_id AND p.halfjaar = l.halfjaar
    ) {alleen_t}
), telling AS (
    SELECT gemeente_id, halfjaar, SUM(aantal) AS aantal FROM taakstelling_realisatie
    WHERE 1 = 1 {alleen} GROUP BY gemeente_id, halfjaar
), beginsaldo AS (
    SELECT gemeente_id, halfjaar, saldo FROM taakstelling_beginsaldo WHERE vervangen_op IS NULL {alleen}
), begin AS (
    SELECT gemeente_id, halfjaar, saldo FROM beginsaldo
    UNION ALL
    SELECT eerste.gemeente_id, MIN(eerste.halfjaar), 0
    FROM (
        SELECT gemeente_id, halfjaar FROM gepubliceerd UNION ALL SELECT gemeente_id, halfjaar FROM telling
    ) eerste
    WHERE NOT EXISTS (SELECT 1 FROM beginsaldo b WHERE b.gemeente_id = eerste.gemeente_id)
    GROUP BY eerste.gemeente_id
), reeks AS (
    SELECT d.gemeente_id, d.halfjaar, d.aantal AS taakstelling, b.saldo, d.halfjaar - b.halfjaar AS afstand,
           ROW_NUMBER() OVER (PARTITION BY d.gemeente_id ORDER BY d.halfjaar) - 1 AS rang,
           COALESCE(t.aantal, 0) AS gerealiseerd
    FROM doel d
    JOIN begin b ON b.gemeente_id = d.gemeente_id AND d.halfjaar >= b.halfjaar
    LEFT JOIN telling t ON t.gemeente_id = d.gemeente_id AND t.halfjaar = d.halfjaar
)
SELECT gemeente_id, halfjaar, taakstelling, gerealiseerd,
       saldo + COALESCE(SUM(gerealiseerd - taakstelling) OVER (
           PARTITION BY gemeente_id ORDER BY halfjaar ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
       ), 0) AS saldo_begin
FROM reeks WHERE rang = afstand
"""

VERSCHIL = """
SELECT h.gemeente_id, h.halfjaar, v.id, v.taakstelling, v.saldo_begin, v.gerealiseerd,
       h.taakstelling, h.saldo_begin, h.gerealiseerd
FROM herbouw h
LEFT JOIN taakstelling_voortgang v ON v.gemeente_id = h.gemeente_id AND v.halfjaar = h.halfjaar
WHERE v.id IS NULL OR v.taakstelling <> h.taakstelling OR v.saldo_begin <> h.saldo_begin
   OR v.gerealiseerd <> h.gerealiseerd
UNION ALL
SELECT v.gemeente_id, v.halfjaar, v.id, v.taakstelling, v.saldo_begin, v.gerealiseerd, NULL, NULL, NULL
FROM taakstelling_voortgang v
LEFT JOIN herbouw h ON h.gemeente_id = v.gemeente_id AND h.halfjaar = v.halfjaar
WHERE h.gemeente_id IS NULL {alleen_v}
ORDER BY 1, 2
"""

RUIM_OP = """
DELETE FROM taakstelling_voortgang
WHERE (gemeente_id, halfjaar) NOT IN (SELECT gemeente_id, halfjaar FROM herbouw) {alleen}
"""

SCHRIJF = """
INSERT INTO taakstelling_voortgang (gemeente_id, halfjaar, taakstelling, saldo_begin, gerealiseerd, bijgewerkt_op)
SELECT h.gemeente_id, h.halfjaar, h.taakstelling, h.saldo_begin, h.gerealiseerd, %(op)s
FROM herbouw h
LEFT JOIN taakstelling_voortgang v ON v.gemeente_id = h.gemeente_id AND v.halfjaar = h.halfjaar
WHERE v.id IS NULL OR v.taakstelling <> h.taakstelling OR v.saldo_begin <> h.saldo_begin
   OR v.gerealiseerd <> h.gerealiseerd
ON CONFLICT (gemeente_id, halfjaar) DO UPDATE SET
    taakstelling = excluded.taakstelling, saldo_begin = excluded.saldo_begin,
    gerealiseerd = excluded.gerealiseerd, bijgewerkt_op = excluded.bijgewerkt_op
"""

Getallen = tuple[int, int, int]


@dataclass(frozen=True)
class Afwijking:
    """One row of voortgang that is not what the ledger says: (taakstelling, saldo_begin, gerealiseerd), or None where
    there is no row on that side."""

    gemeente: str
    halfjaar: Halfjaar
    opgeslagen: Getallen | None
    herbouwd: Getallen | None


def recompute_voortgang(*, gemeente: Gemeente | None = None, op: datetime | None = None) -> int:
    """Rebuild voortgang from the ledger, for one gemeente or for all. Writes only rows that differ.

    Out: rows written or removed. Writes no log line: the event that calls it does.
    """
    with transaction.atomic():
        _lock(gemeente)
        with _rebuilt(gemeente) as run:
            return _repair(run, op)


def find_drift(*, gemeente: Gemeente | None = None) -> list[Afwijking]:
    """Compare voortgang with a full rebuild, without writing. Out: what differs; empty when the projection is right."""
    with transaction.atomic(), _rebuilt(gemeente) as run:
        return _describe(run(VERSCHIL).fetchall())


def verify_voortgang(
    *, door: Gebruiker, gemeente: Gemeente | None = None, op: datetime | None = None
) -> list[Afwijking]:
    """Rebuild, repair what is not what the ledger says, and leave one line in the logboek. Out: what differed."""
    with transaction.atomic():
        _lock(gemeente)
        with _rebuilt(gemeente) as run:
            afwijkingen = _describe(run(VERSCHIL).fetchall())
            if afwijkingen:
                _repair(run, op)
        gegevens = {"afwijkingen": len(afwijkingen)}
        log(Gebeurtenis.VOORTGANG_HERBEREKEND, onderwerp=gemeente, door=door, op=op, gegevens=gegevens)
    return afwijkingen


def add_to_voortgang(*, gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, op: datetime) -> None:
    """Carry one booking into voortgang: the half-year itself, and the saldo of every later one, in one UPDATE.

    The caller holds the lock on the gemeente and has written the booking. A half-year without a row (the first booking
    ever, or one before the opening balance) asks for a rebuild of the gemeente instead.
    """
    rows = Voortgang.objects.filter(gemeente=gemeente)
    carried = rows.filter(Exists(rows.filter(halfjaar=halfjaar)), halfjaar__gte=halfjaar).update(
        gerealiseerd=F("gerealiseerd") + Case(When(halfjaar=halfjaar, then=Value(aantal)), default=Value(0)),
        saldo_begin=F("saldo_begin") + Case(When(halfjaar=halfjaar, then=Value(0)), default=Value(aantal)),
        bijgewerkt_op=op,
    )
    if not carried:
        recompute_voortgang(gemeente=gemeente, op=op)


@contextmanager
def _rebuilt(gemeente: Gemeente | None) -> Iterator[Callable[..., Any]]:
    """Make the temporary table `herbouw`; gives a function that runs a statement beside it. Needs a transaction.

    That function takes the parameters of the statement by name, and returns the cursor.
    """
    stukken = {
        "alleen": "AND gemeente_id = %(gemeente)s" if gemeente else "",
        "alleen_t": "AND t.gemeente_id = %(gemeente)s" if gemeente else "",
        "alleen_v": "AND v.gemeente_id = %(gemeente)s" if gemeente else "",
    }
    with connection.cursor() as cursor:

        def run(statement: str, **parameters: Any) -> Any:
            if gemeente:
                parameters["gemeente"] = gemeente.pk
            cursor.execute(statement.format(**stukken), parameters)
            return cursor

        run(HERBOUW)
        yield run
        run("DROP TABLE herbouw")


def _lock(gemeente: Gemeente | None) -> None:
    if gemeente is None:
        lock_alle_gemeenten()
    else:
        lock_gemeente(gemeente)


def _repair(run: Callable[..., Any], op: datetime | None) -> int:
    """Write what the rebuild says. Out: rows written or removed."""
    removed = run(RUIM_OP).rowcount
    return int(removed + run(SCHRIJF, op=connection.ops.adapt_datetimefield_value(op or timezone.now())).rowcount)


def _describe(rows: list[tuple[Any, ...]]) -> list[Afwijking]:
    """Rows of VERSCHIL in words."""
    codes = dict(Gemeente.objects.filter(pk__in={row[0] for row in rows}).values_list("pk", "code"))
    return [
        Afwijking(codes[row[0]], Halfjaar.van_nummer(row[1]), _numbers(row[3:6]), _numbers(row[6:9])) for row in rows
    ]


def _numbers(values: tuple[Any, ...]) -> Getallen | None:
    return None if values[0] is None else (int(values[0]), int(values[1]), int(values[2]))
