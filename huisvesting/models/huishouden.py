"""The people that COA linked to the gemeente, and the households they will live in."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse

from huisvesting.regels.coa_cellen import mask_v_nummer
from huisvesting.regels.woonbehoefte import Persoon, Woonbehoefte, bepaal_woonbehoefte
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField, lookup_index
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.regels.telregels import Persoonssoort

if TYPE_CHECKING:
    from huisvesting.models.plaatsing import Plaatsing
    from huisvesting.models.voordracht import Voordracht

# koppeling -> home found, koppeling -> moved; in days.
WONING_TERMIJN = timedelta(weeks=10)
VERHUIS_TERMIJN = timedelta(weeks=12)


class HuishoudenStatus(models.TextChoices):
    """Where a household stands. It follows from its voordrachten and plaatsingen and is never stored."""

    WACHT = "wacht", "Wacht op woning"
    GEMATCHT = "gematcht", "Gematcht"
    AANGEBODEN = "aangeboden", "Aangeboden"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    CONTRACT = "contract", "Contract getekend"
    GEHUISVEST = "gehuisvest", "Gehuisvest"


class HuishoudenQuerySet(models.QuerySet["Huishouden"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the own gemeente; nobody else sees a dossier (workflow.md 5.7)."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def with_status(self) -> Self:
        """Annotates `status`: what the furthest open voordracht or running plaatsing says."""
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        plaatsing = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk"))
        voordracht = Voordracht.objects.open().filter(huishouden=OuterRef("pk"))
        s = HuishoudenStatus
        return self.annotate(
            status=Case(
                When(Exists(plaatsing.exclude(sleuteldatum=None)), then=Value(s.GEHUISVEST)),
                When(Exists(plaatsing), then=Value(s.CONTRACT)),
                When(Exists(voordracht.exclude(geaccepteerd_op=None)), then=Value(s.GEACCEPTEERD)),
                When(Exists(voordracht.exclude(aangeboden_op=None)), then=Value(s.AANGEBODEN)),
                When(Exists(voordracht), then=Value(s.GEMATCHT)),
                default=Value(s.WACHT),
                output_field=models.CharField(),
            )
        )

    def with_personen(self) -> Self:
        """Annotates `personen_aantal`: how many people belong to the household."""
        return self.annotate(personen_aantal=Count("personen", distinct=True))

    def zonder_woning(self) -> Self:
        """Those without a running plaatsing that has a key."""
        from huisvesting.models.plaatsing import Plaatsing

        return self.exclude(
            Exists(Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk")).exclude(sleuteldatum=None))
        )

    def zonder_voordracht(self) -> Self:
        """Those nobody has put forward yet, and that live nowhere yet."""
        from huisvesting.models.voordracht import Voordracht

        return self.exclude(Exists(Voordracht.objects.open().filter(huishouden=OuterRef("pk"))))

    def over_termijn(self, peildatum: date) -> Self:
        """Linked more than ten weeks ago (R-402), and no key yet."""
        return self.zonder_woning().filter(koppeldatum__lt=peildatum - WONING_TERMIJN)


class Huishouden(models.Model):
    """People who are housed together, linked to one gemeente by COA.

    | status | follows from |
    |---|---|
    | WACHT | nothing open |
    | GEMATCHT | an open voordracht |
    | AANGEBODEN | that voordracht was offered to the household |
    | GEACCEPTEERD | and accepted |
    | CONTRACT | a running plaatsing without a key |
    | GEHUISVEST | a running plaatsing with a key |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="huishoudens")
    huishoudnummer = models.CharField("huishoudnummer", max_length=40)
    koppeldatum = models.DateField("koppeldatum")
    nareis_verwacht = models.BooleanField("nareis verwacht", default=False)
    aangemeld_op = models.DateTimeField("aangemeld op")
    aangemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = HuishoudenQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("huishoudnummer",),
        bewaren="tot het dossier is afgesloten, daarna de bewaartermijn van de gemeente",
        daarna="verwijderd; de telling blijft staan zonder persoon",
    )

    class Meta:
        verbose_name = "huishouden"
        verbose_name_plural = "huishoudens"
        ordering = ["koppeldatum", "huishoudnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "huishoudnummer"],
                name="huishouden_number_once_per_gemeente",
                violation_error_message="Dit huishoudnummer staat al in deze gemeente.",
            ),
            both_or_neither("aangemeld_op", "aangemeld_door", name="huishouden_aangemeld"),
        ]

    def __str__(self) -> str:
        return self.aanduiding

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:huishouden_detail", kwargs={"pk": self.pk})

    @property
    def leden(self) -> "list[Statushouder]":
        """The people, head of the household first (uses a prefetch when there is one)."""
        return sorted(self.personen.all(), key=lambda p: (p.gezinsrol != Gezinsrol.HOOFD, p.geboortedatum, str(p.pk)))

    @property
    def hoofd(self) -> "Statushouder | None":
        return next(iter(self.leden), None)

    @property
    def aanduiding(self) -> str:
        """How people in the gemeente speak of the household: the family name of its head."""
        hoofd = self.hoofd
        if hoofd is None:
            return f"Huishouden {self.huishoudnummer}"
        return f"{hoofd.achternaam}, {hoofd.voornamen}" if hoofd.voornamen else hoofd.achternaam

    @property
    def aantal_personen(self) -> int:
        return len(self.personen.all())

    @property
    def woning_uiterlijk(self) -> date:
        """A home should be found within ten weeks after the koppeling (R-402)."""
        return self.koppeldatum + WONING_TERMIJN

    @property
    def verhuisd_uiterlijk(self) -> date:
        """And the household moved within twelve weeks (R-404)."""
        return self.koppeldatum + VERHUIS_TERMIJN

    def behoefte(self, peildatum: date) -> Woonbehoefte:
        """What the household needs of a home, on a day (children grow up)."""
        return bepaal_woonbehoefte(
            [Persoon(p.geboortedatum, p.gezinsrol, p.geslacht, p.rolstoel) for p in self.personen.all()], peildatum
        )

    def open_voordracht(self) -> "Voordracht | None":
        return self.voordrachten.open().select_related("aanbod__woning__corporatie").first()

    def lopende_plaatsing(self) -> "Plaatsing | None":
        return self.plaatsingen.lopend().order_by("-getekend_op").first()


class Gezinsrol(models.TextChoices):
    HOOFD = "hoofd", "Hoofd"
    PARTNER = "partner", "Partner"
    KIND = "kind", "Kind"
    OVERIG = "overig", "Overig gezinslid"


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
