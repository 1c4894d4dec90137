"""What the address of a page says."""

from django.contrib import messages
from django.http import HttpRequest

from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout


def asked_halfjaar(request: HttpRequest, standaard: Halfjaar) -> Halfjaar:
    """The half-year of `?halfjaar=2026H1`. One that does not exist is said, and `standaard` is used."""
    tekst = request.GET.get("halfjaar", "")
    if not tekst:
        return standaard
    try:
        return Halfjaar.parse(tekst)
    except HalfjaarFout as fout:
        messages.warning(request, str(fout))
        return standaard


def signed(aantal: int) -> str:
    """A saldo or a change in a sentence: "+3", "-3", "0"."""
    return f"{aantal:+d}" if aantal else "0"
