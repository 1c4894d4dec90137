"""How far work is that a worker does: the page of its onderwerp asks every second (componenten/verwerking.html)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from samenwerking.basis.toegang import policy
from samenwerking.models import Verwerking
from samenwerking.policies import can_view_verwerking
from samenwerking.services.actie import find_onderwerp
from samenwerking.services.verwerking import read_stand


@require_safe
@policy(can_view_verwerking, Verwerking)
def verwerking_stand(request: HttpRequest, verwerking: Verwerking) -> HttpResponse:
    """How far it is; when it has ended, and for who asks it without htmx, the page of what it is about."""
    if verwerking.is_open and request.htmx:
        context = {"verwerking": verwerking, "stand": read_stand(verwerking.pk)}
        return render(request, "componenten/verwerking.html#stand", context)
    doel = resolve_url(find_onderwerp(verwerking) or "home")
    return HttpResponseClientRedirect(doel) if request.htmx else redirect(doel)
