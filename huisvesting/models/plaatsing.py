"""A household rents a home: from the signed lease to the key, and the people who count by it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from huisvesting.models.aanbod import Woningaanbod
from huisvesting.models.huishouden import Huishouden
from huisvesting.models.statushouder import Statushouder
from huisvesting.models.telbaar import Telbaar
from huisvesting.models.voordracht import Bijzonder, Voordracht
from huisvesting.models.woning import Vorm
from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class PlaatsingStatus(models.TextChoices):
    CONTRACT_GETEKEND = "contract_getekend", "Contract getekend"
    NIET_VERSCHENEN = "niet_verschenen", "Niet verschenen bij de sleutel"
    VERHUISD = "verhuisd", "Sleutel overgedragen"
    GEREALISEERD = "gerealiseerd", "Afgemeld en ingeschreven"
    AFGEROND = "afgerond", "Nazorg afgerond"
    GEANNULEERD = "geannuleerd", "Geannuleerd"
    BEEINDIGD = "beeindigd", "Beëindigd"


class Bestemming(models.TextChoices):
    """Where a household went when its lease ended."""

    DOORSTROOM = "doorstroom", "Naar een volgende woning van ons"
    ZOEKT = "zoekt", "Zoekt opnieuw een woning"
    VERTROKKEN = "vertrokken", "Woont nu zelf ergens anders"


RUNNING = Q(geannuleerd_op=None, einddatum=None)


class PlaatsingQuerySet(models.QuerySet["Plaatsing"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The gemeente, and the corporation that lets the home."""
        return self.filter(
            Q(aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(aanbod__woning__corporatie__in=gebruiker.corporatie_ids())
        )

    def lopend(self) -> Self:
        """Not cancelled and not ended."""
        return self.filter(RUNNING)


class Plaatsing(models.Model):
    """A household rents a home: from the signed lease to its end.

    | from | to | service |
    |---|---|---|
    | accepted voordracht | CONTRACT_GETEKEND | sign_huurcontract |
    | CONTRACT_GETEKEND | NIET_VERSCHENEN | record_niet_verschenen, with reason |
    | NIET_VERSCHENEN | CONTRACT_GETEKEND | make_nieuwe_afspraak |
    | CONTRACT_GETEKEND | VERHUISD | hand_over_sleutel |
    | VERHUISD | GEREALISEERD | record_afmelding, record_inschrijving: once everyone has both |
    | GEREALISEERD | AFGEROND | close_nazorg |
    | CONTRACT_GETEKEND, NIET_VERSCHENEN | GEANNULEERD | cancel_plaatsing, with reason; what counted is reversed |
    | VERHUISD, GEREALISEERD, AFGEROND | BEEINDIGD | end_plaatsing, with where they went; who counted still does |
    | VERHUISD, GEREALISEERD | the state before | correct_plaatsing by the opgavemanager: the old value is kept |

    `vorm` and `woongemeente` are the kind of home and where it stands, as they were when the lease was signed: what the
    home becomes later does not change who counted. `tijdelijk_tot` says that the lease is temporary; `vervangt` is the
    temporary one that this lease follows. From `doorstroom_op` on the household that lives there is matched again, to a
    home to stay.

    Which of the dates makes the people count is a dated setting of the gemeente (telmoment, R-321).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voordracht = models.OneToOneField(Voordracht, on_delete=models.PROTECT, related_name="plaatsing")
    aanbod = models.ForeignKey(Woningaanbod, on_delete=models.PROTECT, related_name="plaatsingen")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="plaatsingen")
    bijzonder = models.CharField("naast een andere", max_length=10, choices=Bijzonder.choices, blank=True, default="")
    vorm = models.CharField("soort woning", max_length=20, choices=Vorm.choices)
    woongemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    ingangsdatum = models.DateField("ingangsdatum huur")
    getekend_op = models.DateTimeField("getekend op")
    getekend_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    sleuteldatum = models.DateField("sleuteldatum", null=True, blank=True)
    tijdelijk_tot = models.DateField("tijdelijk tot en met", null=True, blank=True)
    vervangt = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="vervangen_door"
    )
    doorstroom_op = models.DateTimeField("doorstroom gestart op", null=True, blank=True)
    doorstroom_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afspraakdatum = models.DateField("afspraak voor de sleutel", null=True, blank=True)
    niet_verschenen_op = models.DateTimeField("niet verschenen vastgelegd op", null=True, blank=True)
    niet_verschenen_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gerealiseerd_op = models.DateTimeField("afgemeld en ingeschreven op", null=True, blank=True)
    gerealiseerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgerond_op = models.DateTimeField("nazorg afgerond op", null=True, blank=True)
    afgerond_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    einddatum = models.DateField("einddatum", null=True, blank=True)
    bestemming = models.CharField("waarheen", max_length=20, choices=Bestemming.choices, blank=True)
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geannuleerd_op = models.DateTimeField("geannuleerd op", null=True, blank=True)
    geannuleerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(geannuleerd_op__isnull=False, then=Value("geannuleerd")),
            When(einddatum__isnull=False, then=Value("beeindigd")),
            When(afgerond_op__isnull=False, then=Value("afgerond")),
            When(gerealiseerd_op__isnull=False, then=Value("gerealiseerd")),
            When(sleuteldatum__isnull=False, then=Value("verhuisd")),
            When(niet_verschenen_op__isnull=False, then=Value("niet_verschenen")),
            default=Value("contract_getekend"),
        ),
        output_field=models.CharField(max_length=20, choices=PlaatsingStatus.choices),
        db_persist=True,
    )

    objects = PlaatsingQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting",), bewaren="met het dossier van het huishouden", daarna="leeggemaakt; data blijven"
    )

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["-getekend_op"]
        constraints = [
            both_or_neither("getekend_op", "getekend_door", name="plaatsing_getekend"),
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"plaatsing_{act}")
                for act in ("geannuleerd", "doorstroom", "niet_verschenen", "gerealiseerd", "afgerond", "beeindigd")
            ),
            models.CheckConstraint(
                condition=Q(einddatum=None, beeindigd_op=None, bestemming="")
                | Q(einddatum__isnull=False, beeindigd_op__isnull=False) & ~Q(bestemming=""),
                name="plaatsing_ended_with_bestemming",
                violation_error_message="Vul in wanneer de huur eindigt en waar het huishouden heen gaat.",
            ),
            models.CheckConstraint(
                condition=Q(sleuteldatum__isnull=False)
                | Q(einddatum=None, gerealiseerd_op=None, afgerond_op=None, doorstroom_op=None),
                name="plaatsing_goes_on_after_key",
                violation_error_message="Leg eerst de dag van de sleutel vast.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_op=None) | Q(gerealiseerd_op__isnull=False),
                name="plaatsing_closed_after_realisation",
                violation_error_message="Leg eerst de afmelding bij COA en de inschrijving in de BRP vast.",
            ),
            models.CheckConstraint(
                condition=Q(niet_verschenen_op=None) | Q(sleuteldatum=None),
                name="plaatsing_no_show_or_key",
                violation_error_message="Wie de sleutel heeft, is verschenen.",
            ),
            in_order(
                "ingangsdatum",
                "tijdelijk_tot",
                name="plaatsing_temporary_ends_after_begin",
                violation_error_message="Een tijdelijk contract kan niet eindigen voor het begint.",
            ),
            in_order(
                "ingangsdatum",
                "einddatum",
                name="plaatsing_ends_after_begin",
                violation_error_message="De huur kan niet eindigen voor hij begint.",
            ),
            models.CheckConstraint(
                condition=Q(geannuleerd_op=None) | Q(reden__isnull=False),
                name="plaatsing_cancelled_with_reason",
                violation_error_message="Kies een reden.",
            ),
            models.UniqueConstraint(
                fields=["aanbod"],
                condition=RUNNING,
                name="plaatsing_one_running_per_aanbod",
                violation_error_message="Voor deze woning loopt al een huurcontract.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=RUNNING & Q(bijzonder=""),
                name="plaatsing_one_running_per_huishouden",
                violation_error_message="Dit huishouden heeft al een huurcontract.",
            ),
        ]

    def __str__(self) -> str:
        return f"Plaatsing in {self.aanbod}"

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:plaatsing_detail", kwargs={"pk": self.pk})

    @property
    def gemeente(self) -> Gemeente:
        return self.aanbod.gemeente


class Plaatsingspersoon(Telbaar):
    """One person of a plaatsing: the unit that counts. A new plaatsing of the same person is a new row.

    `afmelddatum` is the day on which COA checked the person out, `inschrijfdatum` that of the registration in the BRP.
    """

    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.PROTECT, related_name="personen")
    statushouder = models.ForeignKey(Statushouder, on_delete=models.PROTECT, related_name="plaatsingen")
    afmelddatum = models.DateField("afgemeld bij COA", null=True, blank=True)
    inschrijfdatum = models.DateField("ingeschreven in de BRP", null=True, blank=True)

    persoonsgegevens = Persoonsgegevens(
        velden=("afmelddatum", "inschrijfdatum"),
        bewaren="met het dossier van het huishouden",
        daarna="de koppeling met de persoon wordt verwijderd",
    )

    class Meta:
        verbose_name = "geplaatste persoon"
        verbose_name_plural = "geplaatste personen"
        constraints = [
            models.UniqueConstraint(
                fields=["plaatsing", "statushouder"],
                name="plaatsingspersoon_once_per_plaatsing",
                violation_error_message="Deze persoon hoort al bij deze plaatsing.",
            )
        ]

    def __str__(self) -> str:
        return str(self.statushouder)


class Hersteld(models.TextChoices):
    """Which date of a plaatsing was corrected."""

    INGANGSDATUM = "ingangsdatum", "Eerste dag van de huur"
    SLEUTELDATUM = "sleuteldatum", "Dag van de sleutel"
    AFMELDDATUM = "afmelddatum", "Afmelding bij COA"
    INSCHRIJFDATUM = "inschrijfdatum", "Inschrijving in de BRP"
    TIJDELIJK_TOT = "tijdelijk_tot", "Laatste dag van het tijdelijke contract"


class Plaatsingscorrectie(models.Model):
    """A date that was wrong, put right by the opgavemanager: the old value stays readable (workflow.md 5.4).

    No `nieuw` takes the date away, as when a key was never handed over. A checkout or registration is put right for
    everyone who had the old date.
    """

    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.PROTECT, related_name="correcties")
    veld = models.CharField("gegeven", max_length=20, choices=Hersteld.choices)
    oud = models.DateField("was", null=True, blank=True)
    nieuw = models.DateField("werd", null=True, blank=True)
    reden = models.TextField("reden")
    hersteld_op = models.DateTimeField("hersteld op")
    hersteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(
        velden=("reden",), bewaren="met het dossier van het huishouden", daarna="leeggemaakt; data blijven"
    )

    class Meta:
        verbose_name = "herstel van een plaatsing"
        verbose_name_plural = "herstel van plaatsingen"
        ordering = ["-hersteld_op", "-pk"]
        constraints = [
            both_or_neither("hersteld_op", "hersteld_door", name="plaatsingscorrectie_hersteld"),
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="plaatsingscorrectie_with_reason",
                violation_error_message="Schrijf op waarom de datum niet klopte.",
            ),
        ]

    def __str__(self) -> str:
        return f"Herstel: {self.get_veld_display()}"
