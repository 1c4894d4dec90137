"""Homes that belong together, in which corporation and gemeente want a mix of residents."""

from datetime import datetime

from django.core.exceptions import ValidationError

from huisvesting.models import Complex
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Woningcorporatie
from samenwerking.services.logboek import log


@one_transaction(Complex)
def add_complex(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    naam: str,
    woningen_totaal: int,
    maximum: int,
    door: Gebruiker,
    op: datetime | None = None,
) -> Complex:
    """A corporation names a complex, with how many of its homes go to statushouders at most.

    Errors: ValidationError when it does not work in the gemeente, the name is taken there, or the maximum is more than
    there are homes.
    """
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} werkt niet in {gemeente}. Vraag de beheerder om dit aan te passen.")
    complex_ = Complex(corporatie=corporatie, gemeente=gemeente)
    _write(complex_, naam, woningen_totaal, maximum)
    log(Gebeurtenis.COMPLEX_VASTGELEGD, onderwerp=complex_, door=door, op=op, gegevens={"maximum": maximum})
    return complex_


@one_transaction(Complex)
def change_complex(
    *, complex_: Complex, naam: str, woningen_totaal: int, maximum: int, door: Gebruiker, op: datetime | None = None
) -> Complex:
    """Other numbers or another name; who lives there already stays. Errors: as `add_complex`."""
    complex_ = Complex.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=complex_.pk)
    was = complex_.maximum
    _write(complex_, naam, woningen_totaal, maximum)
    gegevens = {"was": was, "maximum": maximum}
    log(Gebeurtenis.COMPLEX_GEWIJZIGD, onderwerp=complex_, door=door, op=op, gegevens=gegevens)
    return complex_


def _write(complex_: Complex, naam: str, woningen_totaal: int, maximum: int) -> None:
    complex_.naam, complex_.woningen_totaal, complex_.maximum = naam.strip(), woningen_totaal, maximum
    complex_.full_clean()
    complex_.save()
