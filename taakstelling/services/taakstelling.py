"""Recording the national number, what was published for a gemeente, and where a gemeente starts."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Herindeling,
    Inwonertal,
    LandelijkeTaakstelling,
    SoortHerindeling,
    Taakstelling,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.verdeling import Overgang, divide_adams, divide_wettekst, merge_inwoners
from taakstelling.regels.voortgang import MEESTE_PERSONEN
from taakstelling.services.slot import lock_gemeente
from taakstelling.services.voortgang import recompute_voortgang


@dataclass(frozen=True)
class Verdeling:
    """What a national number means for one gemeente: inhabitants and persons by both rules."""

    gemeente: Gemeente
    inwoners: int
    is_geschat: bool
    adams: int
    wettekst: int


def divide_landelijk(halfjaar: Halfjaar, landelijk: int) -> list[Verdeling]:
    """Divide a national number over the gemeenten that exist in the half-year, in the order of their codes.

    In: persons. Errors: ValidationError when the inhabitants of the reference date are not on file (R-104).
    """
    peildatum = halfjaar.inwoners_peildatum
    tellingen = {
        code: (aantal, geschat)
        for code, aantal, geschat in Inwonertal.objects.op(peildatum).values_list(
            "gemeente__code", "aantal", "is_geschat"
        )
    }
    if not tellingen:
        raise ValidationError(
            f"Voor {halfjaar} zijn de inwoners op {peildatum:%d-%m-%Y} nodig, en die staan er niet in. "
            "Laad ze met: manage.py load_inwoners BESTAND."
        )
    inwoners = merge_inwoners(
        {code: aantal for code, (aantal, _) in tellingen.items()},
        overgangen(),
        peildatum=peildatum,
        indeling=halfjaar.indeling_datum,
    )
    geschat = any(is_geschat for _, is_geschat in tellingen.values())
    adams, wettekst = divide_adams(landelijk, inwoners), divide_wettekst(landelijk, inwoners)
    gemeenten = {g.code: g for g in Gemeente.objects.filter(code__in=inwoners)}
    # One estimated gemeente moves the share of all others.
    return [
        Verdeling(gemeenten[code], inwoners[code], geschat, adams[code], wettekst[code]) for code in sorted(inwoners)
    ]


@one_transaction(LandelijkeTaakstelling, Taakstelling)
def record_landelijke_taakstelling(
    *,
    halfjaar: Halfjaar,
    aantal: int,
    soort: str,
    zekerheid: str,
    bron: str,
    door: Gebruiker,
    opmerking: str = "",
    op: datetime | None = None,
) -> LandelijkeTaakstelling:
    """Add a version of the national number (R-114) and compute what it means for each gemeente.

    In: persons; `soort` and `zekerheid` as the model knows them. Out: the version; earlier ones stay as they are.
    Voortgang follows when the caller recomputes all gemeenten. Without inhabitants on file the version is recorded and
    the targets follow with `compute_taakstellingen` once they are. Errors: ValidationError for a wrong field.
    """
    moment = op or timezone.now()
    versies = LandelijkeTaakstelling.objects.select_for_update().for_halfjaar(halfjaar)
    versie = LandelijkeTaakstelling(
        halfjaar=halfjaar,
        versie=max((v.versie for v in versies), default=0) + 1,
        aantal=aantal,
        soort=soort,
        zekerheid=zekerheid,
        bron=bron,
        opmerking=opmerking,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    versie.full_clean()
    versie.save()
    if Inwonertal.objects.op(halfjaar.inwoners_peildatum).exists():
        compute_taakstellingen(landelijk=versie)
    gegevens = {"halfjaar": str(halfjaar), "personen": aantal, "versie": versie.versie}
    log(Gebeurtenis.LANDELIJK_VASTGELEGD, onderwerp=versie, door=door, op=moment, gegevens=gegevens)
    return versie


def compute_taakstellingen(*, landelijk: LandelijkeTaakstelling) -> None:
    """Compute the targets of one version anew from the inhabitants on file. Errors: as `divide_landelijk`."""
    verdelingen = divide_landelijk(landelijk.halfjaar, landelijk.aantal)
    landelijk.taakstellingen.all().delete()
    Taakstelling.objects.bulk_create(
        Taakstelling(
            gemeente=v.gemeente,
            landelijk=landelijk,
            inwoners=v.inwoners,
            is_geschat=v.is_geschat,
            adams=v.adams,
            wettekst=v.wettekst,
        )
        for v in verdelingen
    )


@one_transaction(GepubliceerdeTaakstelling)
def publish_taakstelling(
    *, gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, bron: str, door: Gebruiker, op: datetime | None = None
) -> GepubliceerdeTaakstelling:
    """Record what the state published for one gemeente; it replaces an earlier publication and wins over `adams`.

    In: persons; where it was read. Errors: ValidationError when the number is negative or the source is missing.
    """
    moment = op or timezone.now()
    if not bron.strip():
        raise ValidationError("Noem de bron van de gepubliceerde taakstelling.")
    if aantal < 0:
        raise ValidationError("Een taakstelling is nooit lager dan nul.")
    _require_possible(aantal)
    lock_gemeente(gemeente)
    GepubliceerdeTaakstelling.objects.geldend().filter(gemeente=gemeente, halfjaar=halfjaar).update(
        vervangen_op=moment, vervangen_door=door
    )
    publicatie = GepubliceerdeTaakstelling(
        gemeente=gemeente,
        halfjaar=halfjaar,
        aantal=aantal,
        bron=bron.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    publicatie.full_clean()
    publicatie.save()
    recompute_voortgang(gemeente=gemeente, op=moment)
    gegevens = {"halfjaar": str(halfjaar), "personen": aantal}
    log(Gebeurtenis.TAAKSTELLING_GEPUBLICEERD, onderwerp=publicatie, door=door, op=moment, gegevens=gegevens)
    return publicatie


@one_transaction(Beginsaldo)
def set_beginsaldo(
    *, gemeente: Gemeente, halfjaar: Halfjaar, saldo: int, bron: str, door: Gebruiker, op: datetime | None = None
) -> Beginsaldo:
    """State with which saldo a gemeente starts, and at which half-year; it replaces an earlier statement.

    In: `saldo` in persons, plus is voorsprong. What was counted before that half-year is part of the saldo and no
    longer counts apart. Errors: ValidationError when the source is missing.
    """
    moment = op or timezone.now()
    if not bron.strip():
        raise ValidationError("Noem de bron van het beginsaldo.")
    _require_possible(saldo)
    lock_gemeente(gemeente)
    Beginsaldo.objects.geldend().filter(gemeente=gemeente).update(vervangen_op=moment, vervangen_door=door)
    beginsaldo = Beginsaldo(
        gemeente=gemeente,
        halfjaar=halfjaar,
        saldo=saldo,
        bron=bron.strip(),
        vastgesteld_op=moment,
        vastgesteld_door=door,
    )
    beginsaldo.full_clean()
    beginsaldo.save()
    recompute_voortgang(gemeente=gemeente, op=moment)
    gegevens = {"halfjaar": str(halfjaar), "saldo": saldo}
    log(Gebeurtenis.BEGINSALDO_VASTGESTELD, onderwerp=beginsaldo, door=door, op=moment, gegevens=gegevens)
    return beginsaldo


def _require_possible(aantal: int) -> None:
    if abs(aantal) > MEESTE_PERSONEN:
        raise ValidationError(
            f"{aantal} kan niet: zo veel mensen wonen er in geen enkele gemeente. Controleer het getal."
        )


def overgangen() -> list[Overgang]:
    """The mergers on file, as the rules want them."""
    rijen = Herindeling.objects.values_list("ingangsdatum", "oud__code", "nieuw__code", "soort")
    return [Overgang(dag, oud, nieuw, soort == SoortHerindeling.SPLITSING) for dag, oud, nieuw, soort in rijen]
