from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taakstelling", "0007_inlezing")]

    operations = [
        migrations.AddField(
            model_name="overzichtimport",
            name="bladen",
            field=models.JSONField(blank=True, default=list, verbose_name="bladen met inhoud"),
        ),
    ]
