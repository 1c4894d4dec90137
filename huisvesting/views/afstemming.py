"""Our own count beside that of COA: the difference, what of it is explained, and who it is about (R-331)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.afstemming import AantalverschilForm, OpgelostForm, PersoonsverschilForm
from huisvesting.models import Statushouder
from huisvesting.services.afstemming import find_personen, of_personen
from huisvesting.views.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from samenwerking.policies import can_do_casework
from samenwerking.services.logboek import log_inzage
from taakstelling.models import Afstemverschil, CoaStand, Realisatie
from taakstelling.policies import can_resolve_verschil, can_view_afstemming
from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout
from taakstelling.services.afstemming import (
    Afstemming,
    reconcile,
    report_verschil,
    resolve_verschil,
    tellende_boekingen,
)

PER_PAGINA = 50


@dataclass(frozen=True)
class Telrij:
    """One person that we count: the booking, who it is (None: the dossier is elsewhere), and a known difference."""

    boeking: Realisatie
    persoon: Statushouder | None
    verschil: Afstemverschil | None


@dataclass(frozen=True)
class Verschilrij:
    """A known difference, and since how many days; `vervallen` when the person does not count here any more."""

    verschil: Afstemverschil
    dagen: int
    vervallen: bool


def afstemming_url(gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> str:
    vraag = urlencode({"halfjaar": halfjaar, "peildatum": peildatum.isoformat()})
    return f"{reverse('huisvesting:afstemming', kwargs={'code': gemeente.code})}?{vraag}"


@require_safe
@policy(can_view_afstemming, Gemeente, kwarg="code")
def afstemming(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The two counts at the state of a day (`?halfjaar=2026H1&peildatum=2026-04-01`); names are for casework only."""
    halfjaar, peildatum = _asked(request, gemeente)
    gevonden = reconcile(gemeente=gemeente, halfjaar=halfjaar, peildatum=peildatum)
    toont_personen = can_do_casework(request.user, gemeente)
    standen = CoaStand.objects.for_halfjaar(gemeente, halfjaar).order_by("-peildatum")
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "afstemming": gevonden,
        "standen": standen.values_list("peildatum", flat=True),
        "halfjaren": _halfjaren(gemeente),
        "toont_personen": toont_personen,
        "kruimels": ((f"Voortgang van {gemeente}", gemeente.get_absolute_url()),),
    }
    if gevonden:
        boekingen = tellende_boekingen(gemeente, halfjaar, gevonden.peildatum)
        context |= _difference_rows(gevonden, boekingen)
        if toont_personen:
            context |= _person_rows(request, gevonden, boekingen)
    template = "huisvesting/afstemming_detail.html"
    return render(request, f"{template}#lijst" if request.htmx and toont_personen and gevonden else template, context)


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def report(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Explain a part of the difference: one person that we count (`?boeking=`), or a number."""
    gevraagd = _exact(request, gemeente)
    if gevraagd is None:
        messages.warning(request, "Kies eerst een stand van COA. Meld daar het verschil.")
        return redirect("huisvesting:afstemming", code=gemeente.code)
    halfjaar, peildatum = gevraagd
    terug = afstemming_url(gemeente, halfjaar, peildatum)
    boeking, persoon = _asked_person(request, gemeente, halfjaar, peildatum)
    handeling = Handeling(
        "Telt niet bij COA" if boeking else "Verschil melden",
        "Verschil melden",
        terug,
        (_who(persoon), f"Dit verklaart het verschil in de stand van {peildatum:%d-%m-%Y} en daarna, tot u het oplost.")
        if boeking
        else (f"Dit verklaart een deel van het verschil in de stand van {peildatum:%d-%m-%Y} en daarna.",),
        kruimels=_kruimels(gemeente, terug),
        toont=(persoon.huishouden,) if persoon else (),
    )

    def save(reden: str, toelichting: str, aantal: int = 1, telt_bij: str = "eigen") -> Afstemverschil:
        return report_verschil(
            gemeente=gemeente,
            halfjaar=halfjaar,
            peildatum=peildatum,
            aantal=aantal if telt_bij == "eigen" else -aantal,
            reden=reden,
            toelichting=toelichting,
            boeking=boeking,
            door=request.user,
        )

    form = (PersoonsverschilForm if boeking else AantalverschilForm)(posted(request))
    return handle(request, handeling, form, save, lambda v: ("Verschil gemeld.", terug))


@require_http_methods(["GET", "POST"])
@policy(can_resolve_verschil, Afstemverschil)
def resolve(request: HttpRequest, verschil: Afstemverschil) -> HttpResponse:
    """A difference is no more from a state of COA on."""
    gemeente, halfjaar = verschil.gemeente, verschil.halfjaar
    standen = CoaStand.objects.for_halfjaar(gemeente, halfjaar).filter(peildatum__gte=verschil.verschil_van)
    terug = afstemming_url(gemeente, halfjaar, verschil.verschil_van)
    aantal = "1 persoon" if abs(verschil.aantal) == 1 else f"{abs(verschil.aantal)} personen"
    handeling = Handeling(
        "Verschil oplossen",
        "Verschil oplossen",
        terug,
        (
            f"Het gaat om {aantal}. Reden: {verschil.get_reden_display()}.",
            "Vanaf de stand die u kiest, verklaart dit het verschil niet meer.",
        ),
        kruimels=_kruimels(gemeente, terug),
    )
    form = OpgelostForm(posted(request), standen=standen.order_by("-peildatum").values_list("peildatum", flat=True))
    return handle(
        request,
        handeling,
        form,
        lambda peildatum: resolve_verschil(verschil=verschil, peildatum=peildatum, door=request.user),
        lambda v: ("Verschil opgelost.", afstemming_url(gemeente, halfjaar, v.verschil_tot)),
    )


# --- What was asked ---------------------------------------------------------------------------------------------------
def _halfjaren(gemeente: Gemeente) -> list[Halfjaar]:
    """The half-years of which COA said something, the latest first."""
    rijen = CoaStand.objects.geldend().filter(gemeente=gemeente).order_by("-halfjaar")
    return list(rijen.values_list("halfjaar", flat=True).distinct())


def _asked(request: HttpRequest, gemeente: Gemeente) -> tuple[Halfjaar, date | None]:
    """The half-year and day of the address. Unasked, or when it makes no sense: the latest state that there is."""
    try:
        dag = request.GET.get("peildatum", "")
        peildatum = date.fromisoformat(dag) if dag else None
        if tekst := request.GET.get("halfjaar", ""):
            return Halfjaar.parse(tekst), peildatum
    except HalfjaarFout as fout:
        messages.warning(request, str(fout))
    except ValueError:
        messages.warning(request, "Die peildatum bestaat niet. U ziet de laatste stand.")
    huidig = Halfjaar.van_datum(timezone.localdate())
    bekend = _halfjaren(gemeente)
    return (huidig if huidig in bekend or not bekend else bekend[0]), None


def _exact(request: HttpRequest, gemeente: Gemeente) -> tuple[Halfjaar, date] | None:
    """The state that an act is about; None when the address names none."""
    try:
        halfjaar = Halfjaar.parse(request.GET.get("halfjaar", ""))
        peildatum = date.fromisoformat(request.GET.get("peildatum", ""))
    except ValueError:
        return None
    bestaat = CoaStand.objects.for_halfjaar(gemeente, halfjaar).filter(peildatum=peildatum).exists()
    return (halfjaar, peildatum) if bestaat else None


def _asked_person(
    request: HttpRequest, gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date
) -> tuple[Realisatie | None, Statushouder | None]:
    nummer = request.GET.get("boeking", "")
    if not nummer:
        return None, None
    if not nummer.isascii() or not nummer.isdecimal() or len(nummer) > 18:
        raise Http404
    boekingen = of_personen(tellende_boekingen(gemeente, halfjaar, peildatum))
    boeking = get_object_or_404(boekingen, pk=int(nummer))
    return boeking, find_personen([boeking], request.user).get(boeking.pk)


# --- Rows and words ---------------------------------------------------------------------------------------------------
def _difference_rows(gevonden: Afstemming, boekingen: Any) -> dict[str, Any]:
    ids = [verschil.bron_id for verschil in gevonden.verschillen if verschil.bron_id]
    tellend = set(boekingen.filter(bron_id__in=ids).values_list("bron_soort", "bron_id")) if ids else set()
    vandaag = timezone.localdate()
    return {
        "verschillen": [
            Verschilrij(v, v.dagen(vandaag), bool(v.bron_id) and (v.bron_soort, v.bron_id) not in tellend)
            for v in gevonden.verschillen
        ]
    }


def _person_rows(request: HttpRequest, gevonden: Afstemming, boekingen: Any) -> dict[str, Any]:
    """The people that we count, the latest first, each look written down; and how many count without a dossier."""
    personen_boekingen = of_personen(boekingen).order_by("-datum", "-pk")
    pagina = Paginator(personen_boekingen, PER_PAGINA).get_page(request.GET.get("pagina"))
    personen = find_personen(pagina.object_list, request.user)
    bekend = {(v.bron_soort, v.bron_id): v for v in gevonden.verschillen if v.bron_id}
    log_inzage({p.huishouden_id: p.huishouden for p in personen.values()}.values(), door=request.user)
    return {
        "pagina": pagina,
        "personen": [Telrij(b, personen.get(b.pk), bekend.get((b.bron_soort, b.bron_id))) for b in pagina.object_list],
        "zonder_dossier": gevonden.eigen - pagina.paginator.count,
    }


def _who(persoon: Statushouder | None) -> str:
    if persoon is None:
        return "Het gaat om een persoon met een dossier in een andere gemeente."
    return f"Het gaat om {persoon}, huishouden {persoon.huishouden.huishoudnummer}."


def _kruimels(gemeente: Gemeente, terug: str) -> tuple[tuple[str, str], ...]:
    return ((f"Voortgang van {gemeente}", gemeente.get_absolute_url()), ("Afstemming met COA", terug))
