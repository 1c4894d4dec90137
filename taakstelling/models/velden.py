"""A half-year as a column: its number, so that the next half-year is one more and sorting is by time."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout


class HalfjaarField(models.Field):
    """Stores a Halfjaar. In Python the value is a Halfjaar; text such as "2026H1" is understood.

    The column is a small integer, but the field is no IntegerField: Django would show and ask its value as a number.
    """

    description = "Kalenderhalfjaar"

    if TYPE_CHECKING:  # how django-stubs learns what one assigns and gets
        _pyi_private_set_type: Halfjaar
        _pyi_private_get_type: Halfjaar
        _pyi_lookup_exact_type: Halfjaar

    def get_internal_type(self) -> str:
        return "PositiveSmallIntegerField"

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Halfjaar | None:
        return None if value is None else Halfjaar.van_nummer(value)

    def to_python(self, value: Any) -> Halfjaar | None:
        if value in (None, "") or isinstance(value, Halfjaar):
            return value or None
        try:
            return Halfjaar.van_nummer(value) if isinstance(value, int) else Halfjaar.parse(str(value))
        except HalfjaarFout as fout:
            raise ValidationError(str(fout)) from fout

    def get_prep_value(self, value: Any) -> int | None:
        halfjaar = self.to_python(value)
        return None if halfjaar is None else halfjaar.nummer

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
