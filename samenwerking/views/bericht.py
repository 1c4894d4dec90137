"""The messages of the person who looks, and when he wants them by mail too."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms import BerichtvoorkeurForm
from samenwerking.models import Bericht, Berichtvoorkeur
from samenwerking.policies import can_read_bericht, is_logged_in
from samenwerking.services.bericht import choose_mail, mark_gelezen

PER_PAGINA = 25


def _voorkeur(request: HttpRequest) -> Berichtvoorkeur:
    """What this person chose, or what holds for who chose nothing."""
    return Berichtvoorkeur.objects.filter(gebruiker=request.user).first() or Berichtvoorkeur(gebruiker=request.user)


@require_safe
@policy(is_logged_in)
def bericht_list(request: HttpRequest) -> HttpResponse:
    """One's own messages, unread first."""
    berichten = Bericht.objects.visible_to(request.user)
    pagina = Paginator(berichten.select_related("gemaakt_door"), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "pagina": pagina,
        "rijen": pagina.object_list,
        "ongelezen": berichten.ongelezen().count(),
        "mailwijze": _voorkeur(request).wijze,
        "heeft_mailadres": bool(request.user.email),
    }
    template = "samenwerking/bericht_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_POST
@policy(can_read_bericht, Bericht)
def bericht_open(request: HttpRequest, bericht: Bericht) -> HttpResponse:
    """The message was seen; go to what it is about. Not by a link, because looking changes nothing here."""
    mark_gelezen(Bericht.objects.filter(pk=bericht.pk))
    return redirect(bericht.url)


@require_POST
@policy(is_logged_in)
def berichten_gelezen(request: HttpRequest) -> HttpResponse:
    """Everything was seen."""
    mark_gelezen(Bericht.objects.visible_to(request.user))
    return redirect("samenwerking:bericht_list")


@require_http_methods(["GET", "POST"])
@policy(is_logged_in)
def berichtvoorkeur(request: HttpRequest) -> HttpResponse:
    """When this person wants mail."""
    terug = reverse("samenwerking:bericht_list")
    handeling = Handeling(
        "Mail over berichten",
        "Keuze bewaren",
        terug,
        (
            "Elk bericht staat altijd in Thuisgever. U kiest hier of u er ook mail over krijgt.",
            f"Mail gaat naar {request.user.email}."
            if request.user.email
            else "Wij hebben nog geen mailadres van u. Geef het door aan de beheerder van uw gemeente of corporatie.",
        ),
        kruimels=(("Berichten", terug),),
    )
    voorkeur = _voorkeur(request)
    form = BerichtvoorkeurForm(posted(request), initial={"wijze": voorkeur.wijze, "vrijdag": voorkeur.vrijdag})
    service = partial(choose_mail, door=request.user)
    return handle(request, handeling, form, service, lambda v: (f"Bewaard: {v.get_wijze_display().lower()}.", terug))
