"""A stay that is no plaatsing: record it for a household, end it, report the move of an amv."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huisvesting.forms.telling import VerblijfEindeForm, VerblijfForm, VerhuizingForm
from huisvesting.models import Huishouden, Verblijf
from huisvesting.policies import can_change_verblijf, can_view_huishouden
from huisvesting.services.telling import standing_of
from huisvesting.services.verblijf import end_verblijf, register_verblijf, report_verhuizing_amv
from huisvesting.views.handeling import Handeling, handle, posted
from huisvesting.views.telling import persoon_kruimels, telling_url
from samenwerking.basis.toegang import policy
from taakstelling.regels.telregels import AMV_VERHUIZING


@require_http_methods(["GET", "POST"])
@policy(can_view_huishouden, Huishouden)
def register(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """People of this household live somewhere."""
    handeling = Handeling(
        "Ander verblijf vastleggen",
        "Leg verblijf vast",
        huishouden.get_absolute_url(),
        (
            f"Het gaat om {huishouden}.",
            "Voor wie ergens woont zonder voordracht en plaatsing. De telregels bepalen of dat meetelt. "
            "Een verblijf dat nog liep, eindigt op de eerste dag.",
        ),
        kruimels=persoon_kruimels(huishouden.leden[0]) if huishouden.leden else (),
        toont=(huishouden,),
    )
    form = VerblijfForm(
        posted(request),
        huishouden=huishouden,
        initial={"personen": huishouden.leden, "van": timezone.localdate()},
    )
    service = partial(register_verblijf, door=request.user)
    return handle(request, handeling, form, service, lambda verblijven: (_describe(verblijven), huishouden))


def _describe(verblijven: Sequence[Verblijf]) -> str:
    tellend = len(standing_of(verblijf.statushouder for verblijf in verblijven))
    personen = "1 persoon telt" if tellend == 1 else f"{tellend} personen tellen"
    return f"Verblijf vastgelegd. Daarvan {personen} mee." if tellend else "Verblijf vastgelegd. Niemand telt nu mee."


def _handeling(verblijf: Verblijf, titel: str, knop: str, *gevolgen: str) -> Handeling:
    persoon = verblijf.statushouder
    waar = f"{verblijf} sinds {verblijf.van:%d-%m-%Y}"
    return Handeling(
        titel,
        knop,
        telling_url(persoon),
        (f"Het gaat om {persoon}: {waar}.", *gevolgen),
        kruimels=(*persoon_kruimels(persoon), ("Telling", telling_url(persoon))),
        toont=(persoon.huishouden,),
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_verblijf, Verblijf)
def end(request: HttpRequest, verblijf: Verblijf) -> HttpResponse:
    """The person does not live there any more."""
    handeling = _handeling(
        verblijf,
        "Verblijf beëindigen",
        "Beëindig verblijf",
        "Wie al meetelt, blijft meetellen. Alleen wie terug is naar de opvang, telt niet meer mee.",
    )
    form = VerblijfEindeForm(posted(request), initial={"tot": timezone.localdate()})
    service = partial(end_verblijf, verblijf=verblijf, door=request.user)
    return handle(request, handeling, form, service, lambda v: ("Verblijf beëindigd.", v))


@require_http_methods(["GET", "POST"])
@policy(can_change_verblijf, Verblijf)
def report(request: HttpRequest, verblijf: Verblijf) -> HttpResponse:
    """The gemeente where the amv moved to reported it to COA."""
    handeling = _handeling(
        verblijf,
        "Melding van verhuizing vastleggen",
        "Leg melding vast",
        AMV_VERHUIZING.reden,
        f"U legt vast dat {verblijf.gemeente or 'de gemeente'} de verhuizing bij COA heeft gemeld.",
    )
    form = VerhuizingForm(posted(request), initial={"melddatum": timezone.localdate()})
    service = partial(report_verhuizing_amv, verblijf=verblijf, door=request.user)
    klaar = f"Melding vastgelegd. Deze persoon telt nu mee voor {verblijf.gemeente}."
    return handle(request, handeling, form, service, lambda v: (klaar, v))
