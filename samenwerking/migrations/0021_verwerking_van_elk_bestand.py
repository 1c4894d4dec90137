"""Work on files of a corporation, and on those about all gemeenten; a sheet that is asked for; two kinds of line."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('samenwerking', '0013_opgaveteam'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='logregel',
            name='logregel_telling',
        ),
        migrations.AddField(
            model_name='verwerking',
            name='blad',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nummer van het blad'),
        ),
        migrations.AddField(
            model_name='verwerking',
            name='corporatie',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='samenwerking.woningcorporatie'),
        ),
        migrations.AlterField(
            model_name='verwerking',
            name='gemeente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='samenwerking.gemeente'),
        ),
        migrations.AlterField(
            model_name='verwerking',
            name='soort',
            field=models.CharField(choices=[('lezen', 'Bestand lezen'), ('blad', 'Ander blad lezen'), ('toepassen', 'Lijst verwerken')], max_length=12, verbose_name='soort werk'),
        ),
        migrations.AddIndex(
            model_name='logregel',
            index=models.Index(condition=models.Q(('gebeurtenis__in', ('ingelogd', 'inloggen_mislukt', 'uitgelogd', 'inzage', 'uitvoer', 'gebruiker_gemaakt', 'coa_lijst_ontvangen', 'coa_lijst_ingedeeld', 'coa_lijst_beslist', 'coa_lijst_verworpen', 'coa_lijst_afgebroken', 'aanbod_gemeld', 'aanbod_bevestigd', 'optie_verlengd', 'voordracht_voorgesteld', 'voordracht_akkoord', 'voordracht_afgewezen', 'voordracht_aangeboden', 'voordracht_geaccepteerd', 'voordracht_geweigerd', 'voordracht_geannuleerd', 'dossier_teruggave_voorgesteld', 'aanbod_intrekking_gevraagd', 'aanbod_intrekking_afgewezen', 'aanbod_concept', 'aanbod_concept_weggegooid', 'aanbod_gewijzigd', 'aanbodlijst_ontvangen', 'aanbodlijst_ingedeeld', 'aanbodlijst_toegepast', 'aanbodlijst_verworpen', 'aanbodlijst_afgebroken', 'overzicht_afgebroken', 'complex_vastgelegd', 'complex_gewijzigd', 'voordracht_afwijzing_gemeld', 'voordracht_heroverwogen', 'voordracht_weigering_gemeld', 'voordracht_weigering_beoordeeld', 'voordracht_geen_reactie', 'voordracht_opnieuw_aangeboden', 'plaatsing_niet_verschenen', 'plaatsing_nieuwe_afspraak', 'ingeschreven_brp', 'doorstroom_gestart', 'nazorg_afgerond', 'afspraak_vastgelegd', 'afspraak_gewijzigd', 'overlegtermijn_ingesteld', 'herinnerd', 'koppeling_ontvangen', 'aanvulling_gevraagd', 'aanvulling_ontvangen', 'intake_begonnen', 'intake_afgerond', 'behoefte_gewijzigd', 'huishouden_geparkeerd', 'huishouden_hervat', 'eigenaar_gewijzigd', 'notitie_toegevoegd', 'contact_vastgelegd', 'nazorg_begonnen', 'dossier_afgesloten', 'dossier_teruggegeven', 'dossier_teruggave_afgewezen', 'dossier_heropend', 'actie_toegevoegd', 'actie_gereed', 'actie_vervallen', 'actie_overgedragen', 'woonnorm_vastgelegd', 'teamlid_toegevoegd', 'teamlid_beeindigd', 'afwezigheid_gemeld', 'afwezigheid_ingetrokken', 'mandaat_vastgelegd', 'mandaat_beeindigd', 'besluit_voorgesteld', 'besluit_voorgelegd', 'besluit_genomen', 'besluit_afgewezen', 'besluit_aangehouden', 'besluit_ingetrokken', 'escalatie_gemeld', 'escalatie_opgepakt', 'escalatie_omhoog', 'escalatie_opgelost', 'escalatie_ingetrokken', 'escalatietermijn_ingesteld', 'overlegreeks_gemaakt', 'overlegreeks_gewijzigd', 'overlegreeks_beeindigd', 'overleg_gepland', 'overleg_verplaatst', 'overleg_afgezegd', 'overleg_verslag', 'agenda_gevuld', 'agenda_geordend', 'agendapunt_toegevoegd', 'agendapunt_vervallen', 'agendapunt_teruggezet', 'agendapunt_besproken', 'kalenderlink_gemaakt', 'kalenderlink_gestopt', 'actie_begonnen', 'actie_wacht', 'wijk_vastgelegd', 'wijkafspraak_vastgelegd', 'wijkafspraak_beeindigd', 'doelgroepclaim_vastgelegd', 'verdeelkeuze_vastgelegd', 'successen_gestuurd')), _negated=True), fields=['id'], name='logregel_telling'),
        ),
    ]
