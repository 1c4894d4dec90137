"""Writing very many rows at once: COPY on PostgreSQL, INSERT elsewhere. The rows come out the same."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, connections
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    Field,
    JSONField,
    Manager,
    Model,
    QuerySet,
    TextField,
    UUIDField,
)
from django.db.models.expressions import RawSQL

Rij = TypeVar("Rij", bound=Model)

# SQLite may refuse more parameters in one statement than some thirty thousand.
CHUNK = 1000
# Values that these fields send as they are: most of all values, and asking the field costs more than sending them.
_GEWOON = {CharField: str, TextField: str, BooleanField: bool, DateField: date, UUIDField: UUID}
# What COPY gives a meaning in a text.
_LASTIG = re.compile(r"[\\\n\r\t]")
_VERVANGEN = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NIETS = "\\N"


def copy_rows(model: type[Rij], objects: Iterable[Rij]) -> list[Rij]:
    """Store new objects, as `bulk_create` does it and several times as fast on PostgreSQL.

    Constraints and triggers of the database hold; signals are not sent. In: unsaved objects; one with a key that the
    database hands out gets it there, and does not know it. Out: the objects. Errors: as `bulk_create`, IntegrityError.
    """
    rijen = list(objects)
    if connection.vendor != "postgresql":
        return model._default_manager.bulk_create(rijen, batch_size=CHUNK)
    velden = _fields(model)
    _copy(model, velden, [_write_kolom(veld, [veld.pre_save(rij, True) for rij in rijen]) for veld in velden])
    for rij in rijen:
        rij._state.adding, rij._state.db = False, connection.alias
    return rijen


def copy_kolommen(model: type[Model], kolommen: Mapping[str, Sequence[Any]], **vast: Any) -> None:
    """The same without making objects: a third of the time.

    In: by the name of the field (of a foreign key: its `..._id`) the values of all rows; `vast`, what is the same in
    every row. What is not named gets its default. Errors: IntegrityError.
    """
    aantal = len(next(iter(kolommen.values())))
    if connection.vendor != "postgresql":
        rijen = (dict(zip(kolommen, rij, strict=True)) for rij in zip(*kolommen.values(), strict=True))
        model._default_manager.bulk_create((model(**vast, **rij) for rij in rijen), batch_size=CHUNK)
        return
    velden = _fields(model)
    teksten = [
        _write_kolom(veld, kolommen[veld.attname]) if veld.attname in kolommen else _write_vast(veld, vast, aantal)
        for veld in velden
    ]
    _copy(model, velden, teksten)


def among(objects: "Manager[Rij]", naam: str, waarden: Sequence[Any]) -> "QuerySet[Rij]":
    """Those of which the field has one of these values. Of many values each takes longer to ask than to find; on
    PostgreSQL they are asked as one."""
    if connection.vendor != "postgresql":
        return objects.filter(**{f"{naam}__in": waarden})
    quote = connection.ops.quote_name
    kolom = f"{quote(objects.model._meta.db_table)}.{quote(objects.model._meta.get_field(naam).column)}"
    return objects.filter(RawSQL(f"{kolom} = ANY(%s)", [list(waarden)], output_field=BooleanField()))  # noqa: S611


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return [veld for veld in model._meta.concrete_fields if not veld.generated and not isinstance(veld, AutoField)]


def _write_vast(veld: "Field[Any, Any]", vast: Mapping[str, Any], aantal: int) -> list[str]:
    if veld.attname not in vast and callable(veld.default):
        return _write_kolom(veld, [veld.get_default() for _ in range(aantal)])
    return _write_kolom(veld, [vast.get(veld.attname, veld.get_default())]) * aantal


# --- COPY -------------------------------------------------------------------------------------------------------------
def _copy(model: type[Model], velden: "Sequence[Field[Any, Any]]", teksten: Sequence[Sequence[str]]) -> None:
    """In: per field what `_write_kolom` gives for all rows."""
    quote = connection.ops.quote_name
    namen = ", ".join(quote(veld.column) for veld in velden)
    regels = "".join([f"{regel}\n" for regel in map("\t".join, zip(*teksten, strict=True))])
    if regels:
        statement = f"COPY {quote(model._meta.db_table)} ({namen}) FROM STDIN"
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(regels)


def _write_kolom(veld: "Field[Any, Any]", waarden: Sequence[Any]) -> list[str]:
    """Each value as the field would send it with an INSERT, written down as COPY reads it; every different one once."""
    if isinstance(veld, JSONField):
        return [_write_json(waarde, veld) for waarde in waarden]
    soort = _GEWOON.get(type(veld))
    if soort is None or not set(map(type, waarden)) <= {soort, type(None)}:
        verbinding = connections[connection.alias]
        waarden = [veld.get_db_prep_save(waarde, verbinding) for waarde in waarden]
    geschreven = {waarde: _write(waarde) for waarde in set(waarden)}
    return [geschreven[waarde] for waarde in waarden]


def _write(waarde: Any) -> str:
    """None is NULL, and an empty text stays an empty text. Errors: TypeError for a value that was never tried."""
    if waarde is None:
        return _NIETS
    if isinstance(waarde, str):
        return _escape(str.__str__(waarde))
    if isinstance(waarde, bool):
        return "t" if waarde else "f"
    if isinstance(waarde, int | UUID | Decimal):
        return str(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError(f"no way to copy a {type(waarde).__name__}")


def _write_json(waarde: Any, veld: JSONField) -> str:
    if waarde is None:
        return _NIETS
    return "[]" if waarde == [] else _escape(json.dumps(waarde, cls=veld.encoder))


def _escape(tekst: str) -> str:
    return _LASTIG.sub(lambda teken: _VERVANGEN[teken[0]], tekst) if _LASTIG.search(tekst) else tekst
