"""The wijken of the demonstration, what was agreed with them, and the other groups that need a home."""

from huisvesting.models import Doelgroep
from huisvesting.services.integraal import record_doelgroepclaim, record_verdeelkeuze
from rapportage.services.demo.toneel import Verhaal
from samenwerking.services.wijk import record_wijk, record_wijkafspraak

# Name, the first digits of its postcodes, how many households live there.
WIJKEN = (
    ("Centrum", "7201", 5200),
    ("Waterkwartier", "7202", 4100),
    ("De Hoven", "7203 7205", 1900),
    ("Leesten", "7204 7207", 5600),
    ("Warnsveld", "7206 7209 7231", 4200),
)
# What was agreed, and how many homes in a half-year at most.
AFSPRAKEN = {
    "De Hoven": ("Liever verspreid dan naast elkaar. De wijkraad wil bij de eerste kennismaking zijn.", 4),
    "Leesten": ("De basisschool heeft plaats voor tien leerlingen die Nederlands leren.", None),
}
# Homes asked and assigned in the half-year that runs.
VRAAG = {
    Doelgroep.DAKLOOS: (14, 6, "Regioplan opvang, bladzijde 12"),
    Doelgroep.ZORG: (18, 9, "Contingentafspraken met de zorginstellingen"),
    Doelgroep.OEKRAINE: (10, 4, "Opvanglocatie Oekraïne"),
    Doelgroep.STUDENT: (25, 12, "Convenant studentenhuisvesting"),
    Doelgroep.REGULIER: (160, 118, "Jaarverslag woonruimteverdeling"),
}
VOORAF, GEKOZEN = 60, 30  # days before the day of the demonstration


def tell_wijken(verhaal: Verhaal) -> None:
    """Record the wijken two months ago, then what each group asks and one choice between them."""
    for naam, postcodes, huishoudens in WIJKEN:
        wijk = record_wijk(
            gemeente=verhaal.gemeente,
            naam=naam,
            postcodes=postcodes,
            huishoudens=huishoudens,
            door=verhaal.ambtenaar,
            op=verhaal.op(VOORAF),
        )
        if naam in AFSPRAKEN:
            tekst, hooguit = AFSPRAKEN[naam]
            record_wijkafspraak(
                wijk=wijk,
                tekst=tekst,
                hooguit=hooguit,
                van=verhaal.dag(VOORAF),
                door=verhaal.opgavemanager,
                op=verhaal.op(VOORAF),
            )
    for groep, (gevraagd, toegewezen, bron) in VRAAG.items():
        record_doelgroepclaim(
            gemeente=verhaal.gemeente,
            doelgroep=groep,
            halfjaar=verhaal.halfjaar,
            gevraagd=gevraagd,
            toegewezen=toegewezen,
            bron=bron,
            door=verhaal.ambtenaar,
            op=verhaal.op(GEKOZEN),
        )
    record_verdeelkeuze(
        gemeente=verhaal.gemeente,
        halfjaar=verhaal.halfjaar,
        keuzedatum=verhaal.dag(GEKOZEN),
        keuze="Van elke tien vrije woningen gaan er drie naar statushouders",
        motivering="De achterstand loopt op en de provincie vraagt om een plan. Anderen houden de meeste woningen.",
        door=verhaal.opgavemanager,
        op=verhaal.op(GEKOZEN),
    )
