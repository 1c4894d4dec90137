"""What lies with someone to decide or answer, by role: decisions that were submitted, and escalations."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from samenwerking.models import Besluit, Escalatie, Gebruiker
from samenwerking.models.escalatie import NIVEAUS

# A decision without a day of its own is wanted within so long after it was submitted.
ANTWOORD_BINNEN = timedelta(weeks=1)


def besluiten_for(gebruiker: Gebruiker, peildatum: date) -> QuerySet[Besluit]:
    """Decisions that wait for a role of this person; what is held until a later day does not wait."""
    wie = Q(pk=None)
    for rol in gebruiker.rollen:
        wie |= Q(gemeente=rol.gemeente_id, voorgelegd_aan=rol.rol)
    wacht = Q(aangehouden_tot=None) | Q(aangehouden_tot__lte=peildatum)
    return Besluit.objects.visible_to(gebruiker).open().exclude(voorgelegd_aan="").filter(wie, wacht)


def escalaties_for(gebruiker: Gebruiker) -> QuerySet[Escalatie]:
    """Escalations that lie with a role of this person."""
    wie = Q(pk=None)
    for rol in gebruiker.rollen:
        if niveaus := [niveau for niveau, met in NIVEAUS.items() if met == rol.rol]:
            wie |= Q(gemeente=rol.gemeente_id, status__in=niveaus)
    return Escalatie.objects.visible_to(gebruiker).open().filter(wie)


def besluit_uiterlijk(besluit: Besluit) -> date:
    """By when it is wanted: the day that it says, that until which it was held, or a week after it was submitted."""
    gevraagd = besluit.uiterlijk or besluit.aangehouden_tot
    return gevraagd or timezone.localdate(besluit.voorgelegd_op) + ANTWOORD_BINNEN
