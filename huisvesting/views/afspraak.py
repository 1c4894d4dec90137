"""What corporations promised, how they stand, and the homes behind each number (R-601, S6)."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.filters import AfspraakFilter
from huisvesting.forms.afspraak import AfspraakForm, AfspraakWijzigForm
from huisvesting.models import AanbodStatus, Prestatieafspraak, Slaapkamerklasse, Woningaanbod
from huisvesting.models.uitkomst import Verlieswijze
from huisvesting.overzichten import name_woningen
from huisvesting.policies import (
    can_change_afspraak,
    can_list_afspraken,
    can_view_afspraak,
    can_view_afspraakwoningen,
    can_view_afspraken,
    reads_alle_afspraken,
)
from huisvesting.services.afspraak import change_afspraak, record_afspraak
from huisvesting.services.afspraakstand import Corporatiestand, Rij, add_standen, collect_standen, homes_for
from huisvesting.views.halfjaar import read_halfjaar
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker, Gemeente, Klasse, Woningcorporatie
from samenwerking.policies import can_do_casework
from taakstelling.models import VoortgangStatus
from taakstelling.regels.halfjaar import Halfjaar

PER_PAGINA = 50


def afspraken_url(gemeente: Gemeente, halfjaar: Halfjaar) -> str:
    return f"{reverse('huisvesting:afspraken', kwargs={'code': gemeente.code})}?halfjaar={halfjaar}"


def name_afspraken(gebruiker: Gebruiker) -> str:
    """What the page is called: a corporation reads only its own."""
    return "Onze afspraken" if gebruiker.corporatie_ids() else "Afspraken met corporaties"


def afspraken_kruimels(gebruiker: Gebruiker, gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[tuple[str, str], ...]:
    """The way back from a page below the numbers of this half-year."""
    return ((name_afspraken(gebruiker), afspraken_url(gemeente, halfjaar)),)


def _own(gebruiker: Gebruiker, gemeente: Gemeente) -> set[Any] | None:
    """The corporations whose numbers this person reads; None is every one."""
    return None if reads_alle_afspraken(gebruiker, gemeente) else gebruiker.corporatie_ids()


def readable_corporaties(gebruiker: Gebruiker, gemeente: Gemeente) -> QuerySet[Woningcorporatie]:
    """Who lets here, or once agreed or offered something here, as far as this person reads of them."""
    corporaties = Woningcorporatie.objects.filter(
        Q(gemeenten=gemeente)
        | Q(prestatieafspraken__gemeente=gemeente)
        | Q(woningen__aanbiedingen__gemeente=gemeente, woningen__aanbiedingen__aangeboden_op__isnull=False)
    ).distinct()
    eigen = _own(gebruiker, gemeente)
    return corporaties if eigen is None else corporaties.filter(pk__in=eigen)


@require_safe
@policy(can_list_afspraken)
def afspraak_list(request: HttpRequest) -> HttpResponse:
    """The gemeenten with which this person has agreements; who has one goes there at once."""
    zichtbaar = Gemeente.objects.visible_to(request.user).order_by("naam")
    gemeenten = [g for g in zichtbaar if can_view_afspraken(request.user, g)]
    if len(gemeenten) == 1:
        return redirect("huisvesting:afspraken", code=gemeenten[0].code)
    context = {"gemeenten": gemeenten, "titel": name_afspraken(request.user)}
    return render(request, "huisvesting/afspraak_gemeenten.html", context)


@require_safe
@policy(can_view_afspraken, Gemeente, kwarg="code")
def afspraken(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """One half-year: per corporation and bedroom class what was agreed and what came of it."""
    vandaag, halfjaar = timezone.localdate(), read_halfjaar(request)
    eigen = _own(request.user, gemeente)
    standen = collect_standen(gemeente, halfjaar, vandaag, eigen)
    links = _Links(gemeente, halfjaar, opent=can_view_afspraakwoningen(request.user, gemeente))
    context = {
        "gemeente": gemeente,
        "titel": name_afspraken(request.user),
        "is_corporatie": eigen is not None,
        "halfjaar": halfjaar,
        "vorige": halfjaar.vorige,
        "volgende": halfjaar.volgende,
        "standen": [(stand, [links.row(stand, rij) for rij in stand.met_totaal]) for stand in standen],
        "totaal": links.row(None, add_standen(standen, halfjaar, vandaag)) if standen else None,
        "mag_vastleggen": can_do_casework(request.user, gemeente),
        "toont_woningen": links.opent,
        "kruimels": ((name_woningen(request.user), reverse("huisvesting:aanbod_list")),) if links.opent else (),
        "vandaag": vandaag,
    }
    return render(request, "huisvesting/afspraak_list.html", context)


class _Links:
    """Each number with the address of its list. `opent`: this person may open the homes; nobody opens nothing."""

    def __init__(self, gemeente: Gemeente, halfjaar: Halfjaar, *, opent: bool) -> None:
        self.basis = reverse("huisvesting:afspraak_woningen", kwargs={"code": gemeente.code})
        self.halfjaar, self.opent = halfjaar, opent

    def _link(self, aantal: int, **keuzes: str) -> tuple[int, str]:
        gekozen = {naam: keuze for naam, keuze in keuzes.items() if keuze}
        url = f"{self.basis}?{urlencode({'halfjaar': str(self.halfjaar), **gekozen})}"
        return aantal, url if self.opent and aantal else ""

    def row(self, stand: Corporatiestand | None, rij: Rij) -> dict[str, Any]:
        """A row for the template."""
        waar = {"corporatie": str(stand.pk) if stand else "", "rij": rij.slaapkamers.value if rij.slaapkamers else ""}
        telling = rij.telling
        return {
            "rij": rij,
            "stand": VoortgangStatus(rij.schema) if rij.schema else None,
            "aangeboden": self._link(telling.aangeboden, **waar),
            "bevestigd": self._link(telling.bevestigd, **waar, stand="bevestigd"),
            "verhuurd": self._link(telling.verhuurd, **waar, stand="verhuurd"),
            "verloren": self._link(telling.totaal_verloren, **waar, stand="verloren"),
            "verloren_door": [
                (klasse.label, *self._link(telling.verloren[klasse], **waar, stand="verloren", klasse=klasse.value))
                for klasse in Klasse
                if telling.verloren.get(klasse)
            ],
        }


@require_safe
@policy(can_view_afspraakwoningen, Gemeente, kwarg="code")
def afspraak_woningen(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The homes behind one number. Errors: 404 for a choice that is not there, such as another corporation."""
    vandaag, halfjaar = timezone.localdate(), read_halfjaar(request)
    homes = homes_for(gemeente, halfjaar, vandaag).visible_to(request.user)
    filter_ = AfspraakFilter(
        {**request.GET.dict(), "halfjaar": str(halfjaar)},
        queryset=homes.with_status(vandaag)
        .select_related("woning__corporatie", "gemeente")
        .order_by("beschikbaar_vanaf", "aangeboden_op", "pk"),
        halfjaar=halfjaar,
        corporaties=readable_corporaties(request.user, gemeente),
        afspraken=Prestatieafspraak.objects.for_halfjaar(gemeente, halfjaar).geldend(),
    )
    if not filter_.form.is_valid():
        raise Http404
    page = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "filter": filter_,
        "wis": f"{request.path}?halfjaar={halfjaar}",
        "pagina": page,
        "woningen": [_home(aanbod) for aanbod in page],
        "toont_corporatie": can_do_casework(request.user, gemeente),
        "kruimels": afspraken_kruimels(request.user, gemeente, halfjaar),
    }
    template = "huisvesting/afspraak_woningen.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _home(aanbod: Woningaanbod) -> dict[str, Any]:
    """One home, with its status now and how it was lost, if it was."""
    return {
        "aanbod": aanbod,
        "status": AanbodStatus(aanbod.status),
        "verlies": Verlieswijze(aanbod.verlies) if aanbod.verlies else None,
        "verloren_door": Klasse(aanbod.verliesklasse).label if aanbod.verlies else "",
    }


@require_safe
@policy(can_view_afspraak, Prestatieafspraak)
def afspraak_detail(request: HttpRequest, afspraak: Prestatieafspraak) -> HttpResponse:
    """One agreement with every version of it: who agreed what, when, where, and why it changed."""
    versies = Prestatieafspraak.objects.versies_of(afspraak).select_related("vastgelegd_door", "corporatie", "gemeente")
    geldend, *eerdere = versies
    context = {
        "afspraak": geldend,
        "versies": [geldend, *eerdere],
        "klasse": Slaapkamerklasse(geldend.slaapkamers),
        "mag_wijzigen": can_change_afspraak(request.user, geldend),
        "kruimels": afspraken_kruimels(request.user, geldend.gemeente, geldend.halfjaar),
    }
    return render(request, "huisvesting/afspraak_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def record(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Record a new agreement."""
    halfjaar = read_halfjaar(request)
    handeling = Handeling(
        "Afspraak vastleggen",
        "Afspraak vastleggen",
        afspraken_url(gemeente, halfjaar),
        ("De corporatie leest deze afspraak ook. Andere corporaties zien haar niet.",),
        kruimels=afspraken_kruimels(request.user, gemeente, halfjaar),
    )
    form = AfspraakForm(posted(request), gemeente=gemeente, halfjaar=halfjaar)
    service = partial(record_afspraak, gemeente=gemeente, door=request.user)
    return handle(
        request, handeling, form, service, lambda a: ("Afspraak vastgelegd.", afspraken_url(gemeente, a.halfjaar))
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_afspraak, Prestatieafspraak)
def change(request: HttpRequest, afspraak: Prestatieafspraak) -> HttpResponse:
    """Agree something else: a new version on top of the latest."""
    versies = Prestatieafspraak.objects.versies_of(afspraak).select_related("corporatie", "gemeente")
    geldend = versies[0]
    handeling = Handeling(
        "Afspraak wijzigen",
        "Afspraak wijzigen",
        geldend.get_absolute_url(),
        (
            f"{geldend.corporatie}, {geldend.halfjaar.omschrijving}, {geldend.get_slaapkamers_display().lower()}.",
            "De oude afspraak blijft leesbaar, met uw reden erbij.",
        ),
        kruimels=(
            *afspraken_kruimels(request.user, geldend.gemeente, geldend.halfjaar),
            (str(geldend.corporatie), geldend.get_absolute_url()),
        ),
    )
    form = AfspraakWijzigForm(posted(request), initial=_stored(geldend))
    return handle(
        request,
        handeling,
        form,
        lambda **velden: change_afspraak(afspraak=versies.all()[0], door=request.user, **velden),
        lambda a: ("Afspraak gewijzigd. De oude versie staat eronder.", a),
        nu=lambda: _stored(versies.all()[0]),
    )


def _stored(afspraak: Prestatieafspraak) -> dict[str, Any]:
    return {"aantal": afspraak.aantal, "bron": afspraak.bron, "bron_url": afspraak.bron_url}
