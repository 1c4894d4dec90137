"""The dossiers of the demonstration: from the list of COA until a household can be matched, and what goes otherwise."""

from datetime import timedelta
from typing import Any

from huisvesting.models import (
    Contactwijze,
    Eissoort,
    Huishouden,
    Ontbrekend,
    Voordracht,
    VoordrachtStatus,
)
from huisvesting.services.dossier import add_notitie, receive_koppeling, record_contact
from huisvesting.services.intake import Woonwens, ask_aanvulling, complete_intake, start_intake
from huisvesting.services.parkering import park
from huisvesting.services.sluiting import decide_teruggave, propose_teruggave
from rapportage.services.demo.toneel import Verhaal, find_reden
from samenwerking.models import Actie
from samenwerking.services.actie import add_actie, finish_actie


def prepare(verhaal: Verhaal, huishouden: Huishouden, dagen: int, tot: str) -> None:
    """Receive one household and do its intake in the days after its list came, as far as `tot` says.

    In: `dagen`, when its list was applied; without `tot` the household is ready to be matched in the end.
    """
    wie: dict[str, Any] = {"huishouden": huishouden, "door": verhaal.ambtenaar}
    if tot == "onvolledig":
        ontbreekt = [Ontbrekend.GEBOORTEDATUM.value, Ontbrekend.CONTACT.value]
        toelichting = "Van één persoon staat alleen het geboortejaar op de lijst."
        ask_aanvulling(ontbreekt=ontbreekt, toelichting=toelichting, op=verhaal.op(dagen - 1, 11), **wie)
    if tot in ("aangemeld", "onvolledig"):
        return
    receive_koppeling(
        eigenaar=verhaal.ambtenaar, coa_contact="Balie van de opvanglocatie", op=verhaal.op(dagen - 1, 11), **wie
    )
    if tot == "gekoppeld":
        return
    start_intake(op=verhaal.op(dagen - 4, 14), **wie)
    record_contact(
        contactdatum=verhaal.dag(dagen - 5),
        wijze=Contactwijze.TELEFOON,
        tolk_aanwezig=True,
        tekst="Kennisgemaakt en besproken wat het huishouden nodig heeft.",
        op=verhaal.op(dagen - 5, 9),
        **wie,
    )
    punten = list(Actie.objects.for_onderwerp(huishouden).open().order_by("uiterlijk", "titel"))
    for punt in punten[:-1] if tot == "intake" else punten:
        finish_actie(actie=punt, door=verhaal.ambtenaar, op=verhaal.op(dagen - 5, 13))
    if tot == "intake":
        return
    complete_intake(eisen=_find_eisen(huishouden), op=verhaal.op(dagen - 6, 15), **wie)
    if tot:
        _go_otherwise(verhaal, huishouden, dagen - 9, tot)


def _find_eisen(huishouden: Huishouden) -> list[Woonwens]:
    """What it asks of a home: who cannot climb stairs must have one without, families like to be near a school."""
    if any(persoon.rolstoel for persoon in huishouden.leden):
        return [Woonwens(Eissoort.GELIJKVLOERS, is_hard=True), Woonwens(Eissoort.ZORG)]
    if huishouden.aantal_personen > 2:
        return [Woonwens(Eissoort.ONDERWIJS)]
    return []


def add_casework(verhaal: Verhaal) -> None:
    """What people wrote and promised about households that take more than the usual steps."""
    wie: dict[str, Any] = {"door": verhaal.ambtenaar}
    wachtend = Huishouden.objects.for_gemeente(verhaal.gemeente).filter(voordrachten=None).exclude(klaar_op=None)
    groot = max(wachtend, key=lambda huishouden: huishouden.aantal_personen)
    add_notitie(
        huishouden=groot,
        tekst="Geen corporatie heeft een woning die groot genoeg is. Misschien passen twee woningen naast elkaar.",
        op=verhaal.op(12, 14),
        **wie,
    )
    add_actie(
        onderwerp=groot,
        titel="Met de corporaties bespreken of er twee woningen naast elkaar zijn",
        eigenaar=verhaal.opgavemanager,
        uiterlijk=verhaal.peildatum + timedelta(days=3),
        op=verhaal.op(12, 15),
        **wie,
    )
    for dagen, wijze in ((13, Contactwijze.TELEFOON), (12, Contactwijze.BERICHT)):
        record_contact(
            huishouden=Voordracht.objects.get(status=VoordrachtStatus.GEEN_REACTIE).huishouden,
            contactdatum=verhaal.dag(dagen),
            wijze=wijze,
            is_bereikt=False,
            tekst="Gevraagd of het huishouden de woning wil.",
            op=verhaal.op(dagen, 16),
            **wie,
        )


def _go_otherwise(verhaal: Verhaal, huishouden: Huishouden, dagen: int, tot: str) -> None:
    """Parked, or handed back to COA."""
    wie: dict[str, Any] = {"huishouden": huishouden, "door": verhaal.ambtenaar, "op": verhaal.op(dagen)}
    if tot == "geparkeerd":
        park(reden=find_reden("wacht-op-nareis"), tot=verhaal.peildatum + timedelta(days=16), **wie)
        add_notitie(tekst="COA verwacht binnen drie weken bericht over de nareis.", **wie)
        return
    code = {"terug_voorgesteld": "gezin-elders", "teruggegeven": "herkoppeling"}[tot]
    sluiting = propose_teruggave(reden=find_reden(code), **wie)
    if tot == "teruggegeven":
        decide_teruggave(sluiting=sluiting, door=verhaal.opgavemanager, op=verhaal.op(dagen - 2))
