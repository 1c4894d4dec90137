"""How a gemeente counts the bedrooms of children (R-609)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Woonnorm
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.services.slot import lock_gemeente


@one_transaction(Woonnorm)
def set_woonnorm(
    *,
    gemeente: Gemeente,
    van: date,
    eigen_kamer_vanaf: int,
    gescheiden_vanaf: int,
    kinderen_per_kamer: int,
    door: Gebruiker,
    op: datetime | None = None,
) -> Woonnorm:
    """From `van` on this gemeente counts bedrooms so; what was decided before that day stays as it was.

    Errors: ValidationError for a day in the past, or ages and numbers outside reason; `Bezet` when there is one of
    that day or later already.
    """
    moment = op or timezone.now()
    if van < timezone.localdate(moment):
        raise ValidationError({"van": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    lock_gemeente(gemeente)
    laatste = Woonnorm.objects.filter(gemeente=gemeente).order_by("-van").first()
    if laatste and laatste.van >= van:
        raise Bezet(f"Vanaf {laatste.van:%d-%m-%Y} is er al een norm vastgelegd. Kies een latere dag.")
    norm = Woonnorm(
        gemeente=gemeente,
        van=van,
        eigen_kamer_vanaf=eigen_kamer_vanaf,
        gescheiden_vanaf=gescheiden_vanaf,
        kinderen_per_kamer=kinderen_per_kamer,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    norm.full_clean(exclude=["gemeente", "vastgelegd_door"])
    norm.save(force_insert=True)
    gegevens = {
        "van": van.isoformat(),
        "eigen_kamer_vanaf": eigen_kamer_vanaf,
        "gescheiden_vanaf": gescheiden_vanaf,
        "kinderen_per_kamer": kinderen_per_kamer,
    }
    log(Gebeurtenis.WOONNORM_VASTGELEGD, onderwerp=norm, gemeente=gemeente, door=door, op=moment, gegevens=gegevens)
    return norm
