"""How many homes other groups ask, and what was chosen between them."""

import django.db.models.deletion
import taakstelling.models.velden
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("huisvesting", "0019_weigering_ingetrokken"),
        ("samenwerking", "0013_opgaveteam"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Doelgroepclaim",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "doelgroep",
                    models.CharField(
                        choices=[
                            ("dakloos", "Dak- en thuislozen"),
                            ("zorg", "Uitstroom uit zorg of opvang"),
                            ("arbeidsmigrant", "Arbeidsmigranten"),
                            ("ex_gedetineerd", "Ex-gedetineerden"),
                            ("student", "Studenten"),
                            ("oekraine", "Ontheemden uit Oekraïne"),
                            ("regulier", "Gewone woningzoekenden"),
                        ],
                        max_length=20,
                        verbose_name="groep",
                    ),
                ),
                ("halfjaar", taakstelling.models.velden.HalfjaarField(verbose_name="halfjaar")),
                ("versie", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("gevraagd", models.PositiveIntegerField(verbose_name="woningen gevraagd")),
                ("toegewezen", models.PositiveIntegerField(default=0, verbose_name="woningen toegewezen")),
                ("bron", models.CharField(max_length=200, verbose_name="bron")),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "vraag van een andere groep",
                "verbose_name_plural": "vraag van andere groepen",
                "ordering": ["-halfjaar", "doelgroep", "-versie"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgelegd_door__isnull", True), ("vastgelegd_op__isnull", True)),
                            models.Q(("vastgelegd_door__isnull", False), ("vastgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="doelgroepclaim_vastgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.UniqueConstraint(
                        fields=("gemeente", "doelgroep", "halfjaar", "versie"),
                        name="doelgroepclaim_one_per_version",
                        violation_error_message="Iemand anders legde dit zojuist vast. Kijk wat er nu staat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bron", ""), _negated=True),
                        name="doelgroepclaim_with_source",
                        violation_error_message="Vul in waar het getal vandaan komt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdeelkeuze",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("halfjaar", taakstelling.models.velden.HalfjaarField(verbose_name="halfjaar")),
                ("keuzedatum", models.DateField(verbose_name="gekozen op")),
                ("keuze", models.CharField(max_length=200, verbose_name="keuze")),
                ("motivering", models.TextField(verbose_name="waarom")),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "besluit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="samenwerking.besluit",
                    ),
                ),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "keuze in de verdeling",
                "verbose_name_plural": "keuzes in de verdeling",
                "ordering": ["-keuzedatum", "-vastgelegd_op"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgelegd_door__isnull", True), ("vastgelegd_op__isnull", True)),
                            models.Q(("vastgelegd_door__isnull", False), ("vastgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="verdeelkeuze_vastgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keuze", ""), _negated=True), models.Q(("motivering", ""), _negated=True)
                        ),
                        name="verdeelkeuze_with_motive",
                        violation_error_message="Schrijf op wat er gekozen is en waarom.",
                    ),
                ],
            },
        ),
    ]
