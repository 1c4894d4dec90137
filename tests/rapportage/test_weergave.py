"""How values look: every filter by example, and the components that lean on them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string

from huisvesting.models import AanbodStatus, HuishoudenStatus, PlaatsingStatus, VoordrachtStatus
from huisvesting.models.coa import Oordeel
from huisvesting.regels.keten import build_stappen
from rapportage.templatetags import weergave
from samenwerking.models import Inleesstatus
from taakstelling.models.voortgang import VoortgangStatus

VANDAAG = date(2026, 10, 12)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def render(bron: str, **context: object) -> str:
    return Template("{% load weergave %}" + bron).render(Context(context))


# --- Numbers ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("bron", "waarde", "tekst"),
    [
        ("{{ w|getal }}", 1234567, "1.234.567"),
        ("{{ w|getal:1 }}", Decimal("1234.55"), "1.234,6"),
        ("{{ w|getal:1 }}", 0.25, "0,3"),
        ("{{ w|getal:2 }}", Fraction(1, 3), "0,33"),
        ("{{ w|getal }}", -12, "−12"),
        ("{{ w|getal }}", Decimal("-0.4"), "0"),
        ("{{ w|getal }}", 0, "0"),
        ("{{ w|getal }}", None, "–"),
        ("{{ w|teken }}", 12, "+12"),
        ("{{ w|teken }}", -1200, "−1.200"),
        ("{{ w|teken }}", 0, "0"),
        ("{{ w|teken }}", None, "–"),
        ("{{ w|procent }}", Decimal("83.25"), "83,3%"),
        ("{{ w|procent:0 }}", Fraction(1255, 10), "126%"),
        ("{{ w|procent }}", None, "–"),
        ("{{ w|euro }}", Decimal("1234.5"), "€\u00a01.234,50"),
        ("{{ w|euro }}", None, "–"),
        ("{{ w|aantal:'huishouden,huishoudens' }}", 1, "1 huishouden"),
        ("{{ w|aantal:'huishouden,huishoudens' }}", 0, "0 huishoudens"),
        ("{{ w|aantal:'persoon,personen' }}", 1038, "1.038 personen"),
        ("{{ w|eenheid:'woning,woningen' }}", 1, "woning"),
        ("{{ w|eenheid:'woning,woningen' }}", 30, "woningen"),
        ("{{ w|saldo }}", 12, "voorsprong van 12"),
        ("{{ w|saldo }}", -1200, "achterstand van 1.200"),
        ("{{ w|saldo }}", 0, "geen achterstand en geen voorsprong"),
        ("{{ w|saldo }}", None, "saldo onbekend"),
    ],
)
def test_number_is_written_as_dutch_people_do(bron, waarde, tekst):
    assert render(bron, w=waarde) == tekst


# --- Days -------------------------------------------------------------------------------------------------------------
def test_day_has_a_long_and_a_short_form():
    assert render("{{ d|datum }} {{ d|datum_kort }}", d=date(2026, 3, 2)) == "2 maart 2026 02-03-2026"
    assert render("{{ d|datum }} {{ d|datum_kort }}", d=None) == "– –"


def test_moment_is_told_in_amsterdam():
    laat = datetime(2026, 3, 1, 23, 5, tzinfo=ZoneInfo("UTC"))

    assert render("{{ m|moment }}", m=laat) == "2 maart 2026 om 00.05 uur"
    assert render("{{ m|datum_kort }}", m=laat) == "02-03-2026"
    assert render("{{ m|moment }}", m=None) == "–"


@pytest.mark.parametrize(
    ("dagen", "tekst"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (-1, "gisteren"),
        (3, "over 3 dagen"),
        (-13, "13 dagen geleden"),
        (14, "over 2 weken"),
        (-70, "10 weken geleden"),
        (71, "over 2 maanden"),
        (-400, "13 maanden geleden"),
        (800, "over 2 jaar"),
    ],
)
def test_distance_of_a_day_is_in_the_unit_people_use(dagen, tekst):
    assert weergave.relatief(VANDAAG + timedelta(days=dagen), VANDAAG) == tekst


def test_distance_is_counted_from_today_when_no_day_is_given():
    morgen = datetime.now(AMSTERDAM).date() + timedelta(days=1)

    assert weergave.relatief(morgen) == "morgen"
    assert weergave.relatief(None) == ""


@pytest.mark.parametrize(("dagen", "druk"), [(-1, "laat"), (0, "bijna"), (7, "bijna"), (8, "")])
def test_deadline_presses_when_past_or_within_a_week(dagen, druk):
    assert weergave.urgentie(VANDAAG + timedelta(days=dagen), VANDAAG) == druk


def test_nothing_presses_without_a_deadline():
    assert weergave.urgentie(None, VANDAAG) == ""


# --- Statuses ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "statussen",
    [
        HuishoudenStatus,
        AanbodStatus,
        VoordrachtStatus,
        PlaatsingStatus,
        VoortgangStatus,
        Inleesstatus,
        Oordeel,
    ],
)
def test_every_status_has_a_colour_and_a_shape_that_exists(statussen):
    vormen = {"ring", "half", "stip", "vinkje", "kruis", "streep", "driehoek", "ruit", "plus"}

    assert {s.value for s in statussen} <= weergave.STATUSBEELD.keys()
    assert {weergave.statusvorm(s) for s in statussen} <= vormen


def test_status_is_a_word_a_shape_and_a_colour():
    html = render_to_string("componenten/status.html", {"code": HuishoudenStatus.GEHUISVEST})

    assert "Gehuisvest" in html
    assert "status--positief" in html
    assert "<svg" in html


def test_status_takes_its_word_from_the_page_when_the_code_is_plain_text():
    assert "Gemeld" in render_to_string("componenten/status.html", {"code": "aangeboden", "naam": "Gemeld"})


def test_unknown_status_is_grey():
    assert (weergave.statustoon("iets"), weergave.statusvorm("iets")) == ("neutraal", "ring")


def test_message_has_the_shape_of_its_tone():
    assert [weergave.toonvorm(t) for t in ("positief", "waarschuwing", "negatief", "info")] == [
        "vinkje",
        "driehoek",
        "ruit",
        "info",
    ]


# --- Bars, pages, steps -----------------------------------------------------------------------------------------------
def test_marks_of_a_bar_stand_at_their_share_of_the_largest():
    assert weergave.balk(96, 24, 48, 72) == weergave.Balk("100.00%", "25.00%", "50.00%", "75.00%", "50.00%")


def test_more_than_the_opgave_stays_within_the_bar():
    assert weergave.balk(40, 50).opgave == "80.00%"


def test_bar_without_an_opgave_does_not_divide_by_zero():
    b = weergave.balk(-8, 0, 0)

    assert (b.opgave, b.gerealiseerd, b.verwacht, b.prognose) == ("0.00%", "0.00%", "0.00%", None)


def test_bar_tells_its_numbers_in_words():
    html = render_to_string("componenten/voortgangsbalk.html", {"opgave": 1096, "gerealiseerd": 41, "verwacht": 0})

    assert 'aria-label="41 van 1.096 gehuisvest; volgens schema 0"' in html
    assert "Verwacht aan het einde" not in html


def test_page_numbers_leave_out_the_middle():
    assert weergave.paginanummers(Paginator(range(240), 10).page(6)) == [1, "…", 5, 6, 7, "…", 24]


@pytest.mark.django_db
def test_pages_keep_the_filter(rf):
    pagina = Paginator(range(30), 10).page(2)

    html = render_to_string("componenten/paginering.html", {"pagina": pagina}, rf.get("/", {"status": "wacht"}))

    assert 'href="?status=wacht&amp;pagina=3"' in html
    assert 'aria-current="page">2<' in html


@pytest.mark.parametrize(
    ("sorteer", "richting", "volgende"),
    [("termijn", 'aria-sort="ascending"', "-termijn"), ("-termijn", 'aria-sort="descending"', "termijn")],
)
@pytest.mark.django_db
def test_column_head_says_its_direction_and_turns_it(rf, sorteer, richting, volgende):
    context = {"naam": "Termijn", "sleutel": "termijn", "sorteer": sorteer}

    html = render_to_string("componenten/kolomkop.html", context, rf.get("/", {"pagina": "3", "status": "wacht"}))

    assert richting in html
    assert f'href="?status=wacht&amp;sorteer={volgende}"' in html


def test_stepper_marks_the_current_step():
    html = render_to_string("componenten/stappen.html", {"stappen": build_stappen(VANDAAG, *[None] * 6)})

    assert html.count('aria-current="step"') == 1
    assert "12-10-2026" in html


def test_date_is_absolute_and_relative():
    html = render_to_string("componenten/datum.html", {"datum": date(2026, 10, 15), "vandaag": VANDAAG})

    assert "15 oktober 2026" in html
    assert "over 3 dagen" in html


def test_deadline_without_pressure_has_no_warning_once_it_is_done():
    context = {"datum": date(2026, 10, 1), "vandaag": VANDAAG}

    assert "deadline--laat" in render_to_string("componenten/deadline.html", context)
    assert "deadline--laat" not in render_to_string("componenten/deadline.html", {**context, "klaar": True})


# --- Words ------------------------------------------------------------------------------------------------------------
def test_every_term_is_explained_in_short_sentences():
    assert all(uitleg.endswith(".") and len(uitleg) < 160 for uitleg in weergave.BEGRIPPEN.values())


def test_term_without_explanation_is_an_error_and_not_an_empty_fold():
    with pytest.raises(KeyError):
        weergave.begrip("onbekend")
