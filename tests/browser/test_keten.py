"""The main job in a real browser, by the people who do it, with the keyboard; every page they meet is judged."""

import pytest

from tests.verhalen.stappen import (
    accept,
    agree,
    do_intake,
    gehuisvest,
    hand_over,
    offer,
    open_lijst,
    propose,
    receive,
    report_woning,
    sign,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_chain_from_list_to_dashboard(log_in, klok):
    noor, joris, marleen = (log_in(naam) for naam in ("noor", "joris", "marleen"))
    assert gehuisvest(marleen.look()) == "0"

    open_lijst(noor.look()).look().send("Lijst verwerken").look().follow("Bekijk de huishoudens").look()
    receive(noor).look()
    do_intake(noor).look()
    report_woning(joris.look()).look()
    propose(noor).look()
    agree(joris).look()
    offer(noor).look()
    accept(noor).look()
    sign(joris).look()
    hand_over(noor).look()

    noor.sees("Sleutel vastgelegd. 4 personen tellen mee.")
    assert gehuisvest(marleen.look()) == "4"
    assert noor.bezwaren + joris.bezwaren + marleen.bezwaren == []


def test_the_chain_goes_as_far_without_javascript(log_in, klok):
    noor, joris = (log_in(naam, java_script_enabled=False) for naam in ("noor", "joris"))

    open_lijst(noor).send("Lijst verwerken")
    receive(noor)
    do_intake(noor)
    report_woning(joris)
    propose(noor)
    agree(joris)

    joris.sees("Akkoord vastgelegd.", "Testari, Samir")
