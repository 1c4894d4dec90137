"""A household put forward for a home: the corporation answers, then the household."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from huisvesting.models.aanbod import Woningaanbod
from huisvesting.models.huishouden import Huishouden
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class VoordrachtStatus(models.TextChoices):
    VOORGESTELD = "voorgesteld", "Voorgesteld aan de corporatie"
    AFWIJZING_GEMELD = "afwijzing_gemeld", "Corporatie wijst af, gemeente beslist"
    AKKOORD_CORPORATIE = "akkoord_corporatie", "Corporatie akkoord"
    AFGEWEZEN = "afgewezen", "Afgewezen door de corporatie"
    AANGEBODEN = "aangeboden", "Aangeboden aan het huishouden"
    GEEN_REACTIE = "geen_reactie", "Geen reactie van het huishouden"
    WEIGERING_GEMELD = "weigering_gemeld", "Geweigerd, de jurist beoordeelt"
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
    | VOORGESTELD | AFWIJZING_GEMELD | reject_voordracht, with reason | corporatie |
    | AFWIJZING_GEMELD | AFGEWEZEN | confirm_afwijzing | gemeente |
    | AFWIJZING_GEMELD | VOORGESTELD | reconsider_afwijzing, with a motive | gemeente |
    | AKKOORD_CORPORATIE | AANGEBODEN | offer_voordracht, with a day to answer by | gemeente |
    | AANGEBODEN | GEACCEPTEERD | accept_voordracht | gemeente |
    | AANGEBODEN | WEIGERING_GEMELD | refuse_voordracht, with reason and own words | gemeente |
    | AANGEBODEN | GEEN_REACTIE | record_geen_reactie, after the day to answer by | gemeente, systeem |
    | GEEN_REACTIE | AANGEBODEN | offer_again | gemeente |
    | GEEN_REACTIE | WEIGERING_GEMELD | treat_as_weigering, after two attempts | gemeente |
    | WEIGERING_GEMELD | GEWEIGERD | judge_weigering: right, or it stays refused | jurist |
    | WEIGERING_GEMELD | AANGEBODEN | judge_weigering: not right, with time to think | jurist |
    | WEIGERING_GEMELD | GEACCEPTEERD | withdraw_weigering: the household accepts after all | gemeente |
    | any open | GEANNULEERD | cancel_voordracht, withdraw_aanbod, cancel_plaatsing | gemeente, corporatie |

    `lopende_afwijzing` and `lopende_weigering` point at the one that waits for a decision, and are empty otherwise.
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
    reactie_uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True)
    geen_reactie_op = models.DateTimeField("geen reactie vastgesteld op", null=True, blank=True)
    geen_reactie_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lopende_afwijzing = models.OneToOneField(
        "Afwijzing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lopende_weigering = models.OneToOneField(
        "Weigering", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    tolk_aanwezig = models.BooleanField("er was een tolk bij", null=True, blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(geannuleerd_op__isnull=False, then=Value("geannuleerd")),
            When(geweigerd_op__isnull=False, then=Value("geweigerd")),
            When(afgewezen_op__isnull=False, then=Value("afgewezen")),
            When(lopende_weigering__isnull=False, then=Value("weigering_gemeld")),
            When(lopende_afwijzing__isnull=False, then=Value("afwijzing_gemeld")),
            When(geaccepteerd_op__isnull=False, then=Value("geaccepteerd")),
            When(geen_reactie_op__isnull=False, then=Value("geen_reactie")),
            When(aangeboden_op__isnull=False, then=Value("aangeboden")),
            When(akkoord_op__isnull=False, then=Value("akkoord_corporatie")),
            default=Value("voorgesteld"),
        ),
        output_field=models.CharField(max_length=20, choices=VoordrachtStatus.choices),
        db_persist=True,
    )

    objects = VoordrachtQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("passendheid", "afwijking", "toelichting"),
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
                    "geen_reactie",
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
                condition=Q(geen_reactie_op=None, lopende_weigering=None) | Q(aangeboden_op__isnull=False),
                name="voordracht_no_answer_after_offer",
                violation_error_message="Bied de woning eerst aan het huishouden aan.",
            ),
            models.CheckConstraint(
                condition=Q(lopende_afwijzing=None) | Q(akkoord_op=None),
                name="voordracht_rejection_before_agreement",
                violation_error_message="De corporatie is al akkoord met deze voordracht.",
            ),
            models.CheckConstraint(
                condition=Q(geaccepteerd_op=None) | Q(geen_reactie_op=None, lopende_weigering=None),
                name="voordracht_accepted_without_doubt",
                violation_error_message="Een geaccepteerde woning wacht niet meer op een antwoord.",
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
    def persoonswoorden(self) -> frozenset[str]:
        """What a text that names nobody may not hold."""
        return self.huishouden.persoonswoorden

    @property
    def is_open(self) -> bool:
        return not (self.afgewezen_op or self.geweigerd_op or self.geannuleerd_op or self.afgerond_op)
