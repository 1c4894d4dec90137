"""The households that COA linked to the gemeente."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from huisvesting.models.norm import pick_norm
from huisvesting.regels.woonbehoefte import (
    Kamerdeel,
    Kamernorm,
    Persoon,
    Wens,
    Woonbehoefte,
    bepaal_woonbehoefte,
    count_slaapkamers,
)
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Rol

if TYPE_CHECKING:
    from huisvesting.models.plaatsing import Plaatsing
    from huisvesting.models.statushouder import Statushouder
    from huisvesting.models.voordracht import Voordracht

# koppeling -> home found, koppeling -> moved; in days.
WONING_TERMIJN = timedelta(weeks=10)
VERHUIS_TERMIJN = timedelta(weeks=12)


class HuishoudenStatus(models.TextChoices):
    """Where a household stands. It follows from the dates of dossier, voordrachten and plaatsingen."""

    AANGEMELD = "aangemeld", "Aangemeld door COA"
    ONVOLLEDIG = "onvolledig", "Wacht op COA"
    GEKOPPELD = "gekoppeld", "Gekoppeld"
    INTAKE = "intake", "Intake loopt"
    KLAAR = "klaar", "Wacht op woning"
    GEPARKEERD = "geparkeerd", "Geparkeerd"
    GEMATCHT = "gematcht", "Gematcht"
    AANGEBODEN = "aangeboden", "Aangeboden"
    WEIGERING = "weigering", "Weigering in behandeling"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    CONTRACT = "contract", "Contract getekend"
    TIJDELIJK_GEHUISVEST = "tijdelijk_gehuisvest", "Tijdelijk gehuisvest"
    GEHUISVEST = "gehuisvest", "Gehuisvest"
    NAZORG = "nazorg", "Nazorg loopt"
    AFGESLOTEN = "afgesloten", "Afgesloten"
    TERUGGEGEVEN = "teruggegeven", "Teruggegeven aan COA"


class HuishoudenQuerySet(models.QuerySet["Huishouden"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the own gemeente; nobody else sees a dossier (workflow.md 5.7)."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def with_status(self) -> Self:
        """Annotates `status`: how the dossier ended, else where the household lives, else what the furthest open
        voordracht says, else how far the dossier is."""
        from huisvesting.models.dossier import Aanvulling, Dossiersluiting, Parkering, Sluiting
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        eigen = OuterRef("pk")
        gesloten = Dossiersluiting.objects.filter(huishouden=eigen, heropend_op=None).exclude(besloten_op=None)
        plaatsing = Plaatsing.objects.lopend().filter(huishouden=eigen)
        # Who lives somewhere for a while and is matched again stands where the search stands.
        woont = plaatsing.exclude(sleuteldatum=None).filter(doorstroom_op=None)
        voordracht = Voordracht.objects.open().filter(huishouden=eigen, plaatsing=None)
        aangeboden = voordracht.exclude(aangeboden_op=None)
        s = HuishoudenStatus
        return self.annotate(
            status=Case(
                When(Exists(gesloten.filter(soort=Sluiting.TERUGGEGEVEN)), then=Value(s.TERUGGEGEVEN)),
                When(Exists(gesloten), then=Value(s.AFGESLOTEN)),
                When(Exists(woont) & Q(nazorg_op__isnull=False), then=Value(s.NAZORG)),
                When(Exists(woont.filter(tijdelijk_tot=None)), then=Value(s.GEHUISVEST)),
                When(Exists(woont), then=Value(s.TIJDELIJK_GEHUISVEST)),
                When(Exists(plaatsing.filter(sleuteldatum=None)), then=Value(s.CONTRACT)),
                When(Exists(voordracht.exclude(geaccepteerd_op=None)), then=Value(s.GEACCEPTEERD)),
                # Said with `exclude`: SQLite would take `IS NULL` for one row of that unique index, and read them all.
                When(Exists(aangeboden.exclude(lopende_weigering__isnull=False)), then=Value(s.AANGEBODEN)),
                When(Exists(aangeboden), then=Value(s.WEIGERING)),
                When(Exists(voordracht), then=Value(s.GEMATCHT)),
                When(Exists(Parkering.objects.filter(huishouden=eigen, hervat_op=None)), then=Value(s.GEPARKEERD)),
                When(Exists(Aanvulling.objects.filter(huishouden=eigen, aangevuld_op=None)), then=Value(s.ONVOLLEDIG)),
                When(klaar_op__isnull=False, then=Value(s.KLAAR)),
                When(intake_op__isnull=False, then=Value(s.INTAKE)),
                When(ontvangen_op__isnull=False, then=Value(s.GEKOPPELD)),
                default=Value(s.AANGEMELD),
                output_field=models.CharField(),
            )
        )

    def with_behoefte(self) -> Self:
        """Reads along what `behoefte` needs, in a fixed number of queries."""
        return self.select_related("gemeente").prefetch_related("personen", "eisen", "gemeente__woonnormen")

    def with_personen(self) -> Self:
        """Annotates `personen_aantal`: how many people belong to the household."""
        # Not a join: grouping every household of a list costs more than all else on the page.
        from huisvesting.models.statushouder import Statushouder

        leden = Statushouder.objects.filter(huishouden=OuterRef("pk")).order_by().values("huishouden")
        return self.annotate(personen_aantal=Coalesce(Subquery(leden.values(aantal=Count("pk"))), 0))

    def lopend(self) -> Self:
        """Without the dossiers that were closed or handed back, and not opened again."""
        from huisvesting.models.dossier import Dossiersluiting

        gesloten = Dossiersluiting.objects.filter(huishouden=OuterRef("pk"), heropend_op=None).exclude(besloten_op=None)
        return self.exclude(Exists(gesloten))

    def gekoppeld_op(self, peildatum: date) -> Self:
        """Linked to the gemeente at the end of a day: not handed back to COA by then, or opened again."""
        from huisvesting.models.dossier import Dossiersluiting, Sluiting

        terug = Dossiersluiting.objects.filter(
            Q(heropend_op=None) | Q(heropend_op__date__gt=peildatum),
            huishouden=OuterRef("pk"),
            soort=Sluiting.TERUGGEGEVEN,
            besloten_op__date__lte=peildatum,
        )
        return self.filter(koppeldatum__lte=peildatum).exclude(Exists(terug))

    def zonder_woning(self) -> Self:
        """Running dossiers without a running plaatsing that has a key."""
        from huisvesting.models.plaatsing import Plaatsing

        return self.lopend().exclude(
            Exists(Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk")).exclude(sleuteldatum=None))
        )

    def zonder_voordracht(self) -> Self:
        """Those nobody has put forward yet, and that live nowhere yet, or only for a while and look on."""
        from huisvesting.models.voordracht import Voordracht

        open_ = Voordracht.objects.open().filter(huishouden=OuterRef("pk"), plaatsing__doorstroom_op=None)
        return self.exclude(Exists(open_))

    def over_termijn(self, peildatum: date) -> Self:
        """Linked more than ten weeks ago (R-402), and no key yet."""
        return self.zonder_woning().filter(koppeldatum__lt=peildatum - WONING_TERMIJN)


class Huishouden(models.Model):
    """People who are housed together, linked to one gemeente by COA.

    | status | follows from | next |
    |---|---|---|
    | AANGEMELD | a COA list | ONVOLLEDIG, GEKOPPELD, TERUGGEGEVEN |
    | ONVOLLEDIG | an open question to COA | AANGEMELD, TERUGGEGEVEN |
    | GEKOPPELD | receipt confirmed, with an owner | INTAKE, TERUGGEGEVEN |
    | INTAKE | the intake began | KLAAR, TERUGGEGEVEN |
    | KLAAR | the need for a home is known | GEMATCHT, GEPARKEERD, TERUGGEGEVEN |
    | GEPARKEERD | an open parking | KLAAR, TERUGGEGEVEN |
    | GEMATCHT | an open voordracht | AANGEBODEN, KLAAR |
    | AANGEBODEN | that voordracht was offered to the household | GEACCEPTEERD, WEIGERING, KLAAR |
    | WEIGERING | the household refused; the jurist judges | KLAAR, AANGEBODEN, TERUGGEGEVEN |
    | GEACCEPTEERD | the household accepted | CONTRACT, KLAAR |
    | CONTRACT | a running plaatsing without a key | GEHUISVEST, TIJDELIJK_GEHUISVEST, KLAAR |
    | TIJDELIJK_GEHUISVEST | a running temporary plaatsing with a key | KLAAR |
    | GEHUISVEST | a running plaatsing with a key | NAZORG, KLAAR |
    | NAZORG | aftercare began | AFGESLOTEN |
    | AFGESLOTEN, TERUGGEGEVEN | a closing that was not undone | what it was before (opgavemanager) |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="huishoudens")
    huishoudnummer = models.CharField("huishoudnummer", max_length=40)
    koppeldatum = models.DateField("koppeldatum")
    nareis_verwacht = models.BooleanField("nareis verwacht", default=False)
    aangemeld_op = models.DateTimeField("aangemeld op")
    aangemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    eigenaar = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="huishoudens")
    coa_contact = models.CharField("contactpersoon bij COA", max_length=200, blank=True)
    ontvangen_op = models.DateTimeField("ontvangst bevestigd op", null=True, blank=True)
    ontvangen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    intake_op = models.DateTimeField("intake begonnen op", null=True, blank=True)
    intake_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    klaar_op = models.DateTimeField("klaar voor matching op", null=True, blank=True)
    klaar_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    nazorg_op = models.DateTimeField("nazorg begonnen op", null=True, blank=True)
    nazorg_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    slaapkamers_nodig = models.PositiveSmallIntegerField(
        "slaapkamers, anders dan berekend",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    slaapkamers_reden = models.TextField("waarom anders dan berekend", blank=True)

    objects = HuishoudenQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("huishoudnummer", "coa_contact", "slaapkamers_reden"),
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
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"huishouden_{act}")
                for act in ("aangemeld", "ontvangen", "intake", "klaar", "nazorg")
            ),
            models.CheckConstraint(
                condition=Q(ontvangen_op=None) | Q(eigenaar__isnull=False),
                name="huishouden_received_with_owner",
                violation_error_message="Kies wie dit dossier behandelt.",
            ),
            models.CheckConstraint(
                condition=Q(intake_op=None) | Q(ontvangen_op__isnull=False),
                name="huishouden_intake_after_receipt",
                violation_error_message="Bevestig eerst de ontvangst.",
            ),
            models.CheckConstraint(
                condition=Q(klaar_op=None) | Q(intake_op__isnull=False),
                name="huishouden_ready_after_intake",
                violation_error_message="Begin eerst de intake.",
            ),
            models.CheckConstraint(
                condition=Q(slaapkamers_nodig=None) | ~Q(slaapkamers_reden=""),
                name="huishouden_other_bedrooms_with_reason",
                violation_error_message="Leg uit waarom het aantal slaapkamers anders is dan berekend.",
            ),
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
    def persoonswoorden(self) -> frozenset[str]:
        """What no text about this household may hold that others read too: a decision, an escalation, minutes."""
        return frozenset(woord for p in self.personen.all() for woord in (p.achternaam, p.v_nummer) if woord)

    @property
    def woning_uiterlijk(self) -> date:
        """A home should be found within ten weeks after the koppeling (R-402)."""
        return self.koppeldatum + WONING_TERMIJN

    @property
    def verhuisd_uiterlijk(self) -> date:
        """And the household moved within twelve weeks (R-404)."""
        return self.koppeldatum + VERHUIS_TERMIJN

    def behoefte(self, peildatum: date) -> Woonbehoefte:
        """What the household needs of a home, on a day (children grow up). See `with_behoefte` for a list of them."""
        return bepaal_woonbehoefte(
            self._personen(),
            peildatum,
            self.kamernorm(peildatum),
            slaapkamers=self.slaapkamers_nodig,
            wensen=[Wens(eis.soort, eis.is_hard, eis.bedrag, eis.waarde) for eis in self.eisen.all()],
        )

    def kamerdelen(self, peildatum: date) -> tuple[Kamerdeel, ...]:
        """How the bedrooms are counted on a day, by the norm of the gemeente."""
        return count_slaapkamers(self._personen(), peildatum, self.kamernorm(peildatum))

    def kamernorm(self, peildatum: date) -> Kamernorm:
        """How the gemeente counts bedrooms on a day."""
        return pick_norm(self.gemeente.woonnormen.all(), peildatum)

    def _personen(self) -> list[Persoon]:
        return [Persoon(p.geboortedatum, p.gezinsrol, p.geslacht, p.rolstoel) for p in self.personen.all()]

    def open_voordracht(self) -> "Voordracht | None":
        """Not that of a temporary home from where one is looking for the next."""
        open_ = self.voordrachten.open().filter(plaatsing__doorstroom_op=None)
        return open_.select_related("aanbod__woning__corporatie").first()

    def lopende_plaatsing(self) -> "Plaatsing | None":
        """The latest: of who moves on from a temporary home the lease of the next, once it is signed."""
        return self.plaatsingen.lopend().order_by("-getekend_op").first()


class Gezinsrol(models.TextChoices):
    HOOFD = "hoofd", "Hoofd"
    PARTNER = "partner", "Partner"
    KIND = "kind", "Kind"
    OVERIG = "overig", "Overig gezinslid"
