"""The good news of a gemeente, for who works on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.overzichten.successen import collect_successen
from samenwerking.basis.toegang import policy
from samenwerking.models import Berichtvoorkeur, Gemeente
from samenwerking.policies import can_view_opgave


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def successen(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Who got a home, as far as it may be told, and milestones. No names, so no line of inzage."""
    vandaag = timezone.localdate()
    context = {
        "gemeente": gemeente,
        "successen": collect_successen(gemeente, vandaag),
        "krijgt_vrijdag": Berichtvoorkeur.objects.filter(gebruiker=request.user, vrijdag=True).exists(),
        "vandaag": vandaag,
    }
    return render(request, "rapportage/successen.html", context)
