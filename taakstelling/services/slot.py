"""Whoever changes the ledger or the voortgang of a gemeente holds the lock on that gemeente: it is always taken last
in an event (after aanbod and huishouden), and for more gemeenten in the order of their keys.

Plain SQL: this runs for every person that counts, and the ORM would cost as much as the booking itself. New rows that
refer to the gemeente are not held up (NO KEY). SQLite has one writer at a time and needs no lock.
"""

from django.db import connection

from samenwerking.models import Gemeente

SLOT = "SELECT id FROM samenwerking_gemeente {waar} ORDER BY id FOR NO KEY UPDATE"


def lock_gemeente(gemeente: Gemeente) -> None:
    """Wait for others who change this gemeente's numbers; the lock ends with the transaction."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(SLOT.format(waar="WHERE id = %s"), [gemeente.pk])


def lock_alle_gemeenten() -> None:
    """The same for the whole country."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(SLOT.format(waar=""))
