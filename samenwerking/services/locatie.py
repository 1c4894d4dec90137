"""Places that may become homes: reported, a stage further, dropped and taken up again (S15)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import (
    Besluit,
    Besluitsoort,
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Locatie,
    Locatiepunt,
    LocatieStatus,
    Locatieverwachting,
    Wijk,
    Windrichting,
    Woningcorporatie,
)
from samenwerking.regels.locatie import HOOGUIT, KERNPUNTEN, WELKE_PUNTEN, Gemis, find_gemis, netto, next_stadium
from samenwerking.regels.mandaat import Omvang
from samenwerking.services.besluit import Voorstel, ask_besluit
from samenwerking.services.logboek import log
from samenwerking.services.mandaat import Bevoegdheid, find_bevoegdheid, require_bevoegdheid

VELDEN = ("naam", "soort", "adres", "wijk", "corporatie", "eigenaar", "richting", "afstand_km", "toelichting")
AFGEVALLEN = "Deze locatie is afgevallen. Hervat haar eerst."
GEEN_PLAATSEN = "Vul ook in hoeveel plaatsen u verwacht."
GEEN_DATUM = "Vul ook in wanneer u de plaatsen verwacht."


@one_transaction(Locatie, Locatieverwachting, Locatiepunt)
def report_locatie(
    *,
    gemeente: Gemeente,
    naam: str,
    soort: str,
    richting: str,
    door: Gebruiker,
    afstand_km: Decimal = Decimal(0),
    adres: str = "",
    wijk: Wijk | None = None,
    corporatie: Woningcorporatie | None = None,
    eigenaar: str = "",
    toelichting: str = "",
    plaatsen: int | None = None,
    datum: date | None = None,
    op: datetime | None = None,
) -> Locatie:
    """Someone heard of a building or a piece of land: the signal, with the checklist of its kind, and when `plaatsen`
    and `datum` are known the first version of what is expected.

    Errors: ValidationError when the name is taken, the wijk or the corporation is of elsewhere, the distance is
    missing, or only one of `plaatsen` and `datum` is given.
    """
    moment = op or timezone.now()
    if plaatsen is not None and datum is None:
        raise ValidationError({"datum": GEEN_DATUM})
    if datum is not None and plaatsen is None:
        raise ValidationError({"plaatsen": GEEN_PLAATSEN})
    if plaatsen is not None and plaatsen > HOOGUIT:
        raise ValidationError({"plaatsen": f"Controleer het aantal: hooguit {HOOGUIT} plaatsen."})
    locatie = Locatie(gemeente=gemeente, signaal_op=moment, signaal_door=door)
    waarden = (naam, soort, adres, wijk, corporatie, eigenaar, richting, afstand_km, toelichting)
    _fill(locatie, dict(zip(VELDEN, waarden, strict=True)))
    locatie.save(force_insert=True)
    _add_punten(locatie, WELKE_PUNTEN[soort])
    if plaatsen is not None and datum is not None:
        verwachting = Locatieverwachting(
            locatie=locatie, versie=1, plaatsen=plaatsen, datum=datum, vastgelegd_op=moment, vastgelegd_door=door
        )
        verwachting.full_clean(validate_constraints=False)
        verwachting.save(force_insert=True)
    gegevens = {"soort": soort, "plaatsen": plaatsen, "datum": str(datum) if datum else None}
    log(Gebeurtenis.LOCATIE_GEMELD, onderwerp=locatie, door=door, op=moment, gegevens=gegevens)
    return locatie


@one_transaction(Locatie, Locatiepunt)
def change_locatie(
    *,
    locatie: Locatie,
    naam: str,
    soort: str,
    richting: str,
    door: Gebruiker,
    afstand_km: Decimal = Decimal(0),
    adres: str = "",
    wijk: Wijk | None = None,
    corporatie: Woningcorporatie | None = None,
    eigenaar: str = "",
    toelichting: str = "",
    op: datetime | None = None,
) -> Locatie:
    """Other facts about it. Another kind has another checklist: points that belong to it are added, points that no
    longer do go when nobody has touched them.

    Errors: ValidationError as `report_locatie`, or when nothing changes.
    """
    locatie = lock_locatie(locatie)
    eerder = {veld: getattr(locatie, veld) for veld in VELDEN}
    waarden = (naam, soort, adres, wijk, corporatie, eigenaar, richting, afstand_km, toelichting)
    _fill(locatie, dict(zip(VELDEN, waarden, strict=True)))
    gewijzigd = [veld for veld in VELDEN if getattr(locatie, veld) != eerder[veld]]
    if not gewijzigd:
        raise ValidationError("Er verandert niets. Wijzig een gegeven, of ga terug.")
    locatie.save(update_fields=VELDEN)
    if "soort" in gewijzigd:
        nodig = WELKE_PUNTEN[soort]
        onaangeroerd = locatie.punten.filter(bijgewerkt_op=None)
        onaangeroerd.exclude(soort__in=nodig).delete()
        bekend = set(locatie.punten.values_list("soort", flat=True))
        _add_punten(locatie, (punt for punt in nodig if punt not in bekend))
    log(Gebeurtenis.LOCATIE_GEWIJZIGD, onderwerp=locatie, door=door, op=op, gegevens={"velden": gewijzigd})
    return locatie


@one_transaction(Locatie, Besluit)
def advance_locatie(*, locatie: Locatie, van: str, door: Gebruiker, op: datetime | None = None) -> Locatie:
    """One stage further. To REALISATIE only who may decide so (the mandate), or after a decision about this place.

    In: `van`, the stage in which the person saw it. Errors: Bezet when it is in another one meanwhile; ValidationError
    with what is missing, or with who may decide.
    """
    moment = op or timezone.now()
    locatie = lock_locatie(locatie)
    if locatie.status != van:
        raise Bezet(f"Deze locatie staat intussen op ‘{LocatieStatus(locatie.status).label}’. Kijk wat er nu staat.")
    naar = LocatieStatus(_require_next(locatie))
    gegevens = {"naar": naar.value}
    if gemis := missing_for(locatie, naar):
        raise ValidationError([deel.zin for deel in gemis])
    if naar == LocatieStatus.REALISATIE:
        gegevens["grond"] = require_bevoegdheid(
            door=door,
            gemeente=locatie.gemeente,
            soort=Besluitsoort.LOCATIE,
            omvang=omvang_of(locatie),
            onderwerp=locatie,
            titel=name_besluit(locatie),
            op=moment,
        )
    setattr(locatie, f"{naar.value}_op", moment)
    setattr(locatie, f"{naar.value}_door", door)
    locatie.save(update_fields=[f"{naar.value}_op", f"{naar.value}_door"])
    log(Gebeurtenis.LOCATIE_VERDER, onderwerp=locatie, door=door, op=moment, gegevens=gegevens)
    locatie.refresh_from_db(fields=["status"])
    return locatie


@one_transaction(Besluit)
def submit_locatie(
    *,
    locatie: Locatie,
    voorstel: str,
    door: Gebruiker,
    opties: str = "",
    advies: str = "",
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Besluit:
    """Beyond the own mandate: ask the lowest role that may decide it whether this place becomes real, and tell them.

    Out: the decision that waits. Errors: ValidationError when it is not in BESLUITVORMING, something is missing, the
    text is empty, or this person may decide it himself; Bezet when a proposal about it lies there already.
    """
    moment = op or timezone.now()
    locatie = lock_locatie(locatie)
    if locatie.status != LocatieStatus.BESLUITVORMING:
        raise ValidationError("Een besluit vraagt u in het stadium besluitvorming.")
    if gemis := missing_for(locatie, LocatieStatus.REALISATIE):
        raise ValidationError([deel.zin for deel in gemis])
    bevoegd = judge_realisatie(locatie, door, timezone.localdate(moment))
    if bevoegd.mag or bevoegd.naar is None:
        raise ValidationError("U mag dit zelf besluiten. Zet de locatie meteen op ‘Realisatie’.")
    if bevoegd.besluit:
        raise Bezet("Hierover ligt al een voorstel. Bekijk dat voorstel.")
    if not voorstel.strip():
        raise ValidationError({"voorstel": "Schrijf op wat u voorstelt."})
    return ask_besluit(
        gemeente=locatie.gemeente,
        soort=Besluitsoort.LOCATIE,
        voorstel=Voorstel(name_besluit(locatie), voorstel, opties, advies, uiterlijk),
        omvang=omvang_of(locatie),
        onderwerp=locatie,
        door=door,
        op=moment,
    )


@one_transaction(Locatie)
def drop_locatie(*, locatie: Locatie, reden: str, door: Gebruiker, op: datetime | None = None) -> Locatie:
    """It will not become anything: it leaves the expectation, and why stays readable.

    Errors: ValidationError without a reason or when people live there already; Bezet when it was dropped already.
    """
    moment = op or timezone.now()
    locatie = lock_locatie(locatie)
    if locatie.afgevallen_op:
        raise Bezet("Deze locatie is al afgevallen.")
    if locatie.in_gebruik_op:
        raise ValidationError("Een locatie die in gebruik is, kan niet meer afvallen.")
    if not reden.strip():
        raise ValidationError({"reden": "Schrijf op waarom deze locatie afvalt."})
    locatie.afgevallen_op, locatie.afgevallen_door, locatie.afvalreden = moment, door, reden.strip()
    gegevens = {"stadium": locatie.status}
    locatie.save(update_fields=["afgevallen_op", "afgevallen_door", "afvalreden"])
    log(Gebeurtenis.LOCATIE_AFGEVALLEN, onderwerp=locatie, door=door, op=moment, gegevens=gegevens)
    locatie.refresh_from_db(fields=["status"])
    return locatie


@one_transaction(Locatie)
def revive_locatie(*, locatie: Locatie, door: Gebruiker, op: datetime | None = None) -> Locatie:
    """Look at it again, in the stage that it had. Why it was dropped moves to its notes, so that nobody forgets.

    Errors: Bezet when it is not dropped (any more).
    """
    moment = op or timezone.now()
    locatie = lock_locatie(locatie)
    if locatie.afgevallen_op is None:
        raise Bezet("Deze locatie is niet afgevallen.")
    dagen = f"van {timezone.localdate(locatie.afgevallen_op):%d-%m-%Y} tot {timezone.localdate(moment):%d-%m-%Y}"
    locatie.toelichting = f"{locatie.toelichting}\nAfgevallen {dagen}: {locatie.afvalreden}".strip()
    locatie.afgevallen_op = locatie.afgevallen_door = None
    locatie.afvalreden = ""
    locatie.save(update_fields=["afgevallen_op", "afgevallen_door", "afvalreden", "toelichting"])
    log(Gebeurtenis.LOCATIE_HERVAT, onderwerp=locatie, door=door, op=moment)
    locatie.refresh_from_db(fields=["status"])
    return locatie


# --- What others ask of a place ---------------------------------------------------------------------------------------
def lock_locatie(locatie: Locatie) -> Locatie:
    """The place as it is now, locked until the end of the transaction."""
    return Locatie.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=locatie.pk)


def missing_for(locatie: Locatie, naar: str) -> list[Gemis]:
    """What is missing before it may go to this stage. Two queries."""
    verwachting = locatie.verwachtingen.first()
    met_eigenaar = locatie.punten.filter(soort__in=KERNPUNTEN, eigenaar__isnull=False)
    return find_gemis(
        naar,
        met_eigenaar=set(met_eigenaar.values_list("soort", flat=True)),
        is_verwacht=verwachting is not None,
        is_begroot=verwachting is not None and verwachting.investering is not None,
    )


def omvang_of(locatie: Locatie) -> Omvang:
    """The size of deciding about it: what the gemeente pays itself, and the places. One query."""
    verwachting = locatie.verwachtingen.first()
    if verwachting is None or verwachting.investering is None:
        return Omvang()
    return Omvang(bedrag=netto(verwachting.investering, verwachting.bijdrage), aantal=verwachting.plaatsen)


def judge_realisatie(locatie: Locatie, gebruiker: Gebruiker, peildatum: date) -> Bevoegdheid:
    """Whether this person may decide on a day that it becomes real, and otherwise who may. Three queries."""
    return find_bevoegdheid(
        gebruiker=gebruiker,
        gemeente=locatie.gemeente,
        soort=Besluitsoort.LOCATIE,
        omvang=omvang_of(locatie),
        peildatum=peildatum,
        onderwerp=locatie,
    )


def name_besluit(locatie: Locatie) -> str:
    """How a decision about it is called."""
    return f"Locatie {locatie.naam} realiseren"


def _require_next(locatie: Locatie) -> str:
    if locatie.afgevallen_op:
        raise ValidationError(AFGEVALLEN)
    naar = next_stadium(str(locatie.status))
    if naar is None:
        raise ValidationError("Deze locatie is al in gebruik.")
    return naar


def _fill(locatie: Locatie, waarden: dict[str, Any]) -> None:
    """Write these facts on it, after a check. Errors: ValidationError at the field."""
    for veld, waarde in waarden.items():
        setattr(locatie, veld, waarde.strip() if isinstance(waarde, str) else waarde)
    if locatie.richting == Windrichting.CENTRUM:
        locatie.afstand_km = Decimal(0)
    elif not locatie.afstand_km:
        raise ValidationError({"afstand_km": "Vul in hoeveel kilometer het is tot het centrum, ongeveer."})
    if locatie.wijk and locatie.wijk.gemeente_id != locatie.gemeente_id:
        raise ValidationError({"wijk": "Kies een wijk van deze gemeente."})
    if locatie.corporatie and not locatie.corporatie.gemeenten.filter(pk=locatie.gemeente_id).exists():
        raise ValidationError({"corporatie": f"{locatie.corporatie} werkt niet in {locatie.gemeente}."})
    naamgenoten = Locatie.objects.filter(gemeente=locatie.gemeente, naam__iexact=locatie.naam).exclude(pk=locatie.pk)
    if naamgenoten.exists():
        raise ValidationError({"naam": "Er is al een locatie met deze naam. Kies een andere naam, of wijzig die."})
    locatie.full_clean(validate_constraints=False)


def _add_punten(locatie: Locatie, soorten: Iterable[str]) -> None:
    Locatiepunt.objects.bulk_create(Locatiepunt(locatie=locatie, soort=soort) for soort in soorten)
