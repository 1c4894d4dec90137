"""The shipped reference files go into the database. What is on file stays as it is; only what is missing is added."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Naamvariant
from samenwerking.services.logboek import log
from taakstelling.models import Herindeling, Inwonertal, LandelijkeTaakstelling
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.verdeling import interpolate_inwoners
from taakstelling.services.inwoners import Tellingen, recompute_doelen, replace_inwoners
from taakstelling.services.taakstelling import record_landelijke_taakstelling
from taakstelling.services.telregels import ensure_telregels
from taakstelling.services.toezicht import ensure_toezichtkaders
from taakstelling.services.voortgang import recompute_voortgang

DATA = Path(__file__).resolve().parent.parent / "data"
BRON_INWONERS = "CBS, Bevolking op 1 januari"
GEEN_BRON = "Geen bron gelezen waarin dit getal zelf staat."
# Not shipped: estimated half-way between the counts of a year before and a year after, until load_inwoners brings it.
GESCHAT = date(2025, 1, 1)
BRON_SCHATTING = "Schatting: het midden van de CBS-cijfers van 1 januari 2024 en 1 januari 2026"


@dataclass(frozen=True)
class Toegevoegd:
    """How many rows of each kind `load_reference` wrote."""

    gemeenten: int
    naamvarianten: int
    herindelingen: int
    inwonertallen: int
    landelijke_cijfers: int
    toezichtkaders: int
    telregels: int

    def __bool__(self) -> bool:
        return any(astuple(self))


@one_transaction(Gemeente, Inwonertal, LandelijkeTaakstelling)
def load_reference(*, door: Gebruiker, op: datetime | None = None) -> Toegevoegd:
    """Add what the shipped files know and the database does not: gemeenten with their names and mergers, inhabitants
    (counted, and estimated where CBS has none here, R-104), the national numbers in their versions (R-114), an
    example of a supervision ladder (R-502), and the counting rules (R-301 to R-322).

    Out: what was added; a second time nothing, and then no log line either. Counted inhabitants on file, changes by a
    beheerder and versions of a national number are never overwritten.
    """
    moment = op or timezone.now()
    gemeenten, naamvarianten, herindelingen = _add_gemeenten(), _add_naamvarianten(), _add_herindelingen()
    peildata, inwonertallen = _add_inwoners()
    # Mergers change the division of every year; without new ones only the dates that came in matter. Before the
    # national numbers are added: a new version computes its own targets.
    recompute_doelen(Inwonertal.objects.dates("peildatum", "day") if herindelingen else peildata)
    landelijk = _add_landelijk(door=door, op=moment)
    kaders = ensure_toezichtkaders(_rijen("toezichtkader"), door=door, op=moment)
    telregels = ensure_telregels(door=door, op=moment)
    toegevoegd = Toegevoegd(gemeenten, naamvarianten, herindelingen, inwonertallen, landelijk, kaders, telregels)
    if toegevoegd:
        recompute_voortgang(op=moment)
        log(Gebeurtenis.REFERENTIE_GELADEN, onderwerp=None, door=door, op=moment, gegevens=asdict(toegevoegd))
    return toegevoegd


def _rijen(naam: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{naam}.csv").open(encoding="utf-8", newline="") as bestand:
        yield from csv.DictReader(bestand)


def _add_gemeenten() -> int:
    """Also abolishes a gemeente on file that a newer version of the files calls abolished."""
    opgeheven_per = {rij["oud_code"]: date.fromisoformat(rij["ingangsdatum"]) for rij in _rijen("herindelingen")}
    bestaand = [
        Gemeente(
            code=rij["code"],
            naam=rij["naam"],
            provincie_code=rij["provincie_code"],
            provincie=rij["provincie"],
            lat=float(rij["lat"]),
            lon=float(rij["lon"]),
        )
        for rij in _rijen("gemeenten")
    ]
    opgeheven = [
        Gemeente(code=rij["code"], naam=rij["naam"], is_actief=False, opgeheven_per=opgeheven_per.get(rij["code"]))
        for rij in _rijen("gemeenten_opgeheven")
    ]
    bekend = {gemeente.code: gemeente for gemeente in Gemeente.objects.all()}
    nieuw = [gemeente for gemeente in [*bestaand, *opgeheven] if gemeente.code not in bekend]
    Gemeente.objects.bulk_create(nieuw)
    vervallen = [bekend[g.code] for g in opgeheven if g.code in bekend and bekend[g.code].is_actief]
    for gemeente in vervallen:
        gemeente.is_actief, gemeente.opgeheven_per = False, opgeheven_per.get(gemeente.code)
    Gemeente.objects.bulk_update(vervallen, ["is_actief", "opgeheven_per"])
    return len(nieuw) + len(vervallen)


def _keys() -> dict[str, int]:
    return dict(Gemeente.objects.values_list("code", "pk"))


def _add_naamvarianten() -> int:
    bekend, keys = set(Naamvariant.objects.values_list("naam", flat=True)), _keys()
    nieuw = [
        Naamvariant(gemeente_id=keys[rij["code"]], naam=rij["variant"])
        for rij in _rijen("naamvarianten")
        if rij["variant"] not in bekend
    ]
    return len(Naamvariant.objects.bulk_create(nieuw))


def _add_herindelingen() -> int:
    bekend, keys = set(Herindeling.objects.values_list("oud__code", "nieuw__code")), _keys()
    nieuw = [
        Herindeling(
            ingangsdatum=date.fromisoformat(rij["ingangsdatum"]),
            oud_id=keys[rij["oud_code"]],
            nieuw_id=keys[rij["nieuw_code"]],
            soort=rij["soort"],
        )
        for rij in _rijen("herindelingen")
        if (rij["oud_code"], rij["nieuw_code"]) not in bekend
    ]
    return len(Herindeling.objects.bulk_create(nieuw))


def _add_inwoners() -> tuple[list[date], int]:
    """Out: the dates that were written, and the number of rows. A date with counted inhabitants on file is left."""
    tellingen: Tellingen = {}
    for rij in _rijen("inwoners"):
        tellingen.setdefault(date.fromisoformat(rij["peildatum"]), {})[rij["gemeente_code"]] = int(rij["aantal"])
    geteld = set(Inwonertal.objects.filter(is_geschat=False).values_list("peildatum", flat=True).distinct())
    nieuw = {peildatum: inwoners for peildatum, inwoners in tellingen.items() if peildatum not in geteld}
    for peildatum, inwoners in nieuw.items():
        replace_inwoners(peildatum, inwoners, bron=BRON_INWONERS, is_geschat=False)
    schatting = _schatting()
    if GESCHAT not in geteld | nieuw.keys() and schatting != _inwoners_op(GESCHAT):
        replace_inwoners(GESCHAT, schatting, bron=BRON_SCHATTING, is_geschat=True)
        nieuw[GESCHAT] = schatting
    return list(nieuw), sum(len(inwoners) for inwoners in nieuw.values())


def _schatting() -> dict[str, int]:
    """From what is on file, so that a corrected count corrects the estimate; in the division of the year after."""
    voor, na = (_inwoners_op(GESCHAT.replace(year=GESCHAT.year + verschil)) for verschil in (-1, 1))
    return interpolate_inwoners(voor, na)


def _inwoners_op(peildatum: date) -> dict[str, int]:
    return dict(Inwonertal.objects.op(peildatum).values_list("gemeente__code", "aantal"))


def _add_landelijk(*, door: Gebruiker, op: datetime) -> int:
    """The versions of a half-year in the order of the file; as many as are on file already are left."""
    bekend = Counter(LandelijkeTaakstelling.objects.order_by().values_list("halfjaar", flat=True))
    gelezen: Counter[Halfjaar] = Counter()
    nieuw = 0
    for rij in _rijen("landelijk"):
        halfjaar = Halfjaar.parse(rij["halfjaar"])
        gelezen[halfjaar] += 1
        if gelezen[halfjaar] <= bekend[halfjaar]:
            continue
        record_landelijke_taakstelling(
            halfjaar=halfjaar,
            aantal=int(rij["aantal"]),
            soort=rij["soort"],
            zekerheid=rij["zekerheid"],
            bron=rij["bron"] or GEEN_BRON,
            opmerking=rij["opmerking"],
            door=door,
            op=op,
        )
        nieuw += 1
    return nieuw
