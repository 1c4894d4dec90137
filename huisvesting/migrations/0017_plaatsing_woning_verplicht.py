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
    dependencies = [("huisvesting", "0016_plaatsing_woning_gegevens")]

    operations = [
        migrations.AlterField(
            model_name="plaatsing",
            name="vorm",
            field=models.CharField(choices=VORMEN, max_length=20, verbose_name="soort woning"),
        ),
        migrations.AlterField(
            model_name="plaatsing",
            name="woongemeente",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
            ),
        ),
    ]
