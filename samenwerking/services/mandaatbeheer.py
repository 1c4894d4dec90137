"""Mandates as the gemeente records them; nobody gives himself one (R-702)."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Besluitsoort, Gebeurtenis, Gebruiker, Gemeente, Mandaat, Rol
from samenwerking.models.mandaat import LADDER
from samenwerking.regels.mandaat import MATEN, NIET_GEVRAAGD, Grens
from samenwerking.services.logboek import log

OVERLAPT = "Voor deze rol en dit soort besluit geldt dan al een mandaat, van {van}. Beëindig dat eerst."
EIGEN = "U kunt uw eigen mandaat niet vastleggen. Vraag dat aan de beheerder."


@one_transaction(Mandaat)
def record_mandaat(
    *,
    gemeente: Gemeente,
    houder: str,
    soort: str,
    grens: Grens,
    artikel: str,
    van: date,
    door: Gebruiker,
    tot: date | None = None,
    op: datetime | None = None,
) -> Mandaat:
    """Record up to where the holders of a role decide one kind of decision.

    In: the limits (None is no limit; only those by which this kind is measured), the article it rests on, and from when
    until (not including) when. Errors: ValidationError when the article is missing, a limit does not belong to the
    kind, it ends before it begins, someone gives his own role one, or another one runs in that time.
    """
    moment = op or timezone.now()
    if fouten := _judge(houder, soort, grens, artikel, van, tot):
        raise ValidationError(fouten)
    if door.has_rol(houder, gemeente=gemeente) and not door.has_rol(Rol.BEHEERDER, gemeente=gemeente):
        raise ValidationError({"houder": EIGEN})
    Gemeente.objects.select_for_update(no_key=True).get(pk=gemeente.pk)
    zelfde = Mandaat.objects.filter(gemeente=gemeente, houder=houder, soort=soort)
    overlap = zelfde.filter(Q(tot=None) | Q(tot__gt=van))
    if tot:
        overlap = overlap.filter(van__lt=tot)
    if ander := overlap.first():
        raise ValidationError({"van": OVERLAPT.format(van=f"{ander.van:%d-%m-%Y}")})
    mandaat = Mandaat.objects.create(
        gemeente=gemeente,
        houder=houder,
        soort=soort,
        bedrag_tot=grens.bedrag,
        aantal_tot=grens.aantal,
        maanden_tot=grens.maanden,
        afwijking=grens.afwijking,
        artikel=artikel.strip(),
        van=van,
        tot=tot,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    gegevens = {"houder": houder, "soort": soort, "artikel": mandaat.artikel}
    log(Gebeurtenis.MANDAAT_VASTGELEGD, onderwerp=mandaat, door=door, op=moment, gegevens=gegevens)
    return mandaat


@one_transaction(Mandaat)
def end_mandaat(*, mandaat: Mandaat, tot: date, door: Gebruiker, op: datetime | None = None) -> Mandaat:
    """It holds until (not including) this day. Errors: ValidationError when that is not after its begin, or before
    today: what was decided on it stays; Bezet when it was ended already."""
    moment = op or timezone.now()
    Gemeente.objects.select_for_update(no_key=True).get(pk=mandaat.gemeente_id)
    mandaat = Mandaat.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=mandaat.pk)
    if mandaat.beeindigd_op:
        raise Bezet("Dit mandaat is al beëindigd.")
    if tot <= mandaat.van:
        raise ValidationError({"tot": "Kies een dag na het begin van het mandaat."})
    if tot < timezone.localdate(moment):
        raise ValidationError({"tot": "Kies vandaag of een latere dag. Wat tot nu toe is besloten, blijft besloten."})
    if mandaat.tot and tot > mandaat.tot:
        raise ValidationError({"tot": "Dit mandaat eindigt eerder. Leg daarna een nieuw mandaat vast."})
    mandaat.tot, mandaat.beeindigd_op, mandaat.beeindigd_door = tot, moment, door
    mandaat.save(update_fields=["tot", "beeindigd_op", "beeindigd_door"])
    log(Gebeurtenis.MANDAAT_BEEINDIGD, onderwerp=mandaat, door=door, op=moment, gegevens={"tot": str(tot)})
    return mandaat


def _judge(houder: str, soort: str, grens: Grens, artikel: str, van: date, tot: date | None) -> dict[str, str]:
    """What is wrong with it, by field."""
    fouten = {}
    if houder not in LADDER[:-1]:
        fouten["houder"] = "De wethouder beslist altijd. Kies een andere rol."
    if not artikel.strip():
        fouten["artikel"] = "Vul in op welk artikel van de mandaatregeling dit rust."
    if tot and tot <= van:
        fouten["tot"] = "De laatste dag ligt voor het begin."
    if grens.bedrag is not None and grens.bedrag < Decimal(0):
        fouten["bedrag_tot"] = "Een bedrag is nooit lager dan nul."
    velden = {"bedrag": "bedrag_tot", "aantal": "aantal_tot", "maanden": "maanden_tot", "afwijking": "afwijking"}
    for maat, veld in velden.items():
        if getattr(grens, maat) not in (None, False) and maat not in MATEN[Besluitsoort(soort)]:
            fouten[veld] = NIET_GEVRAAGD
    return fouten
