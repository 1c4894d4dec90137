"""The place from which the beheerder reaches everything that only a beheerder may change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_safe

from rapportage.policies import can_view_beheer, managed_gemeente
from samenwerking.basis.toegang import policy


@require_safe
@policy(can_view_beheer)
def beheer(request: HttpRequest) -> HttpResponse:
    """Where to go, with what one does there. Accounts and organisations are for who may enter Django's admin."""
    gemeente = managed_gemeente(request.user)
    plekken = [
        (
            request.user.is_staff,
            "Gebruikers en gegevens",
            "admin:index",
            "Accounts en rollen, corporaties, redenen, het landelijke aantal, het toezichtkader en het logboek.",
        ),
        (
            True,
            "Overzichten",
            "taakstelling:overzicht_list",
            "De gepubliceerde taakstellingen en de maandstand van COA inlezen.",
        ),
        (True, "Alle gemeenten", "rapportage:overzicht", "De voortgang van alle gemeenten naast elkaar."),
        (True, "Telregels", "huisvesting:telregel_list", "Wie meetelt, in welke woonvorm en vanaf welk moment."),
        (
            True,
            "Herindelingen",
            "taakstelling:herindeling_list",
            "Het saldo van een opgeheven gemeente overnemen of verdelen.",
        ),
        (
            True,
            "Herberekening",
            "taakstelling:herberekening_list",
            "De cijfers van alle gemeenten narekenen. U ziet wanneer dat voor het laatst gebeurde.",
        ),
    ]
    context = {
        "gemeente": gemeente,
        "plekken": [(naam, resolve_url(naar), wat) for mag, naam, naar, wat in plekken if mag],
    }
    return render(request, "rapportage/beheer.html", context)
