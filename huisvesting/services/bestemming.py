"""Where a household goes when its lease ends, and whether it can."""

from django.core.exceptions import ValidationError

from huisvesting.models import Bestemming, Plaatsing
from huisvesting.services.dossierslot import GESLOTEN
from huisvesting.services.plaatsing_basis import is_closed
from samenwerking.basis.constraints import Bezet


def find_bestemming(plaatsing: Plaatsing) -> Bestemming:
    """Where the household goes as far as one can tell: to the home that follows, away, or it needs a home again."""
    if Plaatsing.objects.lopend().filter(vervangt=plaatsing).exists():
        return Bestemming.DOORSTROOM
    return Bestemming.VERTROKKEN if is_closed(plaatsing.huishouden) else Bestemming.ZOEKT


def require_bestemming(plaatsing: Plaatsing, bestemming: str) -> None:
    """Errors: ValidationError when the household of this plaatsing cannot go there, Bezet when it is put forward."""
    opvolger = Plaatsing.objects.lopend().filter(vervangt=plaatsing).exists()
    if bestemming == Bestemming.DOORSTROOM and not opvolger:
        raise ValidationError(
            {"bestemming": "Er is nog geen volgend huurcontract. Leg dat eerst vast, of kies iets anders."}
        )
    if bestemming != Bestemming.DOORSTROOM and opvolger:
        raise ValidationError(
            {"bestemming": "Er is al een volgend huurcontract. Kies dat, of annuleer eerst dat contract."}
        )
    if bestemming == Bestemming.ZOEKT and is_closed(plaatsing.huishouden):
        raise ValidationError({"bestemming": f"{GESLOTEN} Pas daarna kan het huishouden weer een woning zoeken."})
    if bestemming == Bestemming.VERTROKKEN and _is_put_forward(plaatsing):
        raise Bezet("Dit huishouden is voorgedragen voor een andere woning. Annuleer eerst die voordracht.")


def _is_put_forward(plaatsing: Plaatsing) -> bool:
    return plaatsing.huishouden.voordrachten.open().filter(plaatsing=None).exists()
