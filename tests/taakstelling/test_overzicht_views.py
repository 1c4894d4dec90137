"""The pages of overviews: upload, columns, preview, apply, put away; who may, and what one reads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenwerking.models import Inleesstatus
from taakstelling.models import Beginsaldo, CoaStand, GepubliceerdeTaakstelling, Overzichtimport
from taakstelling.services.overzicht import apply_overzicht, discard_overzicht
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import OverzichtimportFactory
from tests.taakstelling.overzichten import H1, make_gemeenten, receive_publicatie, receive_stand, sample

pytestmark = pytest.mark.django_db

LIJST = reverse("taakstelling:overzicht_list")
UPLOAD = reverse("taakstelling:overzicht_upload")
NOG_NIET = {"soort": "gepubliceerd", "bereik": "alle", "halfjaar": "2026H1", "saldoteken": "achterstand"}


@pytest.fixture
def gemeenten():
    return make_gemeenten()


@pytest.fixture
def beheerder(client):
    gebruiker = BeheerderFactory()
    client.force_login(gebruiker)
    return gebruiker


def text(response):
    return " ".join(response.content.decode().split())


def url(naam, overzicht):
    return reverse(f"taakstelling:overzicht_{naam}", args=[overzicht.pk])


def send(client, data=None, naam="gepubliceerd.csv", **velden):
    bestand = SimpleUploadedFile(naam, sample("gepubliceerd") if data is None else data)
    return client.post(UPLOAD, NOG_NIET | velden | {"bestand": bestand})


# --- Upload -----------------------------------------------------------------------------------------------------------
def test_upload_leads_to_the_preview_and_writes_no_number(client, gemeenten, beheerder):
    response = send(client)

    assert response.url == Overzichtimport.objects.get().get_absolute_url()
    assert not GepubliceerdeTaakstelling.objects.exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"saldoteken": ""}, "Kies wat een getal zonder minteken betekent."),
        ({"soort": ""}, "Kies wat er in het bestand staat."),
        ({"soort": "coa_stand"}, "Vul de peildatum van de stand in."),
        ({"soort": "coa_stand", "peildatum": "01-04-2025"}, "De peildatum hoort niet bij 2026H1."),
        ({"bereik": "GM8101"}, "Selecteer een geldige keuze."),
        ({"data": b""}, "Dit bestand is leeg."),
        ({"data": b"%PDF-1.7"}, "Dit is een pdf-bestand, geen lijst."),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(client, gemeenten, beheerder, velden, zin):
    response = send(client, **velden)

    assert response.status_code == 422
    assert zin in text(response)
    assert not Overzichtimport.objects.exists()


def test_who_leads_an_opgaveteam_reads_only_for_the_own_gemeente(client, gemeenten):
    client.force_login(OpgavemanagerFactory(gemeente=gemeenten["Proefdam"]))

    assert 'type="hidden" name="bereik" value="GM8102"' in text(client.get(UPLOAD))
    assert send(client).status_code == 422
    response = client.get(send(client, bereik="GM8102").url)

    assert Overzichtimport.objects.get().gemeente == gemeenten["Proefdam"]
    assert "4 rijen gaan over andere gemeenten." in text(response)


# --- Columns ----------------------------------------------------------------------------------------------------------
def test_unknown_columns_are_asked_first_and_then_lead_to_the_preview(client, gemeenten, beheerder):
    overzicht = receive_stand(beheerder, sample("eigen_kop"))
    assert client.get(overzicht.get_absolute_url()).url == url("indelen", overzicht)
    pagina = text(client.get(url("indelen", overzicht)))
    assert "Het bestand mist de kolommen Gerealiseerd en Gemeente of Gemeentecode." in pagina
    assert "Oefenstad · Proefdam" in pagina

    fout = client.post(url("indelen", overzicht), {"saldoteken": "voorsprong", "gemeente": "Plaats"})
    assert fout.status_code == 422
    assert "Het bestand mist de kolom Gerealiseerd." in text(fout)
    assert "Kies de kolom waarin Gerealiseerd staat." in text(fout)

    goed = {"saldoteken": "voorsprong", "gemeente": "Plaats", "gerealiseerd": "Gehaald"}
    response = client.post(url("indelen", overzicht), goed, follow=True)
    assert "Bekijk nu wat het overzicht verandert." in text(response)
    assert "2 gemeenten krijgen een stand van COA." in text(response)


def test_upload_of_unknown_columns_leads_to_the_question(client, gemeenten, beheerder):
    response = send(client, sample("eigen_kop"), "eigen.csv", soort="coa_stand", peildatum="01-04-2026")

    assert response.url == url("indelen", Overzichtimport.objects.get())


def test_known_columns_can_still_be_chosen_otherwise(client, gemeenten, beheerder):
    page = text(client.get(url("indelen", receive_stand(beheerder))))

    assert '<option value="Gerealiseerd t/m 1-4-2026" selected>' in page
    assert '<option value="% gerealiseerd"' not in page


# --- The preview ------------------------------------------------------------------------------------------------------
def test_the_preview_says_what_happens_what_was_refused_and_what_differs(client, gemeenten, beheerder):
    page = text(client.get(receive_publicatie(beheerder).get_absolute_url()))

    assert "3 gemeenten krijgen een gepubliceerde taakstelling." in page
    assert "2 rijen worden niet gebruikt." in page
    assert "Rij 6" in page
    assert "in het bestand staat 15" in page
    assert "Niet gebruikt: Provincie." in page
    assert "Neem ook het beginsaldo over" in page


def test_applying_writes_what_the_preview_showed(client, gemeenten, beheerder):
    overzicht = receive_publicatie(beheerder)

    response = client.post(url("apply", overzicht), {"met_beginsaldo": "on"}, follow=True)

    assert "Overzicht verwerkt: 3 gemeenten nieuw, 0 gemeenten gewijzigd, 3 gemeenten met een beginsaldo." in text(
        response
    )
    assert (GepubliceerdeTaakstelling.objects.count(), Beginsaldo.objects.count()) == (3, 3)
    assert "Deze rijen zijn niet gebruikt." in text(response)


def test_a_state_is_applied_and_can_be_laid_beside_the_own_count(client, gemeenten):
    door = OpgavemanagerFactory(gemeente=gemeenten["Oefenstad"])
    client.force_login(door)
    overzicht = receive_stand(door, gemeente=door.gemeente)

    page = text(client.post(url("apply", overzicht), follow=True))

    assert CoaStand.objects.get().gerealiseerd == 12
    assert reverse("huisvesting:afstemming", args=["GM8101"]) in page


def test_what_was_decided_cannot_be_decided_again(client, gemeenten, beheerder):
    overzicht = apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)

    assert client.get(url("apply", overzicht)).status_code == 302
    response = client.post(url("apply", overzicht))
    assert response.status_code == 409
    assert "Dit bestand is al verwerkt of weggelegd." in text(response)


def test_putting_away_asks_first_and_says_so_after(client, gemeenten, beheerder):
    overzicht = receive_publicatie(beheerder)
    assert "Het bestand wordt verwijderd." in text(client.get(url("discard", overzicht)))

    response = client.post(url("discard", overzicht), follow=True)

    assert "Overzicht weggelegd. Er is niets verwerkt." in text(response)
    overzicht.refresh_from_db()
    assert overzicht.status == Inleesstatus.WEGGELEGD
    assert "Dit overzicht is weggelegd" in text(client.get(overzicht.get_absolute_url()))


def test_columns_that_no_longer_fit_are_asked_again(client, gemeenten, beheerder):
    overzicht = receive_publicatie(beheerder)
    Overzichtimport.objects.update(toewijzing={"gemeente": "Weg"})

    response = client.get(overzicht.get_absolute_url(), follow=True)

    assert "De kolom ‘Weg’ staat niet in het bestand." in text(response)
    assert "Kolommen van gepubliceerd.csv" in text(response)


# --- The list, and who may --------------------------------------------------------------------------------------------
def test_the_list_takes_the_same_number_of_queries_for_more_rows(client, gemeenten, beheerder):
    client.get(LIJST)
    aantallen = []
    for _ in range(2):
        OverzichtimportFactory(toegepast=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert "Er wacht geen overzicht op uw besluit." in text(client.get(LIJST))
        aantallen.append(len(queries))

    assert aantallen[0] == aantallen[1]


def test_the_preview_takes_the_same_number_of_queries_for_more_rows(client, gemeenten, beheerder):
    klein = receive_publicatie(beheerder, b"Gemeente;Taakstelling\nOefenstad;7\n")
    groot = receive_publicatie(beheerder)
    aantallen = []
    for overzicht in (klein, klein, groot):
        with CaptureQueriesContext(connection) as queries:
            client.get(overzicht.get_absolute_url())
        aantallen.append(len(queries))

    assert aantallen[1] == aantallen[2]


@pytest.mark.parametrize("factory", [AmbtenaarFactory, JuristFactory, OpdrachtgeverFactory, WethouderFactory])
def test_others_have_no_overviews(client, gemeenten, factory):
    client.force_login(factory(gemeente=gemeenten["Proefdam"]))

    assert client.get(LIJST).status_code == 403
    assert client.get(UPLOAD).status_code == 403


def test_one_does_not_see_the_overviews_of_another(client, gemeenten, beheerder):
    eigen = OpgavemanagerFactory(gemeente=gemeenten["Proefdam"])
    van_gemeente = receive_publicatie(eigen, gemeente=eigen.gemeente)
    van_allen = receive_publicatie(beheerder)

    assert client.get(van_gemeente.get_absolute_url()).status_code == 404
    client.force_login(OpgavemanagerFactory(gemeente=gemeenten["Oefenstad"]))
    for overzicht in (van_gemeente, van_allen):
        assert client.get(overzicht.get_absolute_url()).status_code == 404
        assert client.post(url("apply", overzicht)).status_code == 404
    assert not GepubliceerdeTaakstelling.objects.filter(halfjaar=H1).exists()


def test_history_names_file_hash_and_what_it_changed(client, gemeenten, beheerder):
    overzicht = apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)
    lijst = text(client.get(LIJST))
    assert f"Vingerafdruk {overzicht.bestand_hash[:8]}" in lijst
    assert "3 gemeenten nieuw, 0 gemeenten gewijzigd" in lijst
    pagina = text(client.get(overzicht.get_absolute_url()))
    assert "3 gemeenten nieuw, 0 gemeenten gewijzigd." in pagina
    assert "Daarna verwijdert Thuisgever het bestand." in pagina


def test_put_away_stands_in_the_list_without_numbers(client, gemeenten, beheerder):
    discard_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)

    assert "Weggelegd" in text(client.get(LIJST))
