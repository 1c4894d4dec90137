"""Beheer of the numbers: a beheerder adds through the services and edits nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samenwerking.models import Logregel
from samenwerking.services.gebruiker import grant_beheer
from taakstelling.admin import LandelijkeTaakstellingAdmin
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Herberekening,
    Herindeling,
    LandelijkeTaakstelling,
    SoortHerindeling,
    Taakstelling,
    Telmoment,
    Telmomentinstelling,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from tests.factories.samenwerking import BeheerderFactory, GemeenteFactory
from tests.factories.taakstelling import (
    BeginsaldoFactory,
    InwonertalFactory,
    TaakstellingFactory,
    TelmomentinstellingFactory,
    start_gemeente,
)

pytestmark = pytest.mark.django_db
H1 = Halfjaar(2026, 1)
TOEVOEGEN = ["landelijketaakstelling", "gepubliceerdetaakstelling", "beginsaldo", "telmomentinstelling"]
LEZEN = ["taakstelling", "inwonertal", "herindeling", "realisatie", "voortgang"]
LANDELIJK = {"halfjaar": "2026H1", "aantal": "200", "soort": "aanname", "zekerheid": "laag", "bron": "eigen raming"}


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefstad")


@pytest.fixture
def beheer(client, gemeente):
    beheerder = BeheerderFactory(gemeente=gemeente)
    grant_beheer(beheerder)
    client.force_login(beheerder)
    return client


@pytest.fixture
def van_alles(gemeente):
    """A row in every table, all of one gemeente."""
    start_gemeente(gemeente=gemeente)
    book_correctie(
        gemeente=gemeente, datum=date(2026, 2, 3), aantal=4, reden="proef", door=BeheerderFactory(gemeente=gemeente)
    )
    TaakstellingFactory(gemeente=gemeente)
    InwonertalFactory(gemeente=gemeente)
    TelmomentinstellingFactory(gemeente=gemeente)
    Herindeling.objects.create(
        ingangsdatum=date(2021, 1, 1), oud=GemeenteFactory(), nieuw=gemeente, soort=SoortHerindeling.SAMENVOEGING
    )


def url(naam, wat="changelist", *args):
    return reverse(f"admin:taakstelling_{naam}_{wat}", args=args)


def post(beheer, naam, **velden):
    return beheer.post(url(naam, "add"), velden)


def errors(antwoord):
    return [fout for fouten in antwoord.context["adminform"].form.errors.values() for fout in fouten]


@pytest.mark.parametrize("naam", TOEVOEGEN + LEZEN)
def test_every_table_can_be_read_and_nothing_in_it_can_be_edited(beheer, van_alles, naam):
    lijst = beheer.get(url(naam))
    assert lijst.status_code == 200
    (rij, *_) = lijst.context["cl"].result_list
    assert beheer.get(url(naam), {"q": "Proefstad"}).status_code == 200

    bekijken = beheer.get(url(naam, "change", rij.pk))
    assert bekijken.status_code == 200
    assert "202.6H1" not in lijst.content.decode() + bekijken.content.decode()
    assert 'name="_save"' not in bekijken.content.decode()
    assert beheer.post(url(naam, "change", rij.pk), {}).status_code == 403
    assert beheer.post(url(naam, "delete", rij.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("naam", LEZEN)
def test_what_follows_from_other_facts_cannot_be_added(beheer, naam):
    assert beheer.get(url(naam, "add")).status_code == 403


def test_a_halfjaar_is_typed_as_people_write_it(beheer):
    veld = beheer.get(url("beginsaldo", "add")).context["adminform"].form["halfjaar"]

    assert veld.field.widget.input_type == "text"


def test_the_form_asks_only_what_a_person_knows(beheer):
    velden = beheer.get(url("landelijketaakstelling", "add")).context["adminform"].form.fields

    assert list(velden) == ["halfjaar", "aantal", "soort", "zekerheid", "bron", "opmerking"]


def test_a_national_number_is_recorded_as_a_version_and_recomputes_everyone(beheer, django_capture_on_commit_callbacks):
    een, ander = GemeenteFactory(), GemeenteFactory()
    for gemeente in (een, ander):
        InwonertalFactory(gemeente=gemeente)
        BeginsaldoFactory(gemeente=gemeente, halfjaar=H1)

    for aantal in ("200", "80"):
        with django_capture_on_commit_callbacks(execute=True):
            assert post(beheer, "landelijketaakstelling", **LANDELIJK | {"aantal": aantal}).status_code == 302

    assert list(LandelijkeTaakstelling.objects.values_list("versie", "aantal", "soort")) == [
        (2, 80, "aanname"),
        (1, 200, "aanname"),
    ]
    assert LandelijkeTaakstelling.objects.first().vastgelegd_door.is_staff
    assert Taakstelling.objects.count() == 4
    assert set(Voortgang.objects.values_list("taakstelling", flat=True)) == {40}
    assert set(Herberekening.objects.values_list("aanleiding", flat=True)) == {"landelijk aantal gewijzigd"}


def test_a_publication_replaces_the_one_before(beheer, gemeente):
    velden = {"gemeente": gemeente.pk, "halfjaar": "2026h1", "bron": "brief"}

    for aantal in ("30", "28"):
        assert post(beheer, "gepubliceerdetaakstelling", aantal=aantal, **velden).status_code == 302

    assert GepubliceerdeTaakstelling.objects.geldend().get().aantal == 28
    assert GepubliceerdeTaakstelling.objects.count() == 2
    assert Voortgang.objects.get().taakstelling == 28


def test_an_opening_balance_replaces_the_one_before_and_leaves_one_line(beheer, gemeente):
    start_gemeente(gemeente=gemeente, saldo=3)
    before = Logregel.objects.count()

    velden = {"gemeente": gemeente.pk, "halfjaar": "2026H1", "saldo": "-7", "bron": "jaarrekening"}
    assert post(beheer, "beginsaldo", **velden).status_code == 302

    assert Beginsaldo.objects.geldend().get().saldo == -7
    assert Voortgang.objects.get().opgave == 37
    assert Logregel.objects.count() == before + 1


def test_a_counting_moment_holds_from_its_day(beheer, gemeente):
    antwoord = post(
        beheer, "telmomentinstelling", gemeente=gemeente.pk, telmoment=Telmoment.HUURINGANG, van="01-07-2026"
    )

    assert antwoord.status_code == 302
    assert Telmomentinstelling.objects.telmoment(gemeente, date(2026, 7, 1)) == Telmoment.HUURINGANG
    assert Telmomentinstelling.objects.telmoment(gemeente, date(2026, 6, 30)) == Telmoment.SLEUTEL


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"halfjaar": "2026"}, "‘2026’ is geen halfjaar. Schrijf het als 2026H1 of 2026H2."),
        ({"halfjaar": ""}, "Vul dit in."),
        ({"aantal": "-1"}, "Zorg ervoor dat deze waarde minstens 0 is."),
        ({"bron": "  "}, "Vul dit in."),
        ({"soort": "gok"}, "Selecteer een geldige keuze. gok is geen beschikbare keuze."),
    ],
)
def test_a_wrong_field_gets_a_sentence_and_nothing_is_written(beheer, velden, zin):
    antwoord = post(beheer, "landelijketaakstelling", **LANDELIJK | velden)

    assert antwoord.status_code == 200
    assert errors(antwoord) == [zin]
    assert not LandelijkeTaakstelling.objects.exists()


def test_a_second_choice_from_the_same_day_gets_the_sentence_of_the_constraint(beheer, gemeente):
    instelling = TelmomentinstellingFactory(gemeente=gemeente, van=date(2026, 7, 1))

    antwoord = post(
        beheer, "telmomentinstelling", gemeente=instelling.gemeente_id, telmoment=Telmoment.SLEUTEL, van="01-07-2026"
    )

    assert errors(antwoord) == ["Vanaf deze dag is er al een telmoment ingesteld."]


def test_what_only_the_service_knows_is_said_above_the_form(beheer, monkeypatch):
    def too_late(**velden):
        raise ValidationError("Iemand anders was net eerder.")

    monkeypatch.setattr(LandelijkeTaakstellingAdmin, "record", staticmethod(too_late))

    antwoord = beheer.post(url("landelijketaakstelling", "add"), LANDELIJK, follow=True)

    assert antwoord.status_code == 200
    assert [str(melding) for melding in antwoord.context["messages"]] == ["Iemand anders was net eerder."]


def test_someone_without_beheer_does_not_get_in(client):
    client.force_login(BeheerderFactory(is_staff=False))

    assert client.get(url("landelijketaakstelling")).status_code in (302, 403)


@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("gepubliceerdetaakstelling", {"halfjaar": "2026H1", "aantal": "3", "bron": "brief"}),
        ("beginsaldo", {"halfjaar": "2026H1", "saldo": "-7", "bron": "brief"}),
        ("telmomentinstelling", {"telmoment": Telmoment.HUURINGANG, "van": "01-07-2026"}),
    ],
)
def test_a_beheerder_records_nothing_for_another_gemeente(beheer, naam, velden):
    antwoord = post(beheer, naam, gemeente=GemeenteFactory().pk, **velden)

    assert list(antwoord.context["adminform"].form.errors) == ["gemeente"]
    assert not Logregel.objects.exists()


def test_a_beheerder_does_not_read_the_ledger_of_another_gemeente(beheer):
    elders = start_gemeente().gemeente
    boeking = book_correctie(
        gemeente=elders, datum=date(2026, 2, 3), aantal=4, reden="proef", door=BeheerderFactory(gemeente=elders)
    )

    assert not beheer.get(url("realisatie")).context["cl"].queryset.exists()
    assert beheer.get(url("realisatie", "change", boeking.pk)).status_code == 302


def test_the_beheer_closes_when_the_role_ends(client):
    beheerder = BeheerderFactory()
    grant_beheer(beheerder)
    beheerder.toewijzingen.update(tot=date(2021, 1, 1))
    client.force_login(beheerder)

    assert client.get(url("landelijketaakstelling")).status_code == 403
    assert post(client, "landelijketaakstelling", **LANDELIJK).status_code == 403
