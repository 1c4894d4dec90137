"""Who may do what with organisations and people."""

from samenwerking.models import Actie, Bericht, Gebruiker, Gemeente, Rol, Verwerking, Woningcorporatie

CASEWORK = (Rol.AMBTENAAR, Rol.OPGAVEMANAGER)


def is_logged_in(gebruiker: Gebruiker) -> bool:
    """Pages that every person with an account may open."""
    return gebruiker.is_authenticated


def can_read_bericht(gebruiker: Gebruiker, bericht: Bericht) -> bool:
    """A message is for its addressee alone."""
    return bericht.ontvanger_id == gebruiker.pk


def can_view_galerij(gebruiker: Gebruiker) -> bool:
    """The components are for those who build and manage the site."""
    return gebruiker.is_staff


def can_do_casework(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Ambtenaar and opgavemanager of this gemeente (workflow.md 5.7)."""
    return gebruiker.has_rol(*CASEWORK, gemeente=gemeente)


def can_view_verwerking(gebruiker: Gebruiker, verwerking: Verwerking) -> bool:
    """How far work on a file is: who may read what it is about."""
    return can_do_casework(gebruiker, verwerking.gemeente)


# --- Acties ---------------------------------------------------------------------------------------------------------
def can_own_actie(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who works for the gemeente on its cases: casework, and the jurist for what he judges."""
    return gebruiker.has_rol(*CASEWORK, Rol.JURIST, gemeente=gemeente)


def can_change_actie(gebruiker: Gebruiker, actie: Actie) -> bool:
    """Finish, drop or hand over: casework of the gemeente, and whoever has to do it as long as he works there."""
    eigen = actie.eigenaar_id == gebruiker.pk and can_own_actie(gebruiker, actie.gemeente)
    return eigen or can_do_casework(gebruiker, actie.gemeente)


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
