"""Ask for a decision about a household, a home or a voordracht that is stuck, and show there what was asked."""

from functools import partial
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huisvesting.forms.escalatie import EscaleerForm
from huisvesting.models import Huishouden, Voordracht, Woningaanbod
from huisvesting.policies import can_lead_dossier, can_lead_voordracht, can_reject_aanbod
from huisvesting.views.handeling import Handeling, aanbod_kruimels, handle, huishouden_kruimels, name_grootte, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import EscalatieStatus, Gebruiker
from samenwerking.policies import can_do_casework
from samenwerking.services.escalatie import list_escalaties, raise_escalatie

Zaak = Huishouden | Woningaanbod | Voordracht
ROUTES: dict[type[Model], str] = {
    Huishouden: "huisvesting:huishouden_escaleren",
    Woningaanbod: "huisvesting:aanbod_escaleren",
    Voordracht: "huisvesting:voordracht_escaleren",
}
HOE = (
    "De opgavemanager leest uw vraag en antwoordt, of legt haar een niveau hoger.",
    "Uw vraag kan tot aan de wethouder komen. Noem daarom geen namen: schrijf bijvoorbeeld “een gezin van vier”.",
)


def show_escalaties(gebruiker: Gebruiker, zaak: Zaak, *ook: Model | None, loopt: bool) -> dict[str, Any]:
    """For casework: what was asked about this case (and what belongs to it), and where to ask while it runs.

    Nobody else reads that: for a corporation it is empty.
    """
    if not can_do_casework(gebruiker, zaak.gemeente):
        return {}
    gevonden = list_escalaties([zaak, *(deel for deel in ook if deel)], gebruiker=gebruiker)
    vraagt_al = any(e.is_open and e.onderwerp_id == str(zaak.pk) for e in gevonden)
    return {
        "escalaties": [(escalatie, EscalatieStatus(escalatie.status)) for escalatie in gevonden],
        "escaleren": reverse(ROUTES[type(zaak)], kwargs={"pk": zaak.pk}) if loopt and not vraagt_al else "",
    }


def _raise(
    request: HttpRequest, zaak: Zaak, titel: str, kruimels: tuple[tuple[str, str], ...], *toont: Huishouden
) -> HttpResponse:
    """`titel`: what it is about in words that name nobody, to begin with."""
    handeling = Handeling("Escaleren", "Escaleren", zaak.get_absolute_url(), HOE, kruimels=kruimels, toont=toont)
    service = partial(raise_escalatie, gemeente=zaak.gemeente, onderwerp=zaak, door=request.user)
    form = EscaleerForm(posted(request), initial={"titel": titel})
    return handle(request, handeling, form, service, lambda _: ("Escalatie gemeld.", zaak))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def raise_huishouden(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """A household is stuck."""
    titel = f"Huishouden van {name_grootte(huishouden)}"
    return _raise(request, huishouden, titel, huishouden_kruimels(huishouden), huishouden)


@require_http_methods(["GET", "POST"])
@policy(can_reject_aanbod, Woningaanbod)
def raise_aanbod(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """A home is stuck: blocked, an option that ends, a corporation that does not answer."""
    return _raise(request, aanbod, aanbod.woning.adres, aanbod_kruimels(aanbod, request.user))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def raise_voordracht(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """A voordracht is stuck."""
    aanbod = voordracht.aanbod
    kruimels = (*aanbod_kruimels(aanbod, request.user), ("Voordracht", voordracht.get_absolute_url()))
    return _raise(
        request, voordracht, f"Voordracht van een huishouden van {name_grootte(voordracht.huishouden)}", kruimels
    )
