"""Who may see and change the numbers of a gemeente (workflow.md 5.7).

Each function says whether this person may do this to this object; whether the moment is right is the service's word.
"""

from samenwerking.models import Gebruiker, Gemeente, Rol
from samenwerking.policies import CASEWORK, can_do_casework
from taakstelling.models import Afstemverschil, CoaVraag, Overdracht, Overzichtimport

# Roles of a gemeente that follow its progress.
VOORTGANG = (*CASEWORK, Rol.JURIST, Rol.OPDRACHTGEVER, Rol.WETHOUDER)


# --- Where the numbers come from, and what changes them ---------------------------------------------------------------
def follows_voortgang(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who the dashboard is for: the gemeente's own people, and the province that supervises it."""
    return gebruiker.has_rol(*VOORTGANG, gemeente=gemeente) or gemeente.provincie_code in gebruiker.provincie_codes()


def can_view_cijfers(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Numbers without names: for whoever follows the progress, and for the beheerder who records what they rest on."""
    return follows_voortgang(gebruiker, gemeente) or gebruiker.has_rol(Rol.BEHEERDER, gemeente=gemeente)


def can_change_cijfers(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Correct, transfer, close: who leads the opgaveteam."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente)


def can_record_grondslag(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The published taakstelling and the opening saldo come from outside: the beheerder may record them too."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, Rol.BEHEERDER, gemeente=gemeente)


def can_withdraw_overdracht(gebruiker: Gebruiker, overdracht: Overdracht) -> bool:
    """Who leads the opgaveteam of one of the gemeenten that decided."""
    eigen = gebruiker.gemeente_ids(Rol.OPGAVEMANAGER)
    return bool(eigen) and overdracht.regels.filter(gemeente__in=eigen).exists()


def can_manage_cijfers(gebruiker: Gebruiker) -> bool:
    """Mergers and the rebuild concern every gemeente: the beheerder."""
    return gebruiker.has_rol(Rol.BEHEERDER)


# --- Supervision, and what COA linked ---------------------------------------------------------------------------------
def can_view_toezicht(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Totals, letters and plans, without names: who follows the progress here, and the province that supervises."""
    eigen = gebruiker.has_rol(*VOORTGANG, gemeente=gemeente)
    return eigen or gemeente.provincie_code in gebruiker.provincie_codes()


def can_answer_coa_vraag(gebruiker: Gebruiker, vraag: CoaVraag) -> bool:
    """Whoever does casework here asks COA, and records what it answered."""
    return can_do_casework(gebruiker, vraag.gemeente)


# --- Overviews, and our count beside that of COA ----------------------------------------------------------------------
def can_list_overzichten(gebruiker: Gebruiker) -> bool:
    """The beheerder for all gemeenten, who leads the opgaveteam for the own one."""
    return gebruiker.has_rol(Rol.BEHEERDER, Rol.OPGAVEMANAGER)


def can_decide_overzicht(gebruiker: Gebruiker, overzicht: Overzichtimport) -> bool:
    """Read, arrange, apply and put away."""
    if overzicht.gemeente is None:
        return gebruiker.has_rol(Rol.BEHEERDER)
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=overzicht.gemeente)


def can_view_afstemming(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Numbers and reasons, for the gemeente's own people; who it is about is for casework (R-331)."""
    return gebruiker.has_rol(*VOORTGANG, gemeente=gemeente)


def can_resolve_verschil(gebruiker: Gebruiker, verschil: Afstemverschil) -> bool:
    return can_do_casework(gebruiker, verschil.gemeente)


# --- Counting rules ---------------------------------------------------------------------------------------------------
def can_view_telregels(gebruiker: Gebruiker) -> bool:
    """They hold for everyone and name nobody: whoever has a role here may read them."""
    return bool(gebruiker.rollen)


def can_manage_telregels(gebruiker: Gebruiker) -> bool:
    """A new version changes the numbers of every gemeente: the beheerder."""
    return gebruiker.has_rol(Rol.BEHEERDER)
