"""WIE: who takes part."""

from samenwerking.models.demonstratie import Demonstratie
from samenwerking.models.gebruiker import Gebruiker, Rol, Roltoewijzing
from samenwerking.models.logboek import Gebeurtenis, Logregel
from samenwerking.models.partijen import Gemeente, Naamvariant, Woningcorporatie
from samenwerking.models.reden import Klasse, Reden

__all__ = [
    "Demonstratie",
    "Gebeurtenis",
    "Gebruiker",
    "Gemeente",
    "Klasse",
    "Logregel",
    "Naamvariant",
    "Reden",
    "Rol",
    "Roltoewijzing",
    "Woningcorporatie",
]
