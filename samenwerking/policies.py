"""Who may do what with organisations and people."""

from samenwerking.models import (
    Actie,
    Afwezigheid,
    Agendapunt,
    Bericht,
    Besluit,
    Escalatie,
    EscalatieStatus,
    Gebruiker,
    Gemeente,
    Locatie,
    Locatiepunt,
    Mandaat,
    Overleg,
    Overlegreeks,
    Overlegsoort,
    Rol,
    Teamlid,
    Verwerking,
    Wijk,
    Wijkafspraak,
    Woningcorporatie,
)
from samenwerking.models.escalatie import NIVEAUS
from samenwerking.models.opgaveteam import TEAM, UITVOERING
from samenwerking.models.overleg import LEZERS

CASEWORK = (Rol.AMBTENAAR, Rol.OPGAVEMANAGER)
# The principals of the task: they decide what goes beyond the mandate of the team, and read no names.
OPDRACHTGEVERS = (Rol.OPDRACHTGEVER, Rol.WETHOUDER)


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
    """How far work on a file is: casework of the gemeente, the corporation whose file it is, and for a file about all
    gemeenten the beheerder."""
    if verwerking.corporatie_id and gebruiker.has_rol(corporatie=verwerking.corporatie):
        return True
    if verwerking.gemeente is None:
        return gebruiker.has_rol(Rol.BEHEERDER)
    return can_do_casework(gebruiker, verwerking.gemeente)


# --- Acties ---------------------------------------------------------------------------------------------------------
def can_own_actie(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who works for the gemeente on its cases: casework, and the jurist for what he judges."""
    return gebruiker.has_rol(*CASEWORK, Rol.JURIST, gemeente=gemeente)


def can_change_actie(gebruiker: Gebruiker, actie: Actie) -> bool:
    """Finish, drop or hand over: casework of the gemeente, and whoever has to do it as long as he works there."""
    eigen = actie.eigenaar_id == gebruiker.pk and can_own_actie(gebruiker, actie.gemeente)
    return eigen or can_do_casework(gebruiker, actie.gemeente)


def can_list_acties(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who has something to do about cases here; each sees only what is his to see."""
    return gebruiker.has_rol(*UITVOERING, gemeente=gemeente)


# --- Opgaveteam -------------------------------------------------------------------------------------------------------
def can_view_opgave(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """What the opgaveteam works with, without names: whoever works on the task here, and its principals."""
    return gebruiker.has_rol(*TEAM, gemeente=gemeente)


def can_change_team(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Say who is in the team: the opgavemanager (workflow.md 5.7)."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente)


def can_change_teamlid(gebruiker: Gebruiker, teamlid: Teamlid) -> bool:
    return can_change_team(gebruiker, teamlid.gemeente)


def can_report_afwezigheid(gebruiker: Gebruiker, teamlid: Teamlid) -> bool:
    """The opgavemanager, and each member for himself."""
    return teamlid.gebruiker_id == gebruiker.pk or can_change_teamlid(gebruiker, teamlid)


def can_withdraw_afwezigheid(gebruiker: Gebruiker, afwezigheid: Afwezigheid) -> bool:
    return can_report_afwezigheid(gebruiker, afwezigheid.teamlid)


def can_change_wijk(gebruiker: Gebruiker, wijk: Wijk) -> bool:
    """Say which homes lie in it, and what was agreed with it: casework."""
    return can_do_casework(gebruiker, wijk.gemeente)


def can_change_wijkafspraak(gebruiker: Gebruiker, afspraak: Wijkafspraak) -> bool:
    return can_do_casework(gebruiker, afspraak.wijk.gemeente)


# --- Besluiten --------------------------------------------------------------------------------------------------------
def can_view_besluit(gebruiker: Gebruiker, besluit: Besluit) -> bool:
    """The register is for the team and its principals: it names nobody."""
    return can_view_opgave(gebruiker, besluit.gemeente)


def can_propose_besluit(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Whoever does the work; who decides it is another matter."""
    return gebruiker.has_rol(*UITVOERING, gemeente=gemeente)


def can_propose_at(gebruiker: Gebruiker, punt: Agendapunt) -> bool:
    """The same from a meeting that one may lead."""
    return can_change_agendapunt(gebruiker, punt) and can_propose_besluit(gebruiker, punt.gemeente)


def can_submit_besluit(gebruiker: Gebruiker, besluit: Besluit) -> bool:
    """Whoever does the work, of a proposal; of what was submitted the role that it lies with, to take it higher."""
    if besluit.voorgelegd_aan:
        return gebruiker.has_rol(besluit.voorgelegd_aan, gemeente=besluit.gemeente)
    return can_propose_besluit(gebruiker, besluit.gemeente)


def can_decide_besluit(gebruiker: Gebruiker, besluit: Besluit) -> bool:
    """Of what was submitted the role that it lies with; of a proposal everyone of the team, as far as the mandate goes
    (the service says)."""
    if besluit.voorgelegd_aan:
        return gebruiker.has_rol(besluit.voorgelegd_aan, gemeente=besluit.gemeente)
    return can_view_besluit(gebruiker, besluit)


def can_answer_besluit(gebruiker: Gebruiker, besluit: Besluit) -> bool:
    """Say no, or later: only to what was submitted."""
    return bool(besluit.voorgelegd_aan) and can_decide_besluit(gebruiker, besluit)


def can_withdraw_besluit(gebruiker: Gebruiker, besluit: Besluit) -> bool:
    """Who proposed it, and the opgavemanager."""
    eigen = besluit.voorgesteld_door_id == gebruiker.pk and can_propose_besluit(gebruiker, besluit.gemeente)
    return eigen or gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=besluit.gemeente)


def can_list_mandaten(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The team, and the beheerder who may record them."""
    return gebruiker.has_rol(*TEAM, Rol.BEHEERDER, gemeente=gemeente)


def can_record_mandaat(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who gives a mandate, not who gets it: the ambtelijk opdrachtgever, or the beheerder for the gemeente."""
    return gebruiker.has_rol(Rol.OPDRACHTGEVER, Rol.BEHEERDER, gemeente=gemeente)


def can_end_mandaat(gebruiker: Gebruiker, mandaat: Mandaat) -> bool:
    return can_record_mandaat(gebruiker, mandaat.gemeente)


# --- Locaties ---------------------------------------------------------------------------------------------------------
def can_list_locaties(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The team and its principals, and a corporation that works here: that sees only where it takes part."""
    corporaties = gebruiker.corporatie_ids()
    return can_view_opgave(gebruiker, gemeente) or (
        bool(corporaties) and gemeente.corporaties.filter(pk__in=corporaties).exists()
    )


def can_view_locatie(gebruiker: Gebruiker, locatie: Locatie) -> bool:
    """Who may see a place at all, may read about it; money and notes are for `can_view_opgave`."""
    return can_view_opgave(gebruiker, locatie.gemeente) or locatie.corporatie_id in gebruiker.corporatie_ids()


def can_change_locatie(gebruiker: Gebruiker, locatie: Locatie) -> bool:
    """Its facts, its expectation and its stage: casework of the gemeente."""
    return can_do_casework(gebruiker, locatie.gemeente)


def can_update_locatiepunt(gebruiker: Gebruiker, punt: Locatiepunt) -> bool:
    """Find out a point of the checklist: everyone who does the work, so the jurist too."""
    return gebruiker.has_rol(*UITVOERING, gemeente=punt.gemeente)


def can_set_gewicht(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """On how much of each stage the gemeente counts: who leads the opgaveteam."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente)


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


# --- Overleg ----------------------------------------------------------------------------------------------------------
def can_list_overleg(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The team of the gemeente, and a corporation that works in it; each sees only its own series."""
    if gebruiker.has_rol(*TEAM, gemeente=gemeente):
        return True
    corporaties = gebruiker.corporatie_ids()
    return bool(corporaties) and gemeente.corporaties.filter(pk__in=corporaties).exists()


def can_make_overleg(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Who does the work begins a series; of which kinds: `kinds_of_overleg`."""
    return gebruiker.has_rol(*UITVOERING, gemeente=gemeente)


def kinds_of_overleg(gebruiker: Gebruiker, gemeente: Gemeente) -> list[Overlegsoort]:
    """Of which kinds this person prepares the meetings: those that he reads and that are his work."""
    return [
        soort
        for soort, lezers in LEZERS.items()
        if gebruiker.has_rol(*(rol for rol in lezers if rol in UITVOERING), gemeente=gemeente)
    ]


def can_view_overlegreeks(gebruiker: Gebruiker, reeks: Overlegreeks) -> bool:
    """Who reads this kind of meeting in the gemeente, and the corporation that it is with."""
    eigen = reeks.corporatie_id is not None and reeks.corporatie_id in gebruiker.corporatie_ids()
    return eigen or gebruiker.has_rol(*LEZERS[Overlegsoort(reeks.soort)], gemeente=reeks.gemeente)


def can_lead_overlegreeks(gebruiker: Gebruiker, reeks: Overlegreeks) -> bool:
    """Plan, fill the agenda, write the minutes."""
    return reeks.soort in kinds_of_overleg(gebruiker, reeks.gemeente)


def can_view_overleg(gebruiker: Gebruiker, overleg: Overleg) -> bool:
    return can_view_overlegreeks(gebruiker, overleg.reeks)


def can_lead_overleg(gebruiker: Gebruiker, overleg: Overleg) -> bool:
    return can_lead_overlegreeks(gebruiker, overleg.reeks)


def can_add_agendapunt(gebruiker: Gebruiker, overleg: Overleg) -> bool:
    """Whoever prepares the meeting, and the corporation that it is with."""
    reeks = overleg.reeks
    eigen = reeks.corporatie_id is not None and reeks.corporatie_id in gebruiker.corporatie_ids()
    return eigen or can_lead_overlegreeks(gebruiker, reeks)


def can_change_agendapunt(gebruiker: Gebruiker, punt: Agendapunt) -> bool:
    return can_lead_overlegreeks(gebruiker, punt.overleg.reeks)


def can_use_kalender(gebruiker: Gebruiker) -> bool:
    """Whoever may take part in a meeting."""
    return gebruiker.has_rol(*TEAM, Rol.CORPORATIEMEDEWERKER)


# --- Escalaties -------------------------------------------------------------------------------------------------------
def can_list_escalaties(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """The team and its principals; each sees only what came to him (`Escalatie.objects.visible_to`)."""
    return gebruiker.has_rol(*TEAM, gemeente=gemeente)


def can_raise_escalatie(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """Ask for a decision: who does the work."""
    return gebruiker.has_rol(*UITVOERING, gemeente=gemeente)


def can_view_escalatie(gebruiker: Gebruiker, escalatie: Escalatie) -> bool:
    """The team; a principal only once it came to his level."""
    if can_raise_escalatie(gebruiker, escalatie.gemeente):
        return True
    ambtelijk = escalatie.ambtelijk_op and gebruiker.has_rol(Rol.OPDRACHTGEVER, gemeente=escalatie.gemeente)
    bestuurlijk = escalatie.bestuurlijk_op and gebruiker.has_rol(Rol.WETHOUDER, gemeente=escalatie.gemeente)
    return bool(ambtelijk or bestuurlijk)


def can_take_up_escalatie(gebruiker: Gebruiker, escalatie: Escalatie) -> bool:
    """Work on what was reported: the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=escalatie.gemeente)


def can_answer_escalatie(gebruiker: Gebruiker, escalatie: Escalatie) -> bool:
    """Who it lies with now; nobody once it was answered or withdrawn."""
    niveau = NIVEAUS.get(EscalatieStatus(escalatie.status))
    return niveau is not None and gebruiker.has_rol(niveau, gemeente=escalatie.gemeente)


def can_climb_escalatie(gebruiker: Gebruiker, escalatie: Escalatie) -> bool:
    """One level up: who it lies with, and the opgavemanager at every level."""
    return can_answer_escalatie(gebruiker, escalatie) or can_take_up_escalatie(gebruiker, escalatie)


def can_withdraw_escalatie(gebruiker: Gebruiker, escalatie: Escalatie) -> bool:
    """Who asked, as long as he works here, and the opgavemanager."""
    eigen = escalatie.gemeld_door_id == gebruiker.pk and can_raise_escalatie(gebruiker, escalatie.gemeente)
    return eigen or can_take_up_escalatie(gebruiker, escalatie)


def can_set_escalatietermijn(gebruiker: Gebruiker, gemeente: Gemeente) -> bool:
    """In how many days each level answers: the opgavemanager."""
    return gebruiker.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente)
