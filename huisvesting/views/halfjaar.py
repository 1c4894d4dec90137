"""Which half-year a page is about."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout


def read_halfjaar(request: HttpRequest) -> Halfjaar:
    """The half-year of the address, `?halfjaar=2026H1`; unasked the current one. Errors: 404 for what is none."""
    tekst = request.GET.get("halfjaar", "")
    try:
        return Halfjaar.parse(tekst) if tekst else Halfjaar.van_datum(timezone.localdate())
    except HalfjaarFout as fout:
        raise Http404(str(fout)) from fout
