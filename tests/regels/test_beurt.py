"""Whose turn it is with a home."""

import pytest

from huisvesting.regels.beurt import (
    AAN_ZET,
    VRAAG_VAN_VOORDRACHT,
    Groep,
    Partij,
    Vraag,
    determine_vraag,
    group_for,
    order_for,
)


@pytest.mark.parametrize(
    ("aanbod", "voordracht", "heeft_contract", "vraag"),
    [
        ("aangeboden", None, False, Vraag.BEVESTIGING),
        ("bevestigd", None, False, Vraag.VOORDRACHT),
        ("verlopen", None, False, Vraag.VERLENGING),
        ("gereserveerd", "voorgesteld", False, Vraag.ANTWOORD),
        ("gereserveerd", "afwijzing_gemeld", False, Vraag.AFWIJZING),
        ("gereserveerd", "akkoord_corporatie", False, Vraag.AANBIEDING),
        ("gereserveerd", "aangeboden", False, Vraag.REACTIE),
        ("gereserveerd", "geen_reactie", False, Vraag.STILTE),
        ("gereserveerd", "weigering_gemeld", False, Vraag.OORDEEL),
        ("toegewezen", "geaccepteerd", False, Vraag.CONTRACT),
        ("toegewezen", "geaccepteerd", True, Vraag.SLEUTEL),
        ("geblokkeerd", None, False, Vraag.VRIJGAVE),
        ("geblokkeerd", "voorgesteld", False, Vraag.ANTWOORD),
        ("geblokkeerd", "afwijzing_gemeld", False, Vraag.AFWIJZING),
        ("geblokkeerd", "geen_reactie", False, Vraag.STILTE),
        ("geblokkeerd", "weigering_gemeld", False, Vraag.OORDEEL),
        ("geblokkeerd", "akkoord_corporatie", False, Vraag.VRIJGAVE),
        ("geblokkeerd", "aangeboden", False, Vraag.VRIJGAVE),
        ("ongeschikt", None, False, Vraag.NIETS),
        ("bewoond", "geaccepteerd", True, Vraag.NIETS),
        ("ingetrokken", None, False, Vraag.NIETS),
    ],
)
def test_each_situation_asks_one_thing(aanbod, voordracht, heeft_contract, vraag):
    assert determine_vraag(aanbod, voordracht=voordracht, heeft_contract=heeft_contract) == vraag


def test_a_missed_key_asks_for_a_new_appointment():
    vraag = determine_vraag("toegewezen", voordracht="geaccepteerd", heeft_contract=True, kwam_niet=True)

    assert vraag == Vraag.AFSPRAAK


def test_every_question_has_who_it_is_for_and_only_nothing_is_for_nobody():
    assert set(AAN_ZET) == set(Vraag)
    assert [vraag for vraag, partijen in AAN_ZET.items() if not partijen] == [Vraag.NIETS]
    assert all(AAN_ZET[vraag] for vraag in VRAAG_VAN_VOORDRACHT.values())


def test_gemeente_decides_about_a_rejection_and_waits_while_the_jurist_judges():
    assert group_for(Partij.GEMEENTE, Vraag.AFWIJZING) == group_for(Partij.GEMEENTE, Vraag.STILTE) == Groep.ZELF
    assert group_for(Partij.GEMEENTE, Vraag.OORDEEL) == group_for(Partij.CORPORATIE, Vraag.OORDEEL) == Groep.ANDER
    assert group_for(Partij.JURIST, Vraag.OORDEEL) == Groep.ZELF


def test_key_is_for_both_and_an_answer_only_for_the_corporation():
    assert group_for(Partij.GEMEENTE, Vraag.SLEUTEL) == group_for(Partij.CORPORATIE, Vraag.SLEUTEL) == Groep.ZELF
    assert group_for(Partij.CORPORATIE, Vraag.ANTWOORD) == Groep.ZELF
    assert group_for(Partij.GEMEENTE, Vraag.ANTWOORD) == Groep.ANDER
    assert group_for(Partij.GEMEENTE, Vraag.NIETS) == Groep.KLAAR


@pytest.mark.parametrize("partij", Partij)
def test_working_list_begins_with_what_is_asked_of_oneself(partij):
    groepen = [group_for(partij, vraag) for vraag in order_for(partij)]

    assert sorted(order_for(partij)) == sorted(Vraag)
    assert groepen == sorted(groepen, key=list(Groep).index)
