"""All the acts, by the name of their service."""

from tests.huisvesting.wegen import aanbod, dossier, voordracht
from tests.huisvesting.wegen.trekking import Handeling

MODULES = (dossier, aanbod, voordracht)
HANDELINGEN = {h.naam: h for module in MODULES for h in vars(module).values() if isinstance(h, Handeling)}
