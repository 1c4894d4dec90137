"""The logboek can only grow: the database says so, on SQLite and on PostgreSQL. (All such tables: tests/guards.)"""

import pytest
from django.db import DatabaseError, connection, transaction

from samenwerking.basis.alleen_toevoegen import MELDING, AlleenToevoegen, drop_triggers, install_triggers
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.services.logboek import log
from tests.factories.samenwerking import AmbtenaarFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


@pytest.fixture
def regel():
    return log(Gebeurtenis.INGELOGD, onderwerp=None, door=AmbtenaarFactory(first_name="Ada", last_name="Tester"))


def test_a_line_can_be_added_but_not_changed_through_any_door(regel):
    def save():
        regel.door_naam = "Iemand anders"
        regel.save()

    def raw():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE samenwerking_logregel SET door_naam = 'Iemand anders'")

    regels = Logregel.objects.all()
    for act in (save, raw, lambda: regels.update(door_naam="Iemand anders"), regels.delete, regel.delete):
        with pytest.raises(DatabaseError, match=MELDING), transaction.atomic():
            act()

    assert Logregel.objects.get().door_naam == "Ada Tester"


OVERSCHRIJVEN = {
    # Without recursive triggers SQLite replaces a row without asking the trigger on DELETE.
    "sqlite": "INSERT OR REPLACE INTO {rij}",
    "postgresql": "INSERT INTO {rij} ON CONFLICT (id) DO UPDATE SET door_naam = excluded.door_naam",
}
RIJ = (
    "samenwerking_logregel (id, gebeurtenis, gemeente_code, onderwerp_soort, onderwerp_id, gegevens, op, door_id, "
    "door_naam) VALUES (%s, 'x', '', '', '', '{}', %s, '', 'Iemand anders')"
)


def test_an_insert_cannot_overwrite_a_line(regel):
    statement = OVERSCHRIJVEN[connection.vendor].format(rij=RIJ)

    with pytest.raises(DatabaseError, match=MELDING), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [regel.pk, regel.op])

    assert Logregel.objects.get().door_naam == "Ada Tester"


@pytest.mark.django_db(transaction=True)
def test_dropping_opens_the_table_and_installing_locks_it_however_often_one_does_it(regel):
    with connection.schema_editor() as editor:
        drop_triggers(editor, "samenwerking_logregel")
        drop_triggers(editor, "samenwerking_logregel")
    Logregel.objects.update(door_naam="Iemand anders")
    with connection.schema_editor() as editor:
        install_triggers(editor, "samenwerking_logregel")
        install_triggers(editor, "samenwerking_logregel")

    with pytest.raises(DatabaseError, match=MELDING), transaction.atomic():
        Logregel.objects.update(door_naam="Nog iemand")


def test_the_migration_operation_describes_itself():
    operation = AlleenToevoegen("samenwerking_logregel", "Logregel")

    assert operation.describe() == "Make Logregel append-only"
    assert operation.deconstruct() == ("AlleenToevoegen", ["samenwerking_logregel", "Logregel"], {})
    assert operation.reversible
