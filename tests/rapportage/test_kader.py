"""The frame around every page, the pages for when something is wrong, and how a form is drawn."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.defaults import page_not_found, permission_denied, server_error

from samenwerking.basis.datumveld import DatumField
from tests.factories.samenwerking import AmbtenaarFactory, GebruikerFactory, GemeenteFactory

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style\b|<script(?![^>]*\bsrc=)""")


class ProefForm(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals op het paspoort.")
    sleuteldatum = DatumField(label="Sleuteldatum", required=False)
    antwoord = forms.ChoiceField(label="Antwoord", choices=[("ja", "Ja"), ("nee", "Nee")], widget=forms.RadioSelect)
    bestand = forms.FileField(label="Lijst", required=False)
    tolk = forms.BooleanField(label="Er was een tolk bij", required=False)
    sleutel = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        self.add_error(None, "Kies een andere woning.")


# --- Frame ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def ambtenaar(db):
    return AmbtenaarFactory(
        first_name="Noor", last_name="de Wit", is_staff=True, gemeente=GemeenteFactory(naam="Proefdam")
    )


def test_frame_says_who_is_here_and_as_what(client, ambtenaar):
    client.force_login(ambtenaar)

    html = client.get(reverse("samenwerking:galerij")).content.decode()

    assert 'class="account__naam">Noor de Wit<' in html
    assert 'class="account__rol">Ambtenaar<' in html
    assert 'class="paginakop__plek">Proefdam<' in html
    assert f'action="{reverse("account_logout")}"' in html


def test_person_without_a_role_reads_what_to_do(client, db):
    client.force_login(GebruikerFactory(is_staff=True))

    assert "Vraag de beheerder van uw gemeente." in client.get(reverse("samenwerking:galerij")).content.decode()


@pytest.mark.parametrize("gekozen", ["licht", "donker", "systeem"])
def test_choice_of_colours_is_kept_on_every_page(client, db, gekozen):
    client.post(reverse("samenwerking:thema"), {"thema": gekozen})

    html = client.get(reverse("account_login")).content.decode()

    assert f'data-thema="{gekozen}"' in html
    assert f'value="{gekozen}" aria-pressed="true"' in html


def test_htmx_gets_only_the_list(client, ambtenaar):
    client.force_login(ambtenaar)

    html = client.get(reverse("samenwerking:galerij"), headers={"HX-Request": "true"}).content.decode().strip()

    assert html.startswith('<div id="lijst">')
    assert "<html" not in html


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(settings.BASE_DIR / "templates")))
def test_template_has_nothing_that_the_content_security_policy_blocks(template):
    assert INLINE.findall(template.read_text()) == []


# --- Logging in -------------------------------------------------------------------------------------------------------
def test_login_page_is_dutch_and_names_its_fields(client, db):
    html = client.get(reverse("account_login")).content.decode()

    assert "<h1>Inloggen</h1>" in html
    assert 'for="id_login"' in html
    assert "Hoofdnavigatie" not in html


def test_wrong_password_is_told_politely(client, db):
    html = client.post(reverse("account_login"), {"login": "wie", "password": "wat"}).content.decode()

    assert "data-foutmelding" in html
    assert "De gebruikersnaam of het wachtwoord klopt niet." in html


@pytest.mark.parametrize("pagina", ["account_logout", "account_change_password", "account_reauthenticate"])
def test_page_of_the_account_wears_the_frame(client, ambtenaar, pagina):
    client.force_login(ambtenaar)

    response = client.get(reverse(pagina))

    assert response.status_code == 200
    assert 'class="paginakop"' in response.content.decode()


@pytest.mark.parametrize("pagina", ["account_signup", "account_inactive"])
def test_page_before_the_account_sends_to_the_beheerder(client, db, pagina):
    assert "De beheerder" in client.get(reverse(pagina)).content.decode().replace("Vraag de", "De")


# --- When something is wrong ------------------------------------------------------------------------------------------
@pytest.fixture
def request_of_nobody(rf, db):
    request = rf.get("/weg/")
    request.user = AnonymousUser()
    return request


def test_unknown_address_gets_a_way_back(request_of_nobody):
    response = page_not_found(request_of_nobody, Exception())

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()
    assert f'href="{reverse("home")}"' in response.content.decode()


def test_refusal_shows_the_sentence_of_who_refused(request_of_nobody):
    response = permission_denied(request_of_nobody, PermissionDenied("Alleen de corporatie mag dit."))

    assert "Alleen de corporatie mag dit." in response.content.decode()


def test_refusal_without_a_sentence_has_one_of_its_own(request_of_nobody):
    assert "Uw rol geeft geen toegang" in permission_denied(request_of_nobody, PermissionDenied()).content.decode()


def test_broken_page_needs_neither_database_nor_frame(request_of_nobody, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(request_of_nobody)

    assert "Dit ligt aan Thuisgever, niet aan u." in response.content.decode()


# --- Forms ------------------------------------------------------------------------------------------------------------
def test_summary_of_errors_leads_to_the_fields():
    html = str(ProefForm({"sleuteldatum": "32-13-2026"}))

    for doel in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{doel}"' in html
    assert html.count("<a href=") == 3
    assert "<li>Kies een andere woning.</li>" in html


def test_error_stands_between_help_and_field_and_is_read_with_it():
    html = str(ProefForm({}))

    assert html.index("Zoals op het paspoort.") < html.index('id="id_naam_error"') < html.index('<input type="text"')
    assert 'aria-describedby="id_naam_helptext id_naam_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_may_stay_empty_says_so():
    html = str(ProefForm())

    assert html.count("(niet verplicht)") == 2  # the date and the file; a tick is always free


def test_choice_is_a_group_with_its_question():
    html = str(ProefForm())

    assert re.search(r"<fieldset[^>]*>\s*<legend>\s*Antwoord", html)


def test_file_gets_a_place_to_drop_and_a_date_its_picker():
    html = str(ProefForm())

    assert "data-bestand" in html
    assert re.search(r'<input[^>]*name="sleuteldatum"[^>]*data-datum', html)


def test_hidden_field_is_drawn_once_without_a_label():
    html = str(ProefForm(initial={"sleutel": "abc"}))

    assert html.count('name="sleutel"') == 1
    assert 'for="id_sleutel"' not in html


def test_text_of_a_user_is_escaped_in_errors():
    form = ProefForm({"antwoord": "<b>x</b>"})

    assert "<b>" not in str(form)
