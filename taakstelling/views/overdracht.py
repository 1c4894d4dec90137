"""Joint decisions of gemeenten to divide their taakstellingen otherwise (R-107)."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.forms.cijfers import IntrekForm, OverdrachtForm, offer_halfjaren
from taakstelling.models import Overdracht
from taakstelling.policies import can_change_cijfers, can_withdraw_overdracht
from taakstelling.services.overdracht import record_overdracht, withdraw_overdracht
from taakstelling.views.adres import signed
from taakstelling.views.cijfers import adres, asked, closed_warning, known_halfjaren, kruimels


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def record(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A joint decision is recorded."""
    halfjaar = asked(request)
    handeling = Handeling(
        "Overdracht vastleggen",
        "Leg overdracht vast",
        adres(gemeente, halfjaar),
        (
            "Twee of meer gemeenten mogen samen besluiten om hun taakstellingen anders te verdelen "
            "(artikel 29, tweede lid, Huisvestingswet). Samen blijft het aantal gelijk: de som is nul.",
            "De taakstelling van elke gemeente hieronder verandert meteen. Intrekken kan, wijzigen niet.",
            *closed_warning(gemeente, halfjaar),
        ),
        kruimels=kruimels(gemeente, halfjaar),
    )
    form = OverdrachtForm(
        posted(request),
        eigen=gemeente,
        anderen=Gemeente.objects.actief().exclude(pk=gemeente.pk),
        initial={"halfjaar": str(halfjaar), "besluitdatum": timezone.localdate()},
    )
    offer_halfjaren(form, known_halfjaren(gemeente))
    service = partial(record_overdracht, door=request.user)
    klaar = "Overdracht vastgelegd. De taakstelling is bij elke gemeente aangepast."
    return handle(request, handeling, form, service, lambda o: (klaar, adres(gemeente, o.halfjaar)))


@require_http_methods(["GET", "POST"])
@policy(can_withdraw_overdracht, Overdracht)
def withdraw(request: HttpRequest, overdracht: Overdracht) -> HttpResponse:
    """The decision no longer holds."""
    regels = list(overdracht.regels.select_related("gemeente"))
    gemeente = _own(request.user, [regel.gemeente for regel in regels])
    delen = ", ".join(f"{regel.gemeente} {signed(regel.aantal)}" for regel in regels)
    handeling = Handeling(
        "Overdracht intrekken",
        "Overdracht intrekken",
        adres(gemeente, overdracht.halfjaar),
        (
            f"Het gaat om het besluit van {overdracht.besluitdatum:%d-%m-%Y} over {overdracht.halfjaar}: {delen}.",
            "Elke gemeente krijgt haar eigen taakstelling terug. De overdracht blijft leesbaar, met uw reden erbij.",
            *closed_warning(gemeente, overdracht.halfjaar),
        ),
        gevaarlijk=True,
        kruimels=kruimels(gemeente, overdracht.halfjaar),
    )
    service = partial(withdraw_overdracht, overdracht=overdracht, door=request.user)
    terug = adres(gemeente, overdracht.halfjaar)
    return handle(
        request, handeling, IntrekForm(posted(request)), service, lambda o: ("Overdracht ingetrokken.", terug)
    )


def _own(gebruiker: Gebruiker, gemeenten: list[Gemeente]) -> Gemeente:
    """The gemeente for which this person withdraws."""
    eigen = gebruiker.gemeente_ids(Rol.OPGAVEMANAGER)
    return next(gemeente for gemeente in gemeenten if gemeente.pk in eigen)
