"""Who may do what with organisations and people."""

from samenwerking.models import Gebruiker, Gemeente, Rol

CASEWORK = (Rol.AMBTENAAR, Rol.OPGAVEMANAGER)


def is_logged_in(gebruiker: Gebruiker) -> bool:
    """Pages that every person with an account may open."""
    return gebruiker.is_authenticated


def can_view_galerij(gebruiker: Gebruiker) -> bool:
    """The components are for those who build and manage the site."""
    return gebruiker.is_staff


def can_do_casework(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Ambtenaar and opgavemanager of this gemeente (workflow.md 5.7)."""
    return gebruiker.has_rol(*CASEWORK, gemeente=gemeente)
