"""MOET: what each gemeente must do, and what counted."""

from taakstelling.models.inwoners import Herindeling, Inwonertal, SoortHerindeling
from taakstelling.models.realisatie import Grond, Realisatie, Telmoment, Telmomentinstelling
from taakstelling.models.taakstelling import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    LandelijkeTaakstelling,
    Soort,
    Taakstelling,
    Zekerheid,
)
from taakstelling.models.velden import HalfjaarField
from taakstelling.models.voortgang import Voortgang, VoortgangStatus

__all__ = [
    "Beginsaldo",
    "GepubliceerdeTaakstelling",
    "Grond",
    "HalfjaarField",
    "Herindeling",
    "Inwonertal",
    "LandelijkeTaakstelling",
    "Realisatie",
    "Soort",
    "SoortHerindeling",
    "Taakstelling",
    "Telmoment",
    "Telmomentinstelling",
    "Voortgang",
    "VoortgangStatus",
    "Zekerheid",
]
