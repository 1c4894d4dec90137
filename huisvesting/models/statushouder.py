"""The people with a residence permit, each in a household."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from huisvesting.models.huishouden import Gezinsrol, Huishouden
from huisvesting.regels.coa_cellen import mask_v_nummer
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField, lookup_index
from samenwerking.models import Gebruiker, Rol
from taakstelling.regels.telregels import Persoonssoort


class Geslacht(models.TextChoices):
    MAN = "m", "Man"
    VROUW = "v", "Vrouw"
    X = "x", "X"
    ONBEKEND = "onbekend", "Onbekend"


class Instroom(models.TextChoices):
    """How someone came to the Netherlands; the counting rules may differ for each."""

    ASIEL = "asiel", "Eigen asielaanvraag"
    NAREIS = "nareis", "Nareis"
    HERVESTIGING = "hervestiging", "Uitgenodigd (hervestiging)"


INSTROOM_SOORT = {Instroom.NAREIS: Persoonssoort.NAREIZIGER, Instroom.HERVESTIGING: Persoonssoort.HERVESTIGD}


class StatushouderQuerySet(models.QuerySet["Statushouder"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(huishouden__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))

    def with_v_nummer(self, v_nummer: str) -> Self:
        """Exact lookup by V-nummer, through its keyed index."""
        return self.filter(v_nummer_index=lookup_index(v_nummer))


class Statushouder(models.Model):
    """One person with a residence permit. The V-nummer is stored encrypted and found by its index."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="personen")
    v_nummer = VersleuteldField("V-nummer")
    v_nummer_index = models.CharField("V-nummer (index)", max_length=64, editable=False)
    gezinsrol = models.CharField("gezinsrol", max_length=10, choices=Gezinsrol.choices, default=Gezinsrol.OVERIG)
    achternaam = models.CharField("achternaam", max_length=100)
    voornamen = models.CharField("voornamen", max_length=100, blank=True)
    # As `search_name` makes it; whoever writes a name writes this with it. PostgreSQL has a trigram index on it.
    zoeknaam = models.TextField("naam om op te zoeken", blank=True, default="", editable=False)
    geboortedatum = models.DateField("geboortedatum")
    geslacht = models.CharField("geslacht", max_length=10, choices=Geslacht.choices, default=Geslacht.ONBEKEND)
    nationaliteit = models.CharField("nationaliteit", max_length=60, blank=True)
    talen = models.CharField("talen", max_length=200, blank=True)
    datum_vergunning = models.DateField("datum vergunning", null=True, blank=True)
    opvanglocatie = models.CharField("opvanglocatie", max_length=100, blank=True)
    amv = models.BooleanField("alleenstaande minderjarige vreemdeling", default=False)
    instroom = models.CharField("instroom", max_length=20, choices=Instroom.choices, default=Instroom.ASIEL)
    rolstoel = models.BooleanField("gebruikt een rolstoel", default=False)
    bijzonderheden = models.TextField("bijzonderheden", blank=True)

    objects = StatushouderQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=(
            "v_nummer",
            "v_nummer_index",
            "achternaam",
            "voornamen",
            "zoeknaam",
            "geboortedatum",
            "geslacht",
            "nationaliteit",
            "talen",
            "datum_vergunning",
            "opvanglocatie",
            "amv",
            "instroom",
            "rolstoel",
            "bijzonderheden",
        ),
        bewaren="tot het dossier is afgesloten, daarna de bewaartermijn van de gemeente",
        daarna="verwijderd; de telling blijft staan zonder persoon",
    )

    class Meta:
        verbose_name = "statushouder"
        verbose_name_plural = "statushouders"
        ordering = ["achternaam", "voornamen"]
        constraints = [
            models.UniqueConstraint(
                fields=["v_nummer_index"],
                name="statushouder_v_nummer_once",
                violation_error_message="Dit V-nummer is al bekend.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=Q(gezinsrol="hoofd"),
                name="statushouder_one_hoofd_per_huishouden",
                violation_error_message="Dit huishouden heeft al een hoofd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.achternaam}, {self.voornamen}" if self.voornamen else self.achternaam

    @property
    def soort(self) -> Persoonssoort:
        """For which counting rules this person is looked at; an amv first of all as an amv."""
        if self.amv:
            return Persoonssoort.AMV
        return INSTROOM_SOORT.get(Instroom(self.instroom), Persoonssoort.IEDEREEN)

    @property
    def v_nummer_masker(self) -> str:
        """The last three digits, for lists and logs."""
        return mask_v_nummer(self.v_nummer)

    def leeftijd(self, peildatum: date) -> int:
        """Age in whole years."""
        b = self.geboortedatum
        return peildatum.year - b.year - ((peildatum.month, peildatum.day) < (b.month, b.day))
