"""Voortgang follows from the ledger, the targets and the opening balance; one set-based statement rebuilds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente

# The rebuild goes into temporary tables: the ledger is read once, in parallel where the database can, and the rest
# works on the few rows that came out. The chain starts at the opening balance (without one: at the first published
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
), overgedragen AS (
    SELECT r.gemeente_id, o.halfjaar, CAST(SUM(r.aantal) AS integer) AS aantal
    FROM taakstelling_overdracht o JOIN taakstelling_overdrachtregel r ON r.overdracht_id = o.id
    WHERE o.ingetrokken_op IS NULL {alleen_r} GROUP BY r.gemeente_id, o.halfjaar
), correctie AS (
    SELECT gemeente_id, halfjaar, CAST(SUM(aantal) AS integer) AS aantal FROM taakstelling_saldocorrectie
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
), feiten AS (
    SELECT d.gemeente_id, d.halfjaar, b.saldo, d.halfjaar - b.halfjaar AS afstand,
           d.aantal + COALESCE(o.aantal, 0) AS taakstelling, COALESCE(t.aantal, 0) AS gerealiseerd,
           COALESCE(c.aantal, 0) AS correctie
    FROM doel d
    JOIN begin b ON b.gemeente_id = d.gemeente_id AND d.halfjaar >= b.halfjaar
    LEFT JOIN telling t ON t.gemeente_id = d.gemeente_id AND t.halfjaar = d.halfjaar
    LEFT JOIN overgedragen o ON o.gemeente_id = d.gemeente_id AND o.halfjaar = d.halfjaar
    LEFT JOIN correctie c ON c.gemeente_id = d.gemeente_id AND c.halfjaar = d.halfjaar
), reeks AS (
    SELECT gemeente_id, halfjaar, taakstelling, gerealiseerd, saldo, afstand,
           ROW_NUMBER() OVER chain - 1 AS rang,
           SUM(gerealiseerd - taakstelling + correctie) OVER chain AS tot_en_met
    FROM feiten
    WINDOW chain AS (PARTITION BY gemeente_id ORDER BY halfjaar ROWS UNBOUNDED PRECEDING)
)
SELECT gemeente_id, halfjaar, taakstelling, gerealiseerd,
       saldo + tot_en_met - gerealiseerd + taakstelling AS saldo_begin
FROM reeks WHERE rang = afstand
"""

# Where the counts come from. All of the ledger: nearly every booking is plus one, so their number stands in an index
# (where its pages are known to be visible the planner reads only that), and the few others are added from a small index
# of their own. Or what voortgang holds.
GROOTBOEK = """
CREATE TEMPORARY TABLE telling AS
SELECT gemeente_id, halfjaar, CAST(SUM(aantal) AS integer) AS aantal FROM (
    SELECT gemeente_id, halfjaar, COUNT(*) AS aantal FROM taakstelling_realisatie
    WHERE 1 = 1 {alleen} GROUP BY gemeente_id, halfjaar
    UNION ALL
    SELECT gemeente_id, halfjaar, SUM(aantal - 1) FROM taakstelling_realisatie
    WHERE aantal <> 1 {alleen} GROUP BY gemeente_id, halfjaar
) geteld GROUP BY gemeente_id, halfjaar
"""
CELLEN = """
CREATE TEMPORARY TABLE telling AS
SELECT gemeente_id, halfjaar, gerealiseerd AS aantal FROM taakstelling_voortgang
"""

ONTBREEKT = """
SELECT EXISTS (
    SELECT 1 FROM herbouw h
    LEFT JOIN taakstelling_voortgang v ON v.gemeente_id = h.gemeente_id AND v.halfjaar = h.halfjaar
    WHERE v.id IS NULL
)
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

# Plain SQL, because it runs for every person that counts (see slot).
TEL_BIJ = """
UPDATE taakstelling_voortgang SET
    gerealiseerd = gerealiseerd + CASE WHEN halfjaar = %(halfjaar)s THEN %(aantal)s ELSE 0 END,
    saldo_begin = saldo_begin + CASE WHEN halfjaar = %(halfjaar)s THEN 0 ELSE %(aantal)s END,
    bijgewerkt_op = %(op)s
WHERE gemeente_id = %(gemeente)s AND halfjaar >= %(halfjaar)s
  AND EXISTS (
      SELECT 1 FROM taakstelling_voortgang v WHERE v.gemeente_id = %(gemeente)s AND v.halfjaar = %(halfjaar)s
  )
  AND NOT EXISTS (
      SELECT 1 FROM taakstelling_afsluiting a WHERE a.gemeente_id = %(gemeente)s AND a.halfjaar = %(halfjaar)s
  )
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


def carry_targets(*, op: datetime | None = None) -> int:
    """Carry revised targets, transfers and opening balances into every gemeente, with the counts that voortgang holds.

    As fast at five million bookings as at none, and as right as voortgang was; the nightly rebuild verifies it. Where a
    half-year has no row yet, its count is only in the ledger: then all is rebuilt. Out: rows written or removed.
    """
    with transaction.atomic():
        lock_alle_gemeenten()
        with _rebuilt(None, telling=CELLEN) as run:
            if not run(ONTBREEKT).fetchone()[0]:
                return _repair(run, op)
        return recompute_voortgang(op=op)


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


def add_to_voortgang(*, gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, op: datetime) -> bool:
    """Carry one booking into voortgang: the half-year itself, and the saldo of every later one, in one UPDATE.

    The caller holds the lock on the gemeente. Out: False, with nothing changed, when the half-year is closed or has no
    row (before the opening balance, or not begun): then the caller looks further.
    """
    parameters = {
        "gemeente": gemeente.pk,
        "halfjaar": halfjaar.nummer,
        "aantal": aantal,
        "op": connection.ops.adapt_datetimefield_value(op),
    }
    with connection.cursor() as cursor:
        cursor.execute(TEL_BIJ, parameters)
        return int(cursor.rowcount) > 0


@contextmanager
def _rebuilt(gemeente: Gemeente | None, *, telling: str = GROOTBOEK) -> Iterator[Callable[..., Any]]:
    """Make the temporary tables `telling` and `herbouw`; gives a function that runs a statement beside them.

    Needs a transaction; an error undoes the tables with it. The function takes the parameters of the statement by
    name, and returns the cursor.
    """
    stukken = {
        "alleen": "AND gemeente_id = %(gemeente)s" if gemeente else "",
        "alleen_t": "AND t.gemeente_id = %(gemeente)s" if gemeente else "",
        "alleen_r": "AND r.gemeente_id = %(gemeente)s" if gemeente else "",
        "alleen_v": "AND v.gemeente_id = %(gemeente)s" if gemeente else "",
    }
    with connection.cursor() as cursor:

        def run(statement: str, **parameters: Any) -> Any:
            if gemeente:
                parameters["gemeente"] = gemeente.pk
            cursor.execute(statement.format(**stukken), parameters)
            return cursor

        run(telling)
        run(HERBOUW)
        yield run
        run("DROP TABLE herbouw")
        run("DROP TABLE telling")


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
