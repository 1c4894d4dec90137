"""DOET: what is done to house people."""

from huisvesting.models.aanbod import AanbodStatus, Woningaanbod
from huisvesting.models.coa import CoaImport, CoaImportregel, CoaImportStatus, Oordeel
from huisvesting.models.huishouden import Geslacht, Gezinsrol, Huishouden, HuishoudenStatus, Instroom, Statushouder
from huisvesting.models.norm import Normbedrag, Normsoort
from huisvesting.models.plaatsing import Plaatsing, Plaatsingspersoon, PlaatsingStatus
from huisvesting.models.telbaar import Telbaar
from huisvesting.models.verblijf import Verblijf
from huisvesting.models.voordracht import Bijzonder, Voordracht, VoordrachtStatus
from huisvesting.models.woning import Vorm, Woning

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
    "Instroom",
    "Normbedrag",
    "Normsoort",
    "Oordeel",
    "Plaatsing",
    "PlaatsingStatus",
    "Plaatsingspersoon",
    "Statushouder",
    "Telbaar",
    "Verblijf",
    "Voordracht",
    "VoordrachtStatus",
    "Vorm",
    "Woning",
    "Woningaanbod",
]
