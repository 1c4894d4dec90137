"""Sending a form that acts: one transaction for all of it, in which the right to do so is asked once more, and the same
sending twice happens once. The field with the key is `{% verzendsleutel %}` in a template."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from samenwerking.basis.constraints import Bezet

VELD = "verzendsleutel"
# Two acts that wait for each other in a circle: PostgreSQL stops one of them, which then simply begins again.
POGINGEN = 3
DEADLOCK = "40P01"
AL_VERSTUURD = (
    "Dit formulier is al eens verstuurd, met andere gegevens of door iemand anders. Kijk wat er nu staat. "
    "Klopt dat niet? Verstuur het dan nog een keer."
)


def send_once(request: HttpRequest, act: Callable[[], tuple[str, Any]]) -> HttpResponseRedirect:
    """Do `act` in one transaction, and answer with its message (when it has one) and a redirect to its target.

    The same key of the same person, at the same address and with the same content, gets the same answer, without a
    second effect; when the first is still busy, the second waits for it. Without a key it is always a new act. What
    fails is not kept.
    Errors: what `act` raises, after which nothing was written; `Bezet` when the key was used for something else;
    PermissionDenied when the right to do this ended meanwhile.
    """
    poging = 1
    while True:
        try:
            with transaction.atomic():
                melding, doel = _send(request, act)
            return _answer(request, melding, doel)
        except OperationalError as fout:
            if getattr(fout.__cause__, "sqlstate", "") != DEADLOCK or poging == POGINGEN:
                raise
            poging += 1


def find_answer(request: HttpRequest) -> HttpResponseRedirect | None:
    """The answer that this same sending got before, if it did: asked when its form does not hold any more, which may
    well be because it was done."""
    sleutel = _read_sleutel(request)
    if sleutel is None:
        return None
    eerder = _verzendingen().filter(pk=sleutel, verzonden_door=request.user.pk, afdruk=_hash(request)).first()
    return _answer(request, eerder.melding, eerder.doel) if eerder else None


def _send(request: HttpRequest, act: Callable[[], tuple[str, Any]]) -> tuple[str, str]:
    """Claim the key, act, and keep the answer with the key. Out: the message and the address."""
    sleutel = _read_sleutel(request)
    if sleutel and (eerder := _claim(request, sleutel)):
        return eerder
    _ask_again(request)
    melding, doel = act()
    adres = resolve_url(doel)
    if sleutel:
        _verzendingen().filter(pk=sleutel).update(melding=melding, doel=adres)
    return melding, adres


def _claim(request: HttpRequest, sleutel: uuid.UUID) -> tuple[str, str] | None:
    """Write the row of this sending. Out: the answer that it got before, None when this is the first."""
    afdruk = _hash(request)
    claim = _verzendingen().model(
        sleutel=sleutel, verzonden_op=timezone.now(), verzonden_door=request.user, afdruk=afdruk
    )
    # Waits for a transaction that claims the same key, and does nothing when that one succeeded.
    _verzendingen().bulk_create([claim], ignore_conflicts=True)
    rij = _verzendingen().get(pk=sleutel)
    if rij.verzonden_door_id != request.user.pk or rij.afdruk != afdruk:
        raise Bezet(AL_VERSTUURD)
    return (rij.melding, rij.doel) if rij.doel else None


def _ask_again(request: HttpRequest) -> None:
    """The policy of the page as it is now, in the transaction of the act. Errors: PermissionDenied, also for an object
    that this person may not know any more: he came here by its page."""
    if request.user.is_authenticated:
        request.user.refresh_from_db()
        if not request.user.is_active:
            raise PermissionDenied
    try:
        getattr(request, "ask_policy", lambda: None)()
    except Http404 as fout:
        raise PermissionDenied from fout


def _answer(request: HttpRequest, melding: str, doel: str) -> HttpResponseRedirect:
    if melding:
        messages.success(request, melding)
    return redirect(doel)


def _verzendingen() -> Any:
    """The rows, by the name of their model: basis lies below the models, and every view of every app comes by here."""
    return apps.get_model("samenwerking", "Verzending").objects


def _read_sleutel(request: HttpRequest) -> uuid.UUID | None:
    """The key that the form carried; None without one, and for who is not logged in."""
    if not request.user.is_authenticated:
        return None
    try:
        return uuid.UUID(request.POST.get(VELD, ""))
    except ValueError:
        return None


def _hash(request: HttpRequest) -> str:
    """One digest of the address and of everything that was typed or chosen, files too."""
    velden = {naam: request.POST.getlist(naam) for naam in request.POST if naam not in (VELD, "csrfmiddlewaretoken")}
    afdruk = hashlib.sha256(repr((request.get_full_path(), sorted(velden.items()))).encode())
    for naam, bestand in sorted(request.FILES.items()):
        afdruk.update(naam.encode())
        for deel in bestand.chunks():
            afdruk.update(deel)
        bestand.seek(0)
    return afdruk.hexdigest()
