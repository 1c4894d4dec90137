"""What holds after every step, whatever was done in which order (architecture.md, Invariants)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import F, Sum

from huisvesting.models import AanbodStatus as A
from huisvesting.models import Bijzonder, Plaatsing, Plaatsingspersoon, Statushouder, Verblijf, Voordracht, Woningaanbod
from huisvesting.models import HuishoudenStatus as H
from huisvesting.models import VoordrachtStatus as V
from huisvesting.models.aanbod import VOORBIJ
from huisvesting.policies import sees_personen
from huisvesting.services.teldossier import load_dossiers, load_kader
from samenwerking.models import Bericht
from taakstelling.models import Realisatie, Telmoment, Voortgang
from taakstelling.services.voortgang import find_drift
from tests.huisvesting.wegen.pijlen import GESLOTEN, MACHINES, MET_TWEEDE
from tests.huisvesting.wegen.stand import Stand
from tests.huisvesting.wegen.toneel import BEGIN, KANARIE, PAPEGAAI, Toneel

Statussen = dict[str, dict]
# From its agreement on a corporation reads who comes to live there.
MEDEWERKERS = ("medewerker", "andere medewerker")
MET_NAAM = (V.AKKOORD_CORPORATIE, V.AANGEBODEN, V.GEEN_REACTIE, V.WEIGERING_GEMELD, V.GEACCEPTEERD)


# --- The arrows -------------------------------------------------------------------------------------------------------
def check_pijlen(naam: str, voor: Stand, na: Stand) -> None:
    """Whatever changed its status followed an arrow of its machine, by an act that is written there."""
    eerst, nu = voor.statussen(), na.statussen()
    naast = {v.huishouden_id for v in (*voor.voordrachten, *na.voordrachten) if v.bijzonder == Bijzonder.NAAST}
    for machine, pijlen in MACHINES.items():
        for pk in {**eerst[machine], **nu[machine]}:
            pijl = eerst[machine].get(pk), nu[machine].get(pk)
            if pijl[0] == pijl[1]:
                continue
            if machine == "huishouden" and pk in naast and set(pijl) <= MET_TWEEDE:
                continue
            assert naam in pijlen.get(pijl, ()), f"{machine}: {pijl[0]} -> {pijl[1]} door {naam} staat niet in de tabel"


# --- Cases ------------------------------------------------------------------------------------------------------------
def check_zaken(na: Stand) -> None:
    """One voordracht and one lease for a home, one of each for a household, and nothing open of what is over."""
    open_ = [v for v in na.voordrachten if v.is_open]
    lopend = [p for p in na.plaatsingen if not p.geannuleerd_op and not p.einddatum]
    _assert_once([v.aanbod_id for v in open_], "open voordracht van een woning")
    _assert_once([p.aanbod_id for p in lopend], "lopende plaatsing van een woning")
    _assert_once([v.huishouden_id for v in open_ if not v.bijzonder], "open voordracht van een huishouden")
    _assert_once([p.huishouden_id for p in lopend if not p.bijzonder], "lopende plaatsing van een huishouden")
    _assert_once([a.woning_id for a in na.aanbod if a.status not in VOORBIJ], "lopend aanbod van een woning")
    weg = {a.pk for a in na.aanbod if a.status in (A.INGETROKKEN, A.ONGESCHIKT)}
    assert not [v for v in open_ if v.aanbod_id in weg], "een ingetrokken woning heeft een open voordracht"
    assert not [p for p in lopend if p.aanbod_id in weg], "een ingetrokken woning is verhuurd"
    gesloten = {h.pk: h for h in na.huishoudens if h.status in GESLOTEN}
    assert not [v for v in open_ if v.huishouden_id in gesloten], "een gesloten dossier heeft een open voordracht"
    acties = [a for a in na.acties if a.is_open and a.onderwerp_id in {str(pk) for pk in gesloten}]
    assert not acties, f"een gesloten dossier heeft nog acties: {acties}"
    assert {h.status for h in na.huishoudens} <= set(H)


def check_status(voor: Stand, na: Stand) -> None:
    """What the database says of a home is what the object says of itself; asked of each that something happened to."""
    nieuwe_dag = na.op.date() != voor.op.date()
    for aanbod in na.aanbod:
        if (nieuwe_dag and aanbod.optiedatum) or _facts(na, aanbod) != _facts(voor, aanbod):
            assert aanbod.status == aanbod.status_op(na.op.date()), f"{aanbod}: {aanbod.status}"


def _facts(stand: Stand, aanbod: Woningaanbod) -> list:
    """All that the status of a home can follow from."""
    zaken = [rij for rij in (*stand.voordrachten, *stand.plaatsingen) if rij.aanbod_id == aanbod.pk]
    eigen = [rij for rij in stand.aanbod if rij == aanbod]
    return [[getattr(rij, f.attname) for f in rij._meta.fields] for rij in (*eigen, *zaken)]


def _assert_once(sleutels: list, wat: str) -> None:
    dubbel = [sleutel for sleutel, aantal in Counter(sleutels).items() if aantal > 1]
    assert not dubbel, f"meer dan een {wat}: {dubbel}"


# --- Moments ----------------------------------------------------------------------------------------------------------
@cache
def _moments_sql() -> str:
    """For every act on every table of the cases: how many rows have its moment without its actor, and its last one."""
    delen = []
    for model in [*apps.get_app_config("huisvesting").get_models(), apps.get_model("samenwerking.Actie")]:
        velden = {f.name: f.column for f in model._meta.fields}
        for veld, kolom in velden.items():
            door = velden.get(f"{veld.removesuffix('_op')}_door")
            if veld.endswith("_op") and door:
                scheef = f"SUM(CASE WHEN ({kolom} IS NULL) <> ({door} IS NULL) THEN 1 ELSE 0 END)"
                delen.append(
                    f"SELECT '{model.__name__}.{veld}', {scheef}, MIN({kolom}), MAX({kolom}) "  # noqa: S608 - own tables
                    f"FROM {model._meta.db_table} HAVING COUNT(*) > 0"
                )
    return " UNION ALL ".join(delen)


def check_momenten(na: Stand) -> None:
    """Every act has its actor, and happened between the first day of the scene and now: no service took another
    moment than it was given."""
    begin = BEGIN - timedelta(days=365)
    with connection.cursor() as cursor:
        cursor.execute(_moments_sql())
        for veld, scheef, van, tot in cursor.fetchall():
            assert not scheef, f"{veld} zonder persoon, of andersom"
            assert van is None or (begin <= _as_moment(van) and _as_moment(tot) <= na.op), f"{veld}: {van} tot {tot}"


def _as_moment(waarde: datetime | str) -> datetime:
    """SQLite keeps a moment as text, in UTC."""
    return datetime.fromisoformat(waarde).replace(tzinfo=UTC) if isinstance(waarde, str) else waarde


# --- Counting ---------------------------------------------------------------------------------------------------------
TELLING = (Realisatie, Voortgang, Plaatsing, Plaatsingspersoon, Verblijf, Statushouder)


def check_telling(voor: Stand, na: Stand, telmoment: Telmoment, bijgewerkt: date) -> None:
    """Ledger, voortgang and full rebuild are one number; nobody counts twice, and who should count, does.

    In: the day until which the first days of leases were booked. What it all follows from is compared first: when not
    one row of it changed, it holds as it did.
    """
    if na.op.date() == voor.op.date() and not {m._meta.db_table for m in TELLING} & na.changed(voor):
        return
    assert find_drift() == []
    sommen = Realisatie.objects.order_by().values_list("gemeente", "halfjaar").annotate(Sum("aantal"))
    grootboek = {(gemeente, halfjaar): som for gemeente, halfjaar, som in sommen}
    for voortgang in Voortgang.objects.all():
        assert voortgang.gerealiseerd == grootboek.get((voortgang.gemeente_id, voortgang.halfjaar), 0)
    bronnen = _standing_bronnen()
    _assert_once([bron.statushouder_id for bron in bronnen], "geldende boeking van een persoon")
    for bron in bronnen:
        weg = bron.naar_opvang if isinstance(bron, Verblijf) else bron.plaatsing.geannuleerd_op
        assert not weg, f"{bron} telt, maar gaat niet door"
    kader, vandaag = load_kader(), na.op.date()
    for dossier in load_dossiers(p.pk for p in na.personen):
        weging = None if dossier.staand else dossier.find_telling(kader, vandaag)
        wacht = telmoment == Telmoment.HUURINGANG and weging and weging.dag > bijgewerkt
        assert not weging or weging.dag > vandaag or wacht, f"{dossier.persoon.v_nummer} telt niet: {weging}"


def _standing_bronnen() -> list[Plaatsingspersoon | Verblijf]:
    """The place of every booking that stands, as often as it is booked."""
    van = {str(bron.pk): bron for bron in Plaatsingspersoon.objects.select_related("plaatsing")}
    verblijven = {str(bron.pk): bron for bron in Verblijf.objects.all()}
    boekingen = Realisatie.objects.staand().values_list("bron_soort", "bron_id")
    per_soort = {Plaatsingspersoon.bron_soort(): van, Verblijf.bron_soort(): verblijven}
    return [per_soort[soort][bron_id.split("/")[0]] for soort, bron_id in boekingen]


# --- Names ------------------------------------------------------------------------------------------------------------
def check_namen(na: Stand, toneel: Toneel) -> None:
    """No message says who it is about, each is told once, and a corporation reads no name before it agreed or after
    the end."""
    for bericht in Bericht.objects.filter(gemaakt_op=na.op):
        assert not names_someone(f"{bericht.titel} {bericht.tekst} {bericht.url}"), (
            f"een bericht noemt een naam: {bericht.tekst}"
        )
    _assert_once(list(Bericht.objects.values_list("ontvanger", "sleutel")), "bericht over hetzelfde")
    assert not Bericht.objects.filter(ontvanger=F("gemaakt_door")).exists(), "iemand kreeg bericht van zichzelf"
    for voordracht in na.voordrachten:
        for rol in MEDEWERKERS:
            mag = may_read_namen(voordracht, rol, toneel)
            assert sees_personen(toneel.mensen[rol], voordracht) == mag, f"{rol} ziet namen: {not mag}"


def names_someone(tekst: str) -> bool:
    return KANARIE in tekst or PAPEGAAI in tekst


def may_read_namen(voordracht: Voordracht, rol: str, toneel: Toneel) -> bool:
    """Staged disclosure: a corporation, of its own home, from its agreement until the end."""
    eigen = voordracht.aanbod.woning.corporatie == toneel.corporaties[MEDEWERKERS.index(rol)]
    return eigen and voordracht.status in MET_NAAM and not voordracht.afgerond_op
