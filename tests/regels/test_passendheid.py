"""Does a home suit a household? Every rule with a yes and a no."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from huisvesting.regels.passendheid import Menging, Woningkenmerken, assess_passendheid
from huisvesting.regels.woonbehoefte import Wens, Woonbehoefte

GEZIN = Woonbehoefte(personen=4, slaapkamers=2, rolstoel=False)
ALLEEN = Woonbehoefte(personen=1, slaapkamers=1, rolstoel=False)
ROLSTOEL = replace(GEZIN, rolstoel=True)
WONING = Woningkenmerken(
    slaapkamers=2, verdieping=0, lift=False, toegankelijk=True, onzelfstandig=False, beschikbaar_vanaf=None
)


@pytest.mark.parametrize(
    ("behoefte", "woning", "code", "tekst"),
    [
        (GEZIN, WONING, "slaapkamers", "2 slaapkamers, nodig: 2"),
        (ALLEEN, replace(WONING, slaapkamers=1), "slaapkamers", "1 slaapkamer, nodig: 1"),
        (GEZIN, WONING, "zelfstandig", "Zelfstandige woning"),
        (ALLEEN, replace(WONING, onzelfstandig=True), "zelfstandig", "Onzelfstandige woning"),
        (ROLSTOEL, WONING, "rolstoel", "Geschikt voor een rolstoel"),
        (ROLSTOEL, replace(WONING, verdieping=4, lift=True), "rolstoel", "Geschikt voor een rolstoel"),
        (GEZIN, replace(WONING, slaapkamers=3), "ruimte", "Grootte sluit aan"),
    ],
)
def test_what_suits_is_said_in_words(behoefte, woning, code, tekst):
    reden = next(r for r in assess_passendheid(behoefte, woning).redenen if r.code == code)

    assert (reden.past, reden.tekst) == (True, tekst)


@pytest.mark.parametrize(
    ("behoefte", "woning", "tekst"),
    [
        (GEZIN, replace(WONING, slaapkamers=1), "Te klein: 1 slaapkamer, nodig: 2"),
        (GEZIN, replace(WONING, onzelfstandig=True), "Gedeelde voorzieningen: alleen voor één persoon"),
        (ROLSTOEL, replace(WONING, toegankelijk=False), "Niet geschikt voor een rolstoel"),
        (ROLSTOEL, replace(WONING, verdieping=2), "Rolstoel: de woning ligt op verdieping 2 zonder lift"),
        (
            ROLSTOEL,
            replace(WONING, verdieping=None),
            "Rolstoel: de woning ligt op een onbekende verdieping zonder lift",
        ),
    ],
)
def test_one_hard_objection_excludes_the_home(behoefte, woning, tekst):
    oordeel = assess_passendheid(behoefte, woning)

    assert not oordeel.past
    assert [r.tekst for r in oordeel.bezwaren if r.hard] == [tekst]


def test_a_home_that_is_far_too_large_is_an_objection_that_does_not_exclude():
    oordeel = assess_passendheid(ALLEEN, replace(WONING, slaapkamers=3))

    assert oordeel.past
    assert [r.tekst for r in oordeel.bezwaren] == ["Ruim: 2 slaapkamers over"]


def test_the_reasons_come_in_a_fixed_order_and_the_wheelchair_only_when_it_matters():
    assert [r.code for r in assess_passendheid(ROLSTOEL, WONING).redenen] == [
        "slaapkamers",
        "zelfstandig",
        "rolstoel",
        "ruimte",
    ]
    assert "rolstoel" not in [r.code for r in assess_passendheid(GEZIN, WONING).redenen]


def test_the_snapshot_holds_the_verdict_and_every_reason():
    oordeel = assess_passendheid(GEZIN, replace(WONING, slaapkamers=1))

    bewaard = json.loads(json.dumps(oordeel.as_dict()))

    assert bewaard["past"] is False
    assert bewaard["redenen"][0] == {
        "code": "slaapkamers",
        "tekst": "Te klein: 1 slaapkamer, nodig: 2",
        "past": False,
        "hard": True,
    }


# --- What a household asks --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wens", "woning", "past", "tekst"),
    [
        (Wens("gelijkvloers", True), {"verdieping": 0}, True, "Geen trap"),
        (Wens("gelijkvloers", True), {"verdieping": 3, "lift": True}, True, "Geen trap"),
        (Wens("gelijkvloers", True), {"verdieping": 1}, False, "Alleen met een trap te bereiken"),
        (Wens("gelijkvloers", True), {"verdieping": None}, False, "Alleen met een trap te bereiken"),
        (Wens("zelfstandig", True), {"onzelfstandig": True}, False, "Keuken of badkamer wordt gedeeld"),
        (Wens("huur", True, Decimal(600)), {"kale_huur": Decimal(600)}, True, "Huur niet hoger dan € 600,00"),
        (Wens("huur", True, Decimal(600)), {"kale_huur": Decimal("600.01")}, False, "Huur hoger dan € 600,00"),
        (Wens("huur", True, Decimal(600)), {"kale_huur": None}, False, "De huur is nog niet bekend"),
        (Wens("plaats", True, waarde="ede"), {"plaats": " Ede"}, True, "In ede"),
        (
            Wens("plaats", False, waarde="Ede"),
            {"plaats": "Bennekom"},
            False,
            "Liefst anders: niet in Ede, maar in Bennekom",
        ),
    ],
)
def test_a_wish_is_looked_at_and_only_a_hard_one_excludes(wens, woning, past, tekst):
    huis = replace(WONING, **woning)

    reden = next(
        r for r in assess_passendheid(replace(ALLEEN, wensen=(wens,)), huis).redenen if r.code.startswith("wens")
    )

    assert (reden.tekst, reden.past, reden.hard) == (tekst, past, wens.is_hard)


def test_what_only_people_can_judge_is_left_to_them():
    wensen = tuple(Wens(soort, True) for soort in ("werk", "onderwijs", "zorg", "familie"))

    assert assess_passendheid(replace(ALLEEN, wensen=wensen), WONING) == assess_passendheid(ALLEEN, WONING)


def test_a_soft_wish_never_excludes():
    wens = Wens("plaats", False, waarde="Ede")

    assert assess_passendheid(replace(ALLEEN, wensen=(wens,)), replace(WONING, plaats="Bennekom")).past


@pytest.mark.parametrize(
    ("bezet", "maximum", "past", "tekst"),
    [
        (0, 2, True, "In De Linde gaan 0 woningen naar statushouders, hooguit 2"),
        (1, 2, True, "In De Linde gaat 1 woning naar statushouders, hooguit 2"),
        (2, 2, False, "Complex vol: In De Linde gaan 2 woningen naar statushouders, hooguit 2"),
        (3, 2, False, "Complex vol: In De Linde gaan 3 woningen naar statushouders, hooguit 2"),
        (0, 0, False, "Complex vol: In De Linde gaan 0 woningen naar statushouders, hooguit 0"),
    ],
)
def test_a_full_complex_warns_and_never_excludes(bezet, maximum, past, tekst):
    oordeel = assess_passendheid(GEZIN, WONING, menging=Menging("De Linde", bezet, maximum))

    reden = oordeel.redenen[-1]
    assert (reden.code, reden.past, reden.hard, reden.tekst) == ("menging", past, False, tekst)
    assert oordeel.past
    assert oordeel.vraagt_reden == oordeel.is_vol == (not past)
