"""The acts on an offered home."""

from decimal import Decimal

from huisvesting.models import AanbodStatus as A
from huisvesting.models import Vorm
from huisvesting.services import aanbod as diensten
from huisvesting.services import blokkade, intrekking
from huisvesting.services import complex as complexen
from samenwerking.models import Klasse
from tests.huisvesting.wegen.toneel import make_woning
from tests.huisvesting.wegen.trekking import Dienst, Trekking, handeling, staat

CORPORATIE = (Klasse.CORPORATIE, Klasse.OVERMACHT)
LOOPT = (A.AANGEBODEN, A.BEVESTIGD, A.GERESERVEERD, A.GEBLOKKEERD)
# More homes than this make a walk slow, and no richer.
MEESTE = 8


def has_room(stand, _):
    return len(stand.aanbod) < MEESTE


def draw_melding(t: Trekking) -> dict:
    """A home at a free address, or at one of the street: of the first corporation, as its complex is."""
    return {
        "corporatie": t.een([t.toneel.corporaties[0]], wild=t.toneel.corporaties),
        "gemeente": t.een([t.toneel.gemeente], wild=[t.toneel.buur]),
        "woning": make_woning(
            t.een([1, 2, 3, 4, 5, 6]),
            complex_=t.een([None, t.toneel.complex_]),
            vorm=t.een([Vorm.REGULIER, Vorm.FLEX]),
            slaapkamers=t.een([4, 2], wild=[0]),
            compleet=t.een([True, False]),
        ),
        "beschikbaar_vanaf": t.dag(0, 20),
        "concept": t.een([False, True]),
    }


@handeling("aanbod", rol="medewerker", waar=has_room, gewicht=2)
def register_aanbod(t: Trekking, _) -> Dienst:
    return diensten.register_aanbod, {**draw_melding(t), "optiedatum": t.een([None, t.dag(0, 30)])}


@handeling("aanbod", rol="medewerker", waar=has_room)
def register_kamers(t: Trekking, _) -> Dienst:
    return diensten.register_kamers, {**draw_melding(t), "aantal": t.een([1, 2], wild=[0, 13])}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.CONCEPT), gewicht=2)
def submit_aanbod(t: Trekking, aanbod) -> Dienst:
    return diensten.submit_aanbod, {"aanbod": aanbod}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.CONCEPT))
def discard_concept(t: Trekking, aanbod) -> Dienst:
    return diensten.discard_concept, {"aanbod": aanbod}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.AANGEBODEN), gewicht=2)
def confirm_aanbod(t: Trekking, aanbod) -> Dienst:
    return diensten.confirm_aanbod, {"aanbod": aanbod}


def draw_feiten(t: Trekking) -> dict:
    return {
        "verdieping": t.een([0, 3], wild=[None]),
        "kale_huur": t.een([Decimal("600.00"), Decimal("650.00")], wild=[None, Decimal(-1)]),
        "slaapkamers": t.een([4, 1], wild=[0]),
        "complex": t.een([None, t.toneel.complex_]) if t.wild else None,
    }


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.AANGEBODEN), gewicht=2)
def complete_aanbod(t: Trekking, aanbod) -> Dienst:
    return diensten.complete_aanbod, {"aanbod": aanbod, "optiedatum": t.een([None, t.dag(1, 40)]), **draw_feiten(t)}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.CONCEPT, *LOOPT, A.VERLOPEN))
def change_woning(t: Trekking, aanbod) -> Dienst:
    return diensten.change_woning, {"aanbod": aanbod, "beschikbaar_vanaf": t.dag(0, 20), **draw_feiten(t)}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(*LOOPT))
def withdraw_aanbod(t: Trekking, aanbod) -> Dienst:
    return diensten.withdraw_aanbod, {"aanbod": aanbod, "reden": t.reden(*CORPORATIE), "toelichting": t.tekst()}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(*LOOPT, A.VERLOPEN))
def extend_optie(t: Trekking, aanbod) -> Dienst:
    return diensten.extend_optie, {"aanbod": aanbod, "optiedatum": t.dag(1, 60)}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.BEVESTIGD, A.GERESERVEERD))
def block_aanbod(t: Trekking, aanbod) -> Dienst:
    return blokkade.block_aanbod, {
        "aanbod": aanbod,
        "reden": t.reden(*CORPORATIE),
        "blokkade_tot": t.dag(1, 30),
        "toelichting": t.tekst(),
    }


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.GEBLOKKEERD), gewicht=3)
def unblock_aanbod(t: Trekking, aanbod) -> Dienst:
    return blokkade.unblock_aanbod, {"aanbod": aanbod}


@handeling("aanbod", "aanbod", waar=staat(A.BEVESTIGD))
def reject_aanbod(t: Trekking, aanbod) -> Dienst:
    return blokkade.reject_aanbod, {"aanbod": aanbod, "reden": t.reden(Klasse.GEMEENTE), "toelichting": t.tekst()}


@handeling("aanbod", "aanbod", rol="medewerker", waar=staat(A.TOEGEWEZEN), gewicht=4)
def request_intrekking(t: Trekking, aanbod) -> Dienst:
    return intrekking.request_intrekking, {
        "aanbod": aanbod,
        "reden": t.reden(*CORPORATIE),
        "toelichting": t.tekst(),
    }


def waits(stand, verzoek):
    return not verzoek.akkoord_op and not verzoek.afgewezen_op


@handeling("aanbod", "verzoeken", rol="opgavemanager", waar=waits, gewicht=6)
def agree_intrekking(t: Trekking, verzoek) -> Dienst:
    return intrekking.agree_intrekking, {"verzoek": verzoek}


@handeling("aanbod", "verzoeken", rol="opgavemanager", waar=waits, gewicht=3)
def refuse_intrekking(t: Trekking, verzoek) -> Dienst:
    return intrekking.refuse_intrekking, {"verzoek": verzoek, "motivering": t.tekst()}


@handeling("aanbod", rol="medewerker", waar=lambda stand, _: False)
def change_complex(t: Trekking, _) -> Dienst:
    return complexen.change_complex, {
        "complex_": t.toneel.complex_,
        "naam": t.een(["De Proefhof"], wild=[""]),
        "woningen_totaal": 10,
        "maximum": t.een([1, 3], wild=[11]),
    }
