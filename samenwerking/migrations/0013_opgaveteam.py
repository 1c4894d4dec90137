"""The opgaveteam: its members, mandate, decisions, escalations, meetings, locations and neighbourhoods."""

import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from samenwerking.basis.geen_overlap import GeenOverlap


class Migration(migrations.Migration):
    dependencies = [
        ("samenwerking", "0012_verwerking"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="roltoewijzing",
            name="roltoewijzing_fits_organisation",
        ),
        migrations.AlterField(
            model_name="roltoewijzing",
            name="rol",
            field=models.CharField(
                choices=[
                    ("ambtenaar", "Ambtenaar"),
                    ("opgavemanager", "Opgavemanager"),
                    ("jurist", "Jurist"),
                    ("opdrachtgever", "Ambtelijk opdrachtgever"),
                    ("wethouder", "Wethouder"),
                    ("corporatiemedewerker", "Corporatiemedewerker"),
                    ("provincie", "Provinciaal toezichthouder"),
                    ("beheerder", "Beheerder"),
                ],
                max_length=30,
                verbose_name="rol",
            ),
        ),
        migrations.AddConstraint(
            model_name="roltoewijzing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("corporatie__isnull", False),
                        ("gemeente", None),
                        ("provincie_code", ""),
                        ("rol", "corporatiemedewerker"),
                    ),
                    models.Q(
                        ("corporatie", None),
                        ("gemeente", None),
                        ("rol", "provincie"),
                        models.Q(("provincie_code", ""), _negated=True),
                    ),
                    models.Q(
                        ("corporatie", None),
                        ("gemeente__isnull", False),
                        ("provincie_code", ""),
                        (
                            "rol__in",
                            ["ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder", "beheerder"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="roltoewijzing_fits_organisation",
                violation_error_message="Een corporatiemedewerker hoort bij een corporatie, een toezichthouder bij een provincie, elke andere rol bij een gemeente.",
            ),
        ),
        migrations.CreateModel(
            name="Wijk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wijken", to="samenwerking.gemeente"
                    ),
                ),
                ("naam", models.CharField(max_length=100, verbose_name="naam")),
                (
                    "huishoudens",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="huishoudens in de wijk",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijk",
                "verbose_name_plural": "wijken",
                "ordering": ["naam"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "naam"),
                        name="wijk_name_once",
                        violation_error_message="Er is al een wijk met deze naam.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wijkpostcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "wijk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="postcodes", to="samenwerking.wijk"
                    ),
                ),
                (
                    "cijfers",
                    models.CharField(
                        max_length=4,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{3}$", "Het begin van een postcode heeft vier cijfers, zoals 7201."
                            )
                        ],
                        verbose_name="postcode (vier cijfers)",
                    ),
                ),
            ],
            options={
                "verbose_name": "postcode van een wijk",
                "verbose_name_plural": "postcodes van een wijk",
                "ordering": ["cijfers"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "cijfers"),
                        name="wijkpostcode_in_one_wijk",
                        violation_error_message="Deze postcode hoort al bij een andere wijk.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wijkafspraak",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "wijk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="afspraken", to="samenwerking.wijk"
                    ),
                ),
                ("tekst", models.TextField(verbose_name="afspraak of aandachtspunt")),
                (
                    "hooguit",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hooguit woningen per halfjaar"
                    ),
                ),
                ("van", models.DateField(verbose_name="geldt van")),
                ("tot", models.DateField(blank=True, null=True, verbose_name="geldt tot (niet meegerekend)")),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True, verbose_name="beëindigd op")),
                (
                    "beeindigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "wijkafspraak",
                "verbose_name_plural": "wijkafspraken",
                "ordering": ["-van"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgelegd_door__isnull", True), ("vastgelegd_op__isnull", True)),
                            models.Q(("vastgelegd_door__isnull", False), ("vastgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="wijkafspraak_vastgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beeindigd_door__isnull", True), ("beeindigd_op__isnull", True)),
                            models.Q(("beeindigd_door__isnull", False), ("beeindigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="wijkafspraak_beeindigd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("van__isnull", True), ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="wijkafspraak_ends_after_begin",
                        violation_error_message="Het einde ligt voor het begin.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tekst", ""), _negated=True),
                        name="wijkafspraak_says_something",
                        violation_error_message="Schrijf op wat er is afgesproken.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Teamlid",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teamleden",
                        to="samenwerking.gemeente",
                    ),
                ),
                (
                    "rol",
                    models.CharField(
                        choices=[
                            ("bestuurlijk_opdrachtgever", "Bestuurlijk opdrachtgever"),
                            ("ambtelijk_opdrachtgever", "Ambtelijk opdrachtgever"),
                            ("opgavemanager", "Opgavemanager"),
                            ("jurist", "Jurist"),
                            ("inburgeringsconsulent", "Inburgeringsconsulent"),
                            ("financieel_adviseur", "Financieel adviseur"),
                            ("beleidsadviseur_wonen", "Beleidsadviseur wonen"),
                            ("communicatieadviseur", "Communicatieadviseur"),
                            ("consulent_huisvesting", "Consulent huisvesting"),
                            ("overig", "Ander teamlid"),
                        ],
                        max_length=30,
                        verbose_name="rol in het team",
                    ),
                ),
                (
                    "gebruiker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teamleden",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("naam", models.CharField(blank=True, max_length=100, verbose_name="naam")),
                ("functie", models.CharField(blank=True, max_length=100, verbose_name="functie")),
                ("van", models.DateField(verbose_name="van")),
                ("tot", models.DateField(blank=True, null=True, verbose_name="tot (niet meegerekend)")),
                ("toegevoegd_op", models.DateTimeField(verbose_name="toegevoegd op")),
                (
                    "toegevoegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True, verbose_name="beëindigd op")),
                (
                    "beeindigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "teamlid",
                "verbose_name_plural": "teamleden",
                "ordering": ["rol", "van"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("toegevoegd_door__isnull", True), ("toegevoegd_op__isnull", True)),
                            models.Q(("toegevoegd_door__isnull", False), ("toegevoegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="teamlid_toegevoegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beeindigd_door__isnull", True), ("beeindigd_op__isnull", True)),
                            models.Q(("beeindigd_door__isnull", False), ("beeindigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="teamlid_beeindigd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("van__isnull", True), ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="teamlid_ends_after_begin",
                        violation_error_message="Het einde ligt voor het begin.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gebruiker__isnull", False), ("naam", "")),
                            models.Q(("gebruiker", None), models.Q(("naam", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="teamlid_account_or_name",
                        violation_error_message="Kies een collega met een account, of vul een naam in.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("gemeente", "rol", "gebruiker"),
                        name="teamlid_role_once_per_person",
                        violation_error_message="Deze collega heeft deze rol al.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Afwezigheid",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "teamlid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="afwezigheden",
                        to="samenwerking.teamlid",
                    ),
                ),
                (
                    "vervanger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangt",
                        to="samenwerking.teamlid",
                    ),
                ),
                ("van", models.DateField(verbose_name="van")),
                ("tot", models.DateField(verbose_name="tot (niet meegerekend)")),
                ("gemeld_op", models.DateTimeField(verbose_name="gemeld op")),
                (
                    "gemeld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                (
                    "ingetrokken_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "afwezigheid",
                "verbose_name_plural": "afwezigheden",
                "ordering": ["van"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gemeld_door__isnull", True), ("gemeld_op__isnull", True)),
                            models.Q(("gemeld_door__isnull", False), ("gemeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="afwezigheid_gemeld",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ingetrokken_door__isnull", True), ("ingetrokken_op__isnull", True)),
                            models.Q(("ingetrokken_door__isnull", False), ("ingetrokken_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="afwezigheid_ingetrokken",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("van__isnull", True), ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="afwezigheid_ends_after_begin",
                        violation_error_message="Het einde ligt voor het begin.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vervanger", None),
                            models.Q(("vervanger", models.F("teamlid")), _negated=True),
                            _connector="OR",
                        ),
                        name="afwezigheid_other_stands_in",
                        violation_error_message="Kies een ander als vervanger.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandaat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mandaten", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "houder",
                    models.CharField(
                        choices=[
                            ("ambtenaar", "Ambtenaar"),
                            ("jurist", "Jurist"),
                            ("opgavemanager", "Opgavemanager"),
                            ("opdrachtgever", "Ambtelijk opdrachtgever"),
                            ("wethouder", "Wethouder"),
                        ],
                        max_length=30,
                        verbose_name="wie",
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("hotelplaatsen", "Hotelplaatsen"),
                            ("locatie", "Locatie in gebruik nemen"),
                            ("intrekking", "Toegewezen woning terug naar de corporatie"),
                            ("correctie", "Correctie van de telling"),
                            ("afwijking", "Afwijken van een regel"),
                            ("uitgave", "Andere uitgaven"),
                            ("overig", "Ander besluit"),
                        ],
                        max_length=20,
                        verbose_name="soort besluit",
                    ),
                ),
                (
                    "bedrag_tot",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0"), "Een bedrag is nooit lager dan nul.")
                        ],
                        verbose_name="tot en met (EUR)",
                    ),
                ),
                (
                    "aantal_tot",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="tot en met (woningen, plaatsen of personen)"
                    ),
                ),
                (
                    "maanden_tot",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tot en met (maanden)"),
                ),
                ("afwijking", models.BooleanField(default=False, verbose_name="mag afwijken van een regel")),
                ("artikel", models.CharField(max_length=200, verbose_name="artikel")),
                ("van", models.DateField(verbose_name="geldig van")),
                ("tot", models.DateField(blank=True, null=True, verbose_name="geldig tot (niet meegerekend)")),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True, verbose_name="beëindigd op")),
                (
                    "beeindigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mandaat",
                "verbose_name_plural": "mandaten",
                "ordering": ["soort", "houder", "-van"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgelegd_door__isnull", True), ("vastgelegd_op__isnull", True)),
                            models.Q(("vastgelegd_door__isnull", False), ("vastgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandaat_vastgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beeindigd_door__isnull", True), ("beeindigd_op__isnull", True)),
                            models.Q(("beeindigd_door__isnull", False), ("beeindigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandaat_beeindigd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("van__isnull", True), ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="mandaat_ends_after_begin",
                        violation_error_message="Het einde ligt voor het begin.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("gemeente", "houder", "soort"),
                        name="mandaat_one_without_end",
                        violation_error_message="Voor deze rol en dit soort besluit loopt al een mandaat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bedrag_tot", None), ("bedrag_tot__gte", 0), _connector="OR"),
                        name="mandaat_amount_not_negative",
                        violation_error_message="Een bedrag is nooit lager dan nul.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("artikel", ""), _negated=True),
                        name="mandaat_with_article",
                        violation_error_message="Vul in op welk artikel van de mandaatregeling dit rust.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalatietermijn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "niveau",
                    models.CharField(
                        choices=[
                            ("gemeld", "Gemeld"),
                            ("opgavemanager", "Bij de opgavemanager"),
                            ("ambtelijk", "Bij de ambtelijk opdrachtgever"),
                            ("bestuurlijk", "Bij de bestuurlijk opdrachtgever"),
                        ],
                        max_length=20,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "dagen",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="dagen",
                    ),
                ),
                ("ingesteld_op", models.DateTimeField(verbose_name="ingesteld op")),
                (
                    "ingesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "escalatietermijn",
                "verbose_name_plural": "escalatietermijnen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "niveau"),
                        name="escalatietermijn_one_per_level",
                        violation_error_message="Iemand anders stelde deze termijn zojuist in. Kijk wat er nu staat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dagen__gte", 1), ("dagen__lte", 90)),
                        name="escalatietermijn_one_to_ninety_days",
                        violation_error_message="Kies een termijn van 1 tot en met 90 dagen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalatie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalaties",
                        to="samenwerking.gemeente",
                    ),
                ),
                ("titel", models.CharField(max_length=120, verbose_name="waar het over gaat")),
                ("vraag", models.CharField(max_length=200, verbose_name="welk besluit vraagt u?")),
                ("opties", models.TextField(verbose_name="mogelijkheden")),
                ("advies", models.TextField(verbose_name="advies")),
                ("onderwerp_soort", models.CharField(blank=True, max_length=60, verbose_name="soort onderwerp")),
                ("onderwerp_id", models.CharField(blank=True, max_length=40, verbose_name="onderwerp")),
                ("uiterlijk", models.DateField(verbose_name="antwoord uiterlijk")),
                ("herinnerd_op", models.DateTimeField(blank=True, null=True, verbose_name="herinnerd op")),
                ("gemeld_op", models.DateTimeField(verbose_name="gemeld op")),
                (
                    "gemeld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "opgavemanager_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="bij de opgavemanager sinds"),
                ),
                (
                    "opgavemanager_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ambtelijk_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="bij de ambtelijk opdrachtgever sinds"),
                ),
                (
                    "ambtelijk_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bestuurlijk_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="bij de bestuurlijk opdrachtgever sinds"),
                ),
                (
                    "bestuurlijk_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opgelost_op", models.DateTimeField(blank=True, null=True, verbose_name="opgelost op")),
                (
                    "opgelost_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                (
                    "ingetrokken_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("antwoord", models.TextField(blank=True, verbose_name="antwoord")),
                (
                    "status",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(ingetrokken_op__isnull=False, then=models.Value("ingetrokken")),
                            models.When(opgelost_op__isnull=False, then=models.Value("opgelost")),
                            models.When(bestuurlijk_op__isnull=False, then=models.Value("bestuurlijk")),
                            models.When(ambtelijk_op__isnull=False, then=models.Value("ambtelijk")),
                            models.When(opgavemanager_op__isnull=False, then=models.Value("opgavemanager")),
                            default=models.Value("gemeld"),
                        ),
                        output_field=models.CharField(
                            choices=[
                                ("gemeld", "Gemeld"),
                                ("opgavemanager", "Bij de opgavemanager"),
                                ("ambtelijk", "Bij de ambtelijk opdrachtgever"),
                                ("bestuurlijk", "Bij de bestuurlijk opdrachtgever"),
                                ("opgelost", "Opgelost"),
                                ("ingetrokken", "Ingetrokken"),
                            ],
                            max_length=20,
                        ),
                    ),
                ),
            ],
            options={
                "verbose_name": "escalatie",
                "verbose_name_plural": "escalaties",
                "ordering": ["uiterlijk", "gemeld_op"],
                "indexes": [
                    models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="escalatie_onderwerp"),
                    models.Index(
                        condition=models.Q(("ingetrokken_op", None), ("opgelost_op", None)),
                        fields=["gemeente", "uiterlijk"],
                        name="escalatie_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gemeld_door__isnull", True), ("gemeld_op__isnull", True)),
                            models.Q(("gemeld_door__isnull", False), ("gemeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_gemeld",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opgavemanager_door__isnull", True), ("opgavemanager_op__isnull", True)),
                            models.Q(("opgavemanager_door__isnull", False), ("opgavemanager_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_opgavemanager",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ambtelijk_door__isnull", True), ("ambtelijk_op__isnull", True)),
                            models.Q(("ambtelijk_door__isnull", False), ("ambtelijk_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_ambtelijk",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bestuurlijk_door__isnull", True), ("bestuurlijk_op__isnull", True)),
                            models.Q(("bestuurlijk_door__isnull", False), ("bestuurlijk_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_bestuurlijk",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opgelost_door__isnull", True), ("opgelost_op__isnull", True)),
                            models.Q(("opgelost_door__isnull", False), ("opgelost_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_opgelost",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ingetrokken_door__isnull", True), ("ingetrokken_op__isnull", True)),
                            models.Q(("ingetrokken_door__isnull", False), ("ingetrokken_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalatie_ingetrokken",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vraag", ""), _negated=True),
                            models.Q(("opties", ""), _negated=True),
                            models.Q(("advies", ""), _negated=True),
                        ),
                        name="escalatie_one_question",
                        violation_error_message="Vul de vraag, de mogelijkheden en uw advies in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opgelost_op", None), ("ingetrokken_op", None), _connector="OR"),
                        name="escalatie_answered_or_withdrawn",
                        violation_error_message="Een escalatie is opgelost of ingetrokken, niet allebei.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opgelost_op", None), models.Q(("antwoord", ""), _negated=True), _connector="OR"
                        ),
                        name="escalatie_solved_with_answer",
                        violation_error_message="Schrijf het antwoord op.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ambtelijk_op", None), ("opgavemanager_op__isnull", False), _connector="OR"),
                            models.Q(("bestuurlijk_op", None), ("ambtelijk_op__isnull", False), _connector="OR"),
                        ),
                        name="escalatie_level_by_level",
                        violation_error_message="Een escalatie gaat niveau voor niveau omhoog.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ingetrokken_op", None),
                            ("opgelost_op", None),
                            models.Q(("onderwerp_id", ""), _negated=True),
                        ),
                        fields=("gemeente", "onderwerp_soort", "onderwerp_id"),
                        name="escalatie_one_open_per_onderwerp",
                        violation_error_message="Hierover loopt al een escalatie.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overlegreeks",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlegreeksen",
                        to="samenwerking.gemeente",
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("opgaveteam", "Opgaveteam"),
                            ("ambtelijk", "Ambtelijk overleg met een corporatie"),
                            ("bestuurlijk", "Bestuurlijk overleg"),
                        ],
                        max_length=20,
                        verbose_name="soort overleg",
                    ),
                ),
                (
                    "corporatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlegreeksen",
                        to="samenwerking.woningcorporatie",
                    ),
                ),
                ("naam", models.CharField(max_length=100, verbose_name="naam")),
                (
                    "elke_weken",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(26),
                        ],
                        verbose_name="elke hoeveel weken",
                    ),
                ),
                ("eerste_op", models.DateTimeField(verbose_name="eerste keer")),
                (
                    "duur_minuten",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="duur in minuten",
                    ),
                ),
                ("plaats", models.CharField(blank=True, max_length=200, verbose_name="waar")),
                ("gemaakt_op", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "gemaakt_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True, verbose_name="beëindigd op")),
                (
                    "beeindigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deelnemers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="overlegreeksen",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deelnemers",
                    ),
                ),
            ],
            options={
                "verbose_name": "overlegreeks",
                "verbose_name_plural": "overlegreeksen",
                "ordering": ["naam"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gemaakt_door__isnull", True), ("gemaakt_op__isnull", True)),
                            models.Q(("gemaakt_door__isnull", False), ("gemaakt_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overlegreeks_gemaakt",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beeindigd_door__isnull", True), ("beeindigd_op__isnull", True)),
                            models.Q(("beeindigd_door__isnull", False), ("beeindigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overlegreeks_beeindigd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corporatie__isnull", False), ("soort", "ambtelijk")),
                            models.Q(models.Q(("soort", "ambtelijk"), _negated=True), ("corporatie", None)),
                            _connector="OR",
                        ),
                        name="overlegreeks_corporatie_when_ambtelijk",
                        violation_error_message="Kies bij een ambtelijk overleg een corporatie, en anders niet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("elke_weken", None),
                            models.Q(("elke_weken__gte", 1), ("elke_weken__lte", 26)),
                            _connector="OR",
                        ),
                        name="overlegreeks_every_one_to_26_weeks",
                        violation_error_message="Een overleg komt elke 1 tot en met 26 weken terug.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("beeindigd_op", None)),
                        fields=("gemeente", "naam"),
                        name="overlegreeks_name_once",
                        violation_error_message="Er is al een overleg met deze naam.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overleg",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "reeks",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overleggen",
                        to="samenwerking.overlegreeks",
                    ),
                ),
                ("begint_op", models.DateTimeField(verbose_name="begint op")),
                ("duur_minuten", models.PositiveSmallIntegerField(verbose_name="duur in minuten")),
                ("plaats", models.CharField(blank=True, max_length=200, verbose_name="waar")),
                ("verslag", models.TextField(blank=True, verbose_name="verslag in het kort")),
                ("gepland_op", models.DateTimeField(verbose_name="gepland op")),
                (
                    "gepland_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("gevuld_op", models.DateTimeField(blank=True, null=True, verbose_name="agenda gevuld op")),
                ("verslag_op", models.DateTimeField(blank=True, null=True, verbose_name="verslag vastgesteld op")),
                (
                    "verslag_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("afgezegd_op", models.DateTimeField(blank=True, null=True, verbose_name="afgezegd op")),
                (
                    "afgezegd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(afgezegd_op__isnull=False, then=models.Value("afgezegd")),
                            models.When(then=models.Value("afgerond"), verslag_op__isnull=False),
                            default=models.Value("gepland"),
                        ),
                        output_field=models.CharField(
                            choices=[
                                ("gepland", "Gepland"),
                                ("afgerond", "Verslag vastgesteld"),
                                ("afgezegd", "Afgezegd"),
                            ],
                            max_length=20,
                        ),
                    ),
                ),
                (
                    "aanwezigen",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="aanwezig"
                    ),
                ),
            ],
            options={
                "verbose_name": "overleg",
                "verbose_name_plural": "overleggen",
                "ordering": ["begint_op"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gepland_door__isnull", True), ("gepland_op__isnull", True)),
                            models.Q(("gepland_door__isnull", False), ("gepland_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overleg_gepland",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verslag_door__isnull", True), ("verslag_op__isnull", True)),
                            models.Q(("verslag_door__isnull", False), ("verslag_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overleg_verslag",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgezegd_door__isnull", True), ("afgezegd_op__isnull", True)),
                            models.Q(("afgezegd_door__isnull", False), ("afgezegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overleg_afgezegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verslag_op", None), ("afgezegd_op", None), _connector="OR"),
                        name="overleg_held_or_cancelled",
                        violation_error_message="Een overleg is gehouden of afgezegd, niet allebei.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("afgezegd_op", None)),
                        fields=("reeks", "begint_op"),
                        name="overleg_one_per_moment",
                        violation_error_message="Dit overleg staat al op dat moment gepland.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agendapunt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "overleg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="punten", to="samenwerking.overleg"
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("vrij", "Eigen punt"),
                            ("escalatie", "Escalatie"),
                            ("besluit", "Voorstel voor een besluit"),
                            ("optie", "Optie die afloopt"),
                            ("weigering", "Weigering die wacht"),
                            ("stilstand", "Dossier dat stilstaat"),
                            ("woning", "Woning die wacht"),
                            ("actie", "Actie die te laat is"),
                            ("verschil", "Verschil met COA"),
                            ("locatie", "Locatie"),
                        ],
                        default="vrij",
                        max_length=20,
                        verbose_name="soort punt",
                    ),
                ),
                ("sleutel", models.CharField(max_length=120, verbose_name="sleutel")),
                ("volgorde", models.PositiveIntegerField(verbose_name="volgorde")),
                ("titel", models.CharField(max_length=200, verbose_name="punt")),
                ("toelichting", models.TextField(blank=True, verbose_name="toelichting")),
                (
                    "corporatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="samenwerking.woningcorporatie",
                    ),
                ),
                ("onderwerp_soort", models.CharField(blank=True, max_length=60, verbose_name="soort onderwerp")),
                ("onderwerp_id", models.CharField(blank=True, max_length=40, verbose_name="onderwerp")),
                ("sinds", models.DateField(blank=True, null=True, verbose_name="open sinds")),
                ("notulen", models.TextField(blank=True, verbose_name="besproken")),
                ("toegevoegd_op", models.DateTimeField(verbose_name="toegevoegd op")),
                (
                    "toegevoegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("vervallen_op", models.DateTimeField(blank=True, null=True, verbose_name="van de agenda op")),
                (
                    "vervallen_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "agendapunt",
                "verbose_name_plural": "agendapunten",
                "ordering": ["overleg", "volgorde", "toegevoegd_op"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("toegevoegd_door__isnull", True), ("toegevoegd_op__isnull", True)),
                            models.Q(("toegevoegd_door__isnull", False), ("toegevoegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="agendapunt_toegevoegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vervallen_door__isnull", True), ("vervallen_op__isnull", True)),
                            models.Q(("vervallen_door__isnull", False), ("vervallen_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="agendapunt_vervallen",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.UniqueConstraint(
                        fields=("overleg", "sleutel"),
                        name="agendapunt_once_per_overleg",
                        violation_error_message="Dit punt staat al op de agenda.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kalenderlink",
            fields=[
                (
                    "gebruiker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kalenderlink",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("afdruk", models.CharField(max_length=64, unique=True, verbose_name="afdruk van de sleutel")),
                ("gemaakt_op", models.DateTimeField(verbose_name="gemaakt op")),
            ],
            options={
                "verbose_name": "kalenderlink",
                "verbose_name_plural": "kalenderlinks",
            },
        ),
        migrations.CreateModel(
            name="Besluit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="besluiten",
                        to="samenwerking.gemeente",
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("hotelplaatsen", "Hotelplaatsen"),
                            ("locatie", "Locatie in gebruik nemen"),
                            ("intrekking", "Toegewezen woning terug naar de corporatie"),
                            ("correctie", "Correctie van de telling"),
                            ("afwijking", "Afwijken van een regel"),
                            ("uitgave", "Andere uitgaven"),
                            ("overig", "Ander besluit"),
                        ],
                        max_length=20,
                        verbose_name="soort besluit",
                    ),
                ),
                ("titel", models.CharField(max_length=120, verbose_name="wat wordt besloten")),
                ("voorstel", models.TextField(verbose_name="voorstel")),
                ("opties", models.TextField(blank=True, verbose_name="andere mogelijkheden")),
                ("advies", models.TextField(blank=True, verbose_name="advies")),
                (
                    "bedrag",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0"), "Een bedrag is nooit lager dan nul.")
                        ],
                        verbose_name="bedrag (EUR)",
                    ),
                ),
                (
                    "aantal",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="aantal (woningen, plaatsen of personen)"
                    ),
                ),
                ("maanden", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="duur in maanden")),
                ("afwijking", models.BooleanField(default=False, verbose_name="wijkt af van een regel")),
                ("uiterlijk", models.DateField(blank=True, null=True, verbose_name="besluit nodig voor")),
                ("onderwerp_soort", models.CharField(blank=True, max_length=60, verbose_name="soort onderwerp")),
                ("onderwerp_id", models.CharField(blank=True, max_length=40, verbose_name="onderwerp")),
                (
                    "agendapunt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="besluiten",
                        to="samenwerking.agendapunt",
                    ),
                ),
                ("voorgesteld_op", models.DateTimeField(verbose_name="voorgesteld op")),
                (
                    "voorgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("voorgelegd_op", models.DateTimeField(blank=True, null=True, verbose_name="voorgelegd op")),
                (
                    "voorgelegd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voorgelegd_aan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ambtenaar", "Ambtenaar"),
                            ("jurist", "Jurist"),
                            ("opgavemanager", "Opgavemanager"),
                            ("opdrachtgever", "Ambtelijk opdrachtgever"),
                            ("wethouder", "Wethouder"),
                        ],
                        max_length=30,
                        verbose_name="voorgelegd aan",
                    ),
                ),
                ("besloten_op", models.DateTimeField(blank=True, null=True, verbose_name="besloten op")),
                (
                    "besloten_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mandaat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="besluiten",
                        to="samenwerking.mandaat",
                    ),
                ),
                ("grond", models.CharField(blank=True, max_length=250, verbose_name="op grond van")),
                ("afgewezen_op", models.DateTimeField(blank=True, null=True, verbose_name="afgewezen op")),
                (
                    "afgewezen_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("aangehouden_op", models.DateTimeField(blank=True, null=True, verbose_name="aangehouden op")),
                (
                    "aangehouden_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("aangehouden_tot", models.DateField(blank=True, null=True, verbose_name="aangehouden tot")),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                (
                    "ingetrokken_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("motivering", models.TextField(blank=True, verbose_name="motivering")),
                ("uitgevoerd_op", models.DateTimeField(blank=True, null=True, verbose_name="uitgevoerd op")),
                (
                    "uitgevoerd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(ingetrokken_op__isnull=False, then=models.Value("ingetrokken")),
                            models.When(afgewezen_op__isnull=False, then=models.Value("afgewezen")),
                            models.When(
                                besloten_op__isnull=False,
                                then=models.Value("binnen_mandaat"),
                                voorgelegd_op__isnull=True,
                            ),
                            models.When(besloten_op__isnull=False, then=models.Value("besloten")),
                            models.When(aangehouden_op__isnull=False, then=models.Value("aangehouden")),
                            models.When(then=models.Value("voorgelegd"), voorgelegd_op__isnull=False),
                            default=models.Value("voorstel"),
                        ),
                        output_field=models.CharField(
                            choices=[
                                ("voorstel", "Voorstel"),
                                ("voorgelegd", "Voorgelegd"),
                                ("aangehouden", "Aangehouden"),
                                ("binnen_mandaat", "Besloten binnen mandaat"),
                                ("besloten", "Besloten"),
                                ("afgewezen", "Afgewezen"),
                                ("ingetrokken", "Ingetrokken"),
                            ],
                            max_length=20,
                        ),
                    ),
                ),
            ],
            options={
                "verbose_name": "besluit",
                "verbose_name_plural": "besluiten",
                "ordering": ["-voorgesteld_op"],
                "indexes": [
                    models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="besluit_onderwerp"),
                    models.Index(fields=["gemeente", "status"], name="besluit_gemeente_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voorgesteld_door__isnull", True), ("voorgesteld_op__isnull", True)),
                            models.Q(("voorgesteld_door__isnull", False), ("voorgesteld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_voorgesteld",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voorgelegd_door__isnull", True), ("voorgelegd_op__isnull", True)),
                            models.Q(("voorgelegd_door__isnull", False), ("voorgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_voorgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("besloten_door__isnull", True), ("besloten_op__isnull", True)),
                            models.Q(("besloten_door__isnull", False), ("besloten_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_besloten",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgewezen_door__isnull", True), ("afgewezen_op__isnull", True)),
                            models.Q(("afgewezen_door__isnull", False), ("afgewezen_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_afgewezen",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aangehouden_door__isnull", True), ("aangehouden_op__isnull", True)),
                            models.Q(("aangehouden_door__isnull", False), ("aangehouden_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_aangehouden",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ingetrokken_door__isnull", True), ("ingetrokken_op__isnull", True)),
                            models.Q(("ingetrokken_door__isnull", False), ("ingetrokken_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_ingetrokken",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("uitgevoerd_door__isnull", True), ("uitgevoerd_op__isnull", True)),
                            models.Q(("uitgevoerd_door__isnull", False), ("uitgevoerd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_uitgevoerd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voorgelegd_aan", ""), ("voorgelegd_op", None)),
                            models.Q(("voorgelegd_op__isnull", False), models.Q(("voorgelegd_aan", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="besluit_submitted_to_someone",
                        violation_error_message="Kies aan wie u dit voorlegt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgewezen_op", None), ("besloten_op", None)),
                            models.Q(("besloten_op", None), ("ingetrokken_op", None)),
                            models.Q(("afgewezen_op", None), ("ingetrokken_op", None)),
                            _connector="OR",
                        ),
                        name="besluit_one_end",
                        violation_error_message="Een voorstel is besloten, afgewezen of ingetrokken: één van de drie.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("besloten_op", None), models.Q(("grond", ""), _negated=True), _connector="OR"
                        ),
                        name="besluit_taken_on_a_ground",
                        violation_error_message="Een besluit rust op een mandaat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("afgewezen_op", None), models.Q(("motivering", ""), _negated=True), _connector="OR"
                        ),
                        name="besluit_rejected_with_motive",
                        violation_error_message="Schrijf op waarom u dit voorstel afwijst.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aangehouden_op", None), ("aangehouden_tot", None)),
                            models.Q(("aangehouden_op__isnull", False), ("aangehouden_tot__isnull", False)),
                            _connector="OR",
                        ),
                        name="besluit_held_until_a_day",
                        violation_error_message="Kies tot wanneer u het besluit aanhoudt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uitgevoerd_op", None), ("besloten_op__isnull", False), _connector="OR"),
                        name="besluit_carried_out_when_taken",
                        violation_error_message="Alleen wat besloten is, kan worden uitgevoerd.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bedrag", None), ("bedrag__gte", 0), _connector="OR"),
                        name="besluit_amount_not_negative",
                        violation_error_message="Een bedrag is nooit lager dan nul.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("afgewezen_op", None),
                            ("besloten_op", None),
                            ("ingetrokken_op", None),
                            models.Q(("onderwerp_id", ""), _negated=True),
                        ),
                        fields=("gemeente", "soort", "onderwerp_soort", "onderwerp_id"),
                        name="besluit_one_open_per_onderwerp",
                        violation_error_message="Hierover ligt al een voorstel.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Locatie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="locaties", to="samenwerking.gemeente"
                    ),
                ),
                ("naam", models.CharField(max_length=100, verbose_name="naam")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("zorgvastgoed", "Leeg zorgvastgoed"),
                            ("kantoor", "Kantoor of school"),
                            ("hotel", "Hotel of vakantiepark"),
                            ("flex", "Grond voor flexwoningen"),
                            ("woning", "Grote woning of pand om te delen"),
                            ("nieuwbouw", "Nieuwbouw of gemengd wonen"),
                            ("overig", "Anders"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("adres", models.CharField(blank=True, max_length=200, verbose_name="adres")),
                (
                    "wijk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locaties",
                        to="samenwerking.wijk",
                    ),
                ),
                (
                    "corporatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locaties",
                        to="samenwerking.woningcorporatie",
                    ),
                ),
                (
                    "eigenaar",
                    models.CharField(blank=True, max_length=100, verbose_name="eigenaar van het gebouw of de grond"),
                ),
                (
                    "richting",
                    models.CharField(
                        choices=[
                            ("centrum", "In het centrum"),
                            ("n", "Noord"),
                            ("no", "Noordoost"),
                            ("o", "Oost"),
                            ("zo", "Zuidoost"),
                            ("z", "Zuid"),
                            ("zw", "Zuidwest"),
                            ("w", "West"),
                            ("nw", "Noordwest"),
                        ],
                        max_length=10,
                        verbose_name="waar in de gemeente",
                    ),
                ),
                (
                    "afstand_km",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal("0"),
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("99")),
                        ],
                        verbose_name="afstand tot het centrum (km)",
                    ),
                ),
                ("toelichting", models.TextField(blank=True, verbose_name="toelichting")),
                ("signaal_op", models.DateTimeField(verbose_name="gemeld op")),
                (
                    "signaal_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("verkenning_op", models.DateTimeField(blank=True, null=True, verbose_name="verkenning sinds")),
                (
                    "verkenning_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("haalbaarheid_op", models.DateTimeField(blank=True, null=True, verbose_name="haalbaarheid sinds")),
                (
                    "haalbaarheid_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("besluitvorming_op", models.DateTimeField(blank=True, null=True, verbose_name="besluitvorming sinds")),
                (
                    "besluitvorming_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("realisatie_op", models.DateTimeField(blank=True, null=True, verbose_name="realisatie sinds")),
                (
                    "realisatie_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("in_gebruik_op", models.DateTimeField(blank=True, null=True, verbose_name="in gebruik sinds")),
                (
                    "in_gebruik_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("afgevallen_op", models.DateTimeField(blank=True, null=True, verbose_name="afgevallen op")),
                (
                    "afgevallen_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("afvalreden", models.TextField(blank=True, verbose_name="waarom afgevallen")),
                (
                    "status",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(afgevallen_op__isnull=False, then=models.Value("afgevallen")),
                            models.When(in_gebruik_op__isnull=False, then=models.Value("in_gebruik")),
                            models.When(realisatie_op__isnull=False, then=models.Value("realisatie")),
                            models.When(besluitvorming_op__isnull=False, then=models.Value("besluitvorming")),
                            models.When(haalbaarheid_op__isnull=False, then=models.Value("haalbaarheid")),
                            models.When(then=models.Value("verkenning"), verkenning_op__isnull=False),
                            default=models.Value("signaal"),
                        ),
                        output_field=models.CharField(
                            choices=[
                                ("signaal", "Signaal"),
                                ("verkenning", "Verkenning"),
                                ("haalbaarheid", "Haalbaarheid"),
                                ("besluitvorming", "Besluitvorming"),
                                ("realisatie", "Realisatie"),
                                ("in_gebruik", "In gebruik"),
                                ("afgevallen", "Afgevallen"),
                            ],
                            max_length=20,
                        ),
                    ),
                ),
            ],
            options={
                "verbose_name": "locatie",
                "verbose_name_plural": "locaties",
                "ordering": ["naam"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signaal_door__isnull", True), ("signaal_op__isnull", True)),
                            models.Q(("signaal_door__isnull", False), ("signaal_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_signaal",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verkenning_door__isnull", True), ("verkenning_op__isnull", True)),
                            models.Q(("verkenning_door__isnull", False), ("verkenning_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_verkenning",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("haalbaarheid_door__isnull", True), ("haalbaarheid_op__isnull", True)),
                            models.Q(("haalbaarheid_door__isnull", False), ("haalbaarheid_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_haalbaarheid",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("besluitvorming_door__isnull", True), ("besluitvorming_op__isnull", True)),
                            models.Q(("besluitvorming_door__isnull", False), ("besluitvorming_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_besluitvorming",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("realisatie_door__isnull", True), ("realisatie_op__isnull", True)),
                            models.Q(("realisatie_door__isnull", False), ("realisatie_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_realisatie",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_gebruik_door__isnull", True), ("in_gebruik_op__isnull", True)),
                            models.Q(("in_gebruik_door__isnull", False), ("in_gebruik_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_in_gebruik",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgevallen_door__isnull", True), ("afgevallen_op__isnull", True)),
                            models.Q(("afgevallen_door__isnull", False), ("afgevallen_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatie_afgevallen",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verkenning_op", None), ("signaal_op__isnull", False), _connector="OR"),
                        name="locatie_verkenning_after_signaal",
                        violation_error_message="Een locatie gaat stap voor stap verder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("haalbaarheid_op", None), ("verkenning_op__isnull", False), _connector="OR"
                        ),
                        name="locatie_haalbaarheid_after_verkenning",
                        violation_error_message="Een locatie gaat stap voor stap verder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("besluitvorming_op", None), ("haalbaarheid_op__isnull", False), _connector="OR"
                        ),
                        name="locatie_besluitvorming_after_haalbaarheid",
                        violation_error_message="Een locatie gaat stap voor stap verder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("realisatie_op", None), ("besluitvorming_op__isnull", False), _connector="OR"
                        ),
                        name="locatie_realisatie_after_besluitvorming",
                        violation_error_message="Een locatie gaat stap voor stap verder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_gebruik_op", None), ("realisatie_op__isnull", False), _connector="OR"),
                        name="locatie_in_gebruik_after_realisatie",
                        violation_error_message="Een locatie gaat stap voor stap verder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("afgevallen_op", None), ("in_gebruik_op", None), _connector="OR"),
                        name="locatie_used_or_dropped",
                        violation_error_message="Een locatie die in gebruik is, kan niet meer afvallen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgevallen_op", None), ("afvalreden", "")),
                            models.Q(("afgevallen_op__isnull", False), models.Q(("afvalreden", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="locatie_dropped_with_reason",
                        violation_error_message="Schrijf op waarom deze locatie afvalt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("afstand_km__gte", 0)),
                        name="locatie_distance_not_negative",
                        violation_error_message="Een afstand is nooit lager dan nul.",
                    ),
                    models.UniqueConstraint(
                        fields=("gemeente", "naam"),
                        name="locatie_name_once",
                        violation_error_message="Er is al een locatie met deze naam.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Locatieverwachting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "locatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verwachtingen",
                        to="samenwerking.locatie",
                    ),
                ),
                ("versie", models.PositiveSmallIntegerField(verbose_name="versie")),
                (
                    "plaatsen",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="plaatsen voor statushouders",
                    ),
                ),
                ("datum", models.DateField(verbose_name="klaar op")),
                ("einddatum", models.DateField(blank=True, null=True, verbose_name="tot (bij tijdelijk gebruik)")),
                (
                    "investering",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="investering (EUR)"
                    ),
                ),
                (
                    "exploitatie",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="exploitatie per jaar (EUR)",
                    ),
                ),
                (
                    "bijdrage",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="bijdrage van anderen (EUR)",
                    ),
                ),
                ("reden", models.TextField(blank=True, verbose_name="waarom gewijzigd")),
                ("vastgelegd_op", models.DateTimeField(verbose_name="vastgelegd op")),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "verwachting van een locatie",
                "verbose_name_plural": "verwachtingen van een locatie",
                "ordering": ["locatie", "-versie"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgelegd_door__isnull", True), ("vastgelegd_op__isnull", True)),
                            models.Q(("vastgelegd_door__isnull", False), ("vastgelegd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatieverwachting_vastgelegd",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("datum__isnull", True),
                            ("einddatum__isnull", True),
                            ("einddatum__gt", models.F("datum")),
                            _connector="OR",
                        ),
                        name="locatieverwachting_ends_after_begin",
                        violation_error_message="Het einde ligt voor het begin.",
                    ),
                    models.UniqueConstraint(
                        fields=("locatie", "versie"),
                        name="locatieverwachting_one_per_version",
                        violation_error_message="Iemand anders wijzigde deze verwachting zojuist. Kijk wat er nu staat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("plaatsen__gte", 1)),
                        name="locatieverwachting_some_places",
                        violation_error_message="Vul minstens 1 plaats in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reden", ""), ("versie", 1)),
                            models.Q(("versie__gt", 1), models.Q(("reden", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="locatieverwachting_changed_with_reason",
                        violation_error_message="Schrijf op waarom de verwachting verandert.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("investering", None), ("investering__gte", 0), _connector="OR"),
                            models.Q(("exploitatie", None), ("exploitatie__gte", 0), _connector="OR"),
                            models.Q(("bijdrage", None), ("bijdrage__gte", 0), _connector="OR"),
                        ),
                        name="locatieverwachting_amounts_not_negative",
                        violation_error_message="Een bedrag is nooit lager dan nul.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Locatiepunt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "locatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="punten", to="samenwerking.locatie"
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("vergunning", "Vergunning"),
                            ("brandveiligheid", "Brandveiligheid"),
                            ("bestemming", "Omgevingsplan (bestemming)"),
                            ("milieu", "Milieu en geluid"),
                            ("eigendom", "Eigendom of huur"),
                            ("nuts", "Water, stroom en riool"),
                            ("school", "Afstand tot school"),
                            ("zorg", "Afstand tot zorg"),
                            ("vervoer", "Afstand tot openbaar vervoer"),
                            ("buurt", "Gesprek met de buurt"),
                            ("subsidie", "Subsidie"),
                        ],
                        max_length=20,
                        verbose_name="punt",
                    ),
                ),
                (
                    "eigenaar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oordeel",
                    models.CharField(
                        choices=[
                            ("open", "Nog uit te zoeken"),
                            ("goed", "In orde"),
                            ("knelpunt", "Knelpunt"),
                            ("nvt", "Niet van toepassing"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("toelichting", models.TextField(blank=True, verbose_name="toelichting")),
                ("document", models.CharField(blank=True, max_length=300, verbose_name="document (kenmerk of adres)")),
                ("uiterlijk", models.DateField(blank=True, null=True, verbose_name="uiterlijk")),
                ("bijgewerkt_op", models.DateTimeField(blank=True, null=True, verbose_name="bijgewerkt op")),
                (
                    "bijgewerkt_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "punt van een locatie",
                "verbose_name_plural": "punten van een locatie",
                "ordering": ["locatie", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bijgewerkt_door__isnull", True), ("bijgewerkt_op__isnull", True)),
                            models.Q(("bijgewerkt_door__isnull", False), ("bijgewerkt_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="locatiepunt_bijgewerkt",
                        violation_error_message="Vul het moment en de persoon allebei in.",
                    ),
                    models.UniqueConstraint(
                        fields=("locatie", "soort"),
                        name="locatiepunt_once_per_locatie",
                        violation_error_message="Dit punt staat al op de lijst van deze locatie.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("oordeel", "knelpunt"), _negated=True),
                            models.Q(("toelichting", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="locatiepunt_problem_with_note",
                        violation_error_message="Schrijf op wat het knelpunt is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Locatiegewicht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="samenwerking.gemeente"
                    ),
                ),
                (
                    "stadium",
                    models.CharField(
                        choices=[
                            ("signaal", "Signaal"),
                            ("verkenning", "Verkenning"),
                            ("haalbaarheid", "Haalbaarheid"),
                            ("besluitvorming", "Besluitvorming"),
                            ("realisatie", "Realisatie"),
                            ("in_gebruik", "In gebruik"),
                        ],
                        max_length=20,
                        verbose_name="stadium",
                    ),
                ),
                (
                    "procent",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="telt mee voor (%)"
                    ),
                ),
                ("ingesteld_op", models.DateTimeField(verbose_name="ingesteld op")),
                (
                    "ingesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "gewicht van een stadium",
                "verbose_name_plural": "gewichten van stadia",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "stadium"),
                        name="locatiegewicht_one_per_stage",
                        violation_error_message="Iemand anders stelde dit zojuist in. Kijk wat er nu staat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("procent__lte", 100)),
                        name="locatiegewicht_at_most_all",
                        violation_error_message="Kies een percentage van 0 tot en met 100.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="actie",
            name="begonnen_door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="actie",
            name="begonnen_op",
            field=models.DateTimeField(blank=True, null=True, verbose_name="begonnen op"),
        ),
        migrations.AddField(
            model_name="actie",
            name="wacht_op",
            field=models.CharField(blank=True, max_length=100, verbose_name="wacht op"),
        ),
        migrations.AddField(
            model_name="actie",
            name="wachtend_door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="actie",
            name="wachtend_op",
            field=models.DateTimeField(blank=True, null=True, verbose_name="wacht sinds"),
        ),
        migrations.AddField(
            model_name="berichtvoorkeur",
            name="vrijdag",
            field=models.BooleanField(default=False, verbose_name="elke vrijdag een bericht over wie een thuis kreeg"),
        ),
        migrations.AlterField(
            model_name="actie",
            name="lijst",
            field=models.CharField(
                choices=[
                    ("los", "Losse actie"),
                    ("ontvangst", "Ontvangst van een koppeling"),
                    ("overdracht", "Warme overdracht van COA"),
                    ("verhuizing", "Rond de verhuizing"),
                    ("nazorg", "Nazorg"),
                    ("oordeel", "Oordeel over een weigering"),
                    ("overleg", "Afgesproken in een overleg"),
                    ("besluit", "Uitvoeren van een besluit"),
                ],
                default="los",
                max_length=20,
                verbose_name="lijst",
            ),
        ),
        migrations.AddField(
            model_name="actie",
            name="agendapunt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="acties",
                to="samenwerking.agendapunt",
            ),
        ),
        migrations.AddConstraint(
            model_name="actie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begonnen_door__isnull", True), ("begonnen_op__isnull", True)),
                    models.Q(("begonnen_door__isnull", False), ("begonnen_op__isnull", False)),
                    _connector="OR",
                ),
                name="actie_begonnen",
                violation_error_message="Vul het moment en de persoon allebei in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wachtend_door__isnull", True), ("wachtend_op__isnull", True)),
                    models.Q(("wachtend_door__isnull", False), ("wachtend_op__isnull", False)),
                    _connector="OR",
                ),
                name="actie_wachtend",
                violation_error_message="Vul het moment en de persoon allebei in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wacht_op", ""), ("wachtend_op", None)),
                    models.Q(("wachtend_op__isnull", False), models.Q(("wacht_op", ""), _negated=True)),
                    _connector="OR",
                ),
                name="actie_waits_for_someone",
                violation_error_message="Vul in op wie of wat u wacht.",
            ),
        ),
        # What SQLite cannot say: one mandate per role and kind of decision on any day.
        GeenOverlap("mandaat_no_overlap", "samenwerking_mandaat", ["gemeente_id", "houder", "soort"], "van", "tot"),
    ]
