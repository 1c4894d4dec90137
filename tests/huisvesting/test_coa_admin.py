"""The import screens of the admin: the same engine, verdicts without people."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting.models import CoaImport, Statushouder
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GebruikerFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij, sample

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:huisvesting_coaimport_import")
PROCESS = reverse("admin:huisvesting_coaimport_process_import")
LIJST = reverse("admin:huisvesting_coaimport_changelist")
REGELS = reverse("admin:huisvesting_coaimportregel_changelist")


@pytest.fixture
def beheerder():
    return BeheerderFactory(gemeente=GemeenteFactory())


@pytest.fixture
def client(client, beheerder):
    client.force_login(beheerder)
    return client


def send(client, data: bytes, gemeente):
    return client.post(IMPORT, {"gemeente": gemeente.pk, "bestand": SimpleUploadedFile("lijst.csv", data)})


def test_preview_shows_row_column_verdict_and_masked_number_but_no_name(client, beheerder):
    pagina = send(client, sample("fout"), beheerder.gemeente).content.decode()
    assert all(tekst in pagina for tekst in ("•••••••013", "geboortedatum", "Fout", "Deze dag bestaat niet.", "Nieuw"))
    assert not [naam for naam in ("Goedkeur", "Foutief", "9990002") if naam in pagina]
    assert Statushouder.objects.count() == 0


def test_confirming_applies_the_list_through_the_same_service(client, beheerder):
    send(client, sample("goed"), beheerder.gemeente)
    coa_import = CoaImport.objects.get()
    response = client.post(PROCESS, {"coa_import": coa_import.pk}, follow=True)
    assert "40 nieuw" in response.content.decode()
    coa_import.refresh_from_db()
    assert (coa_import.toegepast_door, Statushouder.objects.count()) == (beheerder, 40)


def test_many_missing_people_ask_for_an_explicit_yes(client, beheerder):
    ambtenaar = AmbtenaarFactory(gemeente=beheerder.gemeente)
    eerste = receive_coa_lijst(
        gemeente=beheerder.gemeente, data=sample("goed"), bestandsnaam="lijst.csv", door=ambtenaar
    )
    apply_coa_import(coa_import=eerste, door=ambtenaar)
    send(client, make_csv(rij(1, gezinsrol="hoofd")), beheerder.gemeente)
    coa_import = CoaImport.objects.open().get()
    response = client.post(PROCESS, {"coa_import": coa_import.pk})
    assert "Vink aan dat dit de goede lijst is." in response.content.decode()
    assert Statushouder.objects.count() == 40
    client.post(PROCESS, {"coa_import": coa_import.pk, "bevestigd": "on"})
    assert Statushouder.objects.count() == 41


def test_confirming_twice_says_so(client, beheerder):
    send(client, sample("goed"), beheerder.gemeente)
    keuze = {"coa_import": CoaImport.objects.get().pk}
    client.post(PROCESS, keuze)
    assert "al verwerkt of weggelegd" in client.post(PROCESS, keuze).content.decode()


def test_bad_file_is_a_sentence_at_the_field(client, beheerder):
    response = send(client, b"a;b\n1;2", beheerder.gemeente)
    assert "Het bestand mist de kolommen" in response.content.decode()
    assert CoaImport.objects.count() == 0


def test_long_list_shows_what_needs_attention_first(client, beheerder):
    rijen = [rij(i, f"H{i}", gezinsrol="hoofd") for i in range(600)]
    pagina = send(client, make_csv(*rijen, rij(700, "H700", geboortedatum="?")), beheerder.gemeente).content.decode()
    assert "De 500 belangrijkste rijen staan hier" in pagina
    assert "niet als datum te lezen" in pagina


def test_lists_and_verdicts_are_there_to_read_only(client, beheerder):
    send(client, sample("fout"), beheerder.gemeente)
    coa_import = CoaImport.objects.get()
    for adres in (LIJST, REGELS, reverse("admin:huisvesting_coaimport_change", args=[coa_import.pk])):
        pagina = client.get(adres)
        assert pagina.status_code == 200
        assert "Goedkeur" not in pagina.content.decode()
    assert (
        client.get(reverse("admin:huisvesting_coaimportregel_change", args=[coa_import.regels.first().pk])).status_code
        == 200
    )
    assert client.get(reverse("admin:huisvesting_coaimport_add")).status_code == 403
    assert client.post(reverse("admin:huisvesting_coaimport_delete", args=[coa_import.pk])).status_code == 403


def test_list_of_another_gemeente_is_neither_seen_nor_applied(client):
    ander = AmbtenaarFactory()
    coa_import = receive_coa_lijst(gemeente=ander.gemeente, data=sample("goed"), bestandsnaam="elders.csv", door=ander)
    assert "elders.csv" not in client.get(LIJST).content.decode()
    assert client.post(PROCESS, {"coa_import": coa_import.pk}).status_code == 404
    send(client, sample("fout"), ander.gemeente)
    assert CoaImport.objects.count() == 1
    assert client.post(PROCESS, {"coa_import": "geen sleutel"}).status_code == 404


def test_staff_needs_the_role_or_the_permission(client):
    medewerker = GebruikerFactory(is_staff=True)
    client.force_login(medewerker)
    assert client.get(IMPORT).status_code == 403
    assert client.post(PROCESS).status_code == 403
    medewerker.user_permissions.add(Permission.objects.get(codename="can_import_coa"))
    assert client.get(IMPORT).status_code == 200
    client.force_login(AmbtenaarFactory())
    assert client.get(IMPORT).status_code == 302
