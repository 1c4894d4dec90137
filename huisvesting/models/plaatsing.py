"""From a household put forward for a home, to the key and the counting."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from huisvesting.models.huishouden import Huishouden, Statushouder
from huisvesting.models.telbaar import Telbaar
from huisvesting.models.woning import Woningaanbod
from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class VoordrachtStatus(models.TextChoices):
    VOORGESTELD = "voorgesteld", "Voorgesteld aan de corporatie"
    AKKOORD_CORPORATIE = "akkoord_corporatie", "Corporatie akkoord"
    AFGEWEZEN = "afgewezen", "Afgewezen door de corporatie"
    AANGEBODEN = "aangeboden", "Aangeboden aan het huishouden"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    GEWEIGERD = "geweigerd", "Geweigerd door het huishouden"
    GEANNULEERD = "geannuleerd", "Geannuleerd"


class Bijzonder(models.TextChoices):
    """Why a household may have a second voordracht or plaatsing beside a running one."""

    GEEN = "", "Nee"
    NAAST = "naast", "Naast de lopende (groot huishouden)"
    VERVANGT = "vervangt", "Vervangt de lopende (van tijdelijk naar vast)"


NOT_CLOSED = Q(afgewezen_op=None, geweigerd_op=None, geannuleerd_op=None, afgerond_op=None)


class VoordrachtQuerySet(models.QuerySet["Voordracht"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The gemeente that puts the household forward, and the corporation whose home it is."""
        return self.filter(
            Q(aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(aanbod__woning__corporatie__in=gebruiker.corporatie_ids())
        )

    def open(self) -> Self:
        """Not rejected, refused or cancelled, and its plaatsing has not ended."""
        return self.filter(NOT_CLOSED)


class Voordracht(models.Model):
    """One household put forward for one offered home.

    | from | to | service | who |
    |---|---|---|---|
    | - | VOORGESTELD | propose_voordracht | gemeente |
    | VOORGESTELD | AKKOORD_CORPORATIE | agree_voordracht | corporatie |
    | VOORGESTELD | AFGEWEZEN | reject_voordracht, with reason | corporatie |
    | AKKOORD_CORPORATIE | AANGEBODEN | offer_voordracht | gemeente |
    | AANGEBODEN | GEACCEPTEERD | accept_voordracht | gemeente |
    | AANGEBODEN | GEWEIGERD | refuse_voordracht, with reason and own words | gemeente |
    | any open | GEANNULEERD | cancel_voordracht, withdraw_aanbod, cancel_plaatsing | gemeente, corporatie |

    `afgerond_op` closes it when its plaatsing has ended. `passendheid` keeps what the rules said on that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Woningaanbod, on_delete=models.PROTECT, related_name="voordrachten")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="voordrachten")
    bijzonder = models.CharField("naast een andere", max_length=10, choices=Bijzonder.choices, blank=True, default="")
    passendheid = models.JSONField("passendheid bij voordracht", default=dict)
    afwijking = models.TextField("reden van afwijking", blank=True)
    voorgesteld_op = models.DateTimeField("voorgesteld op")
    voorgesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)
    akkoord_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgewezen_op = models.DateTimeField("afgewezen op", null=True, blank=True)
    afgewezen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    aangeboden_op = models.DateTimeField("aangeboden op", null=True, blank=True)
    aangeboden_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geaccepteerd_op = models.DateTimeField("geaccepteerd op", null=True, blank=True)
    geaccepteerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geweigerd_op = models.DateTimeField("geweigerd op", null=True, blank=True)
    geweigerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geannuleerd_op = models.DateTimeField("geannuleerd op", null=True, blank=True)
    geannuleerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgerond_op = models.DateTimeField("afgerond op", null=True, blank=True)
    afgerond_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    tolk_aanwezig = models.BooleanField("er was een tolk bij", null=True, blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(geannuleerd_op__isnull=False, then=Value("geannuleerd")),
            When(geweigerd_op__isnull=False, then=Value("geweigerd")),
            When(afgewezen_op__isnull=False, then=Value("afgewezen")),
            When(geaccepteerd_op__isnull=False, then=Value("geaccepteerd")),
            When(aangeboden_op__isnull=False, then=Value("aangeboden")),
            When(akkoord_op__isnull=False, then=Value("akkoord_corporatie")),
            default=Value("voorgesteld"),
        ),
        output_field=models.CharField(max_length=20, choices=VoordrachtStatus.choices),
        db_persist=True,
    )

    objects = VoordrachtQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("afwijking", "toelichting"),
        bewaren="met het dossier van het huishouden",
        daarna="leeggemaakt; reden en data blijven",
    )

    class Meta:
        verbose_name = "voordracht"
        verbose_name_plural = "voordrachten"
        ordering = ["-voorgesteld_op"]
        constraints = [
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"voordracht_{act}")
                for act in (
                    "voorgesteld",
                    "akkoord",
                    "afgewezen",
                    "aangeboden",
                    "geaccepteerd",
                    "geweigerd",
                    "geannuleerd",
                    "afgerond",
                )
            ),
            models.UniqueConstraint(
                fields=["aanbod"],
                condition=NOT_CLOSED,
                name="voordracht_one_open_per_aanbod",
                violation_error_message="Voor deze woning loopt al een voordracht.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=NOT_CLOSED & Q(bijzonder=""),
                name="voordracht_one_open_per_huishouden",
                violation_error_message="Dit huishouden is al voorgedragen voor een andere woning.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord_op=None) | Q(afgewezen_op=None),
                name="voordracht_agreed_or_rejected",
                violation_error_message="Een voordracht is akkoord of afgewezen, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(geaccepteerd_op=None) | Q(geweigerd_op=None),
                name="voordracht_accepted_or_refused",
                violation_error_message="Een woning is geaccepteerd of geweigerd, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(aangeboden_op=None) | Q(akkoord_op__isnull=False),
                name="voordracht_offered_after_agreement",
                violation_error_message="Bied de woning pas aan als de corporatie akkoord is.",
            ),
            models.CheckConstraint(
                condition=Q(geaccepteerd_op=None, geweigerd_op=None) | Q(aangeboden_op__isnull=False),
                name="voordracht_answered_after_offer",
                violation_error_message="Bied de woning eerst aan het huishouden aan.",
            ),
            models.CheckConstraint(
                condition=Q(afgewezen_op=None, geweigerd_op=None, geannuleerd_op=None) | Q(reden__isnull=False),
                name="voordracht_closed_with_reason",
                violation_error_message="Kies een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"Voordracht voor {self.aanbod}"

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:voordracht_detail", kwargs={"pk": self.pk})

    @property
    def gemeente(self) -> Gemeente:
        return self.aanbod.gemeente

    @property
    def is_open(self) -> bool:
        return not (self.afgewezen_op or self.geweigerd_op or self.geannuleerd_op or self.afgerond_op)


class PlaatsingStatus(models.TextChoices):
    CONTRACT_GETEKEND = "contract_getekend", "Contract getekend"
    VERHUISD = "verhuisd", "Sleutel overgedragen"
    GEANNULEERD = "geannuleerd", "Geannuleerd"
    BEEINDIGD = "beeindigd", "Beëindigd"


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
    | CONTRACT_GETEKEND | VERHUISD | hand_over_sleutel |
    | CONTRACT_GETEKEND, VERHUISD | GEANNULEERD | cancel_plaatsing, with reason; what counted is reversed |

    Which of the dates makes the people count is a dated setting of the gemeente (telmoment, R-321).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voordracht = models.OneToOneField(Voordracht, on_delete=models.PROTECT, related_name="plaatsing")
    aanbod = models.ForeignKey(Woningaanbod, on_delete=models.PROTECT, related_name="plaatsingen")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="plaatsingen")
    bijzonder = models.CharField("naast een andere", max_length=10, choices=Bijzonder.choices, blank=True, default="")
    ingangsdatum = models.DateField("ingangsdatum huur")
    getekend_op = models.DateTimeField("getekend op")
    getekend_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    sleuteldatum = models.DateField("sleuteldatum", null=True, blank=True)
    einddatum = models.DateField("einddatum", null=True, blank=True)
    geannuleerd_op = models.DateTimeField("geannuleerd op", null=True, blank=True)
    geannuleerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(geannuleerd_op__isnull=False, then=Value("geannuleerd")),
            When(einddatum__isnull=False, then=Value("beeindigd")),
            When(sleuteldatum__isnull=False, then=Value("verhuisd")),
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
            both_or_neither("geannuleerd_op", "geannuleerd_door", name="plaatsing_geannuleerd"),
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

    `afmelddatum` is the day on which COA checked the person out.
    """

    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.PROTECT, related_name="personen")
    statushouder = models.ForeignKey(Statushouder, on_delete=models.PROTECT, related_name="plaatsingen")
    afmelddatum = models.DateField("afgemeld bij COA", null=True, blank=True)

    persoonsgegevens = Persoonsgegevens(
        velden=("afmelddatum",),
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
