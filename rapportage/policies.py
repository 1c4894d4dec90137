"""Who sees which figures (workflow.md 5.7)."""

from samenwerking.models import Gebruiker, Gemeente, Rol
from samenwerking.models.opgaveteam import TEAM
from samenwerking.policies import CASEWORK
from taakstelling.policies import VOORTGANG

# The figures of all gemeenten name no person and are published every month.
LAND = (*VOORTGANG, Rol.BEHEERDER)


def can_view_vandaag(gebruiker: Gebruiker) -> bool:
    """Who has something to do for a household or a home; each sees only the lines that are his."""
    return gebruiker.has_rol(*CASEWORK, Rol.JURIST, Rol.CORPORATIEMEDEWERKER)


def can_view_own_overleg(gebruiker: Gebruiker) -> bool:
    """The meetings of a corporation with a gemeente: its own people."""
    return gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER)


def can_view_dashboard(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The gemeente's own people, and the province that supervises it."""
    return has_dashboard(gebruiker, gemeente.pk, gemeente.provincie_code)


def dashboard_scope(gebruiker: Gebruiker) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Keys of the gemeenten, and codes of the provinces, whose dashboards this person opens."""
    return tuple(sorted(gebruiker.gemeente_ids(*VOORTGANG))), tuple(sorted(gebruiker.provincie_codes()))


def has_dashboard(gebruiker: Gebruiker, gemeente_id: int, provincie_code: str) -> bool:
    """As `can_view_dashboard`, for a row that is no object."""
    gemeenten, provincies = dashboard_scope(gebruiker)
    return gemeente_id in gemeenten or provincie_code in provincies


def can_view_casuistiek(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Counts of waiting households and offered homes: small numbers, so only for the gemeente itself."""
    return gebruiker.has_rol(*VOORTGANG, gemeente=gemeente)


def lists_match(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Whether the lists of this person hold exactly the households and homes of this gemeente, so that a count on the
    dashboard may lead there."""
    return gebruiker.gemeente_ids(*CASEWORK) == {gemeente.pk} and not gebruiker.corporatie_ids()


def can_view_overzicht(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(*LAND, Rol.PROVINCIE)


def provincies_in_overzicht(gebruiker: Gebruiker) -> set[str] | None:
    """The provinces whose gemeenten this person sees beside each other; None is the whole country."""
    return None if gebruiker.has_rol(*LAND) else gebruiker.provincie_codes()


def can_view_beheer(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.BEHEERDER)


def own_gemeente(gebruiker: Gebruiker) -> Gemeente | None:
    """The gemeente whose progress this person follows (the first one, when there are more)."""
    return next((r.gemeente for r in gebruiker.rollen if r.gemeente and r.rol in VOORTGANG), None)


def task_gemeente(gebruiker: Gebruiker) -> Gemeente | None:
    """The gemeente on whose task this person works or decides (the first one, when there are more)."""
    return next((r.gemeente for r in gebruiker.rollen if r.gemeente and r.rol in TEAM), None)


def managed_gemeente(gebruiker: Gebruiker) -> Gemeente | None:
    """The gemeente whose numbers this person manages as its beheerder (the first one, when there are more)."""
    return next((r.gemeente for r in gebruiker.rollen if r.gemeente and r.rol == Rol.BEHEERDER), None)
