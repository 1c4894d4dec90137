"""All groups that need a home beside each other, and the choices that were made between them (R-705)."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.integraal import DoelgroepclaimForm, VerdeelkeuzeForm
from huisvesting.models import Verdeelkeuze
from huisvesting.regels.integraal import Groepstand
from huisvesting.services.integraal import (
    collect_verdeling,
    find_claim,
    record_doelgroepclaim,
    record_verdeelkeuze,
)
from huisvesting.views.halfjaar import read_halfjaar
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from samenwerking.policies import can_do_casework, can_view_opgave
from taakstelling.regels.halfjaar import Halfjaar

# The bar of a group is drawn this wide at most.
BREEDTE = 240


def _address(gemeente: Gemeente, halfjaar: Halfjaar) -> str:
    basis = reverse("huisvesting:integraal", kwargs={"code": gemeente.code})
    return f"{basis}?{urlencode({'halfjaar': str(halfjaar)})}"


def _kruimels(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[tuple[str, str], ...]:
    return (("Andere groepen", _address(gemeente, halfjaar)),)


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def integraal(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """One half-year: per group the homes asked and assigned, and the log of choices, the newest first."""
    halfjaar = read_halfjaar(request)
    verdeling = collect_verdeling(gemeente, halfjaar)
    keuzes = Verdeelkeuze.objects.visible_to(request.user).filter(gemeente=gemeente)
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "verdeling": verdeling,
        "groepen": [(groep, _bar(groep, verdeling.groepen)) for groep in verdeling.groepen],
        "breedte": str(BREEDTE),
        "keuzes": keuzes.select_related("vastgelegd_door", "besluit"),
        "mag_wijzigen": can_do_casework(request.user, gemeente),
        "vandaag": timezone.localdate(),
    }
    return render(request, "huisvesting/integraal_detail.html", context)


def _bar(groep: Groepstand, groepen: tuple[Groepstand, ...]) -> tuple[str, str]:
    """How wide the bars of what a group asks and gets are, beside the group that asks or gets the most."""
    hoogste = max(max(g.gevraagd, g.toegewezen) for g in groepen) or 1
    return str(groep.gevraagd * BREEDTE // hoogste), str(groep.toegewezen * BREEDTE // hoogste)


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def claim(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """How many homes a group asks and gets in the half-year of the address."""
    halfjaar = read_halfjaar(request)
    terug = _address(gemeente, halfjaar)
    handeling = Handeling(
        f"Vraag van een andere groep, {halfjaar.omschrijving}",
        "Vastleggen",
        terug,
        ("Wat er stond, blijft als eerdere versie bewaard.",),
        kruimels=_kruimels(gemeente, halfjaar),
    )
    gekozen = request.GET.get("groep", "")
    eerder = find_claim(gemeente, gekozen, halfjaar) if gekozen else None
    begin = {"doelgroep": gekozen}
    if eerder:
        begin |= {"gevraagd": eerder.gevraagd, "toegewezen": eerder.toegewezen, "bron": eerder.bron}
    form = DoelgroepclaimForm(posted(request), initial=begin)
    service = partial(record_doelgroepclaim, gemeente=gemeente, halfjaar=halfjaar, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Vastgelegd.", terug))


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def choice(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What was chosen between the groups in the half-year of the address."""
    halfjaar = read_halfjaar(request)
    terug = _address(gemeente, halfjaar)
    handeling = Handeling(
        f"Keuze in de verdeling, {halfjaar.omschrijving}",
        "Keuze vastleggen",
        terug,
        ("Een keuze kunt u niet wijzigen. Kiest u later anders, leg dan een nieuwe keuze vast.",),
        kruimels=_kruimels(gemeente, halfjaar),
    )
    form = VerdeelkeuzeForm(posted(request), gemeente=gemeente, initial={"keuzedatum": timezone.localdate()})
    service = partial(record_verdeelkeuze, gemeente=gemeente, halfjaar=halfjaar, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("De keuze is vastgelegd.", terug))
