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
    AFSPRAAK_VASTGELEGD = "afspraak_vastgelegd", "Prestatieafspraak vastgelegd"
    AFSPRAAK_GEWIJZIGD = "afspraak_gewijzigd", "Prestatieafspraak gewijzigd"
    OVERLEGTERMIJN_INGESTELD = "overlegtermijn_ingesteld", "Termijn voor het overleg ingesteld"
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
    OVERZICHT_AFGEBROKEN = "overzicht_afgebroken", "Lezen van een overzicht afgebroken"
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
    COA_LIJST_INGEDEELD = "coa_lijst_ingedeeld", "Kolommen van een COA-lijst gekozen"
    COA_LIJST_BESLIST = "coa_lijst_beslist", "Over rijen in twijfel beslist"
    COA_LIJST_TOEGEPAST = "coa_lijst_toegepast", "COA-lijst verwerkt"
    COA_LIJST_VERWORPEN = "coa_lijst_verworpen", "COA-lijst weggelegd"
    COA_LIJST_TERUGGEDRAAID = "coa_lijst_teruggedraaid", "COA-lijst teruggedraaid"
    COA_LIJST_AFGEBROKEN = "coa_lijst_afgebroken", "Verwerken van een COA-lijst afgebroken"
    HUISHOUDEN_GEKOPPELD = "huishouden_gekoppeld", "Gekoppeld aan de gemeente"
    HUISHOUDEN_BIJGEWERKT = "huishouden_bijgewerkt", "Bijgewerkt uit een COA-lijst"
    KOPPELING_ONTVANGEN = "koppeling_ontvangen", "Ontvangst bevestigd"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Gegevens gevraagd aan COA"
    AANVULLING_ONTVANGEN = "aanvulling_ontvangen", "Gegevens van COA ontvangen"
    INTAKE_BEGONNEN = "intake_begonnen", "Intake begonnen"
    INTAKE_AFGEROND = "intake_afgerond", "Intake afgerond"
    BEHOEFTE_GEWIJZIGD = "behoefte_gewijzigd", "Woonwensen gewijzigd"
    HUISHOUDEN_GEPARKEERD = "huishouden_geparkeerd", "Geparkeerd"
    HUISHOUDEN_HERVAT = "huishouden_hervat", "Hervat"
    EIGENAAR_GEWIJZIGD = "eigenaar_gewijzigd", "Andere behandelaar"
    NOTITIE_TOEGEVOEGD = "notitie_toegevoegd", "Notitie"
    CONTACT_VASTGELEGD = "contact_vastgelegd", "Contact"
    NAZORG_BEGONNEN = "nazorg_begonnen", "Nazorg begonnen"
    DOSSIER_AFGESLOTEN = "dossier_afgesloten", "Dossier afgesloten"
    DOSSIER_TERUGGEGEVEN = "dossier_teruggegeven", "Teruggegeven aan COA"
    DOSSIER_TERUGGAVE_AFGEWEZEN = "dossier_teruggave_afgewezen", "Niet akkoord met teruggave"
    DOSSIER_HEROPEND = "dossier_heropend", "Dossier opnieuw geopend"
    ACTIE_TOEGEVOEGD = "actie_toegevoegd", "Actie toegevoegd"
    ACTIE_GEREED = "actie_gereed", "Actie gedaan"
    ACTIE_VERVALLEN = "actie_vervallen", "Actie vervallen"
    ACTIE_OVERGEDRAGEN = "actie_overgedragen", "Actie overgedragen"
    WOONNORM_VASTGELEGD = "woonnorm_vastgelegd", "Norm voor slaapkamers vastgelegd"
    DOSSIER_TERUGGAVE_VOORGESTELD = "dossier_teruggave_voorgesteld", "Teruggave aan COA voorgesteld"
    AANBOD_CONCEPT = "aanbod_concept", "Woning als concept bewaard"
    AANBOD_CONCEPT_WEGGEGOOID = "aanbod_concept_weggegooid", "Concept van een woning weggegooid"
    AANBOD_GEMELD = "aanbod_gemeld", "Woning gemeld"
    AANBOD_GEWIJZIGD = "aanbod_gewijzigd", "Gegevens van de woning gewijzigd"
    AANBOD_BEVESTIGD = "aanbod_bevestigd", "Woning bevestigd"
    OPTIE_VERLENGD = "optie_verlengd", "Optie verlengd"
    AANBOD_INGETROKKEN = "aanbod_ingetrokken", "Woning ingetrokken"
    AANBOD_INTREKKING_GEVRAAGD = "aanbod_intrekking_gevraagd", "Intrekking van een toegewezen woning gevraagd"
    AANBOD_INTREKKING_AFGEWEZEN = "aanbod_intrekking_afgewezen", "Woning blijft toegewezen"
    AANBODLIJST_ONTVANGEN = "aanbodlijst_ontvangen", "Lijst met woningen gelezen"
    AANBODLIJST_INGEDEELD = "aanbodlijst_ingedeeld", "Kolommen van een lijst met woningen gekozen"
    AANBODLIJST_TOEGEPAST = "aanbodlijst_toegepast", "Lijst met woningen verwerkt"
    AANBODLIJST_VERWORPEN = "aanbodlijst_verworpen", "Lijst met woningen weggelegd"
    AANBODLIJST_AFGEBROKEN = "aanbodlijst_afgebroken", "Lezen van een lijst met woningen afgebroken"
    COMPLEX_VASTGELEGD = "complex_vastgelegd", "Complex vastgelegd"
    COMPLEX_GEWIJZIGD = "complex_gewijzigd", "Complex gewijzigd"
    AANBOD_GEBLOKKEERD = "aanbod_geblokkeerd", "Woning geblokkeerd"
    AANBOD_VRIJGEGEVEN = "aanbod_vrijgegeven", "Blokkade opgeheven"
    AANBOD_ONGESCHIKT = "aanbod_ongeschikt", "Woning ongeschikt voor de gemeente"
    VOORDRACHT_VOORGESTELD = "voordracht_voorgesteld", "Huishouden voorgedragen"
    VOORDRACHT_AKKOORD = "voordracht_akkoord", "Corporatie akkoord"
    VOORDRACHT_AFGEWEZEN = "voordracht_afgewezen", "Afwijzing bevestigd door de gemeente"
    VOORDRACHT_AFWIJZING_GEMELD = "voordracht_afwijzing_gemeld", "Corporatie wijst af"
    VOORDRACHT_HEROVERWOGEN = "voordracht_heroverwogen", "Gemeente vraagt de corporatie om heroverweging"
    VOORDRACHT_AANGEBODEN = "voordracht_aangeboden", "Woning aangeboden aan het huishouden"
    VOORDRACHT_GEACCEPTEERD = "voordracht_geaccepteerd", "Huishouden accepteert"
    VOORDRACHT_GEWEIGERD = "voordracht_geweigerd", "Weigering afgehandeld, de woning is vrij"
    VOORDRACHT_WEIGERING_GEMELD = "voordracht_weigering_gemeld", "Huishouden weigert"
    VOORDRACHT_WEIGERING_BEOORDEELD = "voordracht_weigering_beoordeeld", "Weigering onterecht, er komt bedenktijd"
    VOORDRACHT_GEEN_REACTIE = "voordracht_geen_reactie", "Geen reactie van het huishouden"
    VOORDRACHT_OPNIEUW_AANGEBODEN = "voordracht_opnieuw_aangeboden", "Woning opnieuw aangeboden"
    VOORDRACHT_GEANNULEERD = "voordracht_geannuleerd", "Voordracht geannuleerd"
    HUURCONTRACT_GETEKEND = "huurcontract_getekend", "Huurcontract getekend"
    SLEUTEL_OVERGEDRAGEN = "sleutel_overgedragen", "Sleutel overgedragen"
    AFGEMELD_BIJ_COA = "afgemeld_bij_coa", "Afgemeld bij COA"
    PLAATSING_GEANNULEERD = "plaatsing_geannuleerd", "Plaatsing geannuleerd"
    PLAATSING_NIET_VERSCHENEN = "plaatsing_niet_verschenen", "Huishouden niet verschenen"
    PLAATSING_NIEUWE_AFSPRAAK = "plaatsing_nieuwe_afspraak", "Nieuwe afspraak voor de sleutel"
    HUUR_BEGONNEN = "huur_begonnen", "Huur begonnen"
    INGESCHREVEN_BRP = "ingeschreven_brp", "Ingeschreven in de BRP"
    DOORSTROOM_GESTART = "doorstroom_gestart", "Zoekt een vaste woning"
    NAZORG_AFGEROND = "nazorg_afgerond", "Nazorg afgerond"
    PLAATSING_BEEINDIGD = "plaatsing_beeindigd", "Plaatsing beëindigd"
    PLAATSING_HERSTELD = "plaatsing_hersteld", "Datum hersteld"
    VERBLIJF_VASTGELEGD = "verblijf_vastgelegd", "Ander verblijf vastgelegd"
    VERBLIJF_BEEINDIGD = "verblijf_beeindigd", "Ander verblijf beëindigd"
    VERHUIZING_GEMELD = "verhuizing_gemeld", "Verhuizing van een amv gemeld bij COA"
    INSTROOM_GEWIJZIGD = "instroom_gewijzigd", "Soort statushouder gewijzigd"
    TELLING_TERUGGEBOEKT = "telling_teruggeboekt", "Telling teruggeboekt"
    DEMONSTRATIE_GELADEN = "demonstratie_geladen", "Demonstratiegegevens geladen"
    HERINNERD = "herinnerd", "Herinneringen gemaakt"
    TEAMLID_TOEGEVOEGD = "teamlid_toegevoegd", "In het opgaveteam"
    TEAMLID_BEEINDIGD = "teamlid_beeindigd", "Uit het opgaveteam"
    AFWEZIGHEID_GEMELD = "afwezigheid_gemeld", "Afwezigheid gemeld"
    AFWEZIGHEID_INGETROKKEN = "afwezigheid_ingetrokken", "Afwezigheid ingetrokken"
    MANDAAT_VASTGELEGD = "mandaat_vastgelegd", "Mandaat vastgelegd"
    MANDAAT_BEEINDIGD = "mandaat_beeindigd", "Mandaat beëindigd"
    BESLUIT_VOORGESTELD = "besluit_voorgesteld", "Besluit voorgesteld"
    BESLUIT_VOORGELEGD = "besluit_voorgelegd", "Besluit voorgelegd"
    BESLUIT_GENOMEN = "besluit_genomen", "Besluit genomen"
    BESLUIT_AFGEWEZEN = "besluit_afgewezen", "Voorstel afgewezen"
    BESLUIT_AANGEHOUDEN = "besluit_aangehouden", "Besluit aangehouden"
    BESLUIT_INGETROKKEN = "besluit_ingetrokken", "Voorstel ingetrokken"
    ESCALATIE_GEMELD = "escalatie_gemeld", "Escalatie gemeld"
    ESCALATIE_OPGEPAKT = "escalatie_opgepakt", "Escalatie opgepakt"
    ESCALATIE_OMHOOG = "escalatie_omhoog", "Escalatie een niveau hoger"
    ESCALATIE_OPGELOST = "escalatie_opgelost", "Escalatie opgelost"
    ESCALATIE_INGETROKKEN = "escalatie_ingetrokken", "Escalatie ingetrokken"
    ESCALATIETERMIJN_INGESTELD = "escalatietermijn_ingesteld", "Termijn voor escalaties ingesteld"
    OVERLEGREEKS_GEMAAKT = "overlegreeks_gemaakt", "Overleg gemaakt"
    OVERLEGREEKS_GEWIJZIGD = "overlegreeks_gewijzigd", "Overleg gewijzigd"
    OVERLEGREEKS_BEEINDIGD = "overlegreeks_beeindigd", "Overleg beëindigd"
    OVERLEG_GEPLAND = "overleg_gepland", "Overleg gepland"
    OVERLEG_VERPLAATST = "overleg_verplaatst", "Overleg verplaatst"
    OVERLEG_AFGEZEGD = "overleg_afgezegd", "Overleg afgezegd"
    OVERLEG_VERSLAG = "overleg_verslag", "Verslag vastgesteld"
    AGENDA_GEVULD = "agenda_gevuld", "Agenda gevuld"
    AGENDA_GEORDEND = "agenda_geordend", "Agenda geordend"
    AGENDAPUNT_TOEGEVOEGD = "agendapunt_toegevoegd", "Punt op de agenda"
    AGENDAPUNT_VERVALLEN = "agendapunt_vervallen", "Punt van de agenda"
    AGENDAPUNT_TERUGGEZET = "agendapunt_teruggezet", "Punt terug op de agenda"
    AGENDAPUNT_BESPROKEN = "agendapunt_besproken", "Punt besproken"
    KALENDERLINK_GEMAAKT = "kalenderlink_gemaakt", "Kalenderlink gemaakt"
    KALENDERLINK_GESTOPT = "kalenderlink_gestopt", "Kalenderlink gestopt"
    ACTIE_BEGONNEN = "actie_begonnen", "Actie in uitvoering"
    ACTIE_WACHT = "actie_wacht", "Actie wacht op een ander"
    WIJK_VASTGELEGD = "wijk_vastgelegd", "Wijk vastgelegd"
    WIJKAFSPRAAK_VASTGELEGD = "wijkafspraak_vastgelegd", "Wijkafspraak vastgelegd"
    WIJKAFSPRAAK_BEEINDIGD = "wijkafspraak_beeindigd", "Wijkafspraak beëindigd"
    DOELGROEPCLAIM_VASTGELEGD = "doelgroepclaim_vastgelegd", "Vraag van een andere groep vastgelegd"
    VERDEELKEUZE_VASTGELEGD = "verdeelkeuze_vastgelegd", "Keuze in de verdeling vastgelegd"
    SUCCESSEN_GESTUURD = "successen_gestuurd", "Bericht over successen gemaakt"
    LOCATIE_GEMELD = "locatie_gemeld", "Locatie gemeld"
    LOCATIE_GEWIJZIGD = "locatie_gewijzigd", "Locatie gewijzigd"
    LOCATIE_VERDER = "locatie_verder", "Locatie een stap verder"
    LOCATIE_AFGEVALLEN = "locatie_afgevallen", "Locatie afgevallen"
    LOCATIE_HERVAT = "locatie_hervat", "Locatie hervat"
    LOCATIEVERWACHTING_VASTGELEGD = "locatieverwachting_vastgelegd", "Verwachting van een locatie vastgelegd"
    LOCATIEPUNT_BIJGEWERKT = "locatiepunt_bijgewerkt", "Punt van een locatie bijgewerkt"
    LOCATIEGEWICHT_INGESTELD = "locatiegewicht_ingesteld", "Gewicht van een stadium ingesteld"


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
    Gebeurtenis.COA_LIJST_INGEDEELD,
    Gebeurtenis.COA_LIJST_BESLIST,
    Gebeurtenis.COA_LIJST_VERWORPEN,
    Gebeurtenis.COA_LIJST_AFGEBROKEN,
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
    Gebeurtenis.DOSSIER_TERUGGAVE_VOORGESTELD,
    Gebeurtenis.AANBOD_INTREKKING_GEVRAAGD,
    Gebeurtenis.AANBOD_INTREKKING_AFGEWEZEN,
    Gebeurtenis.AANBOD_CONCEPT,
    Gebeurtenis.AANBOD_CONCEPT_WEGGEGOOID,
    Gebeurtenis.AANBOD_GEWIJZIGD,
    Gebeurtenis.AANBODLIJST_ONTVANGEN,
    Gebeurtenis.AANBODLIJST_INGEDEELD,
    Gebeurtenis.AANBODLIJST_TOEGEPAST,
    Gebeurtenis.AANBODLIJST_VERWORPEN,
    Gebeurtenis.AANBODLIJST_AFGEBROKEN,
    Gebeurtenis.OVERZICHT_AFGEBROKEN,
    Gebeurtenis.COMPLEX_VASTGELEGD,
    Gebeurtenis.COMPLEX_GEWIJZIGD,
    Gebeurtenis.VOORDRACHT_AFWIJZING_GEMELD,
    Gebeurtenis.VOORDRACHT_HEROVERWOGEN,
    Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD,
    Gebeurtenis.VOORDRACHT_WEIGERING_BEOORDEELD,
    Gebeurtenis.VOORDRACHT_GEEN_REACTIE,
    Gebeurtenis.VOORDRACHT_OPNIEUW_AANGEBODEN,
    Gebeurtenis.PLAATSING_NIET_VERSCHENEN,
    Gebeurtenis.PLAATSING_NIEUWE_AFSPRAAK,
    Gebeurtenis.INGESCHREVEN_BRP,
    Gebeurtenis.DOORSTROOM_GESTART,
    Gebeurtenis.NAZORG_AFGEROND,
    Gebeurtenis.AFSPRAAK_VASTGELEGD,
    Gebeurtenis.AFSPRAAK_GEWIJZIGD,
    Gebeurtenis.OVERLEGTERMIJN_INGESTELD,
    Gebeurtenis.HERINNERD,
    Gebeurtenis.KOPPELING_ONTVANGEN,
    Gebeurtenis.AANVULLING_GEVRAAGD,
    Gebeurtenis.AANVULLING_ONTVANGEN,
    Gebeurtenis.INTAKE_BEGONNEN,
    Gebeurtenis.INTAKE_AFGEROND,
    Gebeurtenis.BEHOEFTE_GEWIJZIGD,
    Gebeurtenis.HUISHOUDEN_GEPARKEERD,
    Gebeurtenis.HUISHOUDEN_HERVAT,
    Gebeurtenis.EIGENAAR_GEWIJZIGD,
    Gebeurtenis.NOTITIE_TOEGEVOEGD,
    Gebeurtenis.CONTACT_VASTGELEGD,
    Gebeurtenis.NAZORG_BEGONNEN,
    Gebeurtenis.DOSSIER_AFGESLOTEN,
    Gebeurtenis.DOSSIER_TERUGGEGEVEN,
    Gebeurtenis.DOSSIER_TERUGGAVE_AFGEWEZEN,
    Gebeurtenis.DOSSIER_HEROPEND,
    Gebeurtenis.ACTIE_TOEGEVOEGD,
    Gebeurtenis.ACTIE_GEREED,
    Gebeurtenis.ACTIE_VERVALLEN,
    Gebeurtenis.ACTIE_OVERGEDRAGEN,
    Gebeurtenis.WOONNORM_VASTGELEGD,
    Gebeurtenis.TEAMLID_TOEGEVOEGD,
    Gebeurtenis.TEAMLID_BEEINDIGD,
    Gebeurtenis.AFWEZIGHEID_GEMELD,
    Gebeurtenis.AFWEZIGHEID_INGETROKKEN,
    Gebeurtenis.MANDAAT_VASTGELEGD,
    Gebeurtenis.MANDAAT_BEEINDIGD,
    Gebeurtenis.BESLUIT_VOORGESTELD,
    Gebeurtenis.BESLUIT_VOORGELEGD,
    Gebeurtenis.BESLUIT_GENOMEN,
    Gebeurtenis.BESLUIT_AFGEWEZEN,
    Gebeurtenis.BESLUIT_AANGEHOUDEN,
    Gebeurtenis.BESLUIT_INGETROKKEN,
    Gebeurtenis.ESCALATIE_GEMELD,
    Gebeurtenis.ESCALATIE_OPGEPAKT,
    Gebeurtenis.ESCALATIE_OMHOOG,
    Gebeurtenis.ESCALATIE_OPGELOST,
    Gebeurtenis.ESCALATIE_INGETROKKEN,
    Gebeurtenis.ESCALATIETERMIJN_INGESTELD,
    Gebeurtenis.OVERLEGREEKS_GEMAAKT,
    Gebeurtenis.OVERLEGREEKS_GEWIJZIGD,
    Gebeurtenis.OVERLEGREEKS_BEEINDIGD,
    Gebeurtenis.OVERLEG_GEPLAND,
    Gebeurtenis.OVERLEG_VERPLAATST,
    Gebeurtenis.OVERLEG_AFGEZEGD,
    Gebeurtenis.OVERLEG_VERSLAG,
    Gebeurtenis.AGENDA_GEVULD,
    Gebeurtenis.AGENDA_GEORDEND,
    Gebeurtenis.AGENDAPUNT_TOEGEVOEGD,
    Gebeurtenis.AGENDAPUNT_VERVALLEN,
    Gebeurtenis.AGENDAPUNT_TERUGGEZET,
    Gebeurtenis.AGENDAPUNT_BESPROKEN,
    Gebeurtenis.KALENDERLINK_GEMAAKT,
    Gebeurtenis.KALENDERLINK_GESTOPT,
    Gebeurtenis.ACTIE_BEGONNEN,
    Gebeurtenis.ACTIE_WACHT,
    Gebeurtenis.WIJK_VASTGELEGD,
    Gebeurtenis.WIJKAFSPRAAK_VASTGELEGD,
    Gebeurtenis.WIJKAFSPRAAK_BEEINDIGD,
    Gebeurtenis.DOELGROEPCLAIM_VASTGELEGD,
    Gebeurtenis.VERDEELKEUZE_VASTGELEGD,
    Gebeurtenis.SUCCESSEN_GESTUURD,
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
