"""Whom an escalation is told to, and in which words: never a name of a statushouder, never to who did it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from samenwerking.models import Bericht, Escalatie, EscalatieStatus, Gebruiker, Rol
from samenwerking.models.escalatie import NIVEAUS
from samenwerking.regels.escalatie import write_bericht
from samenwerking.services.bericht import Tekst, write_berichten
from samenwerking.services.team import find_ontvangers

RUIMTE: int = Bericht._meta.get_field("tekst").max_length or 0


def tell_niveau(escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    """It came to this level: question, options, advice and the day, and the way to the answer."""
    _write(f"{escalatie.status}", "Er wordt een besluit van u gevraagd", _vraag(escalatie), escalatie, door, op)


def tell_te_laat(escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    """The day has passed: the level reads its question again, and the opgavemanager that he may take it higher."""
    sleutel = f"{escalatie.status}:herinnering:{timezone.localdate(op)}"
    _write(sleutel, "Uw antwoord is te laat", _vraag(escalatie), escalatie, door, op)
    if NIVEAUS[EscalatieStatus(escalatie.status)] == Rol.OPGAVEMANAGER:
        return
    hoger = "" if escalatie.status == EscalatieStatus.BESTUURLIJK else " U kunt dit een niveau hoger leggen."
    zin = f"Op “{escalatie.titel}” kwam geen antwoord. {EscalatieStatus(escalatie.status).label}, over tijd.{hoger}"
    _write(
        f"{sleutel}:aanbod", "Geen antwoord op een escalatie", zin, escalatie, door, op, naar=_leiding(escalatie, op)
    )


def tell_antwoord(escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    """There is an answer: for who raised it and for the opgavemanager."""
    naar = [*_leiding(escalatie, op), escalatie.gemeld_door]
    zin = f"Er is een antwoord op “{escalatie.titel}”, van {door.naam}. Lees het in Thuisgever."
    _write("opgelost", "Antwoord op een escalatie", zin, escalatie, door, op, naar=naar)


def tell_ingetrokken(escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    """Who it lies with need not answer any more. Called while it is open."""
    zin = f"“{escalatie.titel}” is ingetrokken. U hoeft niet meer te antwoorden."
    _write("ingetrokken", "Een escalatie is ingetrokken", zin, escalatie, door, op)


def _vraag(escalatie: Escalatie) -> str:
    return write_bericht(
        vraag=escalatie.vraag,
        opties=escalatie.opties,
        advies=escalatie.advies,
        uiterlijk=date_format(escalatie.uiterlijk, "j F Y"),
        ruimte=RUIMTE,
    )


def _leiding(escalatie: Escalatie, op: datetime) -> Iterable[Gebruiker]:
    return find_ontvangers(escalatie.gemeente, Rol.OPGAVEMANAGER, timezone.localdate(op))


def _write(
    sleutel: str,
    titel: str,
    zin: str,
    escalatie: Escalatie,
    door: Gebruiker,
    op: datetime,
    naar: Iterable[Gebruiker] | None = None,
) -> None:
    """To these people, without them to who it lies with; not to who did it or has no account here any more."""
    if naar is None:
        rol = NIVEAUS[EscalatieStatus(escalatie.status)]
        naar = find_ontvangers(escalatie.gemeente, rol, timezone.localdate(op))
    mensen = [gebruiker for gebruiker in naar if gebruiker != door and gebruiker.is_active]
    tekst = Tekst(titel, zin, escalatie.get_absolute_url())
    write_berichten(mensen, sleutel=f"escalatie:{escalatie.pk}:{sleutel}", tekst=tekst, door=door, op=op)
