"""WIE: who takes part."""

from samenwerking.models.actie import Actie, Actielijst
from samenwerking.models.bericht import Antwoordlink, Bericht, Berichtvoorkeur, Mailwijze
from samenwerking.models.demonstratie import Demonstratie
from samenwerking.models.gebruiker import Gebruiker, Rol, Roltoewijzing
from samenwerking.models.logboek import Gebeurtenis, Logregel
from samenwerking.models.partijen import Gemeente, Naamvariant, Woningcorporatie
from samenwerking.models.reden import Klasse, Reden
from samenwerking.models.verzending import Verzending

__all__ = [
    "Actie",
    "Actielijst",
    "Antwoordlink",
    "Bericht",
    "Berichtvoorkeur",
    "Demonstratie",
    "Gebeurtenis",
    "Gebruiker",
    "Gemeente",
    "Klasse",
    "Logregel",
    "Mailwijze",
    "Naamvariant",
    "Reden",
    "Rol",
    "Roltoewijzing",
    "Verzending",
    "Woningcorporatie",
]
