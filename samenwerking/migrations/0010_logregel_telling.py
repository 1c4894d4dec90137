"""The index over the lines that can change a count leaves out the new kinds that cannot."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('samenwerking', '0009_redenen_dossier'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='logregel',
            name='logregel_telling',
        ),
        migrations.AddIndex(
            model_name='logregel',
            index=models.Index(condition=models.Q(('gebeurtenis__in', ('ingelogd', 'inloggen_mislukt', 'uitgelogd', 'inzage', 'uitvoer', 'gebruiker_gemaakt', 'coa_lijst_ontvangen', 'coa_lijst_verworpen', 'aanbod_gemeld', 'aanbod_bevestigd', 'optie_verlengd', 'voordracht_voorgesteld', 'voordracht_akkoord', 'voordracht_afgewezen', 'voordracht_aangeboden', 'voordracht_geaccepteerd', 'voordracht_geweigerd', 'voordracht_geannuleerd', 'dossier_teruggave_voorgesteld', 'aanbod_intrekking_gevraagd', 'aanbod_intrekking_afgewezen', 'aanbod_concept', 'aanbod_concept_weggegooid', 'aanbod_gewijzigd', 'aanbodlijst_ontvangen', 'aanbodlijst_toegepast', 'aanbodlijst_verworpen', 'complex_vastgelegd', 'complex_gewijzigd', 'voordracht_afwijzing_gemeld', 'voordracht_heroverwogen', 'voordracht_weigering_gemeld', 'voordracht_weigering_beoordeeld', 'voordracht_geen_reactie', 'voordracht_opnieuw_aangeboden', 'plaatsing_niet_verschenen', 'plaatsing_nieuwe_afspraak', 'ingeschreven_brp', 'doorstroom_gestart', 'nazorg_afgerond', 'afspraak_vastgelegd', 'afspraak_gewijzigd', 'overlegtermijn_ingesteld', 'herinnerd', 'koppeling_ontvangen', 'aanvulling_gevraagd', 'aanvulling_ontvangen', 'intake_begonnen', 'intake_afgerond', 'behoefte_gewijzigd', 'huishouden_geparkeerd', 'huishouden_hervat', 'eigenaar_gewijzigd', 'notitie_toegevoegd', 'contact_vastgelegd', 'nazorg_begonnen', 'dossier_afgesloten', 'dossier_teruggegeven', 'dossier_teruggave_afgewezen', 'dossier_heropend', 'actie_toegevoegd', 'actie_gereed', 'actie_vervallen', 'actie_overgedragen', 'woonnorm_vastgelegd')), _negated=True), fields=['id'], name='logregel_telling'),
        ),
    ]
