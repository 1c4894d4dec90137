"""Forms of an actie."""

from django import forms


class WachtForm(forms.Form):
    """For whom or what it waits."""

    wacht_op = forms.CharField(
        label="Op wie of wat wacht u?", max_length=100, help_text="Bijvoorbeeld: de corporatie. Noem geen namen."
    )
