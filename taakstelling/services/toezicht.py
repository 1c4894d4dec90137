"""What the gemeente and the province record about supervision (R-501 to R-505)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import (
    Maat,
    Mijlpaal,
    PlanVanAanpak,
    Toezichtbrief,
    Toezichtkader,
    Toezichttrede,
)
from taakstelling.regels.koppelingsdekking import has_v_nummer
from taakstelling.regels.toezicht import Trede
from taakstelling.services.koppelingsdekking import MET_V_NUMMER
from taakstelling.services.slot import lock_gemeente


@one_transaction(Toezichtkader, Toezichttrede)
def record_toezichtkader(
    *,
    provincie_code: str,
    naam: str,
    bron: str,
    zekerheid: str,
    geldig_van: date,
    treden: Sequence[Trede],
    door: Gebruiker,
    is_voorbeeld: bool = False,
    op: datetime | None = None,
) -> Toezichtkader:
    """Record the ladder of a province from a day on; the one that runs for the same province ends on that day.

    In: an empty `provincie_code` for all provinces without a ladder of their own. Errors: ValidationError when there
    is no step, a step has no trigger, or the running ladder begins on that day or later.
    """
    moment = op or timezone.now()
    kader = _add_kader(
        Toezichtkader(
            provincie_code=provincie_code,
            naam=naam,
            bron=bron,
            zekerheid=zekerheid,
            is_voorbeeld=is_voorbeeld,
            geldig_van=geldig_van,
            vastgelegd_op=moment,
            vastgelegd_door=door,
        ),
        treden,
    )
    gegevens = {"provincie": provincie_code, "geldig_van": str(geldig_van), "treden": len(treden)}
    log(Gebeurtenis.TOEZICHTKADER_VASTGELEGD, onderwerp=kader, door=door, op=moment, gegevens=gegevens)
    return kader


def ensure_toezichtkaders(rijen: Iterable[Mapping[str, str]], *, door: Gebruiker, op: datetime) -> int:
    """Add the shipped ladders of provinces that have none on file. In: rows of data/toezichtkader.csv, by ladder.

    Out: how many ladders were added. Writes no log line: the event that loads the reference data does.
    """
    bekend = set(Toezichtkader.objects.values_list("provincie_code", flat=True))
    nieuw = 0
    for provincie_code, groep in groupby(rijen, key=lambda rij: rij["provincie_code"]):
        treden = list(groep)
        if provincie_code in bekend:
            continue
        _add_kader(
            Toezichtkader(
                provincie_code=provincie_code,
                naam=treden[0]["kader"],
                bron=treden[0]["bron"],
                zekerheid=treden[0]["zekerheid"],
                is_voorbeeld=treden[0]["is_voorbeeld"] == "ja",
                geldig_van=date.fromisoformat(treden[0]["geldig_van"]),
                vastgelegd_op=op,
                vastgelegd_door=door,
            ),
            [_trede(rij) for rij in treden],
        )
        nieuw += 1
    return nieuw


def _trede(rij: Mapping[str, str]) -> Trede:
    def getal(kolom: str) -> int | None:
        return int(rij[kolom]) if rij[kolom] else None

    return Trede(
        int(rij["volgorde"]),
        rij["trede"],
        getal("gemiste_halfjaren_op_rij"),
        getal("achterstand_personen"),
        getal("achterstand_procent"),
        getal("termijn_dagen"),
        rij["gevraagd_product"],
    )


def _add_kader(kader: Toezichtkader, treden: Sequence[Trede]) -> Toezichtkader:
    """Close the running ladder of the province, and write the new one with its steps."""
    if not treden:
        raise ValidationError("Een toezichtkader heeft minstens één trede.")
    lopend = Toezichtkader.objects.select_for_update(of=("self",)).filter(
        provincie_code=kader.provincie_code, geldig_tot=None
    )
    for eerder in lopend:
        if eerder.geldig_van >= kader.geldig_van:
            raise ValidationError(
                f"Voor deze provincie loopt een kader vanaf {eerder.geldig_van:%d-%m-%Y}. Kies een latere dag."
            )
        eerder.geldig_tot = kader.geldig_van
        eerder.save(update_fields=["geldig_tot"])
    kader.full_clean()
    kader.save(force_insert=True)
    for trede in treden:
        rij = Toezichttrede(kader=kader, **asdict(trede))
        rij.full_clean()
        rij.save(force_insert=True)
    return kader


@one_transaction(Toezichtbrief)
def record_toezichtbrief(
    *,
    gemeente: Gemeente,
    richting: str,
    soort: str,
    datum: date,
    kenmerk: str,
    onderwerp: str,
    door: Gebruiker,
    trede: Toezichttrede | None = None,
    reactiedatum: date | None = None,
    op: datetime | None = None,
) -> Toezichtbrief:
    """Record a letter between gemeente and province. `reactiedatum`: by when the receiver must answer.

    Errors: ValidationError, by field where there is one, when the letter is dated after today, its answer before it,
    or its kenmerk stands already.
    """
    moment = op or timezone.now()
    _not_later_than_today(datum, moment)
    _without_v_nummer(onderwerp=onderwerp)
    brief = Toezichtbrief(
        gemeente=gemeente,
        richting=richting,
        soort=soort,
        datum=datum,
        kenmerk=kenmerk.strip(),
        onderwerp=onderwerp.strip(),
        trede=trede,
        reactiedatum=reactiedatum,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    brief.full_clean()
    brief.save(force_insert=True)
    log(Gebeurtenis.TOEZICHTBRIEF_VASTGELEGD, onderwerp=brief, door=door, op=moment, gegevens={"soort": soort})
    return brief


@one_transaction(PlanVanAanpak)
def record_plan_van_aanpak(
    *, gemeente: Gemeente, datum: date, titel: str, omschrijving: str, door: Gebruiker, op: datetime | None = None
) -> PlanVanAanpak:
    """Record the plan of the gemeente; it replaces the one before, whose milestones stay with it.

    Errors: ValidationError by field when a text is empty or holds a V-nummer, or the plan is dated after today.
    """
    moment = op or timezone.now()
    _not_later_than_today(datum, moment)
    _without_v_nummer(titel=titel, omschrijving=omschrijving)
    # Whoever records at the same time waits here, so that the second replaces the first.
    lock_gemeente(gemeente)
    vorige = PlanVanAanpak.objects.geldend().filter(gemeente=gemeente)
    for plan in vorige:
        plan.vervangen_op, plan.vervangen_door = moment, door
        plan.save(update_fields=["vervangen_op", "vervangen_door"])
    nieuw = PlanVanAanpak(
        gemeente=gemeente,
        datum=datum,
        titel=titel.strip(),
        omschrijving=omschrijving.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    nieuw.full_clean()
    nieuw.save(force_insert=True)
    log(Gebeurtenis.PLAN_VAN_AANPAK_VASTGELEGD, onderwerp=nieuw, door=door, op=moment, gegevens={"datum": str(datum)})
    return nieuw


@one_transaction(Mijlpaal)
def add_mijlpaal(
    *,
    plan: PlanVanAanpak,
    datum: date,
    maat: str,
    aantal: int,
    omschrijving: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Mijlpaal:
    """Add a milestone to the current plan: on `datum` the figure is at least `aantal`.

    In: `aantal` in persons, for a saldo signed. Errors: ValidationError, by field where there is one, when the plan was
    replaced, the day lies before the plan, or the plan has this milestone for that day already.
    """
    moment = op or timezone.now()
    plan = PlanVanAanpak.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.vervangen_op:
        raise ValidationError("Dit plan is vervangen door een nieuwer plan. Voeg de mijlpaal daaraan toe.")
    if datum < plan.datum:
        raise ValidationError({"datum": f"Het plan is van {plan.datum:%d-%m-%Y}. Kies die dag of een latere dag."})
    if maat == Maat.GEHUISVEST and aantal < 1:
        raise ValidationError({"aantal": "Vul in hoeveel mensen dan gehuisvest zijn: 1 of meer."})
    _without_v_nummer(omschrijving=omschrijving)
    mijlpaal = Mijlpaal(
        plan=plan,
        datum=datum,
        maat=maat,
        aantal=aantal,
        omschrijving=omschrijving.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    mijlpaal.full_clean()
    mijlpaal.save(force_insert=True)
    gegevens = {"datum": str(datum), "maat": str(maat), "aantal": aantal}
    log(
        Gebeurtenis.MIJLPAAL_TOEGEVOEGD,
        onderwerp=mijlpaal,
        gemeente=plan.gemeente,
        door=door,
        op=moment,
        gegevens=gegevens,
    )
    return mijlpaal


def _not_later_than_today(datum: date, moment: datetime) -> None:
    if datum > timezone.localdate(moment):
        raise ValidationError({"datum": "Deze dag moet nog komen. Vul de dag in die op het stuk staat."})


def _without_v_nummer(**teksten: str) -> None:
    for veld, tekst in teksten.items():
        if has_v_nummer(tekst):
            raise ValidationError({veld: MET_V_NUMMER})
