"""What a corporation and a gemeente agreed for a half-year (R-601). Nothing is edited or removed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Overlegtermijn, Prestatieafspraak
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Woningcorporatie
from taakstelling.regels.halfjaar import Halfjaar


@one_transaction(Prestatieafspraak)
def record_afspraak(
    *,
    gemeente: Gemeente,
    corporatie: Woningcorporatie,
    halfjaar: Halfjaar,
    slaapkamers: str,
    aantal: int,
    bron: str,
    door: Gebruiker,
    bron_url: str = "",
    op: datetime | None = None,
) -> Prestatieafspraak:
    """Record how many homes of one bedroom class (Slaapkamerklasse) the corporation makes available.

    Out: version 1. Errors: ValidationError when the corporation does not work here, when a fact is wrong, or when
    there is an agreement for this half-year and class already: that one is changed, with a reason.
    """
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError({"corporatie": f"{corporatie} verhuurt niet in {gemeente}. Kies een andere corporatie."})
    afspraak = Prestatieafspraak(
        gemeente=gemeente,
        corporatie=corporatie,
        halfjaar=halfjaar,
        slaapkamers=slaapkamers,
        versie=1,
        aantal=aantal,
        bron=bron.strip(),
        bron_url=bron_url,
        vastgelegd_op=op or timezone.now(),
        vastgelegd_door=door,
    )
    bestaande = Prestatieafspraak.objects.versies_of(afspraak).first()
    if bestaande:
        raise ValidationError(
            f"Deze afspraak is er al: {_woningen(bestaande.aantal)}. Wijzig die afspraak en geef een reden."
        )
    return _save(afspraak, Gebeurtenis.AFSPRAAK_VASTGELEGD, {})


@one_transaction(Prestatieafspraak)
def change_afspraak(
    *,
    afspraak: Prestatieafspraak,
    aantal: int,
    bron: str,
    reden: str,
    door: Gebruiker,
    bron_url: str = "",
    op: datetime | None = None,
) -> Prestatieafspraak:
    """Agree something else: a new version with its reason; the old one stays readable.

    In: `afspraak`, the version that the person saw. Out: the new version. Errors: Bezet when someone else changed it
    since (the sentence says to what); ValidationError when a fact is wrong, or when nothing would change.
    """
    geldend = Prestatieafspraak.objects.versies_of(afspraak).select_related("vastgelegd_door").first() or afspraak
    if geldend.versie != afspraak.versie:
        raise Bezet(
            f"{geldend.vastgelegd_door.naam} wijzigde deze afspraak al van {_woningen(afspraak.aantal)} naar "
            f"{_woningen(geldend.aantal)}. Kijk of uw {_woningen(aantal)} nog klopt en wijzig dan die versie."
        )
    nieuw = Prestatieafspraak(
        gemeente=afspraak.gemeente,
        corporatie=afspraak.corporatie,
        halfjaar=afspraak.halfjaar,
        slaapkamers=afspraak.slaapkamers,
        versie=afspraak.versie + 1,
        aantal=aantal,
        bron=bron.strip(),
        bron_url=bron_url,
        reden=reden.strip(),
        vastgelegd_op=op or timezone.now(),
        vastgelegd_door=door,
    )
    if (nieuw.aantal, nieuw.bron, nieuw.bron_url) == (afspraak.aantal, afspraak.bron, afspraak.bron_url):
        raise ValidationError("Er verandert niets. Vul een ander aantal of een andere bron in.")
    return _save(nieuw, Gebeurtenis.AFSPRAAK_GEWIJZIGD, {"was": afspraak.aantal})


def _save(afspraak: Prestatieafspraak, gebeurtenis: Gebeurtenis, gegevens: dict[str, int]) -> Prestatieafspraak:
    afspraak.full_clean(validate_constraints=False)
    if afspraak.versie > 1 and not afspraak.reden:
        raise ValidationError({"reden": "Wie een afspraak wijzigt, schrijft op waarom."})
    afspraak.save(force_insert=True)
    report(
        gebeurtenis,
        onderwerp=afspraak,
        door=afspraak.vastgelegd_door,
        op=afspraak.vastgelegd_op,
        gegevens={
            "corporatie": str(afspraak.corporatie_id),
            "halfjaar": str(afspraak.halfjaar),
            "slaapkamers": afspraak.slaapkamers,
            "versie": afspraak.versie,
            "aantal": afspraak.aantal,
            **gegevens,
        },
    )
    return afspraak


def _woningen(aantal: int) -> str:
    return f"{aantal} {'woning' if aantal == 1 else 'woningen'}"


@one_transaction(Overlegtermijn)
def set_overlegtermijn(
    *, gemeente: Gemeente, corporatie: Woningcorporatie, dagen: int, door: Gebruiker, op: datetime | None = None
) -> Overlegtermijn:
    """Agree after how many days both speak of what is still open (R-613: local terms). The log keeps earlier ones.

    Errors: ValidationError for a number of days that is no term, or a corporation that does not work here.
    """
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} verhuurt niet in {gemeente}.")
    moment = op or timezone.now()
    termijn = Overlegtermijn.objects.select_for_update().filter(gemeente=gemeente, corporatie=corporatie).first()
    gegevens = {"corporatie": str(corporatie.pk), "dagen": dagen, "was": termijn.dagen if termijn else None}
    termijn = termijn or Overlegtermijn(gemeente=gemeente, corporatie=corporatie)
    termijn.dagen, termijn.ingesteld_op, termijn.ingesteld_door = dagen, moment, door
    termijn.full_clean(validate_constraints=False)
    termijn.save()
    report(Gebeurtenis.OVERLEGTERMIJN_INGESTELD, onderwerp=termijn, door=door, op=moment, gegevens=gegevens)
    return termijn
