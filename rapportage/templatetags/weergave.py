"""How values look on a page: numbers, money, days and statuses in Dutch. Only form; every number comes from a view."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format, number_format

register = template.Library()

Getal = int | float | Decimal | Fraction
ONBEKEND = "–"
MIN = "\u2212"
VAST = "\u00a0"  # a space that does not break the line
MAAND = Fraction(365, 12)


# --- Numbers ----------------------------------------------------------------------------------------------------------
def _rounded(waarde: Getal, decimalen: int) -> Decimal:
    """Half up, as people round."""
    exact = Decimal(waarde.numerator) / waarde.denominator if isinstance(waarde, Fraction) else Decimal(str(waarde))
    return exact.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)


@register.filter
def getal(waarde: Getal | None, decimalen: int = 0) -> str:
    """1234.5 -> "1.235", with `getal:1` "1.234,5"; a minus is a real minus sign; nothing is a dash."""
    if waarde is None or waarde == "":
        return ONBEKEND
    afgerond = _rounded(waarde, int(decimalen))
    tekst = number_format(abs(afgerond), decimal_pos=int(decimalen), force_grouping=True)
    return f"{MIN}{tekst}" if afgerond < 0 else tekst


@register.filter
def teken(waarde: Getal | None) -> str:
    """12 -> "+12", -12 -> "−12", 0 -> "0"."""
    return f"+{getal(waarde)}" if waarde and waarde > 0 else getal(waarde)


@register.filter
def procent(waarde: Getal | None, decimalen: int = 1) -> str:
    """83.25 -> "83,3%"; nothing is a dash."""
    return ONBEKEND if waarde is None or waarde == "" else f"{getal(waarde, decimalen)}%"


@register.filter
def euro(waarde: Getal | None) -> str:
    """1234.5 -> "€ 1.234,50"; nothing is a dash."""
    return ONBEKEND if waarde is None or waarde == "" else f"€{VAST}{getal(waarde, 2)}"


@register.filter
def aantal(waarde: int | None, woorden: str) -> str:
    """A count with its noun: `{{ n|aantal:"huishouden,huishoudens" }}` -> "1 huishouden", "38 huishoudens"."""
    return f"{getal(waarde)} {eenheid(waarde, woorden)}"


@register.filter
def eenheid(waarde: int | None, woorden: str) -> str:
    """The noun alone, for a number that stands apart: `{{ n|eenheid:"woning,woningen" }}` -> "woning" when n is 1."""
    enkelvoud, meervoud = woorden.split(",")
    return enkelvoud if waarde == 1 else meervoud


@register.filter
def saldo(waarde: int | None) -> str:
    """The signed number in words (R-204): "voorsprong van 12", "achterstand van 3"."""
    if waarde is None:
        return "saldo onbekend"
    if waarde == 0:
        return "geen achterstand en geen voorsprong"
    return f"{'voorsprong' if waarde > 0 else 'achterstand'} van {getal(abs(waarde))}"


# --- Days -------------------------------------------------------------------------------------------------------------
def _day(waarde: date) -> date:
    """The day in Amsterdam of a day or a moment."""
    if isinstance(waarde, datetime):
        return timezone.localdate(waarde) if timezone.is_aware(waarde) else waarde.date()
    return waarde


@register.filter
def datum(waarde: date | None) -> str:
    """12 oktober 2026."""
    return date_format(_day(waarde), "j F Y") if waarde else ONBEKEND


@register.filter
def datum_kort(waarde: date | None) -> str:
    """12-10-2026, for tables."""
    return date_format(_day(waarde), "d-m-Y") if waarde else ONBEKEND


@register.filter
def moment(waarde: datetime | None) -> str:
    """12 oktober 2026 om 14.03 uur."""
    if not waarde:
        return ONBEKEND
    lokaal = timezone.localtime(waarde) if timezone.is_aware(waarde) else waarde
    return f"{datum(waarde)} om {lokaal:%H.%M} uur"


@register.filter
def relatief(waarde: date | None, vandaag: date | None = None) -> str:
    """How far away a day is: "vandaag", "over 3 dagen", "2 weken geleden". Without `vandaag`: as seen today."""
    if not waarde:
        return ""
    dagen = (_day(waarde) - (vandaag or timezone.localdate())).days
    woord = {0: "vandaag", 1: "morgen", -1: "gisteren"}.get(dagen)
    if woord:
        return woord
    duur = _duration(abs(dagen))
    return f"over {duur}" if dagen > 0 else f"{duur} geleden"


def _duration(dagen: int) -> str:
    """In the unit that people use: days up to two weeks, weeks up to ten (the term of R-402), then months and years."""
    if dagen < 14:
        return f"{dagen} dagen"
    if dagen <= 70:
        return f"{dagen // 7} weken"
    maanden = int(dagen / MAAND)
    return f"{maanden} maanden" if maanden < 24 else f"{maanden // 12} jaar"


@register.filter
def urgentie(waarde: date | None, vandaag: date | None = None) -> str:
    """How much a deadline presses: "laat" when past, "bijna" within a week, else nothing."""
    if not waarde:
        return ""
    dagen = (_day(waarde) - (vandaag or timezone.localdate())).days
    return "laat" if dagen < 0 else "bijna" if dagen <= 7 else ""


# --- Statuses ---------------------------------------------------------------------------------------------------------
# code -> (colour, shape). A code means the same wherever it stands, so one table serves every list.
STATUSBEELD = {
    "aangemeld": ("neutraal", "ring"),
    "onvolledig": ("waarschuwing", "driehoek"),
    "gekoppeld": ("neutraal", "ring"),
    "intake": ("info", "half"),
    "klaar": ("neutraal", "ring"),
    "geparkeerd": ("neutraal", "streep"),
    "weigering": ("waarschuwing", "driehoek"),
    "tijdelijk_gehuisvest": ("positief", "half"),
    "nazorg": ("positief", "vinkje"),
    "afgesloten": ("neutraal", "vinkje"),
    "teruggegeven": ("negatief", "kruis"),
    "concept": ("neutraal", "ring"),
    "afwijzing_gemeld": ("waarschuwing", "driehoek"),
    "geen_reactie": ("waarschuwing", "driehoek"),
    "weigering_gemeld": ("waarschuwing", "driehoek"),
    "wacht": ("info", "ring"),
    "terecht": ("positief", "vinkje"),
    "onterecht": ("waarschuwing", "half"),
    "blijft_weigeren": ("negatief", "kruis"),
    "niet_verschenen": ("waarschuwing", "driehoek"),
    "gerealiseerd": ("positief", "vinkje"),
    "afgerond": ("positief", "vinkje"),
    "gematcht": ("info", "half"),
    "aangeboden": ("info", "half"),
    "geaccepteerd": ("info", "stip"),
    "contract": ("info", "stip"),
    "gehuisvest": ("positief", "vinkje"),
    "bevestigd": ("actie", "stip"),
    "gereserveerd": ("info", "half"),
    "toegewezen": ("info", "stip"),
    "bewoond": ("positief", "vinkje"),
    "ingetrokken": ("stil", "streep"),
    "gemeld": ("info", "ring"),
    "opgavemanager": ("info", "half"),
    "ambtelijk": ("waarschuwing", "half"),
    "bestuurlijk": ("waarschuwing", "driehoek"),
    "opgelost": ("positief", "vinkje"),
    "verlopen": ("waarschuwing", "driehoek"),
    "geblokkeerd": ("waarschuwing", "ruit"),
    "ongeschikt": ("stil", "kruis"),
    "voorgesteld": ("info", "ring"),
    "akkoord_corporatie": ("info", "half"),
    "afgewezen": ("negatief", "kruis"),
    "geweigerd": ("negatief", "kruis"),
    "geannuleerd": ("stil", "streep"),
    "contract_getekend": ("info", "stip"),
    "verhuisd": ("positief", "vinkje"),
    "beeindigd": ("stil", "streep"),
    "voldaan": ("positief", "vinkje"),
    "op_schema": ("positief", "stip"),
    "achter": ("waarschuwing", "driehoek"),
    "ver_achter": ("negatief", "ruit"),
    "voldoet": ("positief", "vinkje"),
    "verschoonbaar": ("info", "half"),
    "deels_verschoonbaar": ("waarschuwing", "half"),
    "voldoet_niet": ("negatief", "ruit"),
    "gehaald": ("positief", "vinkje"),
    "loopt": ("info", "ring"),
    "gemist": ("negatief", "ruit"),
    "nieuw": ("info", "plus"),
    "gewijzigd": ("actie", "half"),
    "ongewijzigd": ("neutraal", "ring"),
    "overgeslagen": ("waarschuwing", "streep"),
    "vervallen": ("waarschuwing", "driehoek"),
    "fout": ("negatief", "kruis"),
    "twijfel": ("waarschuwing", "ruit"),
    "teruggedraaid": ("stil", "streep"),
    "lezen": ("info", "ring"),
    "onleesbaar": ("negatief", "kruis"),
    "indelen": ("waarschuwing", "ring"),
    "voorbeeld": ("info", "half"),
    "verwerkt": ("positief", "vinkje"),
    "weggelegd": ("stil", "streep"),
    "geldt": ("positief", "stip"),
    "vervangen": ("stil", "streep"),
    "teruggeboekt": ("stil", "streep"),
    "overgegaan": ("positief", "vinkje"),
    "te_doen": ("waarschuwing", "driehoek"),
    "in_beginsaldo": ("neutraal", "stip"),
    "onbekend": ("neutraal", "ring"),
    "in_uitvoering": ("info", "half"),
    "wacht_op_ander": ("waarschuwing", "ring"),
    "gereed": ("positief", "vinkje"),
    "voorstel": ("neutraal", "ring"),
    "voorgelegd": ("waarschuwing", "half"),
    "aangehouden": ("waarschuwing", "ring"),
    "binnen_mandaat": ("positief", "vinkje"),
    "besloten": ("positief", "vinkje"),
    "signaal": ("neutraal", "ring"),
    "verkenning": ("info", "ring"),
    "haalbaarheid": ("info", "half"),
    "besluitvorming": ("waarschuwing", "half"),
    "realisatie": ("info", "stip"),
    "in_gebruik": ("positief", "vinkje"),
    "afgevallen": ("stil", "streep"),
    "goed": ("positief", "vinkje"),
    "knelpunt": ("negatief", "ruit"),
    "nvt": ("stil", "streep"),
    "open": ("neutraal", "ring"),
    "gelukt": ("positief", "vinkje"),
    "bezig": ("info", "half"),
    "mislukt": ("negatief", "kruis"),
    "afgebroken": ("negatief", "streep"),
}


@register.filter
def statustoon(code: Any) -> str:
    """The colour of a status code; grey for one that is not in the table."""
    return STATUSBEELD.get(str(code), ("neutraal", "ring"))[0]


@register.filter
def statusvorm(code: Any) -> str:
    """The shape of a status code."""
    return STATUSBEELD.get(str(code), ("neutraal", "ring"))[1]


@register.filter
def toonvorm(toon: str) -> str:
    """The shape that belongs to the tone of a message."""
    return {"positief": "vinkje", "waarschuwing": "driehoek", "negatief": "ruit"}.get(toon, "info")


# --- Pages and bars ---------------------------------------------------------------------------------------------------
@register.filter
def paginanummers(pagina: Page) -> list[int | str]:
    """Numbers to show below a list, with "…" where some are left out."""
    return list(pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1))


@dataclass(frozen=True)
class Balk:
    """Places on a bar as percentages of its width ("62.5%"); None for a mark that is not asked."""

    opgave: str
    gerealiseerd: str
    verwacht: str | None
    prognose: str | None
    prognose_breedte: str | None


@register.simple_tag
def balk(opgave: Getal, gerealiseerd: Getal, verwacht: Getal | None = None, prognose: Getal | None = None) -> Balk:
    """Where the marks of a progress bar stand. The largest of the four is the whole width; below zero is zero."""
    # A variable that the template does not have arrives here as "".
    verwacht, prognose = (None if w == "" else w for w in (verwacht, prognose))
    schaal = max(opgave, gerealiseerd, verwacht or 0, prognose or 0, 1)

    def place(waarde: Getal | None) -> str | None:
        return None if waarde is None else f"{_rounded(Fraction(max(waarde, 0)) / Fraction(schaal) * 100, 2)}%"

    breedte = max(prognose - max(gerealiseerd, 0), 0) if prognose is not None else None
    return Balk(place(opgave), place(gerealiseerd), place(verwacht), place(prognose), place(breedte))


# --- Words ------------------------------------------------------------------------------------------------------------
# The terms that a page explains where it uses them first.
BEGRIPPEN = {
    "taakstelling": "Het aantal statushouders dat uw gemeente in dit halfjaar moet huisvesten. "
    "Het Rijk stelt het vast, naar het aantal inwoners.",
    "opgave": "De taakstelling van dit halfjaar, plus wat van eerder nog open staat of min wat u toen meer deed.",
    "gerealiseerd": "Het aantal mensen dat dit halfjaar is gehuisvest en meetelt voor de taakstelling.",
    "voorsprong": "Het aantal mensen dat de gemeente meer heeft gehuisvest dan moest. "
    "Dit telt mee in het volgende halfjaar.",
    "achterstand": "Het aantal mensen dat de gemeente nog had moeten huisvesten. "
    "Dit komt bij de opgave van het volgende halfjaar.",
    "saldo": "Het verschil tussen wat is gehuisvest en wat moest. Plus is voorsprong, min is achterstand.",
    "koppeling": "COA wijst een huishouden toe aan uw gemeente. Vanaf die dag zoekt de gemeente een woning.",
    "termijn": "Binnen 10 weken na de koppeling hoort er een woning te zijn. "
    "Binnen 12 weken is het huishouden verhuisd.",
    "voordracht": "De gemeente stelt een huishouden voor aan de corporatie voor één woning.",
    "optie": "De corporatie houdt de woning tot deze dag vrij voor de gemeente.",
    "telmoment": "De gebeurtenis waardoor iemand meetelt voor de taakstelling: de sleutel, de start van de huur "
    "of de afmelding bij COA.",
    "adams": "Adams is de verdeling naar inwoners zoals het Rijk haar publiceert. "
    "De wettekst rondt elke gemeente naar boven af. Daardoor kan het aantal één hoger zijn.",
    "grootboek": "Elke telling is één boeking. Een boeking verandert nooit: wie zich vergist, boekt haar terug.",
    "vingerafdruk": "Een code die uit de bevroren cijfers is berekend. "
    "Verandert er één cijfer, dan past de code niet meer.",
    "aftoppingsgrens": "Tot deze kale huur past een woning bij een laag inkomen. De grens hangt af van het aantal "
    "personen en verandert elk jaar.",
    "passend": "De woning heeft genoeg slaapkamers en voldoet aan wat het huishouden nodig heeft.",
}


@register.filter
def begrip(term: str) -> str:
    """The explanation of a term of the domain. Errors: KeyError for a term without one, so that no page is silent."""
    return BEGRIPPEN[term]
