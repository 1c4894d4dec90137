"""Logging in and out: the door, and the lines that it leaves."""

import pytest
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Gebruiker, Logregel
from tests.bewijs import assert_logs
from tests.factories.samenwerking import AmbtenaarFactory, GebruikerFactory

pytestmark = pytest.mark.django_db

WACHTWOORD = "wachtwoord-van-de-tests"


def login(client, gebruiker, wachtwoord=WACHTWOORD):
    return client.post(reverse("account_login"), {"login": gebruiker.username, "password": wachtwoord})


def test_logging_in_opens_the_door_and_leaves_a_line(client):
    ambtenaar = AmbtenaarFactory(first_name="Ada", last_name="Tester")

    with assert_logs(Gebeurtenis.INGELOGD):
        response = login(client, ambtenaar)

    assert response.status_code == 302
    assert response.url == reverse("home")
    regel = Logregel.objects.get()
    assert (regel.door_naam, regel.gemeente_code) == ("Ada Tester", ambtenaar.gemeente.code)


def test_a_wrong_password_keeps_the_door_shut_and_says_no_name(client):
    ambtenaar = AmbtenaarFactory()

    with assert_logs(Gebeurtenis.INLOGGEN_MISLUKT):
        response = login(client, ambtenaar, "iets-heel-anders")

    assert "_auth_user_id" not in client.session
    assert response.status_code == 200
    regel = Logregel.objects.get()
    assert (regel.door_id, regel.door_naam, regel.gegevens) == ("", "onbekend", {})


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(client):
    bekend, onbekend = AmbtenaarFactory(), GebruikerFactory.build(username="bestaatniet")

    for wie in (bekend, onbekend):
        form = login(client, wie, "iets-heel-anders").context["form"]
        assert list(form.non_field_errors()) == ["De gebruikersnaam of het wachtwoord klopt niet."]


def test_a_closed_account_and_the_system_do_not_get_in(client):
    for gebruiker in (AmbtenaarFactory(is_active=False), Gebruiker.objects.systeem()):
        login(client, gebruiker)
        assert "_auth_user_id" not in client.session


def test_logging_out_asks_first_and_leaves_a_line(client):
    client.force_login(AmbtenaarFactory())

    with assert_logs():
        assert client.get(reverse("account_logout")).status_code == 200
    with assert_logs(Gebeurtenis.UITGELOGD):
        client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_at_the_door(client):
    client.post(
        reverse("account_signup"),
        {"username": "indringer", "password1": WACHTWOORD, "password2": WACHTWOORD},
    )

    assert not Gebruiker.objects.filter(username="indringer").exists()


def test_every_page_asks_to_log_in_and_brings_one_back(client):
    response = client.get(reverse("huisvesting:huishouden_list"))

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={reverse('huisvesting:huishouden_list')}"


def test_the_admin_has_the_same_door(client):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
