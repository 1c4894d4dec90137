"""Saldi that change by a merger, a split, or a difference that was settled (R-108, R-109, R-112)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import (
    Beginsaldo,
    Herindeling,
    Saldocorrectie,
    SoortHerindeling,
    SoortSaldocorrectie,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente
from taakstelling.services.voortgang import recompute_voortgang


@one_transaction(Saldocorrectie)
def correct_saldo(
    *,
    gemeente: Gemeente,
    halfjaar: Halfjaar,
    aantal: int,
    reden: str,
    door: Gebruiker,
    grond: str = "",
    op: datetime | None = None,
) -> Saldocorrectie:
    """Add persons to the saldo with which a gemeente begins a half-year: a difference with the state that was settled.

    In: signed, plus is voorsprong; `grond`, what the decision to do so rests on.
    Errors: ValidationError when it is zero, the reason is missing, or the gemeente has
    no figures in the half-year: there it would change nothing.
    """
    moment = op or timezone.now()
    if aantal == 0:
        raise ValidationError("Een correctie van nul personen verandert niets.")
    if not reden.strip():
        raise ValidationError("Schrijf op waarom het saldo verandert.")
    lock_gemeente(gemeente)
    if not Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).exists():
        raise ValidationError(f"{gemeente} heeft in {halfjaar} geen cijfers. Kies een halfjaar met een taakstelling.")
    correctie = _add(gemeente, halfjaar, aantal, SoortSaldocorrectie.VEREFFENING, None, reden.strip(), door, moment)
    recompute_voortgang(gemeente=gemeente, op=moment)
    gegevens = {"halfjaar": str(halfjaar), "personen": aantal, "grond": grond}
    log(Gebeurtenis.SALDO_GECORRIGEERD, onderwerp=correctie, door=door, op=moment, gegevens=gegevens)
    return correctie


@one_transaction(Saldocorrectie, Beginsaldo)
def carry_over_samenvoeging(*, oud: Gemeente, door: Gebruiker, op: datetime | None = None) -> list[Saldocorrectie]:
    """The saldo of a merged gemeente goes on in the gemeente that it became part of (R-108).

    A new gemeente begins with the sum of its parts. Errors: ValidationError when `oud` was split (use
    `carry_over_splitsing`), is not part of a merger, its last half-year is not known, or the other one begins later.
    """
    lock_alle_gemeenten()
    delen = list(oud.opgegaan_in.select_related("nieuw"))
    if not delen:
        raise ValidationError(f"Van {oud} is geen herindeling bekend.")
    if len(delen) > 1 or delen[0].soort == SoortHerindeling.SPLITSING:
        raise ValidationError(f"{oud} is gesplitst. Leg zelf vast hoe het saldo is verdeeld.")
    return _carry_over(oud, delen, {delen[0].nieuw: _last_saldo(oud, delen[0])}, door, op)


@one_transaction(Saldocorrectie, Beginsaldo)
def carry_over_splitsing(
    *, oud: Gemeente, verdeling: Mapping[Gemeente, int], door: Gebruiker, op: datetime | None = None
) -> list[Saldocorrectie]:
    """The saldo of a split gemeente is divided by hand over those that got a part; no rule is known (R-109).

    In: persons per gemeente. Errors: ValidationError when the sum is not the saldo (the control sum), `oud` was not
    split, one of them got no part of it, or begins later.
    """
    lock_alle_gemeenten()
    delen = list(oud.opgegaan_in.filter(soort=SoortHerindeling.SPLITSING).select_related("nieuw"))
    if not delen:
        raise ValidationError(f"{oud} is niet gesplitst.")
    vreemd = set(verdeling) - {deel.nieuw for deel in delen}
    if vreemd:
        raise ValidationError(f"{', '.join(sorted(map(str, vreemd)))} hoort niet bij de splitsing van {oud}.")
    saldo = _last_saldo(oud, delen[0])
    som = sum(verdeling.values())
    if som != saldo:
        raise ValidationError(
            f"De delen zijn samen {som:+d}, het saldo van {oud} was {saldo:+d}. Die moeten gelijk zijn."
        )
    return _carry_over(oud, delen, verdeling, door, op)


def _carry_over(
    oud: Gemeente, delen: list[Herindeling], verdeling: Mapping[Gemeente, int], door: Gebruiker, op: datetime | None
) -> list[Saldocorrectie]:
    moment, halfjaar = op or timezone.now(), Halfjaar.van_datum(delen[0].ingangsdatum)
    reden = f"Saldo van {oud} bij de herindeling van {delen[0].ingangsdatum:%d-%m-%Y}"
    correcties = []
    for nieuw, saldo in verdeling.items():
        begin = Beginsaldo.objects.geldend().filter(gemeente=nieuw).first()
        if begin and begin.halfjaar > halfjaar:
            raise ValidationError(
                f"{nieuw} begint hier pas in {begin.halfjaar}: het saldo van {oud} zit dan al in het beginsaldo."
            )
        if not begin and not _begins_before(nieuw, halfjaar):
            Beginsaldo.objects.create(
                gemeente=nieuw,
                halfjaar=halfjaar,
                saldo=0,
                bron="Ontstaan door herindeling",
                vastgesteld_op=moment,
                vastgesteld_door=door,
            )
        correcties.append(_add(nieuw, halfjaar, saldo, SoortSaldocorrectie.HERINDELING, oud, reden, door, moment))
        recompute_voortgang(gemeente=nieuw, op=moment)
    # About the merger, not about one of its gemeenten: it changes what each of them sees.
    gegevens = {"oud": oud.code, "halfjaar": str(halfjaar), "delen": {g.code: s for g, s in verdeling.items()}}
    log(Gebeurtenis.HERINDELING_VERWERKT, onderwerp=delen[0], door=door, op=moment, gegevens=gegevens)
    return correcties


def _begins_before(gemeente: Gemeente, halfjaar: Halfjaar) -> bool:
    return Voortgang.objects.for_gemeente(gemeente).filter(halfjaar__lt=halfjaar).exists()


def _last_saldo(oud: Gemeente, deel: Herindeling) -> int:
    """Saldo at the end of the half-year before the merger took effect."""
    halfjaar = Halfjaar.van_datum(deel.ingangsdatum).vorige
    voortgang = Voortgang.objects.for_gemeente(oud).for_halfjaar(halfjaar).first()
    if voortgang is None:
        raise ValidationError(
            f"Het saldo van {oud} aan het eind van {halfjaar} is niet bekend. Leg eerst het beginsaldo vast."
        )
    return voortgang.stand.saldo_eind


def _add(
    gemeente: Gemeente,
    halfjaar: Halfjaar,
    aantal: int,
    soort: SoortSaldocorrectie,
    herkomst: Gemeente | None,
    reden: str,
    door: Gebruiker,
    moment: datetime,
) -> Saldocorrectie:
    correctie = Saldocorrectie(
        gemeente=gemeente,
        halfjaar=halfjaar,
        aantal=aantal,
        soort=soort,
        herkomst=herkomst,
        reden=reden,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    correctie.full_clean()
    correctie.save(force_insert=True)
    return correctie
