"""Beheer: accounts and reference data can be changed, the logboek only read."""

import pytest
from django.contrib import admin
from django.urls import reverse

from samenwerking.admin import ReadOnlyAdmin
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.services.gebruiker import grant_beheer
from samenwerking.services.logboek import log
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GebruikerFactory, RedenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    gebruiker = GebruikerFactory(is_staff=True, is_superuser=True)
    client.force_login(gebruiker)
    return gebruiker


def test_the_logboek_is_there_to_read(client, superuser):
    regel = log(Gebeurtenis.INGELOGD, onderwerp=None, door=superuser)
    pagina = reverse("admin:samenwerking_logregel_change", args=[regel.pk])

    assert client.get(reverse("admin:samenwerking_logregel_changelist")).status_code == 200
    assert client.get(pagina).status_code == 200
    assert client.get(reverse("admin:samenwerking_logregel_add")).status_code == 403
    assert client.post(pagina, {"door_naam": "Iemand anders"}).status_code == 403
    assert (
        client.post(reverse("admin:samenwerking_logregel_delete", args=[regel.pk]), {"post": "yes"}).status_code == 403
    )
    assert Logregel.objects.get().door_naam == superuser.naam


def test_a_reason_is_retired_not_deleted(client, superuser):
    reden = RedenFactory()

    assert client.post(reverse("admin:samenwerking_reden_delete", args=[reden.pk]), {"post": "yes"}).status_code == 403


def test_who_is_no_staff_does_not_get_in(client):
    client.force_login(AmbtenaarFactory())

    assert client.get(reverse("admin:index")).status_code != 200


def test_staff_sees_only_what_it_was_given(client):
    client.force_login(BeheerderFactory())

    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:samenwerking_gebruiker_changelist")).status_code == 403


@pytest.mark.parametrize("naam", ["gemeente", "woningcorporatie", "gebruiker", "reden", "logregel"])
def test_every_table_of_the_floor_opens_with_its_search(client, superuser, naam):
    assert client.get(reverse(f"admin:samenwerking_{naam}_changelist"), {"q": "x"}).status_code == 200


def test_the_logboek_uses_the_read_only_admin():
    assert isinstance(admin.site._registry[Logregel], ReadOnlyAdmin)


def test_who_manages_the_site_does_not_read_the_reasons_of_a_case(client, superuser):
    beheerder = BeheerderFactory()
    regel = log(
        Gebeurtenis.INGELOGD, onderwerp=None, door=superuser, gemeente=beheerder.gemeente, gegevens={"reden": "medisch"}
    )
    pagina = reverse("admin:samenwerking_logregel_change", args=[regel.pk])
    assert "medisch" in client.get(pagina).content.decode()

    grant_beheer(beheerder)
    client.force_login(beheerder)
    antwoord = client.get(pagina)
    assert antwoord.status_code == 200
    assert "medisch" not in antwoord.content.decode()
