"""What the opgaveteam of the demonstration may decide itself, what lies with others, and which questions climbed."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Actielijst, Besluitsoort, Gebruiker, Rol
from samenwerking.regels.mandaat import Grens
from samenwerking.services.actie import finish_acties
from samenwerking.services.besluit import decide_besluit, propose_hotelplaatsen, submit_besluit
from samenwerking.services.escalatie import answer_escalatie, climb_escalatie, raise_escalatie, take_up_escalatie
from samenwerking.services.mandaatbeheer import record_mandaat

# Who, what, how far, on which article, and after how many days it ends. No mandate of the opgavemanager for a location.
MANDATEN = (
    (Rol.OPGAVEMANAGER, Besluitsoort.HOTELPLAATSEN, Grens(Decimal(50_000), maanden=12), "lid 2", None),
    (Rol.OPGAVEMANAGER, Besluitsoort.UITGAVE, Grens(Decimal(25_000)), "lid 3", 20),
    (Rol.OPDRACHTGEVER, Besluitsoort.HOTELPLAATSEN, Grens(Decimal(250_000)), "lid 4", None),
    (Rol.OPDRACHTGEVER, Besluitsoort.UITGAVE, Grens(Decimal(250_000)), "lid 4", None),
    (Rol.OPDRACHTGEVER, Besluitsoort.LOCATIE, Grens(Decimal(250_000)), "lid 4", None),
)
VASTGELEGD = 180  # days before the day of the demonstration
BESLOTEN, VOORGELEGD, NODIG_OVER = 20, 3, 8
OPGELOST, GEMELD, OMHOOG = 24, 4, 1


def tell_besluiten(verhaal: Verhaal, accounts: Mapping[Rol, Gebruiker]) -> None:
    """Record the mandates half a year ago, take one decision within them, and lay a larger one before the principal."""
    for houder, soort, grens, lid, over in MANDATEN:
        record_mandaat(
            gemeente=verhaal.gemeente,
            houder=houder,
            soort=soort,
            grens=grens,
            artikel=f"Mandaatregeling {verhaal.dag(VASTGELEGD).year}, artikel 3 {lid}",
            van=verhaal.dag(VASTGELEGD),
            tot=verhaal.straks(over) if over else None,
            door=accounts[Rol.BEHEERDER],
            op=verhaal.op(VASTGELEGD),
        )
    _tell_hotelplaatsen(verhaal)
    _tell_escalaties(verhaal)


def _tell_hotelplaatsen(verhaal: Verhaal) -> None:
    """Few places, decided within the mandate; and more, which lie with the principal."""
    klein = propose_hotelplaatsen(
        gemeente=verhaal.gemeente,
        plaatsen=6,
        maanden=3,
        prijs=Decimal(900),
        toelichting="Zes mensen moeten hun opvang uit voordat hun woning klaar is. Een hotel in de stad heeft plaats.",
        door=verhaal.opgavemanager,
        op=verhaal.op(BESLOTEN),
    )
    decide_besluit(besluit=klein, door=verhaal.opgavemanager, op=verhaal.op(BESLOTEN, 11))
    finish_acties(klein, Actielijst.BESLUIT, door=verhaal.opgavemanager, op=verhaal.op(BESLOTEN - 2))
    groot = propose_hotelplaatsen(
        gemeente=verhaal.gemeente,
        plaatsen=10,
        maanden=6,
        prijs=Decimal(1000),
        toelichting="Tien plaatsen tot de flexwoningen klaar zijn. Zo halen we de taakstelling van dit halfjaar.",
        advies="Doen: zonder deze plaatsen loopt de achterstand op.",
        uiterlijk=verhaal.straks(NODIG_OVER),
        door=verhaal.opgavemanager,
        op=verhaal.op(VOORGELEGD),
    )
    submit_besluit(besluit=groot, door=verhaal.opgavemanager, op=verhaal.op(VOORGELEGD, 11))


def _tell_escalaties(verhaal: Verhaal) -> None:
    """One question that the opgavemanager answered himself, and one that lies with the principal."""
    tolk = raise_escalatie(
        gemeente=verhaal.gemeente,
        titel="Geen tolk voor het Tigrinya",
        vraag="Mogen we voor dit halfjaar een tweede tolkenbureau inschakelen?",
        opties="Wachten op het vaste bureau (drie weken), of een tweede bureau per uur betalen.",
        advies="Een tweede bureau: het scheelt per gezin drie weken.",
        door=verhaal.ambtenaar,
        op=verhaal.op(OPGELOST + 2),
    )
    take_up_escalatie(escalatie=tolk, door=verhaal.opgavemanager, op=verhaal.op(OPGELOST + 1))
    answer_escalatie(
        escalatie=tolk,
        antwoord="Ja, tot het einde van dit halfjaar. Houd de uren bij.",
        actie="Spreek een uurtarief af met het tweede tolkenbureau",
        uiterlijk=verhaal.dag(OPGELOST) + timedelta(days=10),
        door=verhaal.opgavemanager,
        op=verhaal.op(OPGELOST),
    )
    finish_acties(tolk, Actielijst.LOS, door=verhaal.ambtenaar, op=verhaal.op(OPGELOST - 6))
    herstel = raise_escalatie(
        gemeente=verhaal.gemeente,
        titel="Herstel van een lekkend dak",
        vraag="Betaalt de gemeente mee aan het herstel, zodat de woning niet tot het voorjaar leeg staat?",
        opties="Meebetalen (€ 30.000), wachten tot de corporatie het zelf doet, of een andere woning zoeken.",
        advies="Meebetalen: een gezin van vijf wacht hierop, en een andere woning van deze grootte is er niet.",
        door=verhaal.ambtenaar,
        op=verhaal.op(GEMELD),
    )
    take_up_escalatie(escalatie=herstel, door=verhaal.opgavemanager, op=verhaal.op(GEMELD, 14))
    climb_escalatie(escalatie=herstel, door=verhaal.opgavemanager, op=verhaal.op(OMHOOG))
