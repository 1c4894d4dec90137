"""Periods that never overlap: what only PostgreSQL can say about more than one row.

SQLite has no such constraint. There the service checks, and no two writers are busy at once.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations


class GeenOverlap(migrations.RunPython):
    """Migration operation: rows of `table` with the same `columns` have periods that do not overlap.

    In: the name of the constraint; the columns that must be equal; the columns of the first day and of the day on which
    it is over (that day excluded, NULL means never). Does nothing on SQLite.
    """

    def __init__(self, naam: str, table: str, columns: Sequence[str], van: str, tot: str) -> None:
        self.arguments = (naam, table, list(columns), van, tot)
        gelijk = "".join(f"{column} WITH =, " for column in columns)
        statements = (
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"ALTER TABLE {table} ADD CONSTRAINT {naam} EXCLUDE USING gist ({gelijk}daterange({van}, {tot}) WITH &&)",
        )
        super().__init__(
            code=lambda apps, editor: _execute(editor, *statements),
            reverse_code=lambda apps, editor: _execute(editor, f"ALTER TABLE {table} DROP CONSTRAINT {naam}"),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, list(self.arguments), {}

    def describe(self) -> str:
        return f"No overlapping periods in {self.arguments[1]}"


def _execute(editor: Any, *statements: str) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement, params=None)
