"""WIE: who takes part."""

from samenwerking.models.actie import Actie, Actielijst, ActieStatus
from samenwerking.models.bericht import Antwoordlink, Bericht, Berichtvoorkeur, Mailwijze
from samenwerking.models.besluit import Besluit, BesluitStatus
from samenwerking.models.demonstratie import Demonstratie
from samenwerking.models.escalatie import Escalatie, EscalatieStatus, Escalatietermijn
from samenwerking.models.gebruiker import Gebruiker, Rol, Roltoewijzing
from samenwerking.models.inlezing import Bestandsindeling, Inleessoort, Inleesstatus, Inlezing
from samenwerking.models.locatie import (
    Locatie,
    Locatiegewicht,
    Locatiepunt,
    Locatiesoort,
    LocatieStatus,
    Locatieverwachting,
    Puntoordeel,
    Puntsoort,
    Windrichting,
)
from samenwerking.models.logboek import Gebeurtenis, Logregel
from samenwerking.models.mandaat import Besluitsoort, Mandaat
from samenwerking.models.opgaveteam import Afwezigheid, Teamlid, Teamrol
from samenwerking.models.overleg import (
    Agendapunt,
    Agendasoort,
    Kalenderlink,
    Overleg,
    Overlegreeks,
    Overlegsoort,
    OverlegStatus,
)
from samenwerking.models.partijen import Gemeente, Naamvariant, Woningcorporatie
from samenwerking.models.reden import Klasse, Reden
from samenwerking.models.verwerking import Verwerking, Werksoort
from samenwerking.models.verzending import Verzending
from samenwerking.models.wijk import Wijk, Wijkafspraak, Wijkpostcode

__all__ = [
    "Actie",
    "ActieStatus",
    "Actielijst",
    "Afwezigheid",
    "Agendapunt",
    "Agendasoort",
    "Antwoordlink",
    "Bericht",
    "Berichtvoorkeur",
    "Besluit",
    "BesluitStatus",
    "Besluitsoort",
    "Bestandsindeling",
    "Demonstratie",
    "Escalatie",
    "EscalatieStatus",
    "Escalatietermijn",
    "Gebeurtenis",
    "Gebruiker",
    "Gemeente",
    "Inleessoort",
    "Inleesstatus",
    "Inlezing",
    "Kalenderlink",
    "Klasse",
    "Locatie",
    "LocatieStatus",
    "Locatiegewicht",
    "Locatiepunt",
    "Locatiesoort",
    "Locatieverwachting",
    "Logregel",
    "Mailwijze",
    "Mandaat",
    "Naamvariant",
    "Overleg",
    "OverlegStatus",
    "Overlegreeks",
    "Overlegsoort",
    "Puntoordeel",
    "Puntsoort",
    "Reden",
    "Rol",
    "Roltoewijzing",
    "Teamlid",
    "Teamrol",
    "Verwerking",
    "Verzending",
    "Werksoort",
    "Wijk",
    "Wijkafspraak",
    "Wijkpostcode",
    "Windrichting",
    "Woningcorporatie",
]
