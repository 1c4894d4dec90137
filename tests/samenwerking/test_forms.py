"""A date as people write it, and what an empty field asks for."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from samenwerking.forms import DatumField
from samenwerking.models import Gemeente


class Formulier(forms.Form):
    datum = DatumField(label="Dag")


@pytest.mark.parametrize("tekst", ["02-03-2026", "2-3-2026", " 02-03-2026 "])
def test_day_month_year_is_understood(tekst):
    form = Formulier({"datum": tekst})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["datum"] == date(2026, 3, 2)


@pytest.mark.parametrize("tekst", ["32-13-2026", "2 maart", "03/02/26", "2026", "morgen"])
def test_anything_else_says_how_to_write_it(tekst):
    form = Formulier({"datum": tekst})

    assert form.errors["datum"] == ["Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 02-03-2026."]


def test_a_known_date_is_shown_as_it_is_written():
    html = str(Formulier(initial={"datum": date(2026, 3, 2)})["datum"])

    assert 'value="02-03-2026"' in html


@pytest.mark.parametrize(
    ("veld", "zin"),
    [
        (forms.CharField(), "Vul dit in."),
        (forms.IntegerField(), "Vul dit in."),
        (forms.ChoiceField(choices=[("a", "A")]), "Maak een keuze."),
        (forms.ModelChoiceField(Gemeente.objects.none()), "Maak een keuze."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), "Maak een keuze."),
        (forms.BooleanField(), "Vink dit aan."),
        (forms.FileField(), "Kies een bestand."),
        (DatumField(), "Vul een datum in, bijvoorbeeld 02-03-2026."),
    ],
)
def test_an_empty_field_says_what_to_do(veld, zin):
    with pytest.raises(ValidationError) as fout:
        veld.clean(False if isinstance(veld, forms.BooleanField) else None)

    assert fout.value.messages == [zin]
