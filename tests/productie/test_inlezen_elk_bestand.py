"""Sheets of homes and overviews in the hands of a real worker: from the page to the preview, and after a kill."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting import tasks as huisvesting
from huisvesting.models import Aanbodlijst
from huisvesting.services.aanbodlijst_verwerken import receive_aanbodlijst_later
from samenwerking.models import Gebeurtenis, Gebruiker, Inleesstatus, Logregel, Verwerking
from samenwerking.services.verwerking import find_verlaten
from taakstelling import tasks as taakstelling
from taakstelling.models import Overzichtimport
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht_verwerken import receive_overzicht_later
from tests.factories.samenwerking import (
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)
from tests.productie.bezoekers import Bezoeker
from tests.productie.test_celery import wait_for
from tests.productie.test_inlezen_werker import ZWARE_WERKER, Werkers, is_done, now, werkers
from tools import diensten

__all__ = ["werkers"]

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

WONINGEN = b"Straat;Huisnummer;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf\nLijststraat;1;1234 AB;Stad;2;01-05-2026\n"
OVERZICHT = b"Gemeente;Taakstelling\nOefenstad;7\n"


def make_corporatie() -> tuple[Gebruiker, dict[str, Any]]:
    corporatie = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])
    feiten = {"corporatie": corporatie, "gemeente": corporatie.gemeenten.get()}
    return CorporatiemedewerkerFactory(corporatie=corporatie), feiten


def test_every_kind_of_file_goes_from_the_page_by_a_worker_to_its_preview(service_env, werkers: Werkers):
    """As in production: the web server opens nothing, and the page tells how it went."""
    GemeenteFactory(naam="Oefenstad")
    medewerker, feiten = make_corporatie()
    overzicht = {"soort": "gepubliceerd", "bereik": "alle", "halfjaar": "2026H1", "saldoteken": "achterstand"}
    with diensten.web_server(service_env) as adres:
        werkers.start()
        for gebruiker, route, velden, data, klaar in (
            (medewerker, "huisvesting:aanbodlijst", {n: f.pk for n, f in feiten.items()}, WONINGEN, "1 woning wordt"),
            (BeheerderFactory(), "taakstelling:overzicht", overzicht, OVERZICHT, "1 gemeente krijgt"),
        ):
            bezoeker = Bezoeker(adres, gebruiker)
            bestand = SimpleUploadedFile("bestand.csv", data)
            antwoord = bezoeker.send(reverse(f"{route}_upload"), velden | {"bestand": bestand})
            verwerking = Verwerking.objects.get(gevraagd_door=gebruiker)
            sleutel = {"pk": verwerking.onderwerp_id}
            assert (antwoord.status, antwoord.doel) == (302, reverse(f"{route}_detail", kwargs=sleutel))
            wait_for(is_done(verwerking))
            assert klaar in bezoeker.ask("GET", antwoord.doel).html


def hand_in_woningen() -> Verwerking:
    medewerker, feiten = make_corporatie()
    return receive_aanbodlijst_later(data=WONINGEN, bestandsnaam="traag.csv", door=medewerker, **feiten)


def hand_in_overzicht() -> Verwerking:
    GemeenteFactory(naam="Oefenstad")
    return receive_overzicht_later(
        soort="gepubliceerd",
        halfjaar=Halfjaar(2026, 1),
        data=OVERZICHT,
        bestandsnaam="traag.csv",
        saldoteken="achterstand",
        door=BeheerderFactory(),
    )


@pytest.mark.parametrize(
    ("hand_in", "model", "taken", "gelezen"),
    [
        (hand_in_woningen, Aanbodlijst, huisvesting, Gebeurtenis.AANBODLIJST_ONTVANGEN),
        (hand_in_overzicht, Overzichtimport, taakstelling, Gebeurtenis.OVERZICHT_ONTVANGEN),
    ],
    ids=["homes", "overview"],
)
def test_a_killed_worker_leaves_a_file_unread_and_the_beat_hands_it_to_the_next(
    werkers: Werkers, hand_in: Callable[[], Verwerking], model, taken, gelezen
):
    werkers.start(ZWARE_WERKER)  # reads this file so slowly that it is still at it
    verwerking = hand_in()
    taken.hand_out(verwerking)
    wait_for(lambda: now(verwerking).begonnen_op is not None)
    assert find_verlaten(model) == []
    werkers.kill()

    assert model.objects.get().status == Inleesstatus.LEZEN
    assert find_verlaten(model) == [verwerking]
    werkers.start()
    assert (taken.resume_verwerkingen(), taken.resume_verwerkingen()) == (1, 1)
    wait_for(is_done(verwerking))

    assert (now(verwerking).pogingen, now(verwerking).fout) == (2, "")
    assert model.objects.get().status == Inleesstatus.VOORBEELD
    assert Logregel.objects.filter(gebeurtenis=gelezen).count() == 1
