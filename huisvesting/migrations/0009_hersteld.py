from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0008_casework_verplicht")]

    operations = [
        migrations.AlterField(
            model_name="plaatsingscorrectie",
            name="veld",
            field=models.CharField(
                choices=[
                    ("ingangsdatum", "Eerste dag van de huur"),
                    ("sleuteldatum", "Dag van de sleutel"),
                    ("afmelddatum", "Afmelding bij COA"),
                    ("inschrijfdatum", "Inschrijving in de BRP"),
                ],
                max_length=20,
                verbose_name="gegeven",
            ),
        ),
    ]
