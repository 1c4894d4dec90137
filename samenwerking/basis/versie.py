"""The version of an edit form: nobody overwrites unseen what another wrote while the form was open."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.formats import localize

from samenwerking.basis.constraints import Bezet

VELD = "formulierversie"
ANDER_WAS_EERDER = (
    "Iemand anders heeft dit gewijzigd terwijl u bezig was. Wat u invulde, staat er nog. Klopt dat? "
    "Verstuur het dan opnieuw: dan geldt wat u hebt ingevuld."
)


class Gewijzigd(Bezet):
    """What is stored is not what the form was opened with. `versie` is that of what is stored now."""

    def __init__(self, fouten: dict[str, Any], versie: str) -> None:
        super().__init__(fouten)
        self.versie = versie


def make_versie(form: forms.Form, waarden: Mapping[str, Any]) -> str:
    """A short digest of each of these values, by field: what goes along hidden with the form."""
    return ",".join(f"{naam}:{_digest(form.fields[naam], waarden[naam])}" for naam in sorted(waarden))


def opened_with(form: forms.Form) -> dict[str, Any]:
    """What each field of the form starts with."""
    return {naam: form.get_initial_for_field(veld, naam) for naam, veld in form.fields.items()}


def check_versie(form: forms.Form, versie: str, nu: Mapping[str, Any]) -> None:
    """Whether `nu`, the stored values read under their lock, are still those that the form was opened with.

    In: `versie`, as it came along with the form; empty for a form that carried none. A field that was changed to just
    what was typed is no conflict. Errors: Gewijzigd, with at each field of a conflict what it says now.
    """
    gezien = dict(deel.split(":", 1) for deel in versie.split(",") if ":" in deel)
    fouten = {
        naam: f"Nu staat er: {_describe(form.fields[naam], waarde)}."
        for naam, waarde in nu.items()
        if gezien.get(naam, _digest(form.fields[naam], waarde)) != _digest(form.fields[naam], waarde)
        and form.fields[naam].has_changed(form.fields[naam].prepare_value(waarde), form[naam].data)
    }
    if fouten:
        raise Gewijzigd({None: ANDER_WAS_EERDER, **fouten}, make_versie(form, nu))


def _digest(veld: forms.Field, waarde: Any) -> str:
    kaal = "" if waarde is None else str(veld.prepare_value(waarde))
    return hashlib.sha256(kaal.encode()).hexdigest()[:8]


def _describe(veld: forms.Field, waarde: Any) -> str:
    """A stored value as a person reads it."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if waarde is None or waarde == "":
        return "niets"
    if isinstance(waarde, Model):
        return str(waarde)
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    if isinstance(waarde, Iterable) and not isinstance(waarde, str):
        return ", ".join(_describe(veld, deel) for deel in waarde) or "niets"
    keuzes = {str(code): naam for code, naam in getattr(veld, "choices", ())} if waarde is not None else {}
    return str(keuzes.get(str(waarde), localize(waarde)))
