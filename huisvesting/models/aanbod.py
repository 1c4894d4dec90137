"""The offer by which a corporation makes a home available to a gemeente."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from huisvesting.models.uitkomst import GEBLOKKEERD, UitkomstQuerySet
from huisvesting.models.woning import Complex, Vorm, Woning
from huisvesting.regels.beurt import VRAAG_VAN_VOORDRACHT, WACHT_OP_VRIJGAVE, Partij, Vraag, order_for
from huisvesting.regels.passendheid import Menging, Woningkenmerken
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol, Woningcorporatie

if TYPE_CHECKING:
    from huisvesting.models.voordracht import Voordracht


class AanbodStatus(models.TextChoices):
    """Where an offer stands. It follows from its own dates, its voordrachten and the day; never stored."""

    CONCEPT = "concept", "Concept"
    AANGEBODEN = "aangeboden", "Gemeld"
    BEVESTIGD = "bevestigd", "Bevestigd"
    GERESERVEERD = "gereserveerd", "Gereserveerd"
    TOEGEWEZEN = "toegewezen", "Toegewezen"
    BEWOOND = "bewoond", "Bewoond"
    BEEINDIGD = "beeindigd", "Verhuur beëindigd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    VERLOPEN = "verlopen", "Optie verlopen"
    GEBLOKKEERD = "geblokkeerd", "Geblokkeerd"
    ONGESCHIKT = "ongeschikt", "Ongeschikt"


# What is over: the same home may be offered anew.
VOORBIJ = (AanbodStatus.INGETROKKEN, AanbodStatus.ONGESCHIKT, AanbodStatus.BEEINDIGD, AanbodStatus.VERLOPEN)


class WoningaanbodQuerySet(UitkomstQuerySet["Woningaanbod"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The gemeente that the home is offered to, and the corporation that offers it.

        A concept is only for the corporation, and for who wrote it down in its name.
        """
        gemeld = Q(aangeboden_op__isnull=False) | Q(ingevoerd_door=gebruiker)
        # Not a join: what a list counts and sorts needs the home itself seldom.
        eigen = Woning.objects.filter(corporatie__in=gebruiker.corporatie_ids())
        return self.filter(
            Q(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)) & gemeld | Q(woning__in=eigen)
        )

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def with_status(self, peildatum: date) -> Self:
        """Annotates `status` as it stands on a day."""
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        plaatsing = Plaatsing.objects.lopend().filter(aanbod=OuterRef("pk"))
        voordracht = Voordracht.objects.open().filter(aanbod=OuterRef("pk"))
        beeindigd = Plaatsing.objects.exclude(einddatum=None).filter(aanbod=OuterRef("pk"))
        s = AanbodStatus
        return self.annotate(
            status=Case(
                When(aangeboden_op=None, then=Value(s.CONCEPT)),
                When(ingetrokken_op__isnull=False, then=Value(s.INGETROKKEN)),
                When(ongeschikt_op__isnull=False, then=Value(s.ONGESCHIKT)),
                When(Exists(plaatsing.exclude(sleuteldatum=None)), then=Value(s.BEWOOND)),
                When(Exists(plaatsing), then=Value(s.TOEGEWEZEN)),
                When(Exists(beeindigd), then=Value(s.BEEINDIGD)),
                When(Exists(voordracht.exclude(geaccepteerd_op=None)), then=Value(s.TOEGEWEZEN)),
                When(GEBLOKKEERD, then=Value(s.GEBLOKKEERD)),
                When(Exists(voordracht), then=Value(s.GERESERVEERD)),
                When(optiedatum__lt=peildatum, then=Value(s.VERLOPEN)),
                When(bevestigd_op__isnull=False, then=Value(s.BEVESTIGD)),
                default=Value(s.AANGEBODEN),
                output_field=models.CharField(),
            )
        )

    def with_vraag(self, peildatum: date, partij: Partij) -> Self:
        """Annotates `vraag`, what the home asks now, its `rang` in the working list of `partij`, and the keys
        `voordracht_pk` and `plaatsing_pk` of what runs (one of each at most)."""
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        plaatsing = Plaatsing.objects.lopend().filter(aanbod=OuterRef("pk"))
        voordracht = Voordracht.objects.open().filter(aanbod=OuterRef("pk"))
        van_voordracht = [(Exists(voordracht.filter(status=s)), v) for s, v in VRAAG_VAN_VOORDRACHT.items()]
        beeindigd = Plaatsing.objects.exclude(einddatum=None).filter(aanbod=OuterRef("pk"))
        # An expired home that was reported anew asks for nothing here.
        opnieuw = Woningaanbod.objects.filter(woning=OuterRef("woning"), ingevoerd_op__gt=OuterRef("ingevoerd_op"))
        gevallen: list[tuple[Any, Vraag]] = [
            (Q(aangeboden_op=None), Vraag.MELDING),
            (Q(ingetrokken_op__isnull=False) | Q(ongeschikt_op__isnull=False), Vraag.NIETS),
            (Exists(plaatsing.exclude(sleuteldatum=None)), Vraag.NIETS),
            (Exists(plaatsing.exclude(niet_verschenen_op=None)), Vraag.AFSPRAAK),
            (Exists(plaatsing), Vraag.SLEUTEL),
            (Exists(beeindigd), Vraag.NIETS),
            *((conditie, vraag) for conditie, vraag in van_voordracht if vraag not in WACHT_OP_VRIJGAVE),
            (GEBLOKKEERD, Vraag.VRIJGAVE),
            *((conditie, vraag) for conditie, vraag in van_voordracht if vraag in WACHT_OP_VRIJGAVE),
            (Q(optiedatum__lt=peildatum) & Exists(opnieuw), Vraag.NIETS),
            (Q(optiedatum__lt=peildatum), Vraag.VERLENGING),
            (Q(bevestigd_op__isnull=False), Vraag.VOORDRACHT),
        ]
        rang = order_for(partij).index
        return self.annotate(
            voordracht_pk=Subquery(voordracht.values("pk")[:1]),
            plaatsing_pk=Subquery(plaatsing.values("pk")[:1]),
            vraag=Case(
                *(When(conditie, then=Value(vraag.value)) for conditie, vraag in gevallen),
                default=Value(Vraag.BEVESTIGING.value),
                output_field=models.CharField(),
            ),
            rang=Case(
                *(When(conditie, then=Value(rang(vraag))) for conditie, vraag in gevallen),
                default=Value(rang(Vraag.BEVESTIGING)),
                output_field=models.IntegerField(),
            ),
        )

    def lopend(self, peildatum: date) -> Self:
        """What is not over, concepts too: at most one of a home. With its `status`."""
        return self.with_status(peildatum).exclude(status__in=VOORBIJ)

    def beschikbaar(self, peildatum: date) -> Self:
        """Confirmed, not withdrawn, blocked or unsuitable, option not expired, nobody put forward."""
        return self.with_status(peildatum).filter(status=AanbodStatus.BEVESTIGD)


class Woningaanbod(models.Model):
    """A corporation offers one home to one gemeente; it is one unit, for one household.

    | status | follows from |
    |---|---|
    | CONCEPT | written down, not yet reported |
    | AANGEBODEN | reported, not yet confirmed |
    | BEVESTIGD | confirmed by the corporation: it can be matched |
    | GERESERVEERD | an open voordracht |
    | TOEGEWEZEN | the household accepted, or the lease was signed |
    | BEWOOND | a running plaatsing with a key |
    | BEEINDIGD | its plaatsing ended; the home comes back as a new offer |
    | INGETROKKEN | withdrawn, with a reason |
    | VERLOPEN | the option ended before anyone was put forward |
    | GEBLOKKEERD | the corporation found a defect and did not yet lift the block; an open voordracht stays |
    | ONGESCHIKT | the gemeente cannot use it, with a reason that the corporation reads |

    | from | to | service | who |
    |---|---|---|---|
    | - | CONCEPT, AANGEBODEN | register_aanbod, register_kamers, apply_aanbodlijst | corporatie, gemeente namens |
    | CONCEPT | AANGEBODEN | submit_aanbod | the same |
    | CONCEPT | gone | discard_concept | the same |
    | AANGEBODEN | BEVESTIGD | confirm_aanbod, complete_aanbod | the same |
    | BEVESTIGD | ONGESCHIKT | reject_aanbod, with reason | gemeente |
    | BEVESTIGD | GERESERVEERD | propose_voordracht | gemeente |
    | BEVESTIGD, GERESERVEERD | GEBLOKKEERD | block_aanbod, with reason | corporatie |
    | GEBLOKKEERD | the status before | unblock_aanbod | corporatie |
    | GERESERVEERD | TOEGEWEZEN | accept_voordracht | gemeente |
    | GERESERVEERD, TOEGEWEZEN | BEVESTIGD | the voordracht or plaatsing ends without a key | both |
    | AANGEBODEN, BEVESTIGD, GERESERVEERD, GEBLOKKEERD | INGETROKKEN | withdraw_aanbod, with reason | corporatie |
    | VERLOPEN | INGETROKKEN | withdraw_aanbod: no more time | corporatie |
    | TOEGEWEZEN, before the key | INGETROKKEN | request_intrekking, then agree_intrekking | opgavemanager |
    | AANGEBODEN, BEVESTIGD | VERLOPEN | the day after the option | systeem |
    | VERLOPEN | the status before | extend_optie | corporatie |
    | TOEGEWEZEN | BEWOOND | hand_over_sleutel | both |
    | BEWOOND | BEEINDIGD | end_plaatsing | both |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    woning = models.ForeignKey(Woning, on_delete=models.PROTECT, related_name="aanbiedingen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="aanbod")
    beschikbaar_vanaf = models.DateField("beschikbaar vanaf")
    optiedatum = models.DateField(
        "optie tot en met", null=True, blank=True, help_text="Tot deze dag houdt u de woning vrij voor de gemeente."
    )
    ingevoerd_op = models.DateTimeField("ingevoerd op")
    ingevoerd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    aangeboden_op = models.DateTimeField("gemeld op", null=True, blank=True)
    aangeboden_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)
    bevestigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    intrekreden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)  # of what ended the offer: withdrawn, or unsuitable
    geblokkeerd_op = models.DateTimeField("geblokkeerd op", null=True, blank=True)
    geblokkeerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    blokkeerreden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    blokkade_tot = models.DateField("naar verwachting geblokkeerd tot", null=True, blank=True)
    blokkadetoelichting = models.TextField("toelichting bij de blokkade", blank=True)
    vrijgegeven_op = models.DateTimeField("blokkade opgeheven op", null=True, blank=True)
    vrijgegeven_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ongeschikt_op = models.DateTimeField("ongeschikt verklaard op", null=True, blank=True)
    ongeschikt_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ongeschiktreden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = WoningaanbodQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "blokkadetoelichting"),
        bewaren="met het dossier van het huishouden",
        daarna="leeggemaakt; reden en data blijven",
    )

    class Meta:
        verbose_name = "woningaanbod"
        verbose_name_plural = "woningaanbod"
        ordering = ["beschikbaar_vanaf", "aangeboden_op"]
        constraints = [
            both_or_neither("ingevoerd_op", "ingevoerd_door", name="woningaanbod_ingevoerd"),
            models.CheckConstraint(
                condition=Q(bevestigd_op=None) | Q(aangeboden_op__isnull=False),
                name="woningaanbod_confirmed_after_report",
                violation_error_message="Meld de woning voor u haar bevestigt.",
            ),
            both_or_neither("aangeboden_op", "aangeboden_door", name="woningaanbod_aangeboden"),
            both_or_neither("bevestigd_op", "bevestigd_door", name="woningaanbod_bevestigd"),
            both_or_neither("ingetrokken_op", "ingetrokken_door", name="woningaanbod_ingetrokken"),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, intrekreden=None)
                | Q(ingetrokken_op__isnull=False, intrekreden__isnull=False),
                name="woningaanbod_withdrawn_with_reason",
                violation_error_message="Wie een woning intrekt, geeft een reden.",
            ),
            both_or_neither("geblokkeerd_op", "geblokkeerd_door", name="woningaanbod_geblokkeerd"),
            both_or_neither("vrijgegeven_op", "vrijgegeven_door", name="woningaanbod_vrijgegeven"),
            both_or_neither("ongeschikt_op", "ongeschikt_door", name="woningaanbod_ongeschikt"),
            models.CheckConstraint(
                condition=Q(geblokkeerd_op=None, blokkeerreden=None, blokkade_tot=None)
                | Q(geblokkeerd_op__isnull=False, blokkeerreden__isnull=False, blokkade_tot__isnull=False),
                name="woningaanbod_blocked_with_reason_and_end",
                violation_error_message="Wie een woning blokkeert, geeft een reden en een verwachte einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(vrijgegeven_op=None) | Q(geblokkeerd_op__isnull=False),
                name="woningaanbod_released_after_block",
                violation_error_message="Alleen van een geblokkeerde woning kan de blokkade eraf.",
            ),
            models.CheckConstraint(
                condition=Q(ongeschikt_op=None, ongeschiktreden=None)
                | Q(ongeschikt_op__isnull=False, ongeschiktreden__isnull=False),
                name="woningaanbod_unsuitable_with_reason",
                violation_error_message="Wie een woning ongeschikt vindt, geeft een reden.",
            ),
            models.CheckConstraint(
                condition=Q(bevestigd_op__isnull=False) | Q(geblokkeerd_op=None, ongeschikt_op=None),
                name="woningaanbod_exits_after_confirmation",
                violation_error_message="Alleen een bevestigde woning kan geblokkeerd of ongeschikt zijn.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | Q(ongeschikt_op=None),
                name="woningaanbod_withdrawn_or_unsuitable",
                violation_error_message="Een woning is ingetrokken of ongeschikt, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.woning)

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:aanbod_detail", kwargs={"pk": self.pk})

    @property
    def corporatie(self) -> Woningcorporatie:
        return self.woning.corporatie

    @property
    def kenmerken(self) -> Woningkenmerken:
        """What the rules of passendheid look at."""
        w = self.woning
        return Woningkenmerken(
            slaapkamers=w.slaapkamers,
            verdieping=w.verdieping,
            lift=w.lift,
            toegankelijk=w.toegankelijk,
            onzelfstandig=w.vorm == Vorm.ONZELFSTANDIG,
            beschikbaar_vanaf=self.beschikbaar_vanaf,
            kale_huur=w.kale_huur,
            plaats=w.plaats,
        )

    @property
    def is_geblokkeerd(self) -> bool:
        return self.geblokkeerd_op is not None and self.vrijgegeven_op is None

    @property
    def menging(self) -> Menging | None:
        """How many homes of its complex go to statushouders already; None for a home without one. One query."""
        return Complex.objects.menging(self.woning.complex_id) if self.woning.complex_id else None

    @property
    def persoonswoorden(self) -> frozenset[str]:
        """What a text that names nobody may not hold: of everyone who was ever put forward for it."""
        voordrachten = self.voordrachten.prefetch_related("huishouden__personen")
        return frozenset(woord for v in voordrachten for woord in v.huishouden.persoonswoorden)

    def open_voordracht(self) -> "Voordracht | None":
        return self.voordrachten.open().select_related("huishouden").first()

    def status_op(self, peildatum: date) -> AanbodStatus:
        """The status on a day; says the same as the annotation of `with_status`."""
        s = AanbodStatus
        if self.aangeboden_op is None:
            return s.CONCEPT
        if self.ingetrokken_op:
            return s.INGETROKKEN
        if self.ongeschikt_op:
            return s.ONGESCHIKT
        plaatsing = self.plaatsingen.lopend().first()
        if plaatsing:
            return s.BEWOOND if plaatsing.sleuteldatum else s.TOEGEWEZEN
        if self.plaatsingen.exclude(einddatum=None).exists():
            return s.BEEINDIGD
        voordracht = self.open_voordracht()
        if voordracht and voordracht.geaccepteerd_op:
            return s.TOEGEWEZEN
        if self.is_geblokkeerd:
            return s.GEBLOKKEERD
        if voordracht:
            return s.GERESERVEERD
        if self.optiedatum and self.optiedatum < peildatum:
            return s.VERLOPEN
        return s.BEVESTIGD if self.bevestigd_op else s.AANGEBODEN
