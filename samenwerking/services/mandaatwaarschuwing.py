"""Mandates that ended or end soon while no other follows: for the hub and the page of the mandates (R-702)."""

from datetime import date, timedelta

from samenwerking.models import Gemeente, Mandaat

# So long before its end it is told.
VOORAF = timedelta(days=30)


def find_mandaatwaarschuwingen(gemeente: Gemeente, peildatum: date) -> list[str]:
    """A sentence for each mandate of this gemeente that ran out, or does within VOORAF, and that no other follows. One
    that was ended on purpose needs none. One query."""
    mandaten = list(Mandaat.objects.filter(gemeente=gemeente))
    return [
        _zin(mandaat, mandaat.tot, peildatum)
        for mandaat in mandaten
        if mandaat.tot and not mandaat.beeindigd_op and mandaat.tot <= peildatum + VOORAF
        if not any(_follows(ander, mandaat) for ander in mandaten)
    ]


def _follows(ander: Mandaat, mandaat: Mandaat) -> bool:
    """Whether it takes over from `mandaat`, now or later."""
    zelfde = (ander.houder, ander.soort) == (mandaat.houder, mandaat.soort)
    return zelfde and mandaat.tot is not None and ander.van >= mandaat.tot


def _zin(mandaat: Mandaat, tot: date, peildatum: date) -> str:
    wat = f"Het mandaat van de {mandaat.get_houder_display().lower()} voor {mandaat.get_soort_display().lower()}"
    if tot <= peildatum:
        return f"{wat} is verlopen: het gold tot {tot:%d-%m-%Y}. Er is een nieuw mandaat nodig."
    return f"{wat} geldt nog tot {tot:%d-%m-%Y}. Er is een nieuw mandaat nodig."
