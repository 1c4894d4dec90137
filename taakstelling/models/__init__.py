"""MOET: what each gemeente must do, and what counted."""

from taakstelling.models.afsluiting import Afsluiting, first_open, frozen_content, open_halfjaren
from taakstelling.models.afstemming import Afstemverschil, Verschilreden
from taakstelling.models.coastand import CoaStand
from taakstelling.models.herberekening import Herberekening
from taakstelling.models.inwoners import Herindeling, Inwonertal, SoortHerindeling
from taakstelling.models.koppelingsdekking import CoaVraag, Koppelingsdekking
from taakstelling.models.overdracht import Overdracht, Overdrachtregel
from taakstelling.models.overzicht import (
    Overzichtimport,
    Rijoordeel,
    Saldoteken,
    SoortOverzicht,
    empty_uitkomst,
)
from taakstelling.models.realisatie import Grond, Realisatie, Telmoment, Telmomentinstelling
from taakstelling.models.saldocorrectie import Saldocorrectie, SoortSaldocorrectie
from taakstelling.models.taakstelling import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    LandelijkeTaakstelling,
    Soort,
    Taakstelling,
    Zekerheid,
)
from taakstelling.models.telregel import Telregel, choices_of
from taakstelling.models.toezicht import (
    Briefsoort,
    Maat,
    Mijlpaal,
    PlanVanAanpak,
    Richting,
    Toezichtbrief,
    Toezichtkader,
    Toezichttrede,
)
from taakstelling.models.velden import HalfjaarField
from taakstelling.models.voortgang import Voortgang, VoortgangStatus

__all__ = [
    "Afsluiting",
    "Afstemverschil",
    "Beginsaldo",
    "Briefsoort",
    "CoaStand",
    "CoaVraag",
    "GepubliceerdeTaakstelling",
    "Grond",
    "HalfjaarField",
    "Herberekening",
    "Herindeling",
    "Inwonertal",
    "Koppelingsdekking",
    "LandelijkeTaakstelling",
    "Maat",
    "Mijlpaal",
    "Overdracht",
    "Overdrachtregel",
    "Overzichtimport",
    "PlanVanAanpak",
    "Realisatie",
    "Richting",
    "Rijoordeel",
    "Saldocorrectie",
    "Saldoteken",
    "Soort",
    "SoortHerindeling",
    "SoortOverzicht",
    "SoortSaldocorrectie",
    "Taakstelling",
    "Telmoment",
    "Telmomentinstelling",
    "Telregel",
    "Toezichtbrief",
    "Toezichtkader",
    "Toezichttrede",
    "Verschilreden",
    "Voortgang",
    "VoortgangStatus",
    "Zekerheid",
    "choices_of",
    "empty_uitkomst",
    "first_open",
    "frozen_content",
    "open_halfjaren",
]
