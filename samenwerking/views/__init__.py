"""Pages of the floor."""

from samenwerking.views.galerij import galerij
from samenwerking.views.thema import thema

__all__ = ["galerij", "thema"]
