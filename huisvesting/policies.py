"""Who may do what on the way from koppeling to key (workflow.md 5.7).

Each function says whether this person may do this to this object; whether the moment is right is the service's word.
"""

from huisvesting.models import CoaImport, Huishouden, Plaatsing, Statushouder, Verblijf, Voordracht, Woningaanbod
from samenwerking.models import Gebruiker, Gemeente, Klasse, Rol, Woningcorporatie
from samenwerking.policies import can_do_casework


def can_list_huishoudens(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)


def can_view_huishouden(gebruiker: Gebruiker, huishouden: Huishouden) -> bool:
    return can_do_casework(gebruiker, huishouden.gemeente)


def can_list_aanbod(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.CORPORATIEMEDEWERKER)


def can_search(gebruiker: Gebruiker) -> bool:
    """Who has dossiers or homes to find; each finds only what it may open."""
    return can_list_aanbod(gebruiker)


def is_eigen_aanbod(gebruiker: Gebruiker, aanbod: Woningaanbod) -> bool:
    """Staff of the corporation that offers the home."""
    return gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER, corporatie=aanbod.woning.corporatie)


def can_view_aanbod(gebruiker: Gebruiker, aanbod: Woningaanbod) -> bool:
    return is_eigen_aanbod(gebruiker, aanbod) or can_do_casework(gebruiker, aanbod.gemeente)


def can_register_aanbod(gebruiker: Gebruiker) -> bool:
    """The corporation itself, or the gemeente in its name (the logboek says who)."""
    return can_list_aanbod(gebruiker)


def can_register_for(gebruiker: Gebruiker, corporatie: Woningcorporatie, gemeente: Gemeente) -> bool:
    """The same for one corporation and gemeente."""
    return gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER, corporatie=corporatie) or can_do_casework(gebruiker, gemeente)


def can_change_aanbod(gebruiker: Gebruiker, aanbod: Woningaanbod) -> bool:
    """Confirm, complete, extend, block and withdraw: the corporation, or the gemeente in its name."""
    return can_view_aanbod(gebruiker, aanbod)


def can_reject_aanbod(gebruiker: Gebruiker, aanbod: Woningaanbod) -> bool:
    """Say that a home does not suit: only the gemeente."""
    return can_do_casework(gebruiker, aanbod.gemeente)


def can_propose_voordracht(gebruiker: Gebruiker, aanbod: Woningaanbod) -> bool:
    return can_do_casework(gebruiker, aanbod.gemeente)


def can_view_voordracht(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    return can_view_aanbod(gebruiker, voordracht.aanbod)


def can_answer_voordracht(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """Agree or reject: only the corporation, for its own home."""
    return is_eigen_aanbod(gebruiker, voordracht.aanbod)


def can_lead_voordracht(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """Offer to the household, record its answer, cancel: the gemeente."""
    return can_do_casework(gebruiker, voordracht.aanbod.gemeente)


def can_sign_huurcontract(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """The corporation lets the home; the gemeente may record it."""
    return can_view_aanbod(gebruiker, voordracht.aanbod)


def sees_personen(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """Staged disclosure: a corporation reads name and contact after its agreement, and not after the end."""
    if can_do_casework(gebruiker, voordracht.aanbod.gemeente):
        return True
    return is_eigen_aanbod(gebruiker, voordracht.aanbod) and voordracht.is_open and voordracht.akkoord_op is not None


def sees_reden(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """Why a voordracht ended. What lies with the household itself, such as its health, is not for the corporation."""
    if can_do_casework(gebruiker, voordracht.aanbod.gemeente):
        return True
    if not is_eigen_aanbod(gebruiker, voordracht.aanbod):
        return False
    return voordracht.reden is not None and voordracht.reden.klasse != Klasse.HUISHOUDEN


def can_view_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    return can_view_aanbod(gebruiker, plaatsing.aanbod)


def can_hand_over_sleutel(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    return can_view_aanbod(gebruiker, plaatsing.aanbod)


def can_lead_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    """Record the COA checkout, cancel: the gemeente."""
    return can_do_casework(gebruiker, plaatsing.aanbod.gemeente)


def can_list_coa_imports(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)


def can_import_coa(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Casework, and the beheerder through the admin's screens."""
    return can_do_casework(gebruiker, gemeente) or gebruiker.has_rol(Rol.BEHEERDER, gemeente=gemeente)


def can_view_coa_import(gebruiker: Gebruiker, coa_import: CoaImport) -> bool:
    """The preview shows people, so only casework; the beheerder has the verdicts in the admin."""
    return can_do_casework(gebruiker, coa_import.gemeente)


# --- Counting ---------------------------------------------------------------------------------------------------------
def can_view_telling(gebruiker: Gebruiker, persoon: Statushouder) -> bool:
    """Why someone counts is part of the dossier; whoever reads it may correct what it rests on."""
    return can_view_huishouden(gebruiker, persoon.huishouden)


def can_change_verblijf(gebruiker: Gebruiker, verblijf: Verblijf) -> bool:
    """End a stay, report the move of an amv: casework of the gemeente to which COA linked the person."""
    return can_view_huishouden(gebruiker, verblijf.statushouder.huishouden)
