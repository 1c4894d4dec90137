"""After the full migrate every append-only table refuses UPDATE and DELETE, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from samenwerking.basis.alleen_toevoegen import MELDING
from samenwerking.models import Gebeurtenis
from samenwerking.services.logboek import log
from taakstelling.models import Afsluiting, Saldocorrectie, SoortSaldocorrectie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from tests.factories.huisvesting import MOMENT, PEILDATUM
from tests.factories.samenwerking import AmbtenaarFactory
from tests.factories.toezicht import KoppelingsdekkingFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

TABLES = {
    "samenwerking_logregel",
    "taakstelling_realisatie",
    "taakstelling_saldocorrectie",
    "taakstelling_afsluiting",
    "taakstelling_koppelingsdekking",
}


@pytest.fixture
def rows():
    """A row in each of the tables."""
    door = AmbtenaarFactory()
    log(Gebeurtenis.INGELOGD, onderwerp=None, door=door)
    gemeente, halfjaar = door.gemeente, Halfjaar.van_datum(PEILDATUM)
    book_correctie(gemeente=gemeente, datum=PEILDATUM, aantal=2, reden="Proef", door=door)
    Saldocorrectie.objects.create(
        gemeente=gemeente,
        halfjaar=halfjaar,
        aantal=1,
        soort=SoortSaldocorrectie.VEREFFENING,
        reden="Proef",
        vastgelegd_op=MOMENT,
        vastgelegd_door=door,
    )
    Afsluiting.objects.create(
        gemeente=gemeente,
        halfjaar=halfjaar,
        taakstelling=30,
        saldo_begin=0,
        gerealiseerd=2,
        vingerafdruk="0" * 64,
        afgesloten_op=MOMENT,
        afgesloten_door=door,
    )
    KoppelingsdekkingFactory(gemeente=gemeente, bevroren_door=door)


def test_the_tables_are_those_that_the_migrations_make_so(append_only_tables):
    assert append_only_tables == TABLES


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_table_only_grows(rows, table, statement):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - one of the names above
        assert cursor.fetchone()[0] > 0

    with pytest.raises(DatabaseError, match=MELDING), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))
