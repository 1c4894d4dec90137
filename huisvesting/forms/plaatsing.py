"""From the lease to the checkout at COA."""

from django import forms

from samenwerking.basis.datumveld import DatumField


class HuurcontractForm(forms.Form):
    ingangsdatum = DatumField(label="Eerste dag van de huur")


class SleutelForm(forms.Form):
    sleuteldatum = DatumField(label="Dag van de sleutel")


class AfmeldForm(forms.Form):
    afmelddatum = DatumField(label="Dag van afmelding bij COA")
