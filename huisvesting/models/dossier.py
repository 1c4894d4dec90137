"""The dossier of a household: what it needs, what is missing, why it waits, who spoke with it, how it was closed."""

import uuid
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from huisvesting.models.huishouden import Huishouden
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol

MET_HET_DOSSIER = "met het dossier van het huishouden"


class VanHuishoudenQuerySet(models.QuerySet):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente, as the household itself."""
        return self.filter(huishouden__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))


class VanHuishouden(models.Model):
    """A part of the dossier of one household."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="%(class)sen")

    objects = VanHuishoudenQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def gemeente(self) -> Gemeente:
        return self.huishouden.gemeente


class Ontbrekend(models.TextChoices):
    """What COA did not send along."""

    SAMENSTELLING = "samenstelling", "Wie er bij het huishouden horen"
    GEBOORTEDATUM = "geboortedatum", "Een geboortedatum"
    BSN_PAS = "bsn_pas", "BSN of verblijfspas"
    INKOMEN = "inkomen", "Inkomen of uitkering"
    MEDISCH = "medisch", "Wat een woning nodig heeft door ziekte of beperking"
    CONTACT = "contact", "Contactpersoon op de COA-locatie"
    NAREIS = "nareis", "Of er nareis komt"


class Aanvulling(VanHuishouden):
    """A question to COA for what is missing; until the answer the dossier is ONVOLLEDIG. Its dates count in the file on
    excusability (verschoonbaarheid)."""

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="aanvullingen")
    ontbreekt = models.JSONField("wat ontbreekt", default=list)
    toelichting = models.TextField("toelichting", blank=True)
    gevraagd_op = models.DateTimeField("gevraagd op")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    aangevuld_op = models.DateTimeField("aangevuld op", null=True, blank=True)
    aangevuld_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting",), bewaren=MET_HET_DOSSIER, daarna="leeggemaakt; wat ontbrak en de data blijven"
    )

    class Meta:
        verbose_name = "vraag om aanvulling"
        verbose_name_plural = "vragen om aanvulling"
        ordering = ["-gevraagd_op"]
        constraints = [
            both_or_neither("gevraagd_op", "gevraagd_door", name="aanvulling_gevraagd"),
            both_or_neither("aangevuld_op", "aangevuld_door", name="aanvulling_aangevuld"),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=Q(aangevuld_op=None),
                name="aanvulling_one_open_per_huishouden",
                violation_error_message="Er loopt al een vraag aan COA over dit huishouden.",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(Ontbrekend(code).label) for code in self.ontbreekt)


class Parkering(VanHuishouden):
    """A household that cannot be matched for a while. The terms of the koppeling run on; this time is counted apart."""

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="parkeringen")
    reden = models.ForeignKey(Reden, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    tot = models.DateField("geparkeerd tot", null=True, blank=True)
    voorwaarde = models.CharField("tot wat er gebeurd is", max_length=200, blank=True)
    geparkeerd_op = models.DateTimeField("geparkeerd op")
    geparkeerd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    hervat_op = models.DateTimeField("hervat op", null=True, blank=True)
    hervat_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "voorwaarde"), bewaren=MET_HET_DOSSIER, daarna="leeggemaakt; reden en data blijven"
    )

    class Meta:
        verbose_name = "parkering"
        verbose_name_plural = "parkeringen"
        ordering = ["-geparkeerd_op"]
        constraints = [
            both_or_neither("geparkeerd_op", "geparkeerd_door", name="parkering_geparkeerd"),
            both_or_neither("hervat_op", "hervat_door", name="parkering_hervat"),
            models.CheckConstraint(
                condition=Q(tot__isnull=False) | ~Q(voorwaarde=""),
                name="parkering_with_end_or_condition",
                violation_error_message="Vul in tot wanneer u parkeert, of tot wat er gebeurd is.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=Q(hervat_op=None),
                name="parkering_one_open_per_huishouden",
                violation_error_message="Dit huishouden is al geparkeerd.",
            ),
        ]

    def __str__(self) -> str:
        return f"Geparkeerd: {self.reden}"


class Sluiting(models.TextChoices):
    AFGESLOTEN = "afgesloten", "Afgesloten"
    TERUGGEGEVEN = "teruggegeven", "Teruggegeven aan COA"


class Dossiersluiting(VanHuishouden):
    """How a dossier ended: closed, or handed back to COA. Handing back is proposed by casework and decided by the
    opgavemanager; only the opgavemanager opens a dossier again, with a reason (workflow.md 5.2).

    | from | to | service |
    |---|---|---|
    | - | waits (only TERUGGEGEVEN) | propose_teruggave |
    | waits | BESLOTEN: the dossier is closed | decide_teruggave |
    | waits | AFGEWEZEN: it goes on, with a motive | decline_teruggave |
    | - | BESLOTEN (only AFGESLOTEN) | close_dossier |
    | BESLOTEN | HEROPEND | reopen_dossier |
    """

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="sluitingen")
    soort = models.CharField("soort", max_length=20, choices=Sluiting.choices)
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    voorgesteld_op = models.DateTimeField("voorgesteld op")
    voorgesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    besloten_op = models.DateTimeField("besloten op", null=True, blank=True)
    besloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgewezen_op = models.DateTimeField("niet akkoord op", null=True, blank=True)
    afgewezen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    motivering = models.TextField("waarom niet, of waarom opnieuw geopend", blank=True)
    heropend_op = models.DateTimeField("heropend op", null=True, blank=True)
    heropend_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "motivering"), bewaren=MET_HET_DOSSIER, daarna="leeggemaakt; reden en data blijven"
    )

    class Meta:
        verbose_name = "sluiting van een dossier"
        verbose_name_plural = "sluitingen van dossiers"
        ordering = ["-voorgesteld_op"]
        constraints = [
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"dossiersluiting_{act}")
                for act in ("voorgesteld", "besloten", "afgewezen", "heropend")
            ),
            models.CheckConstraint(
                condition=Q(besloten_op=None) | Q(afgewezen_op=None),
                name="dossiersluiting_decided_or_declined",
                violation_error_message="Over een voorstel is ja of nee gezegd, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(heropend_op=None) | Q(besloten_op__isnull=False),
                name="dossiersluiting_reopened_after_closing",
                violation_error_message="Alleen een gesloten dossier kan opnieuw open.",
            ),
            models.CheckConstraint(
                condition=Q(afgewezen_op=None, heropend_op=None) | ~Q(motivering=""),
                name="dossiersluiting_undone_with_motive",
                violation_error_message="Schrijf op waarom.",
            ),
            models.CheckConstraint(
                condition=Q(soort="afgesloten", reden=None, besloten_op__isnull=False)
                | Q(soort="teruggegeven", reden__isnull=False),
                name="dossiersluiting_handed_back_with_reason",
                violation_error_message="Kies een reden om het huishouden terug te geven.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=Q(afgewezen_op=None, heropend_op=None),
                name="dossiersluiting_one_running_per_huishouden",
                violation_error_message="Dit dossier is al gesloten, of er ligt al een voorstel.",
            ),
        ]

    def __str__(self) -> str:
        return str(Sluiting(self.soort).label)


class Eissoort(models.TextChoices):
    """What a household asks of a home beside its size. The rules check the first four, people the others."""

    GELIJKVLOERS = "gelijkvloers", "Geen trap"
    ZELFSTANDIG = "zelfstandig", "Eigen keuken en badkamer"
    HUUR = "huur", "Huur niet hoger dan"
    PLAATS = "plaats", "In een bepaalde plaats"
    WERK = "werk", "Dicht bij werk"
    ONDERWIJS = "onderwijs", "Dicht bij school of studie"
    ZORG = "zorg", "Dicht bij zorg"
    FAMILIE = "familie", "Dicht bij familie"


class Eis(VanHuishouden):
    """One criterion: hard (no home without it, unless for a reason) or soft (better with it) (R-410, R-411)."""

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="eisen")
    soort = models.CharField("wat", max_length=20, choices=Eissoort.choices)
    is_hard = models.BooleanField("moet (anders: liefst)", default=False)
    bedrag = models.DecimalField(
        "bedrag per maand (EUR)",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    waarde = models.CharField("waar of welke", max_length=100, blank=True)

    persoonsgegevens = Persoonsgegevens(velden=("waarde",), bewaren=MET_HET_DOSSIER, daarna="verwijderd")

    class Meta:
        verbose_name = "eis"
        verbose_name_plural = "eisen"
        ordering = ["-is_hard", "soort"]
        constraints = [
            models.UniqueConstraint(
                fields=["huishouden", "soort"],
                name="eis_once_per_huishouden",
                violation_error_message="Deze eis staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="huur") | Q(bedrag__isnull=False),
                name="eis_rent_with_amount",
                violation_error_message="Vul in hoe hoog de huur hooguit mag zijn.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="plaats") | ~Q(waarde=""),
                name="eis_place_with_name",
                violation_error_message="Vul in om welke plaats het gaat.",
            ),
        ]

    def __str__(self) -> str:
        return str(Eissoort(self.soort).label)


class Notitie(VanHuishouden):
    """A note in the dossier; it is added, never changed."""

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="notities")
    tekst = models.TextField("notitie")
    geschreven_op = models.DateTimeField("geschreven op")
    geschreven_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(velden=("tekst",), bewaren=MET_HET_DOSSIER, daarna="verwijderd")

    class Meta:
        verbose_name = "notitie"
        verbose_name_plural = "notities"
        ordering = ["-geschreven_op"]
        constraints = [both_or_neither("geschreven_op", "geschreven_door", name="notitie_geschreven")]

    def __str__(self) -> str:
        return f"Notitie van {self.geschreven_door}"


class Contactwijze(models.TextChoices):
    TELEFOON = "telefoon", "Telefoon"
    GESPREK = "gesprek", "Gesprek"
    EMAIL = "email", "E-mail"
    BERICHT = "bericht", "Bericht op de telefoon"
    BRIEF = "brief", "Brief"
    COA = "coa", "Via COA"


class Contactmoment(VanHuishouden):
    """An attempt to speak with the household. Two without an answer make a household unreachable."""

    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="contactmomenten")
    contactdatum = models.DateField("datum")
    wijze = models.CharField("hoe", max_length=20, choices=Contactwijze.choices)
    is_bereikt = models.BooleanField("bereikt", default=True)
    tolk_aanwezig = models.BooleanField("er was een tolk bij", null=True, blank=True)
    tekst = models.TextField("wat er besproken is", blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(velden=("tekst",), bewaren=MET_HET_DOSSIER, daarna="verwijderd")

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        ordering = ["-contactdatum", "-vastgelegd_op"]
        constraints = [both_or_neither("vastgelegd_op", "vastgelegd_door", name="contactmoment_vastgelegd")]

    def __str__(self) -> str:
        return f"{self.get_wijze_display()} op {self.contactdatum:%d-%m-%Y}"
