"""Who did what, and who looked at whom. Append-only, without keys to live data."""

from typing import Self

from django.db import models

from samenwerking.basis.persoonsgegevens import Persoonsgegevens


class Gebeurtenis(models.TextChoices):
    """Everything that leaves a line in the logboek. The label is what a reader sees on a timeline."""

    INGELOGD = "ingelogd", "Ingelogd"
    INLOGGEN_MISLUKT = "inloggen_mislukt", "Inloggen mislukt"
    UITGELOGD = "uitgelogd", "Uitgelogd"
    GEBRUIKER_GEMAAKT = "gebruiker_gemaakt", "Account gemaakt"
    BEHEER_GEWIJZIGD = "beheer_gewijzigd", "Gewijzigd in het beheer"
    INZAGE = "inzage", "Persoonsgegevens bekeken"
    UITVOER = "uitvoer", "Gegevens gedownload"
    REFERENTIE_GELADEN = "referentie_geladen", "Referentiegegevens geladen"
    INWONERS_GELADEN = "inwoners_geladen", "Inwonertallen geladen"
    LANDELIJK_VASTGELEGD = "landelijk_vastgelegd", "Landelijke taakstelling vastgelegd"
    TAAKSTELLING_GEPUBLICEERD = "taakstelling_gepubliceerd", "Gepubliceerde taakstelling vastgelegd"
    BEGINSALDO_VASTGESTELD = "beginsaldo_vastgesteld", "Beginsaldo vastgesteld"
    CORRECTIE_GEBOEKT = "correctie_geboekt", "Correctie geboekt"
    TELREGEL_VASTGELEGD = "telregel_vastgelegd", "Nieuwe versie van een telregel"
    NORMBEDRAG_VASTGELEGD = "normbedrag_vastgelegd", "Normbedrag vastgelegd"
    TELMOMENT_INGESTELD = "telmoment_ingesteld", "Telmoment ingesteld"
    OVERDRACHT_VASTGELEGD = "overdracht_vastgelegd", "Overdracht vastgelegd"
    OVERDRACHT_INGETROKKEN = "overdracht_ingetrokken", "Overdracht ingetrokken"
    HERINDELING_VERWERKT = "herindeling_verwerkt", "Saldo bij herindeling overgenomen"
    SALDO_GECORRIGEERD = "saldo_gecorrigeerd", "Saldo gecorrigeerd"
    HALFJAAR_AFGESLOTEN = "halfjaar_afgesloten", "Halfjaar afgesloten"
    VOORTGANG_HERBEREKEND = "voortgang_herberekend", "Voortgang herberekend"
    OVERZICHT_ONTVANGEN = "overzicht_ontvangen", "Overzicht gelezen"
    OVERZICHT_INGEDEELD = "overzicht_ingedeeld", "Kolommen van een overzicht gekozen"
    OVERZICHT_TOEGEPAST = "overzicht_toegepast", "Overzicht verwerkt"
    OVERZICHT_VERWORPEN = "overzicht_verworpen", "Overzicht weggelegd"
    VERSCHIL_GEMELD = "verschil_gemeld", "Verschil met COA gemeld"
    VERSCHIL_OPGELOST = "verschil_opgelost", "Verschil met COA opgelost"
    KOPPELINGSDEKKING_VASTGELEGD = "koppelingsdekking_vastgelegd", "Koppelingsdekking vastgelegd"
    COA_VRAAG_GESTELD = "coa_vraag_gesteld", "Vraag aan COA vastgelegd"
    COA_VRAAG_BEANTWOORD = "coa_vraag_beantwoord", "Antwoord van COA vastgelegd"
    TOEZICHTKADER_VASTGELEGD = "toezichtkader_vastgelegd", "Toezichtkader vastgelegd"
    TOEZICHTBRIEF_VASTGELEGD = "toezichtbrief_vastgelegd", "Brief over toezicht vastgelegd"
    PLAN_VAN_AANPAK_VASTGELEGD = "plan_van_aanpak_vastgelegd", "Plan van aanpak vastgelegd"
    MIJLPAAL_TOEGEVOEGD = "mijlpaal_toegevoegd", "Mijlpaal toegevoegd"
    COA_LIJST_ONTVANGEN = "coa_lijst_ontvangen", "COA-lijst gelezen"
    COA_LIJST_TOEGEPAST = "coa_lijst_toegepast", "COA-lijst verwerkt"
    COA_LIJST_VERWORPEN = "coa_lijst_verworpen", "COA-lijst weggelegd"
    HUISHOUDEN_GEKOPPELD = "huishouden_gekoppeld", "Gekoppeld aan de gemeente"
    HUISHOUDEN_BIJGEWERKT = "huishouden_bijgewerkt", "Bijgewerkt uit een COA-lijst"
    AANBOD_GEMELD = "aanbod_gemeld", "Woning gemeld"
    AANBOD_BEVESTIGD = "aanbod_bevestigd", "Woning bevestigd"
    OPTIE_VERLENGD = "optie_verlengd", "Optie verlengd"
    AANBOD_INGETROKKEN = "aanbod_ingetrokken", "Woning ingetrokken"
    AANBOD_GEBLOKKEERD = "aanbod_geblokkeerd", "Woning geblokkeerd"
    AANBOD_VRIJGEGEVEN = "aanbod_vrijgegeven", "Blokkade opgeheven"
    AANBOD_ONGESCHIKT = "aanbod_ongeschikt", "Woning ongeschikt voor de gemeente"
    VOORDRACHT_VOORGESTELD = "voordracht_voorgesteld", "Huishouden voorgedragen"
    VOORDRACHT_AKKOORD = "voordracht_akkoord", "Corporatie akkoord"
    VOORDRACHT_AFGEWEZEN = "voordracht_afgewezen", "Corporatie wijst af"
    VOORDRACHT_AANGEBODEN = "voordracht_aangeboden", "Woning aangeboden aan het huishouden"
    VOORDRACHT_GEACCEPTEERD = "voordracht_geaccepteerd", "Huishouden accepteert"
    VOORDRACHT_GEWEIGERD = "voordracht_geweigerd", "Huishouden weigert"
    VOORDRACHT_GEANNULEERD = "voordracht_geannuleerd", "Voordracht geannuleerd"
    HUURCONTRACT_GETEKEND = "huurcontract_getekend", "Huurcontract getekend"
    SLEUTEL_OVERGEDRAGEN = "sleutel_overgedragen", "Sleutel overgedragen"
    AFGEMELD_BIJ_COA = "afgemeld_bij_coa", "Afgemeld bij COA"
    PLAATSING_GEANNULEERD = "plaatsing_geannuleerd", "Plaatsing geannuleerd"
    VERBLIJF_VASTGELEGD = "verblijf_vastgelegd", "Ander verblijf vastgelegd"
    VERBLIJF_BEEINDIGD = "verblijf_beeindigd", "Ander verblijf beëindigd"
    VERHUIZING_GEMELD = "verhuizing_gemeld", "Verhuizing van een amv gemeld bij COA"
    INSTROOM_GEWIJZIGD = "instroom_gewijzigd", "Soort statushouder gewijzigd"
    TELLING_TERUGGEBOEKT = "telling_teruggeboekt", "Telling teruggeboekt"
    DEMONSTRATIE_GELADEN = "demonstratie_geladen", "Demonstratiegegevens geladen"


# Lines that say who came and who looked: nothing on a page changes by them.
ZONDER_WIJZIGING = (
    Gebeurtenis.INGELOGD,
    Gebeurtenis.INLOGGEN_MISLUKT,
    Gebeurtenis.UITGELOGD,
    Gebeurtenis.INZAGE,
    Gebeurtenis.UITVOER,
)
# Nor do the figures of the gemeenten by these: steps of one case before anybody can count. A kind of line that stands
# in neither list changes something.
ZONDER_TELLING = (
    *ZONDER_WIJZIGING,
    Gebeurtenis.GEBRUIKER_GEMAAKT,
    Gebeurtenis.COA_LIJST_ONTVANGEN,
    Gebeurtenis.COA_LIJST_VERWORPEN,
    Gebeurtenis.AANBOD_GEMELD,
    Gebeurtenis.AANBOD_BEVESTIGD,
    Gebeurtenis.OPTIE_VERLENGD,
    Gebeurtenis.VOORDRACHT_VOORGESTELD,
    Gebeurtenis.VOORDRACHT_AKKOORD,
    Gebeurtenis.VOORDRACHT_AFGEWEZEN,
    Gebeurtenis.VOORDRACHT_AANGEBODEN,
    Gebeurtenis.VOORDRACHT_GEACCEPTEERD,
    Gebeurtenis.VOORDRACHT_GEWEIGERD,
    Gebeurtenis.VOORDRACHT_GEANNULEERD,
)


def gebeurtenis_choices() -> list[tuple[str, str]]:
    """Named in the migration instead of the list itself, so that a new event needs no migration."""
    return list(Gebeurtenis.choices)


class LogregelQuerySet(models.QuerySet["Logregel"]):
    def for_onderwerp(self, onderwerp: models.Model) -> Self:
        return self.filter(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))

    def gebeurtenissen(self) -> Self:
        """Without the lines that only say that someone looked."""
        return self.exclude(gebeurtenis__in=[Gebeurtenis.INZAGE, Gebeurtenis.UITVOER])


class Logregel(models.Model):
    """One event. `gegevens` holds codes and numbers that explain it, never personal data of a statushouder.

    The primary key orders the lines; the name of the actor is kept as it was.
    """

    gebeurtenis = models.CharField("gebeurtenis", max_length=40, choices=gebeurtenis_choices)
    gemeente_code = models.CharField("gemeente", max_length=6, blank=True)
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60, blank=True)
    onderwerp_id = models.CharField("onderwerp", max_length=40, blank=True)
    gegevens = models.JSONField("gegevens", default=dict, blank=True)
    op = models.DateTimeField("moment")
    door_id = models.CharField("gebruiker", max_length=40, blank=True)
    door_naam = models.CharField("door", max_length=200)

    objects = LogregelQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("door_naam",),
        bewaren="de bewaartermijn van het logboek",
        daarna="verzegelde delen worden in hun geheel verwijderd",
    )

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logboek"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="logregel_onderwerp"),
            models.Index(fields=["gemeente_code", "op"], name="logregel_gemeente"),
            # The last change of a gemeente, and of the figures of all of them: one step (services.wijziging).
            models.Index(
                fields=["gemeente_code", "id"],
                condition=~models.Q(gebeurtenis__in=ZONDER_WIJZIGING),
                name="logregel_wijziging",
            ),
            models.Index(fields=["id"], condition=~models.Q(gebeurtenis__in=ZONDER_TELLING), name="logregel_telling"),
        ]

    def __str__(self) -> str:
        return f"{self.get_gebeurtenis_display()} · {self.door_naam}"
