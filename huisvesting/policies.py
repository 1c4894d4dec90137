"""Who may do what on the way from koppeling to key (workflow.md 5.7).

Each function says whether this person may do this to this object; whether the moment is right is the service's word.
"""

from huisvesting.models import (
    Aanbodlijst,
    CoaImport,
    Complex,
    Dossiersluiting,
    Huishouden,
    Intrekverzoek,
    Plaatsing,
    Prestatieafspraak,
    Statushouder,
    Verblijf,
    Voordracht,
    Weigering,
    Weigerstand,
    Woningaanbod,
)
from samenwerking.models import Gebruiker, Gemeente, Klasse, Rol, Woningcorporatie
from samenwerking.policies import CASEWORK, OPDRACHTGEVERS, can_do_casework


def can_list_huishoudens(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)


def can_view_huishouden(gebruiker: Gebruiker, huishouden: Huishouden) -> bool:
    return can_do_casework(gebruiker, huishouden.gemeente)


def can_lead_dossier(gebruiker: Gebruiker, huishouden: Huishouden) -> bool:
    """Receive, intake, park, note, propose to hand back: whoever reads the dossier works in it."""
    return can_view_huishouden(gebruiker, huishouden)


def can_decide_teruggave(gebruiker: Gebruiker, sluiting: Dossiersluiting) -> bool:
    """Hand back to COA, or not: only the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=sluiting.gemeente)


def can_reopen_dossier(gebruiker: Gebruiker, huishouden: Huishouden) -> bool:
    """Undo a closing: only the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=huishouden.gemeente)


def can_view_woonnormen(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """How the gemeente counts bedrooms: whoever works with the outcome."""
    return can_do_casework(gebruiker, gemeente)


def can_set_woonnorm(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente)


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


def can_decide_intrekking(gebruiker: Gebruiker, verzoek: Intrekverzoek) -> bool:
    """Let an assigned home go back to the corporation, or not: only the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=verzoek.gemeente)


def can_add_complex(gebruiker: Gebruiker) -> bool:
    """The corporation says what belongs together; the gemeente reads it."""
    return gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER)


def can_change_complex(gebruiker: Gebruiker, complex_: Complex) -> bool:
    return gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER, corporatie=complex_.corporatie)


def can_view_aanbodlijst(gebruiker: Gebruiker, lijst: Aanbodlijst) -> bool:
    """Its corporation, or the gemeente that reads it in its name."""
    return can_register_for(gebruiker, lijst.corporatie, lijst.gemeente)


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


# Whose reasons a corporation reads. Those of the others tell of the household: its health, a family elsewhere, a death.
LEESBAAR_VOOR_CORPORATIE = (Klasse.CORPORATIE, Klasse.GEMEENTE)


def sees_reden(gebruiker: Gebruiker, voordracht: Voordracht) -> bool:
    """Why a voordracht ended. A corporation reads what lies with it or with the gemeente, and its own rejection."""
    if can_do_casework(gebruiker, voordracht.aanbod.gemeente):
        return True
    if not is_eigen_aanbod(gebruiker, voordracht.aanbod):
        return False
    if voordracht.reden is None:
        return False
    return voordracht.afgewezen_op is not None or voordracht.reden.klasse in LEESBAAR_VOOR_CORPORATIE


def can_list_weigeringen(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(*CASEWORK, Rol.JURIST)


def can_view_weigering(gebruiker: Gebruiker, weigering: Weigering) -> bool:
    """The jurist reads a household by name for this task only: while it waits, and what was judged (5.7)."""
    if can_do_casework(gebruiker, weigering.gemeente):
        return True
    return gebruiker.has_rol(Rol.JURIST, gemeente=weigering.gemeente) and weigering.stand not in (
        Weigerstand.INGETROKKEN,
        Weigerstand.VERVALLEN,
    )


def can_withdraw_weigering(gebruiker: Gebruiker, weigering: Weigering) -> bool:
    """Casework writes down that the household accepts after all."""
    return can_do_casework(gebruiker, weigering.gemeente)


def can_judge_weigering(gebruiker: Gebruiker, weigering: Weigering) -> bool:
    """The jurist, or the opgavemanager; not the ambtenaar who recorded it."""
    return gebruiker.has_rol(Rol.JURIST, Rol.OPGAVEMANAGER, gemeente=weigering.gemeente)


def can_view_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    return can_view_aanbod(gebruiker, plaatsing.aanbod)


def can_hand_over_sleutel(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    return can_view_aanbod(gebruiker, plaatsing.aanbod)


def can_lead_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    """Record checkout and registration, start the search for the next home, close aftercare, cancel: the gemeente."""
    return can_do_casework(gebruiker, plaatsing.aanbod.gemeente)


def can_end_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    """Who lets the home knows when the lease ends; the gemeente may record it too."""
    return can_view_aanbod(gebruiker, plaatsing.aanbod)


def can_correct_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    """Put a wrong date right, by which people may stop counting: only the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=plaatsing.aanbod.gemeente)


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


# --- Prestatieafspraken -----------------------------------------------------------------------------------------------
def can_list_afspraken(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(*CASEWORK, *OPDRACHTGEVERS, Rol.CORPORATIEMEDEWERKER)


def reads_alle_afspraken(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Those of every corporation with this gemeente: casework, and the principals, who read numbers and no homes."""
    return gebruiker.has_rol(*CASEWORK, *OPDRACHTGEVERS, gemeente=gemeente)


def works_in(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Staff of a corporation that lets homes here: of the agreements it reads only its own, and no total of others."""
    return gemeente.corporaties.filter(pk__in=gebruiker.corporatie_ids()).exists()


def can_view_afspraken(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    return reads_alle_afspraken(gebruiker, gemeente) or works_in(gebruiker, gemeente)


def can_view_afspraakwoningen(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The homes behind the numbers, with their addresses; also what is open with a corporation."""
    return can_do_casework(gebruiker, gemeente) or works_in(gebruiker, gemeente)


def can_view_afspraak(gebruiker: Gebruiker, afspraak: Prestatieafspraak) -> bool:
    eigen = gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER, corporatie=afspraak.corporatie)
    return eigen or reads_alle_afspraken(gebruiker, afspraak.gemeente)


def can_change_afspraak(gebruiker: Gebruiker, afspraak: Prestatieafspraak) -> bool:
    return can_do_casework(gebruiker, afspraak.gemeente)
