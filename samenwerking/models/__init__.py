"""WIE: who takes part."""

from samenwerking.models.actie import Actie, Actielijst
from samenwerking.models.bericht import Antwoordlink, Bericht, Berichtvoorkeur, Mailwijze
from samenwerking.models.demonstratie import Demonstratie
from samenwerking.models.gebruiker import Gebruiker, Rol, Roltoewijzing
from samenwerking.models.inlezing import Bestandsindeling, Inleessoort, Inleesstatus, Inlezing
from samenwerking.models.logboek import Gebeurtenis, Logregel
from samenwerking.models.partijen import Gemeente, Naamvariant, Woningcorporatie
from samenwerking.models.reden import Klasse, Reden
from samenwerking.models.verwerking import Verwerking, Werksoort
from samenwerking.models.verzending import Verzending

__all__ = [
    "Actie",
    "Actielijst",
    "Antwoordlink",
    "Bericht",
    "Berichtvoorkeur",
    "Bestandsindeling",
    "Demonstratie",
    "Gebeurtenis",
    "Gebruiker",
    "Gemeente",
    "Inleessoort",
    "Inleesstatus",
    "Inlezing",
    "Klasse",
    "Logregel",
    "Mailwijze",
    "Naamvariant",
    "Reden",
    "Rol",
    "Roltoewijzing",
    "Verwerking",
    "Verzending",
    "Werksoort",
    "Woningcorporatie",
]
