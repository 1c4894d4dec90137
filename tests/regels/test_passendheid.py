"""Does a home suit a household? Every rule with a yes and a no."""

import json
from dataclasses import replace

import pytest

from huisvesting.regels.passendheid import Woningkenmerken, assess_passendheid
from huisvesting.regels.woonbehoefte import Woonbehoefte

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
