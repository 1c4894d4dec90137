"""Putting a household forward, and what both parties answer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from huisvesting.models import Weigeroordeel
from huisvesting.services.weigering import GEEN_ANTWOORD
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Klasse, Reden

# Reasons of a household that are none to refuse a home: they say why it is not there.
NIET_OM_TE_WEIGEREN = (
    *GEEN_ANTWOORD,
    "niet-verschenen",
    "medisch-onderzoek",
    "detentie",
    "blijft-weigeren",
)


def _over(dagen: int) -> Any:
    return lambda: timezone.localdate() + timedelta(days=dagen)


class TolkField(forms.NullBooleanField):
    """Whether there was an interpreter; one may not know."""

    def __init__(self, **kwargs: Any) -> None:
        keuzes = [("", "Niet bekend"), ("true", "Ja"), ("false", "Nee")]
        super().__init__(label="Was er een tolk bij?", required=False, widget=forms.Select(choices=keuzes), **kwargs)


class AanbiedingForm(forms.Form):
    """The day until which the household may answer."""

    reactie_uiterlijk = DatumField(
        label="Antwoord uiterlijk",
        initial=_over(settings.REACTIETERMIJN_DAGEN),
        help_text="Tot en met deze dag kan het huishouden antwoorden.",
    )
    tolk_aanwezig = TolkField()


class HeroverwegingForm(forms.Form):
    motivering = forms.CharField(
        label="Waarom vraagt u het nog eens?",
        help_text="De corporatie leest dit. Noem geen namen en niets over gezondheid.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op waarom u het nog eens vraagt."},
    )


class WeigerredenForm(forms.Form):
    """Why a household does not take a home, and by when the jurist judges that."""

    reden = forms.ModelChoiceField(
        Reden.objects.none(),
        label="Reden",
        empty_label="Kies een reden",
        error_messages={"required": "Kies een reden."},
    )
    oordeel_uiterlijk = DatumField(
        label="Oordeel van de jurist uiterlijk", initial=_over(settings.OORDEELTERMIJN_DAGEN)
    )

    def __init__(self, *args: Any, redenen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].queryset = redenen.geldig(timezone.localdate())


class WeigeringForm(WeigerredenForm):
    """A refusal needs the household's own words."""

    eigen_woorden = forms.CharField(
        label="In de eigen woorden van het huishouden",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op wat het huishouden zelf zegt."},
    )
    tolk_aanwezig = TolkField()
    field_order = ("reden", "eigen_woorden", "tolk_aanwezig", "oordeel_uiterlijk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        redenen = Reden.objects.for_klassen(Klasse.HUISHOUDEN).exclude(code__in=NIET_OM_TE_WEIGEREN)
        super().__init__(*args, redenen=redenen, **kwargs)


class GeenAntwoordForm(WeigerredenForm):
    """Who does not answer says no words; the reason says how that was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, redenen=Reden.objects.filter(code__in=GEEN_ANTWOORD), **kwargs)


# What each verdict does, at the choice itself.
GEVOLG = {
    Weigeroordeel.TERECHT: "de woning komt vrij en het huishouden wacht weer op een woning",
    Weigeroordeel.ONTERECHT: "het huishouden krijgt een brief en mag nog kiezen; de woning blijft zo lang gereserveerd",
    Weigeroordeel.BLIJFT_WEIGEREN: (
        "de woning komt vrij en de opgavemanager beslist of het huishouden teruggaat naar COA"
    ),
}


class OordeelForm(forms.Form):
    """The verdict of the jurist, with what each means; the last only after time to think."""

    oordeel = forms.ChoiceField(
        label="Oordeel", widget=forms.RadioSelect, error_messages={"required": "Kies een oordeel."}
    )
    motivering = forms.CharField(
        label="Waarom?",
        help_text="Dit staat in de brief aan het huishouden. Schrijf het kort en eenvoudig op.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Leg uit waarom u dit vindt."},
    )
    bedenktijd_tot = DatumField(
        label="Bedenktijd tot en met",
        help_text="Alleen als de weigering onterecht is en het huishouden nog mag nadenken.",
        initial=_over(settings.BEDENKTIJD_DAGEN),
        required=False,
    )

    def __init__(self, *args: Any, na_bedenktijd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oordeel"].choices = [
            (oordeel, f"{oordeel.label}: {gevolg}")
            for oordeel, gevolg in GEVOLG.items()
            if na_bedenktijd or oordeel != Weigeroordeel.BLIJFT_WEIGEREN
        ]

    def clean(self) -> dict[str, Any] | None:
        """The day stands in the form beforehand; with another verdict it says nothing."""
        gegevens = super().clean()
        if gegevens and gegevens.get("oordeel") in (Weigeroordeel.TERECHT, Weigeroordeel.BLIJFT_WEIGEREN):
            gegevens["bedenktijd_tot"] = None
        return gegevens


class VoordrachtForm(forms.Form):
    """Only asked when the home does not fit or costs more than the limit; only for the first it must be filled in."""

    afwijking = forms.CharField(
        label="Waarom past deze woning toch?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Geef een reden als u toch wilt voordragen."},
    )

    def __init__(self, *args: Any, verplicht: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afwijking"].required = verplicht
