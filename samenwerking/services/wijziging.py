"""The last thing that happened: whoever keeps what a page shows asks here whether it is still so.

Every event writes its line in the logboek in its own transaction, so the key of the last line says which state of the
figures one sees. Plain SQL with the kinds written out: only then does SQLite too use the index that holds just these
lines, and is the answer one step in it, however long the logboek is.
"""

from django.db import connection

from samenwerking.models import Gemeente
from samenwerking.models.logboek import ZONDER_TELLING, ZONDER_WIJZIGING

REGELS = "FROM samenwerking_logregel WHERE NOT (gebeurtenis IN ({behalve}))"
# In the order of the index, of which another index knows nothing: the last line of the last gemeente up to this one.
VAN_GEMEENTE = (
    "SELECT CASE WHEN gemeente_code = %(code)s THEN id ELSE 0 END "
    + REGELS.format(behalve=", ".join(f"'{g}'" for g in ZONDER_WIJZIGING))
    + " AND gemeente_code <= %(code)s ORDER BY gemeente_code DESC, id DESC LIMIT 1"
)
VAN_TELLING = "SELECT MAX(id) " + REGELS.format(behalve=", ".join(f"'{g}'" for g in ZONDER_TELLING))
# Whoever writes a line holds this lock on the table until the end of the transaction.
SCHRIJVERS = """
SELECT COUNT(*) FROM pg_locks
WHERE relation = 'samenwerking_logregel'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
"""


def last_wijziging(gemeente: Gemeente) -> tuple[int, int]:
    """The last change in the cases of this gemeente, and the last that can have moved the figures of any. One query.

    An event of one gemeente may count for another: an amv that moves, a transfer, a merger.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({VAN_GEMEENTE}), ({VAN_TELLING})", {"code": gemeente.code})
        eigen, telling = cursor.fetchone()
    return int(eigen or 0), int(telling or 0)


def last_telling() -> int:
    """The last change that can have moved the figures of any gemeente. One query."""
    with connection.cursor() as cursor:
        cursor.execute(VAN_TELLING)
        return int(cursor.fetchone()[0] or 0)


def is_settled() -> bool:
    """Whether nobody is writing a line now. To ask after reading the last one and before reading what it stands for.

    On PostgreSQL an event may get its line before another and be stored after it: the last line is then the same, and
    what one sees is not. Once everyone who was writing is done, a next line is always a later one. SQLite has one
    writer at a time.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(SCHRIJVERS)
        return int(cursor.fetchone()[0]) == 0
