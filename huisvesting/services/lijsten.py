"""What has to be arranged around a move, and after it: two lists of points, each with who does it and by when.

The points of the aftercare follow the founding article: how one lives in the Netherlands, the neighbours, whom to turn
to, and the beginning of the inburgering. Their owners are mostly outside housing.
"""

from datetime import datetime

from huisvesting.models import Plaatsing
from samenwerking.models import Actielijst, Gebruiker
from samenwerking.services.actie import Punt, add_lijst

BURGERZAKEN, INKOMEN, INBURGERING, WELZIJN = "Burgerzaken", "Werk en inkomen", "Inburgering", "Welzijn"

# Terms in working days: from the first day of the lease.
VERHUIZING = (
    Punt("Sleutel en oplevering afspreken met de corporatie", 0),
    Punt("Uitkering aanvragen", 0, INKOMEN),
    Punt("Inrichting regelen: krediet en spullen", 0, INKOMEN),
    Punt("Stroom, gas, water en internet aanmelden", 0, WELZIJN),
    Punt("Inschrijven in de BRP", 5, BURGERZAKEN),
    Punt("Toeslagen aanvragen of wijzigen", 10, WELZIJN),
    Punt("Zorgverzekering en huisarts regelen", 10, WELZIJN),
    Punt("Verhuizing doorgeven aan inburgering", 10, INBURGERING),
)

# From the day of the key.
NAZORG = (
    Punt("Op huisbezoek: hoe gaat het in de woning?", 10),
    Punt("Vaste contactpersonen doorgeven: gemeente, corporatie, wijk", 10),
    Punt("Uitleg over wonen in Nederland: huur, afval, ventileren, post", 20, WELZIJN),
    Punt("Kennismaken met de buren", 30, WELZIJN),
    Punt("Intake voor de inburgering", 50, INBURGERING),
    Punt("Nagaan of huur en toeslagen goed lopen", 65, INKOMEN),
)


def make_verhuislijst(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime) -> None:
    """The list of the move, when the lease is signed. The calling event writes the log line."""
    add_lijst(
        Actielijst.VERHUIZING,
        VERHUIZING,
        onderwerpen=[plaatsing],
        vanaf=plaatsing.ingangsdatum,
        eigenaar=plaatsing.huishouden.eigenaar,
        door=door,
        op=op,
    )


def make_nazorglijst(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime) -> None:
    """The list of the aftercare, when there is a key. The calling event writes the log line."""
    add_lijst(
        Actielijst.NAZORG,
        NAZORG,
        onderwerpen=[plaatsing],
        vanaf=plaatsing.sleuteldatum,
        eigenaar=plaatsing.huishouden.eigenaar,
        door=door,
        op=op,
    )
