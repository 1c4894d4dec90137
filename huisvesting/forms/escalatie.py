"""A question about a case that is stuck."""

from django import forms

GEEN_NAMEN = "Noem geen namen: schrijf bijvoorbeeld “een gezin van vier”."


class EscaleerForm(forms.Form):
    """One question, with what is needed to answer it; the case itself is known."""

    titel = forms.CharField(label="Waar gaat het over?", max_length=120, help_text=GEEN_NAMEN)
    vraag = forms.CharField(label="Welk besluit vraagt u?", max_length=200, help_text="In één zin.")
    opties = forms.CharField(
        label="Welke mogelijkheden zijn er?", widget=forms.Textarea(attrs={"rows": 4}), help_text=GEEN_NAMEN
    )
    advies = forms.CharField(
        label="Wat adviseert u?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Zeg ook waarom."
    )
