"""DOET: what is done to house people."""

from huisvesting.models.coa import CoaImport, CoaImportregel, CoaImportStatus, Oordeel
from huisvesting.models.huishouden import Geslacht, Gezinsrol, Huishouden, HuishoudenStatus, Statushouder
from huisvesting.models.plaatsing import (
    Bijzonder,
    Plaatsing,
    Plaatsingspersoon,
    PlaatsingStatus,
    Voordracht,
    VoordrachtStatus,
)
from huisvesting.models.woning import AanbodStatus, Vorm, Woning, Woningaanbod

__all__ = [
    "AanbodStatus",
    "Bijzonder",
    "CoaImport",
    "CoaImportStatus",
    "CoaImportregel",
    "Geslacht",
    "Gezinsrol",
    "Huishouden",
    "HuishoudenStatus",
    "Oordeel",
    "Plaatsing",
    "PlaatsingStatus",
    "Plaatsingspersoon",
    "Statushouder",
    "Voordracht",
    "VoordrachtStatus",
    "Vorm",
    "Woning",
    "Woningaanbod",
]
