"""Who may do what with organisations and people."""

from samenwerking.models import Gebruiker, Gemeente, Rol, Woningcorporatie

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


# --- Beheer -----------------------------------------------------------------------------------------------------------
def can_manage_gemeente(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The beheerder of this gemeente."""
    return gebruiker.is_superuser or gebruiker.has_rol(Rol.BEHEERDER, gemeente=gemeente)


def can_manage_corporatie(gebruiker: Gebruiker, corporatie: Woningcorporatie) -> bool:
    """The beheerder of every gemeente that it works in: one gemeente does not decide for another."""
    return all(can_manage_gemeente(gebruiker, gemeente) for gemeente in corporatie.gemeenten.all())


def can_manage_gebruiker(gebruiker: Gebruiker, account: Gebruiker | None) -> bool:
    """Who is beheerder today, for accounts within reach (the admin lists no others); never for the own account, so that
    nobody makes himself more than he is."""
    return gebruiker.is_superuser or (gebruiker.has_rol(Rol.BEHEERDER) and account != gebruiker)
