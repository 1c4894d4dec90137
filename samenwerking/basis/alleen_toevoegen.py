"""Append-only tables: the database itself refuses UPDATE and DELETE, on SQLite and on PostgreSQL.

SQLite rebuilds a table when a later migration alters it and silently drops its triggers: repeat the operation at the
end of such a migration. TRUNCATE is refused by privilege, not by trigger.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MELDING = "Deze tabel is alleen aan te vullen: wijzigen en verwijderen kan niet."


def install_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """(Re)install the triggers that refuse UPDATE and DELETE on `table`."""
    drop_triggers(schema_editor, table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{MELDING}' USING ERRCODE = 'integrity_constraint_violation'; END$$",
            params=None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_alleen_toevoegen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION alleen_toevoegen()",
            params=None,
        )
        return
    for act in ("update", "delete"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_geen_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{MELDING}'); END",
            params=None,
        )


def drop_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers away: for a reversed migration, and for tests that must empty the database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_alleen_toevoegen ON {table}", params=None)
        return
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_geen_{act}", params=None)


class AlleenToevoegen(migrations.RunPython):
    """Migration operation that makes a table append-only. In: the table's name and the model's name."""

    def __init__(self, table: str, model: str) -> None:
        self.table, self.model = table, model
        super().__init__(
            code=lambda apps, editor: install_triggers(editor, table),
            reverse_code=lambda apps, editor: drop_triggers(editor, table),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table, self.model], {}

    def describe(self) -> str:
        return f"Make {self.model} append-only"
