"""What people see is what there is: after every step the kept page says what a page drawn anew says."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client

from samenwerking.models import Gebruiker, Logregel
from samenwerking.services.wijziging import last_telling, last_wijziging
from tests.verhalen.stappen import (
    accept,
    agree,
    do_intake,
    hand_over,
    offer,
    open_lijst,
    propose,
    receive,
    report_woning,
    sign,
)

pytestmark = [pytest.mark.django_db, pytest.mark.beide, pytest.mark.usefixtures("bewaart")]
STAPPEN = {
    "lijst": lambda noor, joris: open_lijst(noor).send("Lijst verwerken"),
    "ontvangst": lambda noor, joris: receive(noor),
    "intake": lambda noor, joris: do_intake(noor),
    "woning": lambda noor, joris: report_woning(joris),
    "voordracht": lambda noor, joris: propose(noor),
    "akkoord": lambda noor, joris: agree(joris),
    "aanbieding": lambda noor, joris: offer(noor),
    "acceptatie": lambda noor, joris: accept(noor),
    "contract": lambda noor, joris: sign(joris),
    "sleutel": lambda noor, joris: hand_over(noor),
}


class Lezer:
    """Opens pages and keeps what stands on them, without the token that differs at every visit."""

    def __init__(self, naam: str) -> None:
        self.client = Client()
        self.client.force_login(Gebruiker.objects.get(username=naam))

    def read(self, url: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", self.client.get(url).content.decode())

    def read_anew(self, url: str) -> str:
        caches["paginas"].clear()
        return self.read(url)


def test_after_every_step_of_the_chain_the_pages_are_those_of_now(log_in, gemeente, klok):
    klok.zet(date(2026, 5, 18))  # the home is free from today, so the key can follow at once
    noor, joris, marleen = log_in("noor"), log_in("joris"), Lezer("marleen")
    dashboard, land = gemeente.get_absolute_url(), "/rapportage/overzicht/"

    for naam, stap in STAPPEN.items():
        eerder, wijziging = {url: marleen.read(url) for url in (dashboard, land)}, last_wijziging(gemeente)
        stap(noor, joris)
        assert last_wijziging(gemeente) > wijziging, naam
        nu = {url: marleen.read(url) for url in eerder}
        assert nu == {url: marleen.read_anew(url) for url in eerder}, naam
        assert (nu[dashboard] != eerder[dashboard]) == (naam != "akkoord"), naam
        assert (nu[land] != eerder[land]) == (naam == "sleutel"), naam


def test_looking_around_draws_nothing_anew(log_in, gemeente):
    noor = log_in("noor")
    open_lijst(noor).send("Lijst verwerken")
    standen, regels = (last_wijziging(gemeente), last_telling()), Logregel.objects.count()

    noor.open("/").follow("Testari, Samir")

    assert Logregel.objects.count() > regels
    assert (last_wijziging(gemeente), last_telling()) == standen
