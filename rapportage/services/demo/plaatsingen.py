"""The households of the demonstration that found a home: from the lease to the end of the aftercare."""

from collections.abc import Callable
from datetime import timedelta

from huisvesting.models import Bestemming, Hersteld, Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.nazorg import close_nazorg, split_nazorg
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    end_plaatsing,
    hand_over_sleutel,
    record_afmelding,
    record_inschrijving,
    record_niet_verschenen,
    sign_huurcontract,
    start_doorstroom,
)
from huisvesting.services.sluiting import close_dossier, start_nazorg
from huisvesting.services.voordracht import accept_voordracht, agree_voordracht, offer_voordracht, propose_voordracht
from rapportage.services.demo.toneel import Verhaal, find_reden
from samenwerking.models import Actie, Actielijst
from samenwerking.services.actie import add_actie, finish_actie

TIJDELIJK = ("tijdelijk", "doorstroom", "doorgestroomd")
# How far beyond the key: a case that is named later went through what is named before it.
VERLOOP = ("afgemeld", "gerealiseerd", "nazorg", "afgerond", "afgesloten")


def move_in(
    verhaal: Verhaal, voordracht: Voordracht, start: int, tot: str, zoek_woning: Callable[[int], Woningaanbod]
) -> None:
    """Lease, key and what follows, as far as `tot` says.

    In: `start`, the days before the demo's date on which the household was put forward; `zoek_woning` reports a home,
    so many days before it, for who moves on.
    """
    begin = verhaal.peildatum - timedelta(days=start - 15)
    plaatsing = sign_huurcontract(
        voordracht=voordracht,
        ingangsdatum=begin,
        tijdelijk_tot=begin + timedelta(days=180) if tot in TIJDELIJK else None,
        door=verhaal.contacten[voordracht.aanbod.corporatie],
        op=verhaal.op(start - 12),
    )
    if tot == "contract":
        _keep_up(verhaal, plaatsing)
        return
    if tot in ("niet_verschenen", "geannuleerd"):
        _miss(verhaal, plaatsing, start - 16, tot)
        return
    hand_over_sleutel(
        plaatsing=plaatsing, sleuteldatum=verhaal.dag(start - 16), door=verhaal.ambtenaar, op=verhaal.op(start - 16)
    )
    _arrange(verhaal, plaatsing, start - 18)
    if tot in TIJDELIJK:
        _move_on(verhaal, plaatsing, start - 17, tot, zoek_woning)
    elif tot != "sleutel":
        _settle(verhaal, plaatsing, start - 19, tot)
    if tot != "sleutel":
        _keep_up(verhaal, plaatsing)


def _miss(verhaal: Verhaal, plaatsing: Plaatsing, dagen: int, tot: str) -> None:
    """Nobody came for the key, or the home turned out to be unsafe before that day."""
    if tot == "niet_verschenen":
        record_niet_verschenen(
            plaatsing=plaatsing,
            reden=find_reden("vervoer-niet-gereed"),
            toelichting="De taxi van COA kwam niet.",
            door=verhaal.contacten[plaatsing.aanbod.corporatie],
            op=verhaal.op(dagen),
        )
        _keep_up(verhaal, plaatsing)
        add_actie(
            onderwerp=plaatsing.huishouden,
            titel="Met COA een nieuwe dag voor het vervoer afspreken",
            eigenaar=verhaal.ambtenaar,
            uiterlijk=verhaal.dag(2),
            door=verhaal.ambtenaar,
            op=verhaal.op(dagen),
        )
        return
    cancel_plaatsing(
        plaatsing=plaatsing,
        reden=find_reden("brandveiligheid"),
        toelichting="De brandweer keurde de vluchtweg af, een dag voor de sleutel.",
        door=verhaal.ambtenaar,
        op=verhaal.op(dagen),
    )


def _arrange(verhaal: Verhaal, plaatsing: Plaatsing, dagen: int) -> None:
    """What had to be arranged around the move is done."""
    for actie in Actie.objects.for_onderwerp(plaatsing).filter(lijst=Actielijst.VERHUIZING).open():
        finish_actie(actie=actie, door=verhaal.ambtenaar, op=verhaal.op(dagen, 15))


def _keep_up(verhaal: Verhaal, plaatsing: Plaatsing) -> None:
    """Of most households nothing is late."""
    for actie in Actie.objects.for_onderwerp(plaatsing).open():
        if actie.uiterlijk and actie.uiterlijk < verhaal.peildatum:
            finish_actie(actie=actie, door=verhaal.ambtenaar, op=verhaal.op_dag(actie.uiterlijk))


def _move_on(
    verhaal: Verhaal, plaatsing: Plaatsing, dagen: int, tot: str, zoek_woning: Callable[[int], Woningaanbod]
) -> None:
    """From a temporary home: checked out there, then looking for one to stay, and perhaps with the key of it."""
    door = verhaal.ambtenaar
    record_afmelding(plaatsing=plaatsing, afmelddatum=verhaal.dag(dagen), door=door, op=verhaal.op(dagen))
    if tot == "tijdelijk":
        return
    start_doorstroom(plaatsing=plaatsing, door=door, op=verhaal.op(dagen - 14))
    if tot == "doorstroom":
        return
    dagen -= 18
    aanbod = zoek_woning(dagen + 6)
    contact = verhaal.contacten[aanbod.corporatie]
    voordracht = propose_voordracht(
        aanbod=aanbod,
        huishouden=plaatsing.huishouden,
        afwijking="Dit huishouden woont al in de buurt.",
        door=door,
        op=verhaal.op(dagen),
    )
    agree_voordracht(voordracht=voordracht, door=contact, op=verhaal.op(dagen - 1))
    offer_voordracht(voordracht=voordracht, door=door, op=verhaal.op(dagen - 2))
    accept_voordracht(voordracht=voordracht, door=door, op=verhaal.op(dagen - 4))
    dag = verhaal.dag(dagen - 10)
    vast = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag, door=contact, op=verhaal.op(dagen - 6))
    hand_over_sleutel(plaatsing=vast, sleuteldatum=dag, door=door, op=verhaal.op(dagen - 10))
    _arrange(verhaal, vast, dagen - 11)
    _keep_up(verhaal, vast)


def _settle(verhaal: Verhaal, plaatsing: Plaatsing, dagen: int, tot: str) -> None:
    """Checked out, registered, looked after; a date that was wrong is put right; who left, left."""
    door, stap = verhaal.ambtenaar, VERLOOP.index(tot) if tot in VERLOOP else 0
    record_afmelding(plaatsing=plaatsing, afmelddatum=verhaal.dag(dagen), door=door, op=verhaal.op(dagen))
    if tot == "hersteld":
        correct_plaatsing(
            plaatsing=plaatsing,
            veld=Hersteld.SLEUTELDATUM,
            oud=verhaal.dag(dagen + 3),
            nieuw=verhaal.dag(dagen + 2),
            reden="De sleutel is een dag later gegeven, omdat de oplevering uitliep.",
            door=verhaal.opgavemanager,
            op=verhaal.op(dagen - 4),
        )
    if tot == "beeindigd":
        end_plaatsing(
            plaatsing=plaatsing,
            einddatum=verhaal.dag(dagen - 60),
            bestemming=Bestemming.VERTROKKEN,
            door=verhaal.contacten[plaatsing.aanbod.corporatie],
            op=verhaal.op(dagen - 60),
        )
    if stap >= VERLOOP.index("gerealiseerd"):
        record_inschrijving(
            plaatsing=plaatsing, inschrijfdatum=verhaal.dag(dagen - 2), door=door, op=verhaal.op(dagen - 2)
        )
    if stap >= VERLOOP.index("nazorg"):
        start_nazorg(huishouden=plaatsing.huishouden, door=door, op=verhaal.op(dagen - 3))
    if stap >= VERLOOP.index("afgerond"):
        for actie in split_nazorg(plaatsing)[0]:
            finish_actie(actie=actie, door=door, op=verhaal.op(dagen - 20))
        close_nazorg(plaatsing=plaatsing, door=door, op=verhaal.op(dagen - 50))
    if stap >= VERLOOP.index("afgesloten"):
        close_dossier(huishouden=plaatsing.huishouden, door=door, op=verhaal.op(dagen - 55))
