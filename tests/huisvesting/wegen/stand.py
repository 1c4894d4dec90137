"""How everything stands at one moment: read often, so without making the same SQL again each time."""

from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from huisvesting.models import (
    Dossiersluiting,
    Huishouden,
    Intrekverzoek,
    Plaatsing,
    Plaatsingspersoon,
    Statushouder,
    Verblijf,
    Voordracht,
    Weigering,
    Woning,
    Woningaanbod,
)
from samenwerking.models import Actie
from tests.huisvesting.wegen.toneel import BEGIN, Toneel

Foto = dict[str, frozenset[tuple[Any, ...]]]


@cache
def _tables() -> tuple[str, ...]:
    """Everything that an act may write, but the logboek."""
    namen = ("samenwerking.Actie", "samenwerking.Bericht", "samenwerking.Antwoordlink")
    telling = ("taakstelling.Realisatie", "taakstelling.Voortgang")
    modellen = [*apps.get_app_config("huisvesting").get_models(), *map(apps.get_model, (*namen, *telling))]
    return tuple(model._meta.db_table for model in modellen)


def take_foto() -> Foto:
    """Every row of every table that an act may write."""
    foto = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own tables
            foto[table] = frozenset(cursor.fetchall())
    return foto


@cache
def _select(model: type[Model], *volgorde: str) -> str:
    kolommen = ", ".join(model._meta.get_field(veld).column for veld in volgorde)
    return f"SELECT * FROM {model._meta.db_table} ORDER BY {kolommen}"  # noqa: S608 - our own table


def _read(model: type[Model], *volgorde: str) -> list[Any]:
    return list(model._default_manager.raw(_select(model, *volgorde)))


# The SQL of an annotated status, as the manager makes it, kept: the day is the only thing in it that moves.
_sql: dict[type[Model], tuple[str, tuple[Any, ...]]] = {}


def _read_status(model: type[Model], vraag: QuerySet, dag: str) -> dict[Any, str]:
    if model not in _sql:
        _sql[model] = vraag.order_by().values_list("pk", "status").query.sql_with_params()
    sql, parameters = _sql[model]
    with connection.cursor() as cursor:
        cursor.execute(sql, [dag if str(p) == str(BEGIN.date()) else p for p in parameters])
        van = model._meta.pk.to_python
        return {van(pk): status for pk, status in cursor.fetchall()}


class Stand:
    """Everything that the acts are about, in one order whatever the keys are."""

    def __init__(self, op: datetime, toneel: Toneel, foto: Foto | None = None) -> None:
        self.op, self.foto = op, foto or take_foto()
        self.huishoudens = _read(Huishouden, "huishoudnummer")
        self.personen = _read(Statushouder, "v_nummer_index")
        woningen = _read(Woning, "huisnummer", "toevoeging")
        van_woning = {woning.pk: rang for rang, woning in enumerate(woningen)}
        self.aanbod = sorted(
            _read(Woningaanbod, "ingevoerd_op"), key=lambda a: (a.ingevoerd_op, van_woning[a.woning_id])
        )
        self.voordrachten = _read(Voordracht, "voorgesteld_op")
        self.weigeringen = _read(Weigering, "gemeld_op")
        self.plaatsingen = _read(Plaatsing, "getekend_op")
        self.geplaatsten = _read(Plaatsingspersoon, "id")
        self.verzoeken = _read(Intrekverzoek, "gevraagd_op")
        self.sluitingen = _read(Dossiersluiting, "voorgesteld_op")
        wie = {persoon.pk: rang for rang, persoon in enumerate(self.personen)}
        self.verblijven = sorted(
            _read(Verblijf, "vastgelegd_op"), key=lambda v: (v.vastgelegd_op, wie[v.statushouder_id])
        )
        self.acties = _read(Actie, "gemaakt_op", "onderwerp_soort", "titel")
        self._connect(woningen, toneel)
        vandaag = op.date()
        for model, vraag, rijen in (
            (Huishouden, Huishouden.objects.with_status, self.huishoudens),
            (Woningaanbod, lambda: Woningaanbod.objects.with_status(BEGIN.date()), self.aanbod),
        ):
            statussen = _read_status(model, vraag() if model not in _sql else None, str(vandaag))
            for rij in rijen:
                rij.status = statussen[rij.pk]

    def _connect(self, woningen: list[Woning], toneel: Toneel) -> None:
        """Each row knows the others that it belongs to, without asking."""
        plaatsen = {g.pk: g for g in (toneel.gemeente, toneel.buur)}
        corporaties = {c.pk: c for c in toneel.corporaties}
        for rij in (*self.huishoudens, *self.aanbod, *woningen, *self.acties):
            rij.gemeente = plaatsen[rij.gemeente_id]
        for woning in woningen:
            woning.corporatie = corporaties[woning.corporatie_id]
        per_veld = {
            "woning": woningen,
            "huishouden": self.huishoudens,
            "aanbod": self.aanbod,
            "voordracht": self.voordrachten,
            "statushouder": self.personen,
            "plaatsing": self.plaatsingen,
        }
        for lijst in (v for v in vars(self).values() if isinstance(v, list)):
            for veld, anderen in per_veld.items():
                op_sleutel = {ander.pk: ander for ander in anderen}
                for rij in lijst:
                    if hasattr(type(rij), f"{veld}_id"):
                        setattr(rij, veld, op_sleutel[getattr(rij, f"{veld}_id")])

    def personen_van(self, plaatsing: Plaatsing) -> list[Plaatsingspersoon]:
        return [persoon for persoon in self.geplaatsten if persoon.plaatsing_id == plaatsing.pk]

    def statussen(self) -> dict[str, dict[Any, str]]:
        """Per machine the status of each of its objects."""
        rijen: dict[str, list[Any]] = {
            "huishouden": self.huishoudens,
            "aanbod": self.aanbod,
            "voordracht": self.voordrachten,
            "plaatsing": self.plaatsingen,
        }
        return {machine: {rij.pk: str(rij.status) for rij in lijst} for machine, lijst in rijen.items()}

    def changed(self, voor: "Stand") -> set[str]:
        """The tables that are no longer as they were."""
        return {table for table, rijen in self.foto.items() if rijen != voor.foto[table]}
