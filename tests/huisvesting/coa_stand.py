"""Everything that a COA list can change, to compare before and after."""

from typing import Any

from huisvesting.models import Huishouden, Statushouder
from samenwerking.models import Actie


def take_stand() -> dict[str, list[dict[str, Any]]]:
    """Every field of every household, person and actie (a V-nummer as it is read, not as it is encrypted)."""
    return {
        model.__name__: [{f.attname: getattr(rij, f.attname) for f in model._meta.concrete_fields} for rij in rijen]
        for model in (Huishouden, Statushouder, Actie)
        if (rijen := model.objects.order_by("pk")) is not None
    }
