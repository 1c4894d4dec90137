"""Logging in and out, as allauth asks it of a project: an adapter. Both leave a line in the logboek."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.services.logboek import log


class Adapter(DefaultAccountAdapter):
    # The package says "je" to people; this site says "u".
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "De gebruikersnaam of het wachtwoord klopt niet.",
        "enter_current_password": "Vul uw huidige wachtwoord in.",
        "too_many_login_attempts": "U hebt te vaak geprobeerd in te loggen. Probeer het later opnieuw.",
        "rate_limited": "U doet dit te snel achter elkaar. Wacht even en probeer het opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by a beheerder, never by the person at the door."""
        return False

    def login(self, request: HttpRequest, user: Gebruiker) -> None:
        super().login(request, user)
        log(Gebeurtenis.INGELOGD, onderwerp=user, door=user, gemeente=user.gemeente)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, Gebruiker):
            log(Gebeurtenis.UITGELOGD, onderwerp=user, door=user, gemeente=user.gemeente)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The name that was tried is not kept: it may be someone's password, typed in the wrong field."""
        super().authentication_failed(request, **credentials)
        log(Gebeurtenis.INLOGGEN_MISLUKT, onderwerp=None, door=None)
