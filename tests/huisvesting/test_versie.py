"""An edit form that was opened with stored values: who changed them meanwhile is not overwritten unseen."""

import re

import pytest
from django.urls import reverse

from huisvesting.models import Instroom, Woning, Woningaanbod
from samenwerking.models import Logregel
from tests.factories.huisvesting import StatushouderFactory, WoningaanbodFactory
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.taakstelling.lezen import read_main

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


@pytest.fixture
def aanbod(gemeente):
    return WoningaanbodFactory(gemeente=gemeente, woning__kale_huur="612.50", woning__verdieping=2, woning__lift=True)


@pytest.fixture
def url(aanbod):
    return reverse("huisvesting:aanbod_confirm", kwargs={"pk": aanbod.pk})


def versie_in(response):
    return {"formulierversie": re.search(r'name="formulierversie" value="([^"]*)"', response.content.decode())[1]}


TYPED = {"kale_huur": "700,25", "verdieping": "2", "lift": "on"}


def test_a_change_meanwhile_shows_both_values_and_saves_nothing(consulent, aanbod, url):
    versie = versie_in(consulent.get(url))
    Woning.objects.update(kale_huur="650.00")

    antwoord = consulent.post(url, {**TYPED, **versie})

    assert antwoord.status_code == 409
    assert "Iemand anders heeft dit gewijzigd terwijl u bezig was." in read_main(antwoord)
    assert "Kale huur per maand: Nu staat er: 650,00." in read_main(antwoord)
    assert 'name="kale_huur" value="700,25"' in antwoord.content.decode()
    assert read_main(antwoord).count("Nu staat er:") == 2  # in the summary and at its field, at no other field
    assert f'<a href="{aanbod.get_absolute_url()}">Bekijk wat er nu staat</a>' in antwoord.content.decode()
    aanbod = Woningaanbod.objects.get()
    assert (aanbod.bevestigd_op, str(aanbod.woning.kale_huur)) == (None, "650.00")


def test_sending_it_again_knowingly_wins(consulent, aanbod, url):
    versie = versie_in(consulent.get(url))
    Woning.objects.update(kale_huur="650.00")
    conflict = consulent.post(url, {**TYPED, **versie})

    assert consulent.post(url, {**TYPED, **versie_in(conflict)}).status_code == 302

    aanbod = Woningaanbod.objects.get()
    assert str(aanbod.woning.kale_huur) == "700.25"
    assert aanbod.bevestigd_op


def test_another_change_after_that_is_a_conflict_again(consulent, aanbod, url):
    versie = versie_in(consulent.get(url))
    Woning.objects.update(kale_huur="650.00")
    conflict = consulent.post(url, {**TYPED, **versie})
    Woning.objects.update(verdieping=5)

    antwoord = consulent.post(url, {**TYPED, **versie_in(conflict)})

    assert antwoord.status_code == 409
    assert "Verdieping: Nu staat er: 5." in read_main(antwoord)
    assert "650,00" not in read_main(antwoord)


def test_a_mistake_keeps_the_version_that_the_form_was_opened_with(consulent, aanbod, url):
    versie = versie_in(consulent.get(url))
    Woning.objects.update(kale_huur="650.00")

    fout = consulent.post(url, {**TYPED, "verdieping": "negen", **versie})

    assert fout.status_code == 422
    assert versie_in(fout) == versie
    assert consulent.post(url, {**TYPED, **versie_in(fout)}).status_code == 409


@pytest.mark.parametrize("intussen", [{}, {"kale_huur": "700.25"}, {"slaapkamers": 4}])
def test_what_nobody_changed_to_something_else_is_no_conflict(consulent, aanbod, url, intussen):
    versie = versie_in(consulent.get(url))
    if intussen:
        Woning.objects.update(**intussen)

    assert consulent.post(url, {**TYPED, **versie}).status_code == 302


def test_a_form_without_a_version_is_taken_as_it_is(consulent, aanbod, url):
    assert consulent.post(url, TYPED).status_code == 302


@pytest.mark.parametrize(
    ("intussen", "zin"),
    [
        ({"lift": False}, "Er is een lift: Nu staat er: nee."),
        ({"servicekosten": "1012.50"}, "Servicekosten per maand: Nu staat er: 1.012,50."),
        ({"kale_huur": None}, "Kale huur per maand: Nu staat er: niets."),
    ],
)
def test_what_is_there_now_is_said_as_people_write_it(consulent, aanbod, url, intussen, zin):
    versie = versie_in(consulent.get(url))
    Woning.objects.update(**intussen)

    assert zin in read_main(consulent.post(url, {**TYPED, **versie}))


def test_a_date_and_a_choice_are_said_in_words(consulent, aanbod, url, gemeente):
    versie = versie_in(consulent.get(url))
    Woningaanbod.objects.update(optiedatum="2026-06-01")
    persoon = StatushouderFactory(huishouden__gemeente=gemeente)
    eigen, ander, derde = list(Instroom)[:3]
    assert persoon.instroom == eigen
    wijzigen = reverse("huisvesting:instroom_change", kwargs={"pk": persoon.pk})
    van_persoon = versie_in(consulent.get(wijzigen))
    type(persoon).objects.update(instroom=ander)
    regels = Logregel.objects.count()

    datum = consulent.post(url, {**TYPED, **versie})
    keuze = consulent.post(wijzigen, {"instroom": derde, **van_persoon})

    assert "Optie tot en met: Nu staat er: 01-06-2026." in read_main(datum)
    assert f"Instroom: Nu staat er: {ander.label}." in read_main(keuze)
    # The page names a household, so that was looked at; nothing else happened.
    assert Logregel.objects.count() == regels + 1
