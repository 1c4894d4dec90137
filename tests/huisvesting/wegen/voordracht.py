"""The acts on a voordracht and on a plaatsing."""

from datetime import timedelta

from huisvesting.models import AanbodStatus as A
from huisvesting.models import Bestemming, Bijzonder, Hersteld, Weigeroordeel
from huisvesting.models import HuishoudenStatus as H
from huisvesting.models import PlaatsingStatus as P
from huisvesting.models import VoordrachtStatus as V
from huisvesting.services import correctie, nazorg, weigering
from huisvesting.services import plaatsing as plaatsingen
from huisvesting.services import voordracht as diensten
from samenwerking.models import Klasse
from tests.huisvesting.wegen.pijlen import OPEN
from tests.huisvesting.wegen.trekking import Dienst, Trekking, handeling, staat

# Who may want a second home beside the first.
TWEEDE = (H.GEMATCHT, H.GEACCEPTEERD, H.CONTRACT, H.GEHUISVEST)


def find_gegadigden(stand) -> list:
    """Who waits for a home, each three times, and who may want a second."""
    return [h for h in stand.huishoudens for _ in range(3) if h.status == H.KLAAR] + [
        h for h in stand.huishoudens if h.status in TWEEDE
    ]


def wait_for_home(stand, aanbod):
    return aanbod.status == A.BEVESTIGD and find_gegadigden(stand)


@handeling("voordracht", "aanbod", waar=wait_for_home, gewicht=4)
def propose_voordracht(t: Trekking, aanbod) -> Dienst:
    huishouden = t.een(find_gegadigden(t.stand) or t.stand.huishoudens, wild=t.stand.huishoudens)
    return diensten.propose_voordracht, {
        "aanbod": aanbod,
        "huishouden": huishouden,
        "afwijking": t.tekst(),
        "bijzonder": t.een([Bijzonder.NAAST if huishouden.status in TWEEDE else ""], wild=["", Bijzonder.NAAST]),
    }


@handeling("voordracht", "voordrachten", rol="medewerker", waar=staat(V.VOORGESTELD), gewicht=3)
def agree_voordracht(t: Trekking, voordracht) -> Dienst:
    return diensten.agree_voordracht, {"voordracht": voordracht}


@handeling("voordracht", "voordrachten", rol="medewerker", waar=staat(V.VOORGESTELD))
def reject_voordracht(t: Trekking, voordracht) -> Dienst:
    return diensten.reject_voordracht, {
        "voordracht": voordracht,
        "reden": t.reden(Klasse.CORPORATIE),
        "toelichting": t.tekst(),
    }


@handeling("voordracht", "voordrachten", waar=staat(V.AFWIJZING_GEMELD))
def confirm_afwijzing(t: Trekking, voordracht) -> Dienst:
    return diensten.confirm_afwijzing, {"voordracht": voordracht}


@handeling("voordracht", "voordrachten", waar=staat(V.AFWIJZING_GEMELD))
def reconsider_afwijzing(t: Trekking, voordracht) -> Dienst:
    return diensten.reconsider_afwijzing, {"voordracht": voordracht, "motivering": t.tekst()}


@handeling("voordracht", "voordrachten", waar=staat(V.AKKOORD_CORPORATIE), gewicht=3)
def offer_voordracht(t: Trekking, voordracht) -> Dienst:
    return diensten.offer_voordracht, {"voordracht": voordracht, "reactie_uiterlijk": t.een([None, t.dag(0, 10)])}


@handeling("voordracht", "voordrachten", waar=staat(V.AANGEBODEN), gewicht=4)
def accept_voordracht(t: Trekking, voordracht) -> Dienst:
    return diensten.accept_voordracht, {"voordracht": voordracht}


@handeling("voordracht", "voordrachten", waar=staat(*OPEN))
def cancel_voordracht(t: Trekking, voordracht) -> Dienst:
    return diensten.cancel_voordracht, {
        "voordracht": voordracht,
        "reden": t.reden(Klasse.GEMEENTE),
        "toelichting": t.tekst(),
    }


@handeling("voordracht", "voordrachten", waar=staat(V.AANGEBODEN), gewicht=2)
def refuse_voordracht(t: Trekking, voordracht) -> Dienst:
    return weigering.refuse_voordracht, {
        "voordracht": voordracht,
        "reden": t.reden(Klasse.HUISHOUDEN),
        "eigen_woorden": t.tekst(),
        "oordeel_uiterlijk": t.een([None, t.dag(0, 10)]),
    }


@handeling("voordracht", "weigeringen", rol="jurist", waar=lambda stand, w: w.stand == "wacht", gewicht=3)
def judge_weigering(t: Trekking, rij) -> Dienst:
    oordeel = t.een(list(Weigeroordeel), wild=["onzin"])
    bedenktijd = t.dag(1, 10) if oordeel == Weigeroordeel.ONTERECHT or t.wild else None
    return weigering.judge_weigering, {
        "weigering": rij,
        "oordeel": oordeel,
        "motivering": t.tekst(),
        "bedenktijd_tot": bedenktijd,
    }


@handeling("voordracht", "weigeringen", rol="ambtenaar", waar=lambda stand, w: w.stand == "wacht")
def withdraw_weigering(t: Trekking, rij) -> Dienst:
    return weigering.withdraw_weigering, {"weigering": rij}


def is_late(stand, voordracht):
    uiterlijk = voordracht.reactie_uiterlijk
    return voordracht.status == V.AANGEBODEN and uiterlijk is not None and uiterlijk < stand.op.date()


@handeling("voordracht", "voordrachten", waar=is_late, gewicht=2)
def record_geen_reactie(t: Trekking, voordracht) -> Dienst:
    return weigering.record_geen_reactie, {"voordracht": voordracht}


@handeling("voordracht", "voordrachten", waar=staat(V.GEEN_REACTIE))
def offer_again(t: Trekking, voordracht) -> Dienst:
    return weigering.offer_again, {"voordracht": voordracht, "reactie_uiterlijk": t.een([None, t.dag(0, 10)])}


@handeling("voordracht", "voordrachten", waar=staat(V.GEEN_REACTIE), gewicht=2)
def treat_as_weigering(t: Trekking, voordracht) -> Dienst:
    eigen = [r for r in t.toneel.redenen if r.code in weigering.GEEN_ANTWOORD]
    return weigering.treat_as_weigering, {"voordracht": voordracht, "reden": t.een(eigen, wild=t.toneel.redenen)}


# --- Plaatsing --------------------------------------------------------------------------------------------------------
def is_unsigned(stand, voordracht):
    getekend = {p.voordracht_id for p in stand.plaatsingen}
    return voordracht.status == V.GEACCEPTEERD and voordracht.pk not in getekend and voordracht.is_open


@handeling("plaatsing", "voordrachten", rol="medewerker", waar=is_unsigned, gewicht=8)
def sign_huurcontract(t: Trekking, voordracht) -> Dienst:
    ingang = t.dag(-6, 1)
    tijdelijk = voordracht.aanbod.woning.vorm == "flex" or t.een([False, False, True])
    return plaatsingen.sign_huurcontract, {
        "voordracht": voordracht,
        "ingangsdatum": ingang,
        "tijdelijk_tot": t.een([ingang + timedelta(days=80) if tijdelijk else None], wild=[None, ingang]),
    }


@handeling("plaatsing", "plaatsingen", waar=staat(P.CONTRACT_GETEKEND), gewicht=3)
def record_niet_verschenen(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.record_niet_verschenen, {
        "plaatsing": plaatsing,
        "reden": t.reden(Klasse.HUISHOUDEN),
        "toelichting": t.tekst(),
    }


@handeling("plaatsing", "plaatsingen", waar=staat(P.NIET_VERSCHENEN), gewicht=4)
def make_nieuwe_afspraak(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.make_nieuwe_afspraak, {"plaatsing": plaatsing, "afspraakdatum": t.dag(3, 10)}


@handeling("plaatsing", "plaatsingen", waar=staat(P.CONTRACT_GETEKEND), gewicht=8)
def hand_over_sleutel(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.hand_over_sleutel, {"plaatsing": plaatsing, "sleuteldatum": t.dag(-1, 0)}


def draw_personen(t: Trekking, plaatsing, veld: str):
    """Everyone who is left, or the first of them."""
    iedereen = t.stand.personen_van(plaatsing)
    leden = [persoon for persoon in iedereen if getattr(persoon, veld) is None]
    return t.een([None, None, leden[:1]], wild=[[], iedereen])


@handeling("plaatsing", "plaatsingen", waar=staat(P.VERHUISD), gewicht=6)
def record_afmelding(t: Trekking, plaatsing) -> Dienst:
    personen = draw_personen(t, plaatsing, "afmelddatum")
    return plaatsingen.record_afmelding, {"plaatsing": plaatsing, "afmelddatum": t.dag(-1, 0), "personen": personen}


@handeling("plaatsing", "plaatsingen", waar=staat(P.VERHUISD), gewicht=6)
def record_inschrijving(t: Trekking, plaatsing) -> Dienst:
    personen = draw_personen(t, plaatsing, "inschrijfdatum")
    return plaatsingen.record_inschrijving, {
        "plaatsing": plaatsing,
        "inschrijfdatum": t.dag(-1, 0),
        "personen": personen,
    }


def is_tijdelijk(stand, plaatsing):
    return plaatsing.tijdelijk_tot and plaatsing.status in (P.VERHUISD, P.GEREALISEERD) and not plaatsing.doorstroom_op


@handeling("plaatsing", "plaatsingen", waar=is_tijdelijk, gewicht=4)
def start_doorstroom(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.start_doorstroom, {"plaatsing": plaatsing}


@handeling("plaatsing", "plaatsingen", waar=staat(P.CONTRACT_GETEKEND, P.NIET_VERSCHENEN), gewicht=2)
def cancel_plaatsing(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.cancel_plaatsing, {
        "plaatsing": plaatsing,
        "reden": t.reden(Klasse.GEMEENTE),
        "toelichting": t.tekst(),
    }


@handeling("plaatsing", "plaatsingen", waar=staat(P.VERHUISD, P.GEREALISEERD, P.AFGEROND), gewicht=3)
def end_plaatsing(t: Trekking, plaatsing) -> Dienst:
    return plaatsingen.end_plaatsing, {
        "plaatsing": plaatsing,
        "einddatum": t.dag(-1, 0),
        "bestemming": t.een(list(Bestemming), wild=[""]),
        "toelichting": t.tekst(),
    }


@handeling("plaatsing", "plaatsingen", waar=staat(P.GEREALISEERD), gewicht=8)
def close_nazorg(t: Trekking, plaatsing) -> Dienst:
    return nazorg.close_nazorg, {"plaatsing": plaatsing}


@handeling("plaatsing", "plaatsingen", rol="opgavemanager", waar=lambda stand, p: p.status != P.GEANNULEERD, gewicht=3)
def correct_plaatsing(t: Trekking, plaatsing) -> Dienst:
    data = {veld: correctie.current_dates(plaatsing, veld) for veld in Hersteld}
    veld = t.een([veld for veld in Hersteld if data[veld]], wild=list(Hersteld))
    oud = t.een(data[veld] or [plaatsing.ingangsdatum], wild=[t.dag(0, 0)])
    nieuw = t.een([None, None, oud - timedelta(days=1), oud + timedelta(days=1)], wild=[t.dag(-9, 0)])
    return correctie.correct_plaatsing, {
        "plaatsing": plaatsing,
        "veld": veld,
        "oud": oud,
        "nieuw": nieuw,
        "reden": t.tekst(),
    }
