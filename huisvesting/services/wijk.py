"""How many homes of a wijk go to statushouders in a half-year, beside what was agreed with the wijk (R-706)."""

import uuid
from collections import Counter
from datetime import date

from django.db.models import Min, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import Substr

from huisvesting.models import Plaatsing, Voordracht, Woningaanbod
from huisvesting.regels.passendheid import Wijkruimte
from samenwerking.models import Gemeente, Wijk, Wijkafspraak, Wijkpostcode
from taakstelling.regels.halfjaar import Halfjaar


def find_wijkruimte(aanbod: Woningaanbod, peildatum: date) -> Wijkruimte | None:
    """What was agreed on the number of homes in the wijk of this home, and how many there are in the half-year of this
    day; None where nothing was agreed. One query, and one more where there is."""
    grens = (
        Wijkafspraak.objects.lopend(peildatum)
        .filter(
            hooguit__isnull=False,
            wijk__gemeente=aanbod.gemeente_id,
            wijk__postcodes__cijfers=aanbod.woning.postcode[:4],
        )
        .values("wijk", "wijk__naam")
        .annotate(hooguit=Min("hooguit"))
        .order_by("wijk")
        .first()
    )
    if grens is None:
        return None
    aantallen = count_woningen(aanbod.gemeente, Halfjaar.van_datum(peildatum), peildatum, wijk=grens["wijk"])
    return Wijkruimte(grens["wijk__naam"], aantallen[grens["wijk"]], grens["hooguit"])


def lock_wijk(aanbod: Woningaanbod) -> None:
    """The wijk of a locked home, after its complex: two voordrachten count its homes in turn."""
    Wijk.objects.select_for_update().filter(
        gemeente=aanbod.gemeente_id, postcodes__cijfers=aanbod.woning.postcode[:4]
    ).first()


def count_woningen(
    gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date, wijk: uuid.UUID | None = None
) -> Counter[uuid.UUID]:
    """By wijk: the homes of which a statushouder got the key in this half-year; in the one that runs also those for
    which someone was put forward or signed and has no key yet. In: one wijk, or all. One query."""
    telt = Q(
        pk__in=Plaatsing.objects.filter(
            geannuleerd_op=None, sleuteldatum__range=(halfjaar.begin, halfjaar.eind)
        ).values("aanbod")
    )
    if halfjaar == Halfjaar.van_datum(peildatum):
        telt |= Q(pk__in=Plaatsing.objects.lopend().filter(sleuteldatum=None).values("aanbod"))
        telt |= Q(pk__in=Voordracht.objects.open().filter(plaatsing=None).values("aanbod"))
    postcodes = Wijkpostcode.objects.filter(gemeente=gemeente, cijfers=OuterRef("cijfers"))
    aanbod = (
        Woningaanbod.objects.filter(telt, gemeente=gemeente)
        .annotate(cijfers=Substr("woning__postcode", 1, 4))
        .annotate(wijk=Subquery(postcodes.values("wijk")[:1], output_field=UUIDField()))
        .exclude(wijk=None)
    )
    if wijk:
        aanbod = aanbod.filter(wijk=wijk)
    # Of a home that was offered twice only one counts.
    return Counter(sleutel for sleutel, _ in set(aanbod.values_list("wijk", "woning")))
