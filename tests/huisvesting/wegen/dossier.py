"""The acts on a dossier, with those on acties and on stays elsewhere."""

from decimal import Decimal

from huisvesting.models import Contactwijze, Eissoort, Instroom, Ontbrekend
from huisvesting.models import HuishoudenStatus as H
from huisvesting.services import dossier, intake, parkering, sluiting, verblijf
from huisvesting.services.intake import Woonwens
from samenwerking.models import Actielijst, Klasse
from samenwerking.services import actie as acties
from taakstelling.regels.telregels import Woonvorm
from tests.huisvesting.wegen.pijlen import TERUG_VANUIT
from tests.huisvesting.wegen.trekking import Dienst, Trekking, handeling, staat

WACHT = (Klasse.COA, Klasse.HUISHOUDEN, Klasse.OVERMACHT)


def is_open(stand, rij):
    return rij.status not in (H.AFGESLOTEN, H.TERUGGEGEVEN)


def waits(stand, voorstel):
    return not voorstel.besloten_op and not voorstel.afgewezen_op


@handeling("huishouden", "huishoudens", waar=staat(H.AANGEMELD), gewicht=4)
def receive_koppeling(t: Trekking, huishouden) -> Dienst:
    return dossier.receive_koppeling, {
        "huishouden": huishouden,
        "eigenaar": t.wie("ambtenaar"),
        "coa_contact": t.tekst(),
    }


@handeling("huishouden", waar=lambda stand, _: any(h.status == H.AANGEMELD for h in stand.huishoudens))
def receive_koppelingen(t: Trekking, _) -> Dienst:
    keuze = t.stand.huishoudens if t.wild else [h for h in t.stand.huishoudens if h.status == H.AANGEMELD]
    return dossier.receive_koppelingen, {"huishoudens": keuze[: t.een([1, 2], wild=[0])], "eigenaar": t.wie("collega")}


@handeling("huishouden", "huishoudens", waar=lambda stand, rij: is_open(stand, rij) and rij.ontvangen_op)
def change_eigenaar(t: Trekking, huishouden) -> Dienst:
    return dossier.change_eigenaar, {"huishouden": huishouden, "eigenaar": t.wie("collega")}


@handeling("huishouden", "huishoudens", waar=staat(H.AANGEMELD), gewicht=2)
def ask_aanvulling(t: Trekking, huishouden) -> Dienst:
    ontbreekt = t.een([[Ontbrekend.MEDISCH.value], [Ontbrekend.BSN_PAS.value] * 2], wild=[[], ["iets"]])
    return intake.ask_aanvulling, {"huishouden": huishouden, "ontbreekt": ontbreekt, "toelichting": t.tekst()}


@handeling("huishouden", "huishoudens", waar=staat(H.ONVOLLEDIG), gewicht=6)
def record_aanvulling(t: Trekking, huishouden) -> Dienst:
    return intake.record_aanvulling, {"huishouden": huishouden}


@handeling("huishouden", "huishoudens", waar=staat(H.GEKOPPELD), gewicht=6)
def start_intake(t: Trekking, huishouden) -> Dienst:
    return intake.start_intake, {"huishouden": huishouden}


def draw_behoefte(t: Trekking) -> dict:
    plaats = Woonwens(Eissoort.PLAATS, waarde=t.een(["Proefstad"], wild=[""]))
    huur = Woonwens(Eissoort.HUUR, is_hard=True, bedrag=t.een([Decimal("700.00")], wild=[None, Decimal(0)]))
    return {
        "eisen": t.een([(), (plaats,), (huur, plaats)], wild=[(plaats, plaats)]),
        "slaapkamers_nodig": t.een([None, 2], wild=[0, 99]),
        "slaapkamers_reden": t.tekst(),
    }


@handeling("huishouden", "huishoudens", waar=staat(H.INTAKE), gewicht=6)
def complete_intake(t: Trekking, huishouden) -> Dienst:
    return intake.complete_intake, {"huishouden": huishouden, **draw_behoefte(t)}


@handeling("huishouden", "huishoudens", waar=lambda stand, rij: is_open(stand, rij) and rij.klaar_op)
def set_eisen(t: Trekking, huishouden) -> Dienst:
    return intake.set_eisen, {"huishouden": huishouden, **draw_behoefte(t)}


@handeling("huishouden", "huishoudens", waar=staat(H.KLAAR), gewicht=2)
def park(t: Trekking, huishouden) -> Dienst:
    return parkering.park, {
        "huishouden": huishouden,
        "reden": t.reden(*WACHT),
        "tot": t.een([t.dag(1, 40)], wild=[None]),
        "voorwaarde": t.tekst(),
        "toelichting": t.tekst(),
    }


@handeling("huishouden", "huishoudens", waar=staat(H.GEPARKEERD), gewicht=4)
def resume(t: Trekking, huishouden) -> Dienst:
    return parkering.resume, {"huishouden": huishouden}


@handeling("huishouden", "huishoudens", waar=staat(*TERUG_VANUIT), gewicht=2)
def propose_teruggave(t: Trekking, huishouden) -> Dienst:
    return sluiting.propose_teruggave, {"huishouden": huishouden, "reden": t.reden(*WACHT), "toelichting": t.tekst()}


@handeling("huishouden", "sluitingen", rol="opgavemanager", waar=waits, gewicht=4)
def decide_teruggave(t: Trekking, voorstel) -> Dienst:
    return sluiting.decide_teruggave, {"sluiting": voorstel}


@handeling("huishouden", "sluitingen", rol="opgavemanager", waar=waits, gewicht=2)
def decline_teruggave(t: Trekking, voorstel) -> Dienst:
    return sluiting.decline_teruggave, {"sluiting": voorstel, "motivering": t.tekst()}


@handeling("huishouden", "huishoudens", waar=staat(H.GEHUISVEST), gewicht=10)
def start_nazorg(t: Trekking, huishouden) -> Dienst:
    return sluiting.start_nazorg, {"huishouden": huishouden}


@handeling("huishouden", "huishoudens", waar=staat(H.NAZORG), gewicht=10)
def close_dossier(t: Trekking, huishouden) -> Dienst:
    return sluiting.close_dossier, {"huishouden": huishouden}


@handeling("huishouden", "huishoudens", rol="opgavemanager", waar=staat(H.AFGESLOTEN, H.TERUGGEGEVEN), gewicht=4)
def reopen_dossier(t: Trekking, huishouden) -> Dienst:
    return sluiting.reopen_dossier, {"huishouden": huishouden, "motivering": t.tekst()}


@handeling("huishouden", "huishoudens", waar=is_open)
def add_notitie(t: Trekking, huishouden) -> Dienst:
    return dossier.add_notitie, {"huishouden": huishouden, "tekst": t.tekst()}


def is_asked(stand, huishouden):
    """Someone who was offered a home, and must answer."""
    return huishouden.status == H.AANGEBODEN


@handeling("voordracht", "huishoudens", waar=is_asked, gewicht=3)
def record_contact(t: Trekking, huishouden) -> Dienst:
    return dossier.record_contact, {
        "huishouden": huishouden,
        "contactdatum": t.dag(0, 0),
        "wijze": t.een(list(Contactwijze)),
        "is_bereikt": t.een([False, False, True]),
        "tekst": t.tekst(),
    }


# --- Acties -----------------------------------------------------------------------------------------------------------
@handeling("actie", "huishoudens", waar=is_open)
def add_actie(t: Trekking, huishouden) -> Dienst:
    return acties.add_actie, {
        "onderwerp": huishouden,
        "titel": t.tekst(),
        "eigenaar": t.wie("collega"),
        "uiterlijk": t.dag(0, 20),
    }


def is_nazorg(stand, actie):
    """What must be done or handed over before the aftercare can end."""
    return actie.is_open and actie.lijst == Actielijst.NAZORG and not actie.afdeling


@handeling("actie", "acties", waar=is_nazorg, gewicht=3)
def finish_actie(t: Trekking, actie) -> Dienst:
    return acties.finish_actie, {"actie": actie}


@handeling("actie", "acties", waar=is_nazorg)
def drop_actie(t: Trekking, actie) -> Dienst:
    return acties.drop_actie, {"actie": actie}


@handeling("actie", "acties", waar=is_nazorg, gewicht=2)
def hand_over_actie(t: Trekking, actie) -> Dienst:
    return acties.hand_over_actie, {
        "actie": actie,
        "eigenaar": t.een([None], wild=list(t.toneel.mensen.values())),
        "afdeling": t.een(["Welzijn"], wild=["", "  "]),
        "uiterlijk": t.een([t.dag(1, 30)], wild=[None]),
    }


# --- Stays elsewhere, which may count too -----------------------------------------------------------------------------
@handeling("verblijf", "huishoudens", waar=is_open, gewicht=2)
def register_verblijf(t: Trekking, huishouden) -> Dienst:
    leden = [p for p in t.stand.personen if p.huishouden_id == huishouden.pk]
    return verblijf.register_verblijf, {
        "personen": t.een([leden, leden[:1]], wild=[[], t.stand.personen[:7]]),
        "vorm": t.een(list(Woonvorm)),
        "van": t.dag(-10, 0),
        "gemeente": t.een([None, t.toneel.gemeente, t.toneel.buur]),
    }


@handeling("verblijf", "verblijven", waar=lambda stand, rij: rij.tot is None, gewicht=2)
def end_verblijf(t: Trekking, rij) -> Dienst:
    return verblijf.end_verblijf, {"verblijf": rij, "tot": t.dag(-2, 0), "naar_opvang": t.een([True, False])}


@handeling("verblijf", "verblijven", waar=lambda stand, rij: rij.statushouder.amv and rij.melddatum is None, gewicht=4)
def report_verhuizing_amv(t: Trekking, rij) -> Dienst:
    return verblijf.report_verhuizing_amv, {"verblijf": rij, "melddatum": t.dag(-2, 0)}


@handeling("verblijf", "personen")
def change_instroom(t: Trekking, persoon) -> Dienst:
    return verblijf.change_instroom, {"persoon": persoon, "instroom": t.een(list(Instroom))}
