"""The page about supervision, its forms, and the screen of the beheerder."""

from datetime import date

import pytest
from django.urls import reverse

from samenwerking.services.gebruiker import grant_beheer
from taakstelling.models import Mijlpaal, PlanVanAanpak, Toezichtbrief, Toezichtkader
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import publish_taakstelling
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.toezicht import (
    MijlpaalFactory,
    PlanVanAanpakFactory,
    ToezichtbriefFactory,
    ToezichtkaderFactory,
    ToezichttredeFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
ACTS = ("toezichtbrief", "plan_van_aanpak", "mijlpaal")


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 7, 20)):
        yield date(2026, 7, 20)


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


@pytest.fixture
def kader():
    """Three steps: 1 missed half-year, 2 in a row, 3 in a row."""
    kader = ToezichtkaderFactory()
    ToezichttredeFactory(kader=kader, volgorde=1, naam="Signaleren", termijn_dagen=28, gevraagd_product="Uitleg")
    ToezichttredeFactory(kader=kader, volgorde=2, naam="Plan vragen", gemiste_halfjaren_op_rij=2)
    ToezichttredeFactory(kader=kader, volgorde=3, naam="Ingrijpen", gemiste_halfjaren_op_rij=3)
    return kader


def address(naam, gemeente):
    return reverse(f"taakstelling:{naam}", kwargs={"code": gemeente.code})


def read(client, gebruiker, gemeente):
    client.force_login(gebruiker)
    text = client.get(address("toezicht", gemeente)).content.decode()
    return " ".join(text[text.index("<main") : text.index("</main>")].split())


# --- The page ---------------------------------------------------------------------------------------------------------
def test_the_step_stands_in_one_sentence_with_its_reason_and_what_may_be_asked(client, gemeente, manager, kader):
    """2026H1: 34 to house, 20 housed: 14 behind."""
    book_correctie(gemeente=gemeente, datum=date(2026, 6, 1), aantal=20, reden="proef", door=manager)
    publish_taakstelling(gemeente=gemeente, halfjaar=Halfjaar(2026, 2), aantal=20, bron="verzonnen", door=manager)

    text = read(client, manager, gemeente)

    assert (
        "Proefdronten staat op <strong>trede 1, Signaleren</strong>: "
        "1 halfjaar met een achterstand (de grens is 1)." in text
    )
    assert "29 juli 2026" in text
    assert "28 dagen na de beoordeling van 1 juli 2026" in text
    assert text.count('aria-current="step"') == 1
    assert (
        "De volgende trede is 2, Plan vragen. Die komt op zijn vroegst op 1 januari 2027, "
        "als ook de tweede helft van 2026 met een achterstand eindigt." in text
    )
    assert (
        "Proefdronten heeft vandaag een achterstand van 34. Blijft dat zo, dan staat de gemeente op 1 januari 2027 op "
        "trede 2, Plan vragen." in text
    )


def test_without_an_achterstand_there_is_no_step(client, gemeente, manager, kader):
    book_correctie(gemeente=gemeente, datum=date(2026, 6, 1), aantal=34, reden="proef", door=manager)

    text = read(client, manager, gemeente)

    assert "<strong>geen trede</strong>: de eerste helft van 2026 eindigde zonder achterstand." in text
    assert "Wat de provincie nu kan vragen" not in text
    assert 'aria-current="step"' not in text


def test_an_achterstand_under_every_limit_is_on_no_step(client, gemeente, manager):
    ToezichttredeFactory(gemiste_halfjaren_op_rij=None, achterstand_personen=50)

    assert "de achterstand van 34 personen blijft onder de grenzen." in read(client, manager, gemeente)


def test_a_ladder_that_is_an_example_is_marked_as_one(client, gemeente, manager):
    ToezichttredeFactory(kader=ToezichtkaderFactory(is_voorbeeld=True, bron="Voorbeeld: zelf bedacht."))

    text = read(client, manager, gemeente)

    assert "Dit kader is een voorbeeld" in text
    assert "Voorbeeld: zelf bedacht." in text


def test_without_a_ladder_the_page_says_whom_to_ask(client, gemeente, manager):
    assert "Er is nog geen toezichtkader" in read(client, manager, gemeente)


def test_letters_and_the_plan_with_what_became_of_its_milestones(client, gemeente, manager, kader):
    book_correctie(gemeente=gemeente, datum=date(2026, 3, 9), aantal=12, reden="proef", door=manager)
    plan = PlanVanAanpakFactory(gemeente=gemeente)
    MijlpaalFactory(plan=plan, datum=date(2026, 4, 1), aantal=12)
    MijlpaalFactory(plan=plan, datum=date(2026, 6, 1), aantal=20)
    MijlpaalFactory(plan=plan, datum=date(2026, 12, 1), aantal=20)
    ToezichtbriefFactory(gemeente=gemeente, kenmerk="PROEF-77", trede=kader.treden.first())

    text = read(client, manager, gemeente)

    assert "Plan van de proef" in text
    assert [text.count(woord) for woord in (" Gehaald<", " Niet gehaald<", " Nog niet<")] == [1, 1, 1]
    assert "kenmerk PROEF-77" in text


@pytest.mark.parametrize("factory", [AmbtenaarFactory, JuristFactory, OpdrachtgeverFactory, WethouderFactory])
def test_the_people_of_the_gemeente_read_and_only_the_manager_writes(client, gemeente, factory):
    text = read(client, factory(gemeente=gemeente), gemeente)

    for naam in ACTS:
        assert address(naam, gemeente) not in text
        assert client.get(address(naam, gemeente)).status_code == 403


def test_the_provincie_reads_the_gemeenten_of_the_province_only(client, gemeente, kader):
    assert "Toezicht op Proefdronten" in read(client, ProvincieFactory(provincie=gemeente.provincie_code), gemeente)
    assert client.get(address("plan_van_aanpak", gemeente)).status_code == 403

    client.force_login(ProvincieFactory(provincie="PV99"))
    assert client.get(address("toezicht", gemeente)).status_code == 404


@pytest.mark.parametrize("factory", [BeheerderFactory, CorporatiemedewerkerFactory])
def test_others_do_not_read_it(client, gemeente, factory):
    client.force_login(factory(gemeente=gemeente) if factory is BeheerderFactory else factory())

    assert client.get(address("toezicht", gemeente)).status_code in (403, 404)


# --- The forms --------------------------------------------------------------------------------------------------------
def test_the_manager_records_a_letter_a_plan_and_a_milestone(client, gemeente, manager, kader):
    client.force_login(manager)
    brief = {
        "richting": "ontvangen",
        "soort": "verzoek",
        "datum": "20-07-2026",
        "kenmerk": "PROEF-1",
        "onderwerp": "Achterstand",
        "trede": kader.treden.first().pk,
        "reactiedatum": "17-08-2026",
    }
    plan = {"datum": "20-07-2026", "titel": "Sneller wonen", "omschrijving": "Meer woningen."}
    mijlpaal = {"datum": "01-10-2026", "maat": "saldo", "aantal": "-5", "omschrijving": "Twintig woningen"}

    for naam, velden in zip(ACTS, (brief, plan, mijlpaal), strict=True):
        assert client.post(address(naam, gemeente), velden).status_code == 302

    assert Toezichtbrief.objects.get().trede.naam == "Signaleren"
    assert PlanVanAanpak.objects.get().titel == "Sneller wonen"
    assert Mijlpaal.objects.get().aantal == -5
    text = read(client, manager, gemeente)
    assert "−5" in text
    assert "Sneller wonen" in text


@pytest.mark.parametrize(
    ("velden", "veld", "zin"),
    [
        ({"datum": "21-07-2026"}, "datum", "Deze dag moet nog komen."),
        ({"reactiedatum": "01-07-2026"}, "__all__", "De reactie kan niet gevraagd zijn voor de dag van de brief."),
        ({"kenmerk": ""}, "kenmerk", "Vul het kenmerk van de brief in."),
    ],
)
def test_a_wrong_letter_gets_a_sentence_and_nothing_is_written(client, gemeente, manager, velden, veld, zin):
    client.force_login(manager)
    goed = {"richting": "ontvangen", "soort": "besluit", "datum": "20-07-2026", "kenmerk": "X", "onderwerp": "Y"}

    antwoord = client.post(address("toezichtbrief", gemeente), goed | velden)

    assert antwoord.status_code == 422
    assert zin in " ".join(antwoord.context["form"].errors[veld])
    assert not Toezichtbrief.objects.exists()


def test_a_milestone_needs_a_plan_first(client, gemeente, manager):
    client.force_login(manager)

    assert client.get(address("mijlpaal", gemeente)).url == address("plan_van_aanpak", gemeente)


def test_a_new_plan_says_which_one_it_replaces(client, gemeente, manager):
    PlanVanAanpakFactory(gemeente=gemeente, titel="Oud plan")
    client.force_login(manager)

    text = client.get(address("plan_van_aanpak", gemeente)).content.decode()

    assert "Dit plan komt in de plaats van ‘Oud plan’." in text


# --- The beheerder ----------------------------------------------------------------------------------------------------
def ladder(*treden, **velden):
    """What the screen sends: the framework, and a row for each step."""
    data = {
        "provincie_code": "PV26",
        "naam": "Kader",
        "bron": "besluit",
        "zekerheid": "hoog",
        "geldig_van": "01-07-2026",
    }
    data |= {"treden-TOTAL_FORMS": len(treden), "treden-INITIAL_FORMS": 0, **velden}
    for nummer, trede in enumerate(treden):
        data |= {f"treden-{nummer}-{naam}": waarde for naam, waarde in trede.items()}
    return data


@pytest.fixture
def beheer(client):
    beheerder = BeheerderFactory()
    grant_beheer(beheerder)
    client.force_login(beheerder)
    return client


def test_the_beheerder_records_a_ladder_with_its_steps(beheer):
    oud = ToezichtkaderFactory(provincie_code="PV26")
    een = {"volgorde": 1, "naam": "Bellen", "gemiste_halfjaren_op_rij": 1}
    twee = {"volgorde": 2, "naam": "Schrijven", "achterstand_procent": 25, "termijn_dagen": 28}

    antwoord = beheer.post(reverse("admin:taakstelling_toezichtkader_add"), ladder(een, twee))

    assert antwoord.status_code == 302
    kader = Toezichtkader.objects.get(geldig_tot=None)
    assert [(t.naam, t.beschrijf()) for t in (rij.regel for rij in kader.treden.all())] == [
        ("Bellen", "1 halfjaar gemist"),
        ("Schrijven", "een achterstand van 25% van de taakstelling of meer"),
    ]
    oud.refresh_from_db()
    assert oud.geldig_tot == date(2026, 7, 1)
    for rij in (oud, kader):
        bekijken = beheer.get(reverse("admin:taakstelling_toezichtkader_change", args=[rij.pk]))
        assert bekijken.status_code == 200
        assert 'name="_save"' not in bekijken.content.decode()
    assert beheer.get(reverse("admin:taakstelling_toezichtkader_changelist")).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        ladder(),
        ladder({"volgorde": 1, "naam": "Zonder grens"}),
        ladder({"volgorde": 1, "naam": "Te vroeg", "gemiste_halfjaren_op_rij": 1}, geldig_van="01-01-2019"),
    ],
    ids=["no step", "no trigger", "before the running one"],
)
def test_a_wrong_ladder_writes_nothing(beheer, data):
    oud = ToezichtkaderFactory(provincie_code="PV26")

    beheer.post(reverse("admin:taakstelling_toezichtkader_add"), data)

    oud.refresh_from_db()
    assert list(Toezichtkader.objects.all()) == [oud]
    assert oud.geldig_tot is None
