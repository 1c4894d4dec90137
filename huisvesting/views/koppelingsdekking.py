"""Did COA link enough people: live until the peildatum, frozen after it, with the questions that were asked to COA."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.coa import CoaAntwoordForm, CoaVraagForm
from huisvesting.services.koppelingsdekking import current_dekking, freeze_dekking
from huisvesting.views.halfjaar import read_halfjaar
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from samenwerking.policies import can_do_casework
from taakstelling.models import CoaVraag, Koppelingsdekking, Voortgang
from taakstelling.policies import can_answer_coa_vraag, can_change_cijfers, can_view_toezicht
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.koppelingsdekking import record_coa_antwoord, record_coa_vraag


def _adres(gemeente: Gemeente, halfjaar: Halfjaar, naam: str = "koppelingsdekking") -> str:
    return f"{reverse(f'huisvesting:{naam}', kwargs={'code': gemeente.code})}?halfjaar={halfjaar}"


def _kruimels(gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return ((f"Voortgang van {gemeente}", gemeente.get_absolute_url()),)


def _handeling(gemeente: Gemeente, halfjaar: Halfjaar, titel: str, knop: str, *gevolgen: str) -> Handeling:
    terug = _adres(gemeente, halfjaar)
    return Handeling(titel, knop, terug, gevolgen, kruimels=(*_kruimels(gemeente), ("Koppelingsdekking", terug)))


@require_safe
@policy(can_view_toezicht, Gemeente, kwarg="code")
def koppelingsdekking_detail(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """One half-year of a gemeente. What was frozen stays as it was, whatever the data say today."""
    vandaag, halfjaar = timezone.localdate(), read_halfjaar(request)
    bevroren = (
        Koppelingsdekking.objects.for_gemeente(gemeente)
        .for_halfjaar(halfjaar)
        .select_related("gemeente", "bevroren_door")
        .first()
    )
    bekend = Voortgang.objects.for_gemeente(gemeente).filter(halfjaar__in=[halfjaar.vorige, halfjaar.volgende])
    buren = set(bekend.values_list("halfjaar", flat=True))
    is_voorbij = vandaag > halfjaar.koppel_peildatum
    mag_vastleggen = is_voorbij and not bevroren and can_change_cijfers(request.user, gemeente)
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "peildatum": halfjaar.koppel_peildatum,
        "bevroren": bevroren,
        "dekking": bevroren.dekking
        if bevroren
        else current_dekking(gemeente=gemeente, halfjaar=halfjaar, vandaag=vandaag),
        "is_voorbij": is_voorbij,
        "vorige": halfjaar.vorige if halfjaar.vorige in buren else None,
        "volgende": halfjaar.volgende if halfjaar.volgende in buren else None,
        "vragen": CoaVraag.objects.for_gemeente(gemeente).for_halfjaar(halfjaar),
        "vastleggen": _adres(gemeente, halfjaar, "koppelingsdekking_freeze") if mag_vastleggen else "",
        "mag_vragen": can_do_casework(request.user, gemeente),
        "vandaag": vandaag,
        "kruimels": _kruimels(gemeente),
    }
    return render(request, "huisvesting/koppelingsdekking_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def freeze(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The count of a past peildatum is frozen by hand."""
    halfjaar = read_halfjaar(request)
    handeling = _handeling(
        gemeente,
        halfjaar,
        "Koppelingsdekking vastleggen",
        "Leg vast",
        f"Thuisgever telt wie er op {halfjaar.koppel_peildatum:%d-%m-%Y} gekoppeld en gehuisvest was, "
        "zoals dat nu bekend is.",
        "Dat cijfer verandert daarna niet meer, ook niet als de gegevens later veranderen.",
    )
    form = forms.Form(posted(request))
    service = partial(freeze_dekking, gemeente=gemeente, halfjaar=halfjaar, door=request.user)
    klaar = "Koppelingsdekking vastgelegd."
    return handle(request, handeling, form, service, lambda k: (klaar, _adres(gemeente, halfjaar)))


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def ask(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A question to COA is recorded."""
    halfjaar = read_halfjaar(request)
    handeling = _handeling(
        gemeente,
        halfjaar,
        "Vraag aan COA vastleggen",
        "Leg vraag vast",
        "U legt vast dat u COA iets vroeg. Thuisgever stuurt niets.",
    )
    form = CoaVraagForm(posted(request), initial={"vraagdatum": timezone.localdate()})
    service = partial(record_coa_vraag, gemeente=gemeente, door=request.user)

    def klaar(vraag: CoaVraag) -> tuple[str, str]:
        return "Vraag vastgelegd.", _adres(gemeente, Halfjaar.van_datum(vraag.vraagdatum))

    return handle(request, handeling, form, service, klaar)


@require_http_methods(["GET", "POST"])
@policy(can_answer_coa_vraag, CoaVraag)
def answer(request: HttpRequest, vraag: CoaVraag) -> HttpResponse:
    """COA answered."""
    halfjaar = Halfjaar.van_datum(vraag.vraagdatum)
    handeling = _handeling(
        vraag.gemeente,
        halfjaar,
        "Antwoord van COA vastleggen",
        "Leg antwoord vast",
        f"Op {vraag.vraagdatum:%d-%m-%Y} vroeg de gemeente: {vraag.vraag}",
    )
    form = CoaAntwoordForm(posted(request), initial={"antwoorddatum": timezone.localdate()})
    service = partial(record_coa_antwoord, vraag=vraag, door=request.user)
    return handle(
        request, handeling, form, service, lambda v: ("Antwoord vastgelegd.", _adres(vraag.gemeente, halfjaar))
    )
