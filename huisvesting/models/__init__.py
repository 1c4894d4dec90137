"""DOET: what is done to house people."""

from huisvesting.models.aanbod import AanbodStatus, Woningaanbod
from huisvesting.models.aanbodlijst import Aanbodlijst, Aanbodlijstregel, Rijuitkomst
from huisvesting.models.afspraak import Overlegtermijn, Prestatieafspraak, Slaapkamerklasse
from huisvesting.models.coa import CoaImport, CoaImportregel, Oordeel
from huisvesting.models.dossier import (
    Aanvulling,
    Contactmoment,
    Contactwijze,
    Dossiersluiting,
    Eis,
    Eissoort,
    Notitie,
    Ontbrekend,
    Parkering,
    Sluiting,
)
from huisvesting.models.huishouden import Gezinsrol, Huishouden, HuishoudenStatus
from huisvesting.models.integraal import Doelgroep, Doelgroepclaim, Verdeelkeuze
from huisvesting.models.intrekverzoek import Intrekverzoek
from huisvesting.models.norm import Normbedrag, Normsoort, Woonnorm
from huisvesting.models.plaatsing import (
    Bestemming,
    Hersteld,
    Plaatsing,
    Plaatsingscorrectie,
    Plaatsingspersoon,
    PlaatsingStatus,
)
from huisvesting.models.statushouder import Geslacht, Instroom, Statushouder
from huisvesting.models.telbaar import Telbaar
from huisvesting.models.verblijf import Verblijf
from huisvesting.models.voordracht import Bijzonder, Voordracht, VoordrachtStatus
from huisvesting.models.weigering import Afwijzing, Weigering, Weigeroordeel, Weigerstand
from huisvesting.models.woning import Complex, Energielabel, Vorm, Woning

__all__ = [
    "AanbodStatus",
    "Aanbodlijst",
    "Aanbodlijstregel",
    "Aanvulling",
    "Afwijzing",
    "Bestemming",
    "Bijzonder",
    "CoaImport",
    "CoaImportregel",
    "Complex",
    "Contactmoment",
    "Contactwijze",
    "Doelgroep",
    "Doelgroepclaim",
    "Dossiersluiting",
    "Eis",
    "Eissoort",
    "Energielabel",
    "Geslacht",
    "Gezinsrol",
    "Hersteld",
    "Huishouden",
    "HuishoudenStatus",
    "Instroom",
    "Intrekverzoek",
    "Normbedrag",
    "Normsoort",
    "Notitie",
    "Ontbrekend",
    "Oordeel",
    "Overlegtermijn",
    "Parkering",
    "Plaatsing",
    "PlaatsingStatus",
    "Plaatsingscorrectie",
    "Plaatsingspersoon",
    "Prestatieafspraak",
    "Rijuitkomst",
    "Slaapkamerklasse",
    "Sluiting",
    "Statushouder",
    "Telbaar",
    "Verblijf",
    "Verdeelkeuze",
    "Voordracht",
    "VoordrachtStatus",
    "Vorm",
    "Weigering",
    "Weigeroordeel",
    "Weigerstand",
    "Woning",
    "Woningaanbod",
    "Woonnorm",
]
