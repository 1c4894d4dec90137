import django.db.models.deletion
from django.db import migrations, models

VORMEN = [
    ("regulier", "Gewone woning"),
    ("onzelfstandig", "Kamer met gedeelde voorzieningen"),
    ("flex", "Flexwoning"),
    ("doorstroom", "Doorstroomlocatie"),
    ("zorgvastgoed", "Voormalig zorgvastgoed"),
    ("gemengd", "Gemengd wonen"),
]


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0014_kolommen_van_lijsten")]

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
                    ("tijdelijk_tot", "Laatste dag van het tijdelijke contract"),
                ],
                max_length=20,
                verbose_name="gegeven",
            ),
        ),
        migrations.AddField(
            model_name="plaatsing",
            name="vorm",
            field=models.CharField(choices=VORMEN, max_length=20, null=True, verbose_name="soort woning"),
        ),
        migrations.AddField(
            model_name="plaatsing",
            name="woongemeente",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="samenwerking.gemeente",
            ),
        ),
    ]
