"""Writing very many rows at once: COPY on PostgreSQL, INSERT elsewhere. The rows come out the same."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, connections
from django.db.models import AutoField, BooleanField, CharField, DateField, Field, Model, TextField, UUIDField

Rij = TypeVar("Rij", bound=Model)

# SQLite may refuse more parameters in one statement than some thirty thousand.
CHUNK = 1000
# Values that these fields send as they are: most of all values, and asking the field costs more than sending them.
_GEWOON = {CharField: str, TextField: str, BooleanField: bool, DateField: date, UUIDField: UUID}


def copy_rows(model: type[Rij], objects: Iterable[Rij]) -> list[Rij]:
    """Store new objects, as `bulk_create` does it and several times as fast on PostgreSQL.

    Constraints and triggers of the database hold; signals are not sent. In: unsaved objects; one with a key that the
    database hands out gets it there, and does not know it. Out: the objects. Errors: as `bulk_create`, IntegrityError.
    """
    rijen = list(objects)
    if connection.vendor != "postgresql":
        return model._default_manager.bulk_create(rijen, batch_size=CHUNK)
    if rijen:
        _copy(model, rijen)
    for rij in rijen:
        rij._state.adding, rij._state.db = False, connection.alias
    return rijen


def _copy(model: type[Model], rijen: Sequence[Model]) -> None:
    """Each value as the field would send it with an INSERT; psycopg writes it down for COPY (None is NULL, and an empty
    text stays an empty text)."""
    velden = [veld for veld in model._meta.concrete_fields if not veld.generated and not isinstance(veld, AutoField)]
    quote = connection.ops.quote_name
    kolommen = ", ".join(quote(veld.column) for veld in velden)
    lezers = [_make_lezer(veld) for veld in velden]
    statement = f"COPY {quote(model._meta.db_table)} ({kolommen}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for rij in rijen:
            copy.write_row([lees(rij) for lees in lezers])


def _make_lezer(veld: "Field[Any, Any]") -> Callable[[Model], Any]:
    """How a value of this field is taken from an object."""
    verbinding = connections[connection.alias]
    soort = (
        None if getattr(veld, "auto_now", False) or getattr(veld, "auto_now_add", False) else _GEWOON.get(type(veld))
    )
    haal = attrgetter(veld.attname)

    def prepare(rij: Model) -> Any:
        return veld.get_db_prep_save(veld.pre_save(rij, True), verbinding)

    def read(rij: Model) -> Any:
        waarde = haal(rij)
        return waarde if type(waarde) is soort else prepare(rij)

    return read if soort else prepare
