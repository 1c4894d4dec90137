"""Adding something to do to a household or a plaatsing."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huisvesting.forms.dossier import ActieForm
from huisvesting.models import Huishouden, Plaatsing
from huisvesting.policies import can_lead_dossier, can_lead_plaatsing
from huisvesting.views.dossier import find_collegas
from huisvesting.views.handeling import Handeling, handle, huishouden_kruimels, posted
from samenwerking.basis.toegang import policy
from samenwerking.services.actie import add_actie


def _add(request: HttpRequest, onderwerp: Huishouden | Plaatsing, huishouden: Huishouden) -> HttpResponse:
    handeling = Handeling(
        "Actie toevoegen",
        "Actie toevoegen",
        onderwerp.get_absolute_url(),
        (f"Het gaat om {huishouden}. Schrijf geen namen in de actie: hij staat ook in lijsten.",),
        kruimels=huishouden_kruimels(huishouden),
        toont=(huishouden,),
    )
    form = ActieForm(posted(request), collegas=find_collegas(huishouden.gemeente))
    service = partial(add_actie, onderwerp=onderwerp, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Actie toegevoegd.", onderwerp))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def add_to_huishouden(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Something has to be done about a household."""
    return _add(request, huishouden, huishouden)


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def add_to_plaatsing(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """Something has to be done about a plaatsing."""
    return _add(request, plaatsing, plaatsing.huishouden)
