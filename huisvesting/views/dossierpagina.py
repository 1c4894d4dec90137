"""The page of one household: what is next, what it needs, what has to be done, and everything that happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huisvesting.models import (
    Aanvulling,
    Dossiersluiting,
    Huishouden,
    HuishoudenStatus,
    Normbedrag,
    Ontbrekend,
    Parkering,
    Plaatsing,
    Voordracht,
    VoordrachtStatus,
    Woningaanbod,
)
from huisvesting.overzichten import next_step
from huisvesting.policies import can_decide_teruggave, can_reopen_dossier, can_view_huishouden
from huisvesting.regels.keten import Stap, build_stappen
from huisvesting.regels.passendheid import Passendheid, assess_passendheid
from huisvesting.services.dossierslot import read_status
from huisvesting.services.sluiting import TERUG_VANUIT
from huisvesting.services.telling import standing_of
from huisvesting.views.escalatie import show_escalaties
from huisvesting.views.tijdlijn import events_of_huishouden
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker
from samenwerking.services.actie import list_acties
from samenwerking.services.logboek import log_inzage

S = HuishoudenStatus
GESLOTEN = (S.AFGESLOTEN, S.TERUGGEGEVEN)


@dataclass(frozen=True)
class Dossier:
    """A household with where it stands and what waits around it."""

    huishouden: Huishouden
    status: HuishoudenStatus
    voordracht: Voordracht | None
    plaatsing: Plaatsing | None
    aanvulling: Aanvulling | None
    parkering: Parkering | None
    voorstel: Dossiersluiting | None
    sluiting: Dossiersluiting | None

    @property
    def is_open(self) -> bool:
        return self.status not in GESLOTEN

    @property
    def heeft_sleutel(self) -> bool:
        return bool(self.plaatsing and self.plaatsing.sleuteldatum)

    @property
    def lopende_voordrachten(self) -> set[Any]:
        """Keys of the one that is open and of the one that led to where it lives."""
        plaatsing = {self.plaatsing.voordracht_id} if self.plaatsing else set()
        return plaatsing | ({self.voordracht.pk} if self.voordracht else set())

    @property
    def zoekt(self) -> bool:
        """Homes that fit are shown, to put it forward."""
        return self.status == S.KLAAR and not self.voorstel

    @property
    def ontbreekt(self) -> list[str]:
        """What COA was asked for, in words."""
        return [str(Ontbrekend(code).label) for code in self.aanvulling.ontbreekt] if self.aanvulling else []


@require_safe
@policy(can_view_huishouden, Huishouden)
def huishouden_detail(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """One household: who, what is next, where it stands, what happened."""
    vandaag = timezone.localdate()
    log_inzage([huishouden], door=request.user)
    dossier = _load(huishouden)
    voordrachten = list(huishouden.voordrachten.select_related("aanbod__woning__corporatie", "reden"))
    kandidaten = _woningen(huishouden, vandaag) if dossier.zoekt else []
    geteld_op = min((boeking.datum for boeking in standing_of(huishouden.leden)), default=None)
    context = {
        "huishouden": huishouden,
        "dossier": dossier,
        "status": dossier.status,
        "voordracht": dossier.voordracht,
        "plaatsing": dossier.plaatsing,
        "leden": [(p, p.leeftijd(vandaag)) for p in huishouden.leden],
        "termijn": None if dossier.heeft_sleutel or not dossier.is_open else huishouden.woning_uiterlijk,
        "stappen": _stappen(dossier, geteld_op),
        "volgende": next_step(
            huishouden,
            dossier.voordracht,
            dossier.plaatsing,
            passend=sum(oordeel.past for _, oordeel in kandidaten),
            geteld_op=geteld_op,
            peildatum=vandaag,
            status=dossier.status,
            geparkeerd_tot=dossier.parkering.tot if dossier.parkering else None,
            heeft_voorstel=dossier.voorstel is not None,
        ).on_page(huishouden.get_absolute_url()),
        "mag_beslissen": dossier.voorstel and can_decide_teruggave(request.user, dossier.voorstel),
        "meer": _meer(request.user, dossier),
        "passend": [k for k in kandidaten if k[1].past],
        "niet_passend": [k for k in kandidaten if not k[1].past],
        "eerdere": [
            (v, VoordrachtStatus(v.status), v.reden) for v in voordrachten if v.pk not in dossier.lopende_voordrachten
        ],
        "acties": list_acties(huishouden),
        "tijdlijn": events_of_huishouden(huishouden, voordrachten, list(huishouden.plaatsingen.all())),
        "kruimels": (("Huishoudens", reverse("huisvesting:huishouden_list")),),
        "vandaag": vandaag,
        **_behoefte(huishouden, vandaag),
        **_escalaties(request.user, dossier),
    }
    return render(request, "huisvesting/huishouden_detail.html", context)


def _load(huishouden: Huishouden) -> Dossier:
    sluitingen = list(
        huishouden.sluitingen.filter(heropend_op=None, afgewezen_op=None).select_related(
            "reden", "voorgesteld_door", "besloten_door", "huishouden__gemeente"
        )
    )
    return Dossier(
        huishouden=huishouden,
        status=read_status(huishouden),
        voordracht=huishouden.open_voordracht(),
        plaatsing=huishouden.lopende_plaatsing(),
        aanvulling=huishouden.aanvullingen.filter(aangevuld_op=None).first(),
        parkering=huishouden.parkeringen.filter(hervat_op=None).select_related("reden").first(),
        voorstel=next((s for s in sluitingen if s.besloten_op is None), None),
        sluiting=next((s for s in sluitingen if s.besloten_op is not None), None),
    )


def _escalaties(gebruiker: Gebruiker, dossier: Dossier) -> dict[str, Any]:
    """What was asked about the household, and about the voordracht and the home that it waits for."""
    lopend = dossier.voordracht or (dossier.plaatsing.voordracht if dossier.plaatsing else None)
    aanbod = lopend.aanbod if lopend else None
    return show_escalaties(gebruiker, dossier.huishouden, lopend, aanbod, loopt=dossier.is_open)


def _behoefte(huishouden: Huishouden, vandaag: date) -> dict[str, Any]:
    """What it needs of a home, and how the bedrooms were counted."""
    delen = huishouden.kamerdelen(vandaag)
    return {
        "behoefte": huishouden.behoefte(vandaag),
        "kamerdelen": delen,
        "berekend": max(sum(deel.kamers for deel in delen), 1),
        "eisen": huishouden.eisen.all(),
    }


# --- What may be done besides the next step ---------------------------------------------------------------------------
MEER: tuple[tuple[str, str, Callable[[Dossier], bool]], ...] = (
    ("Vraag COA om gegevens", "ask", lambda d: d.status == S.AANGEMELD),
    ("Wijzig de woonwensen", "need", lambda d: d.is_open and d.huishouden.klaar_op is not None),
    ("Parkeer het dossier", "park", lambda d: d.status == S.KLAAR),
    ("Draag het dossier over aan een collega", "change", lambda d: d.is_open and d.huishouden.eigenaar_id is not None),
    ("Geef terug aan COA", "hand_back", lambda d: d.status in TERUG_VANUIT and not (d.plaatsing or d.voorstel)),
)


def _meer(gebruiker: Gebruiker, dossier: Dossier) -> list[tuple[str, str]]:
    """The rare acts that are open now: words and address."""
    acts = [(woorden, route) for woorden, route, kan in MEER if kan(dossier)]
    if not dossier.is_open and can_reopen_dossier(gebruiker, dossier.huishouden):
        acts.append(("Open het dossier opnieuw", "reopen"))
    pk = {"pk": dossier.huishouden.pk}
    links = [(woorden, reverse(f"huisvesting:huishouden_{route}", kwargs=pk)) for woorden, route in acts]
    if dossier.is_open and dossier.huishouden.leden:
        verblijf = ("Leg een ander verblijf vast (hotel, logeeradres, Nidos)", "huisvesting:verblijf_register")
        links.append((verblijf[0], reverse(verblijf[1], kwargs=pk)))
    return links


def _woningen(huishouden: Huishouden, vandaag: date) -> list[tuple[Woningaanbod, Passendheid]]:
    """Available homes with the verdict; those that fit first."""
    beschikbaar = (
        Woningaanbod.objects.for_gemeente(huishouden.gemeente)
        .beschikbaar(vandaag)
        .select_related("woning__corporatie", "gemeente")
    )
    normen = Normbedrag.objects.aftoppingsgrenzen()
    oordelen = [
        (a, assess_passendheid(huishouden.behoefte(a.beschikbaar_vanaf), a.kenmerken, normen)) for a in beschikbaar
    ]
    return sorted(oordelen, key=lambda o: (not o[1].past, len(o[1].bezwaren), o[0].beschikbaar_vanaf))


# --- Where it stands --------------------------------------------------------------------------------------------------
def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _stappen(dossier: Dossier, geteld_op: date | None) -> tuple[Stap, ...]:
    huishouden, plaatsing = dossier.huishouden, dossier.plaatsing
    voordracht = dossier.voordracht or (plaatsing.voordracht if plaatsing else None)
    return build_stappen(
        huishouden.koppeldatum if huishouden.ontvangen_op else None,
        _day(huishouden.klaar_op),
        _day(voordracht.voorgesteld_op) if voordracht else None,
        _day(voordracht.aangeboden_op) if voordracht else None,
        _day(voordracht.geaccepteerd_op) if voordracht else None,
        plaatsing.sleuteldatum if plaatsing else None,
        geteld_op,
    )
