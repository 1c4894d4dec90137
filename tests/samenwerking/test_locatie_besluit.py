"""Making a place real asks a decision: who may take it does so, and beyond the mandate it is only put before them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from samenwerking.models import (
    Bericht,
    Besluit,
    Besluitsoort,
    BesluitStatus,
    Gebeurtenis,
    Gebruiker,
    LocatieStatus,
    Logregel,
    Mandaat,
    Rol,
)
from samenwerking.services.locatie import advance_locatie, submit_locatie
from samenwerking.services.locatieverwachting import set_verwachting
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.locatie import LocatieFactory, LocatiepuntFactory, LocatieverwachtingFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


@pytest.fixture
def locatie(gemeente):
    """In BESLUITVORMING: 20 places, of which the gemeente pays EUR 60,000 itself."""
    locatie = LocatieFactory(gemeente=gemeente, in_besluitvorming=True, naam="De Wilgenhof")
    LocatieverwachtingFactory(locatie=locatie, begroot=True)
    for soort in ("vergunning", "brandveiligheid"):
        LocatiepuntFactory(locatie=locatie, soort=soort, belegd=True)
    return locatie


def give_mandaat(gemeente, bedrag, houder=Rol.OPGAVEMANAGER, **anders):
    """Up to so much for places; since long."""
    return Mandaat.objects.create(
        gemeente=gemeente,
        houder=houder,
        soort=Besluitsoort.LOCATIE,
        bedrag_tot=bedrag,
        artikel="artikel 3 lid 2",
        van=date(2020, 1, 1),
        vastgelegd_op=MOMENT,
        vastgelegd_door=OpdrachtgeverFactory(gemeente=gemeente),
        **anders,
    )


def realise(locatie, door):
    return {"locatie": locatie, "van": "besluitvorming", "door": door}


def take_besluit(locatie, door, bedrag=Decimal(60_000)):
    """The principal decided what was put before him."""
    return Besluit.objects.create(
        gemeente=locatie.gemeente,
        soort=Besluitsoort.LOCATIE,
        titel="Locatie De Wilgenhof realiseren",
        voorstel="Tien jaar huren.",
        bedrag=bedrag,
        aantal=20,
        onderwerp_soort="samenwerking.locatie",
        onderwerp_id=str(locatie.pk),
        voorgesteld_op=MOMENT,
        voorgesteld_door=door,
        voorgelegd_op=MOMENT,
        voorgelegd_door=door,
        voorgelegd_aan=Rol.WETHOUDER,
        besloten_op=dag(1),
        besloten_door=door,
        grond="bevoegdheid van de bestuurlijk opdrachtgever",
    )


def buttons(response):
    """What the buttons of the form on a page read."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'<button type="submit" class="knop[^"]*"[^>]*>([^<]+)<', main)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def advance_url(locatie):
    return reverse("samenwerking:locatie_advance", kwargs={"pk": locatie.pk})


# --- The service ------------------------------------------------------------------------------------------------------
def test_within_the_mandate_it_is_decided_and_logged_with_the_article(gemeente, manager, locatie):
    give_mandaat(gemeente, 60_000)

    with assert_logs(Gebeurtenis.LOCATIE_VERDER):
        locatie = advance_locatie(**realise(locatie, manager))

    assert locatie.status == LocatieStatus.REALISATIE
    assert Logregel.objects.latest("pk").gegevens == {"naar": "realisatie", "grond": "artikel 3 lid 2"}
    besluit = Besluit.objects.for_onderwerp(locatie).get()
    assert (besluit.bedrag, besluit.aantal, besluit.status) == (60_000, 20, BesluitStatus.BINNEN_MANDAAT)
    assert besluit.uitgevoerd_door == manager


def test_sixty_thousand_is_beyond_a_mandate_of_fifty(gemeente, manager, locatie):
    give_mandaat(gemeente, 50_000)

    zin = "€ 60.000 is meer dan € 50.000 (artikel 3 lid 2). Leg dit voor aan de wethouder."
    assert_declined(zin, advance_locatie, **realise(locatie, manager))


def test_without_a_mandate_only_the_wethouder_decides(gemeente, manager, locatie):
    for door in (AmbtenaarFactory(gemeente=gemeente), manager, OpdrachtgeverFactory(gemeente=gemeente)):
        assert_declined("Leg dit voor aan de wethouder.", advance_locatie, **realise(locatie, door))

    assert advance_locatie(**realise(locatie, WethouderFactory(gemeente=gemeente))).realisatie_op


def test_a_taken_decision_gives_leave_once_and_for_no_more(gemeente, manager, locatie):
    besluit = take_besluit(locatie, manager)
    set_verwachting(locatie=locatie, plaatsen=20, datum=date(2026, 10, 1), reden="Duurder", door=manager, **GELD)
    assert_declined("Leg dit voor aan de wethouder.", advance_locatie, **realise(locatie, manager))
    Besluit.objects.filter(pk=besluit.pk).update(bedrag=70_000)

    advance_locatie(**realise(locatie, manager))

    besluit.refresh_from_db()
    assert besluit.uitgevoerd_door == manager
    assert "door wethouder" in Logregel.objects.latest("pk").gegevens["grond"]


GELD = {"investering": Decimal(110_000), "bijdrage": Decimal(40_000)}


def test_what_others_pay_is_not_laid_beside_the_mandate(gemeente, manager, locatie):
    give_mandaat(gemeente, 1)
    set_verwachting(
        locatie=locatie,
        plaatsen=20,
        datum=date(2026, 10, 1),
        investering=Decimal(90_000),
        bijdrage=Decimal(90_000),
        reden="Het Rijk betaalt.",
        door=manager,
    )

    assert advance_locatie(**realise(locatie, manager)).realisatie_op


def test_what_is_beyond_the_mandate_is_put_before_who_may_decide(gemeente, manager, locatie):
    give_mandaat(gemeente, 50_000)
    give_mandaat(gemeente, 80_000, houder=Rol.OPDRACHTGEVER)
    opdrachtgever = Gebruiker.objects.filter(toewijzingen__rol=Rol.OPDRACHTGEVER).first()

    with assert_logs(Gebeurtenis.BESLUIT_VOORGELEGD):
        besluit = submit_locatie(locatie=locatie, voorstel=" Tien jaar huren. ", door=manager)

    besluit.refresh_from_db()
    assert (besluit.status, besluit.voorgelegd_aan) == (BesluitStatus.VOORGELEGD, Rol.OPDRACHTGEVER)
    assert (besluit.bedrag, besluit.aantal, besluit.voorstel) == (60_000, 20, "Tien jaar huren.")
    bericht = Bericht.objects.get(ontvanger=opdrachtgever)
    assert "De Wilgenhof" in bericht.tekst
    assert "60" not in bericht.titel + bericht.tekst
    assert_declined("ligt al een voorstel", submit_locatie, locatie=locatie, voorstel="Nog eens.", door=manager)
    assert_declined("Wacht op dat besluit", advance_locatie, **realise(locatie, manager))


def test_submitting_is_declined_when_it_makes_no_sense(gemeente, manager, locatie):
    gegevens = {"locatie": locatie, "voorstel": "Huren.", "door": manager}
    assert_declined("Schrijf op wat u voorstelt.", submit_locatie, **{**gegevens, "voorstel": " "})
    locatie.punten.filter(soort="vergunning").update(eigenaar=None)
    assert_declined("Kies eerst wie vergunning uitzoekt.", submit_locatie, **gegevens)
    locatie.punten.update(eigenaar=manager)
    eerder = LocatieFactory(gemeente=gemeente, in_haalbaarheid=True)
    assert_declined("in het stadium besluitvorming", submit_locatie, **{**gegevens, "locatie": eerder})
    give_mandaat(gemeente, 60_000)
    assert_declined("U mag dit zelf besluiten.", submit_locatie, **gegevens)


# --- The page ---------------------------------------------------------------------------------------------------------
def test_within_the_mandate_the_button_decides(client, gemeente, manager, locatie):
    give_mandaat(gemeente, 60_000)
    client.force_login(manager)

    assert "Besluiten en verder" in text(client.get(locatie.get_absolute_url()))
    assert buttons(client.get(advance_url(locatie))) == ["Besluiten en verder"]
    client.post(advance_url(locatie), {"van": "besluitvorming"})

    locatie.refresh_from_db()
    assert locatie.status == LocatieStatus.REALISATIE
    assert "Besloten binnen mandaat" in text(client.get(locatie.get_absolute_url()))


def test_beyond_the_mandate_the_button_only_submits(client, gemeente, manager, locatie):
    give_mandaat(gemeente, 50_000)
    client.force_login(manager)

    detail = text(client.get(locatie.get_absolute_url()))
    pagina = client.get(advance_url(locatie))

    assert "€ 60.000 is meer dan € 50.000 (artikel 3 lid 2)." in detail
    assert "Besluiten en verder" not in detail
    assert buttons(pagina) == ["Voorleggen aan wethouder"]
    assert "Het gaat om € 60.000, 20 plaatsen." in text(pagina)
    # The form of who may decide, sent by who may not.
    assert client.post(advance_url(locatie), {"van": "besluitvorming"}).status_code == 422
    assert not Besluit.objects.exists()

    client.post(advance_url(locatie), {"voorstel": "Tien jaar huren."})

    besluit = Besluit.objects.get()
    assert (besluit.status, besluit.voorgelegd_aan) == (BesluitStatus.VOORGELEGD, Rol.WETHOUDER)
    locatie.refresh_from_db()
    assert locatie.status == LocatieStatus.BESLUITVORMING
    detail = text(client.get(locatie.get_absolute_url()))
    assert "Wacht op een besluit" in detail
    assert "Bekijk het voorstel" in detail
    assert "Locatie De Wilgenhof realiseren" in detail
    assert client.get(advance_url(locatie)).url == f"{locatie.get_absolute_url()}#besluiten"


def test_the_wethouder_decides_at_the_top(client, gemeente, locatie):
    """He changes no places himself, so he decides on what is put before him."""
    client.force_login(WethouderFactory(gemeente=gemeente))

    assert client.get(advance_url(locatie)).status_code == 403


def test_after_the_decision_the_button_carries_it_out(client, manager, locatie):
    take_besluit(locatie, manager)
    client.force_login(manager)

    assert buttons(client.get(advance_url(locatie))) == ["Verder naar realisatie"]
    assert client.post(advance_url(locatie), {"van": "besluitvorming"}).status_code == 302


def test_taking_in_use_warns_of_what_is_not_in_order(client, gemeente, manager):
    locatie = LocatieverwachtingFactory(locatie__gemeente=gemeente, locatie__in_realisatie=True, begroot=True).locatie
    for soort, oordeel in (("vergunning", "goed"), ("brandveiligheid", "open")):
        LocatiepuntFactory(locatie=locatie, soort=soort, oordeel=oordeel, belegd=True)
    client.force_login(manager)

    pagina = text(client.get(advance_url(locatie)))

    assert "Let op: brandveiligheid is nog niet in orde." in pagina
    assert "vergunning is nog niet in orde" not in pagina
    client.post(advance_url(locatie), {"van": "realisatie"})
    locatie.refresh_from_db()
    assert locatie.status == LocatieStatus.IN_GEBRUIK
    assert client.get(advance_url(locatie)).url == locatie.get_absolute_url()
