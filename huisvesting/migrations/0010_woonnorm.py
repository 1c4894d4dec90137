"""How a gemeente counts bedrooms, from a day on (R-609)."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LEEFTIJD = [django.core.validators.MinValueValidator(4), django.core.validators.MaxValueValidator(18)]
PER_KAMER = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)]


class Migration(migrations.Migration):
    dependencies = [
        ("samenwerking", "0010_logregel_telling"),
        ("huisvesting", "0009_hersteld"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Woonnorm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("van", models.DateField(verbose_name="geldig van")),
                (
                    "eigen_kamer_vanaf",
                    models.PositiveSmallIntegerField(
                        default=18, validators=LEEFTIJD, verbose_name="eigen kamer vanaf (jaar)"
                    ),
                ),
                (
                    "gescheiden_vanaf",
                    models.PositiveSmallIntegerField(
                        default=18, validators=LEEFTIJD, verbose_name="jongens en meisjes apart vanaf (jaar)"
                    ),
                ),
                (
                    "kinderen_per_kamer",
                    models.PositiveSmallIntegerField(
                        default=2, validators=PER_KAMER, verbose_name="kinderen op een kamer"
                    ),
                ),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="woonnormen",
                        to="samenwerking.gemeente",
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
                "verbose_name": "norm voor slaapkamers",
                "verbose_name_plural": "normen voor slaapkamers",
                "ordering": ["gemeente", "-van"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "van"),
                        name="woonnorm_one_per_day",
                        violation_error_message="Vanaf deze dag is er al een norm vastgelegd. Kies een latere dag.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eigen_kamer_vanaf__range", (4, 18)),
                            ("gescheiden_vanaf__range", (4, 18)),
                            ("kinderen_per_kamer__range", (1, 4)),
                        ),
                        name="woonnorm_within_reason",
                        violation_error_message=(
                            "Kies leeftijden van 4 tot en met 18 jaar en 1 tot en met 4 kinderen op een kamer."
                        ),
                    ),
                ],
            },
        ),
    ]
