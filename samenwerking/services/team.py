"""The opgaveteam: who has which role, who is away, who stands in, and what is missing (R-701, R-702, S14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Afwezigheid, Gebeurtenis, Gebruiker, Gemeente, Rol, Roltoewijzing, Teamlid, Teamrol
from samenwerking.models.opgaveteam import VEREIST
from samenwerking.policies import CASEWORK
from samenwerking.services.bericht import find_gebruikers
from samenwerking.services.logboek import log

# Who decides as a principal needs the account of one: another may not read what is laid before him.
OPDRACHTGEVER_MET = {
    Teamrol.BESTUURLIJK_OPDRACHTGEVER: Rol.WETHOUDER,
    Teamrol.AMBTELIJK_OPDRACHTGEVER: Rol.OPDRACHTGEVER,
}
# What an account must be able to do for a role; the other roles can be had with every account of the gemeente.
RECHTEN = {
    **{teamrol: (rol,) for teamrol, rol in OPDRACHTGEVER_MET.items()},
    Teamrol.OPGAVEMANAGER: (Rol.OPGAVEMANAGER,),
    Teamrol.JURIST: (Rol.JURIST,),
    Teamrol.CONSULENT_HUISVESTING: CASEWORK,
}


@dataclass(frozen=True)
class Lid:
    """A member as he is on one day. `afwezigheid` runs then, `komend` comes later. `bereikbaar` does the work that
    day: the member, or who stands in and is there himself. `mist_rechten` is a sentence when the account may not do
    what the role asks.
    """

    teamlid: Teamlid
    afwezigheid: Afwezigheid | None
    komend: tuple[Afwezigheid, ...]
    bereikbaar: Teamlid | None
    mist_rechten: str


@dataclass(frozen=True)
class Bezetting:
    """One role of the team and who has it on one day. `ontbreekt` is a sentence with what to do, when nobody does the
    work of a role that every team has."""

    rol: Teamrol
    leden: tuple[Lid, ...]
    ontbreekt: str

    @property
    def is_vereist(self) -> bool:
        return self.rol in VEREIST


# --- Reading ----------------------------------------------------------------------------------------------------------
def list_team(gemeente: Gemeente, peildatum: date) -> list[Bezetting]:
    """Every role that a team has at least, and the others that someone has, in the order of Teamrol. Three queries."""
    stand = _Stand(gemeente, peildatum)
    leden = [stand.make_lid(teamlid) for teamlid in stand.teamleden.values()]
    per_rol = {rol: tuple(lid for lid in leden if lid.teamlid.rol == rol) for rol in Teamrol}
    return [
        Bezetting(rol, per_rol[rol], _ontbreekt(rol, per_rol[rol]) if rol in VEREIST else "")
        for rol in Teamrol
        if rol in VEREIST or per_rol[rol]
    ]


def find_ontbrekend(gemeente: Gemeente, peildatum: date) -> list[str]:
    """A sentence for each role that every team has and whose work nobody does on that day. Three queries."""
    return [bezetting.ontbreekt for bezetting in list_team(gemeente, peildatum) if bezetting.ontbreekt]


def find_teamlid(gemeente: Gemeente, rol: Teamrol, peildatum: date) -> list[Gebruiker]:
    """Who to tell something that is for this role: its members, and for who is away the one who stands in. Only who
    has an account and works for the gemeente on that day; nobody when the team names nobody. Three queries."""
    bezetting = next((b for b in list_team(gemeente, peildatum) if b.rol == rol), None)
    leden = [lid.bereikbaar for lid in bezetting.leden] if bezetting else []
    mensen = {lid.gebruiker_id: lid.gebruiker for lid in leden if lid and lid.gebruiker and lid.gebruiker.is_active}
    return list(mensen.values())


def find_ontvangers(gemeente: Gemeente, rol: Rol, peildatum: date) -> list[Gebruiker]:
    """Who hears of something that this role decides or answers: everyone who has it, and who stands in for the one that
    has it in the team. Four queries at most."""
    teamrol = next((teamrol for teamrol, rollen in RECHTEN.items() if rollen == (rol,)), None)
    mensen = [*find_gebruikers(rol, peildatum=peildatum, gemeente=gemeente)]
    if teamrol:
        mensen += find_teamlid(gemeente, teamrol, peildatum)
    return list({mens.pk: mens for mens in mensen}.values())


def find_collegas(gemeente: Gemeente, peildatum: date) -> QuerySet[Gebruiker]:
    """Who has a running account for this gemeente: these can have a role in its team."""
    return find_gebruikers(*Rol, peildatum=peildatum, gemeente=gemeente)


def find_rechten(teamlid: Teamlid, peildatum: date) -> str:
    """As `warn_rechten`, for this member on that day."""
    rechten = _read_rechten(teamlid.gemeente, peildatum)
    return warn_rechten(teamlid.rol, rechten.get(teamlid.gebruiker_id)) if teamlid.gebruiker_id else ""


def warn_rechten(rol: str, rollen: Iterable[str] | None) -> str:
    """In: a role in the team, and the roles of an account for the gemeente (None: it has none any more). Out: a
    sentence when the two do not match, else nothing."""
    if rollen is None:
        return "Deze collega werkt niet meer voor de gemeente: beëindig de rol."
    nodig = RECHTEN.get(Teamrol(rol), ())
    if not nodig or set(nodig) & set(rollen):
        return ""
    return f"Deze collega heeft niet de rechten van {Rol(nodig[0]).label.lower()}: vraag de beheerder."


def _read_rechten(gemeente: Gemeente, peildatum: date) -> dict[UUID | None, set[str]]:
    """The running roles for this gemeente of everyone who has one, by account."""
    rechten: dict[UUID | None, set[str]] = {}
    rijen = Roltoewijzing.objects.lopend(peildatum).filter(gemeente=gemeente).values_list("gebruiker_id", "rol")
    for gebruiker, rol in rijen:
        rechten.setdefault(gebruiker, set()).add(rol)
    return rechten


class _Stand:
    """Who is in the team on one day, who is away, and what the accounts may do. Three queries."""

    def __init__(self, gemeente: Gemeente, peildatum: date) -> None:
        leden = Teamlid.objects.filter(gemeente=gemeente).lopend(peildatum).select_related("gebruiker")
        weg = Afwezigheid.objects.filter(teamlid__gemeente=gemeente, ingetrokken_op=None, tot__gt=peildatum)
        self.teamleden: dict[UUID | None, Teamlid] = {teamlid.pk: teamlid for teamlid in leden}
        self.rechten = _read_rechten(gemeente, peildatum)
        self.weg: dict[UUID, Afwezigheid] = {}
        self.komend: dict[UUID, list[Afwezigheid]] = {}
        for afwezigheid in weg.select_related("vervanger__gebruiker").order_by("van"):
            if afwezigheid.van <= peildatum:
                self.weg[afwezigheid.teamlid_id] = afwezigheid
            else:
                self.komend.setdefault(afwezigheid.teamlid_id, []).append(afwezigheid)

    def make_lid(self, teamlid: Teamlid) -> Lid:
        afwezigheid = self.weg.get(teamlid.pk)
        wie = self.teamleden.get(afwezigheid.vervanger_id) if afwezigheid else teamlid
        mist = warn_rechten(teamlid.rol, self.rechten.get(teamlid.gebruiker_id)) if teamlid.gebruiker_id else ""
        komend = tuple(self.komend.get(teamlid.pk, ()))
        return Lid(teamlid, afwezigheid, komend, wie if wie and self._is_er(wie) else None, mist)

    def _is_er(self, teamlid: Teamlid) -> bool:
        werkt_hier = teamlid.gebruiker_id is None or teamlid.gebruiker_id in self.rechten
        return werkt_hier and teamlid.pk not in self.weg


def _ontbreekt(rol: Teamrol, leden: tuple[Lid, ...]) -> str:
    naam = rol.label.lower()
    if not leden:
        return f"Er is geen {naam} in het opgaveteam. Voeg een teamlid toe."
    if any(lid.bereikbaar for lid in leden):
        return ""
    terug = min((lid.afwezigheid.tot for lid in leden if lid.afwezigheid), default=None)
    if terug is None:
        return f"De {naam} werkt niet meer voor de gemeente. Voeg een teamlid toe."
    return (
        f"De {naam} is weg tot {terug:%d-%m-%Y} en niemand neemt het over. "
        "Meld de afwezigheid opnieuw met een vervanger, of voeg een teamlid toe."
    )


# --- Events -----------------------------------------------------------------------------------------------------------
@one_transaction(Teamlid)
def add_teamlid(
    *,
    gemeente: Gemeente,
    rol: str,
    van: date,
    door: Gebruiker,
    gebruiker: Gebruiker | None = None,
    naam: str = "",
    functie: str = "",
    op: datetime | None = None,
) -> Teamlid:
    """Someone gets a role in the team: a colleague with an account, or who has none by name.

    Errors: ValidationError with both or neither, for an account of elsewhere, or of who is no principal; Bezet when he
    has this role already.
    """
    moment = op or timezone.now()
    if bool(gebruiker) == bool(naam.strip()):
        raise ValidationError("Kies een collega met een account, of vul een naam in.")
    if gebruiker:
        _require_rechten(gebruiker, gemeente, rol, timezone.localdate(moment))
        # One at a time for this gemeente, so that nobody gets the same role twice.
        Gemeente.objects.select_for_update().get(pk=gemeente.pk)
        eerder = Teamlid.objects.filter(gemeente=gemeente, rol=rol, gebruiker=gebruiker)
        if eerder.filter(Q(tot=None) | Q(tot__gt=van)).exists():
            raise Bezet({"gebruiker": "Deze collega heeft deze rol al."})
    teamlid = Teamlid.objects.create(
        gemeente=gemeente,
        rol=rol,
        gebruiker=gebruiker,
        naam=naam.strip(),
        functie=functie.strip(),
        van=van,
        toegevoegd_op=moment,
        toegevoegd_door=door,
    )
    log(Gebeurtenis.TEAMLID_TOEGEVOEGD, onderwerp=teamlid, door=door, op=moment, gegevens={"rol": rol})
    return teamlid


def _require_rechten(gebruiker: Gebruiker, gemeente: Gemeente, rol: str, peildatum: date) -> None:
    rollen = _read_rechten(gemeente, peildatum).get(gebruiker.pk)
    if rollen is None:
        raise ValidationError({"gebruiker": "Kies iemand die voor deze gemeente werkt."})
    nodig = OPDRACHTGEVER_MET.get(Teamrol(rol))
    if nodig and nodig not in rollen:
        raise ValidationError(
            {
                "gebruiker": f"Dit account is niet van een {nodig.label.lower()}. "
                "Kies een ander, vul een naam in, of vraag de beheerder."
            }
        )


@one_transaction(Teamlid)
def end_teamlid(*, teamlid: Teamlid, tot: date, door: Gebruiker, op: datetime | None = None) -> Teamlid:
    """Someone leaves the team on `tot` (the first day without him).

    Errors: ValidationError on a day before he came; Bezet when another ended it.
    """
    moment = op or timezone.now()
    teamlid = _lock(teamlid)
    if teamlid.beeindigd_op:
        raise Bezet("Iemand anders heeft deze rol al beëindigd.")
    if tot <= teamlid.van:
        raise ValidationError({"tot": f"Kies {teamlid.van:%d-%m-%Y} of een latere dag: toen begon deze rol."})
    teamlid.tot, teamlid.beeindigd_op, teamlid.beeindigd_door = tot, moment, door
    teamlid.save(update_fields=["tot", "beeindigd_op", "beeindigd_door"])
    log(Gebeurtenis.TEAMLID_BEEINDIGD, onderwerp=teamlid, door=door, op=moment, gegevens={"rol": teamlid.rol})
    return teamlid


@one_transaction(Afwezigheid)
def report_afwezigheid(
    *,
    teamlid: Teamlid,
    van: date,
    tot: date,
    door: Gebruiker,
    vervanger: Teamlid | None = None,
    op: datetime | None = None,
) -> Afwezigheid:
    """A member is away from `van` until (not including) `tot`, and `vervanger` does his work meanwhile.

    Errors: ValidationError when that is no period, when he is away then already, or when the one who stands in is
    himself, of another team, gone or away in that period.
    """
    moment = op or timezone.now()
    # Both rows, in one order, so that two that stand in for each other cannot both be away.
    sleutels = sorted({teamlid.pk, *((vervanger.pk,) if vervanger else ())})
    gevonden = {t.pk: t for t in Teamlid.objects.select_for_update().filter(pk__in=sleutels).order_by("pk")}
    teamlid, vervanger = gevonden[teamlid.pk], gevonden[vervanger.pk] if vervanger else None
    if tot <= van:
        raise ValidationError({"tot": "De laatste dag ligt voor de eerste."})
    if teamlid.tot and teamlid.tot <= van:
        raise ValidationError({"van": "Dit teamlid zit dan niet meer in het team."})
    if _is_weg(teamlid, van, tot):
        raise ValidationError({"van": "In deze periode is al afwezigheid gemeld. Trek die eerst in."})
    _require_vervanger(teamlid, vervanger, van, tot)
    afwezigheid = Afwezigheid.objects.create(
        teamlid=teamlid, vervanger=vervanger, van=van, tot=tot, gemeld_op=moment, gemeld_door=door
    )
    log(Gebeurtenis.AFWEZIGHEID_GEMELD, onderwerp=teamlid, door=door, op=moment)
    return afwezigheid


def _is_weg(teamlid: Teamlid, van: date, tot: date) -> bool:
    return Afwezigheid.objects.filter(teamlid=teamlid, ingetrokken_op=None, van__lt=tot, tot__gt=van).exists()


def _require_vervanger(teamlid: Teamlid, vervanger: Teamlid | None, van: date, tot: date) -> None:
    fout = ""
    if vervanger is None:
        return
    if vervanger.gemeente_id != teamlid.gemeente_id:
        fout = "Kies iemand uit dit team."
    elif vervanger.pk == teamlid.pk or (teamlid.gebruiker_id and vervanger.gebruiker_id == teamlid.gebruiker_id):
        fout = "Kies een ander als vervanger."
    elif vervanger.van > van or (vervanger.tot and vervanger.tot < tot):
        fout = "Deze collega zit niet de hele periode in het team. Kies een ander."
    elif _is_weg(vervanger, van, tot):
        fout = "Deze collega is dan zelf ook weg. Kies een ander."
    if fout:
        raise ValidationError({"vervanger": fout})


@one_transaction(Afwezigheid)
def withdraw_afwezigheid(*, afwezigheid: Afwezigheid, door: Gebruiker, op: datetime | None = None) -> Afwezigheid:
    """A member is back earlier, or does not go. Errors: Bezet when it was withdrawn already."""
    moment = op or timezone.now()
    afwezigheid = Afwezigheid.objects.select_for_update(of=("self",)).select_related("teamlid").get(pk=afwezigheid.pk)
    if afwezigheid.ingetrokken_op:
        raise Bezet("Deze afwezigheid is al ingetrokken.")
    afwezigheid.ingetrokken_op, afwezigheid.ingetrokken_door = moment, door
    afwezigheid.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    log(Gebeurtenis.AFWEZIGHEID_INGETROKKEN, onderwerp=afwezigheid.teamlid, door=door, op=moment)
    return afwezigheid


def _lock(teamlid: Teamlid) -> Teamlid:
    return Teamlid.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=teamlid.pk)
