"""Every model: acts with their actors, personal data declared, constraints with a sentence and a proof."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.validators import EMPTY_VALUES
from django.db import models

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField

APPS = ("samenwerking", "taakstelling", "huisvesting", "rapportage")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
CONSTRAINTS = [(model, constraint) for model in MODELS for constraint in model._meta.constraints]
TESTS = Path(__file__).resolve().parent.parent

# Moments that are nobody's act, each with its reason.
ZONDER_PERSOON = {
    "taakstelling.Voortgang.bijgewerkt_op": "a projection: the event that changed the ledger has the actor",
    "samenwerking.Bericht.gelezen_op": "only its addressee can read it",
    "samenwerking.Bericht.gemaild_op": "the beat mails it",
    "samenwerking.Verwerking.begonnen_op": "a worker does it, for who asked",
    "samenwerking.Verwerking.klaar_op": "a worker does it, for who asked",
    "samenwerking.Actie.wacht_op": "for whom or what it waits, in words: no moment",
    "samenwerking.Antwoordlink.gebruikt_op": "only the addressee of its message has the link",
    "samenwerking.Escalatie.herinnerd_op": "the beat reminds; the line of the logboek has the actor",
    "samenwerking.Kalenderlink.gemaakt_op": "only its owner makes it",
    "samenwerking.Overleg.begint_op": "when one meets, not when someone did something",
    "samenwerking.Overleg.gevuld_op": "when the agenda was last filled; each line of the logboek has the actor",
    "samenwerking.Overlegreeks.eerste_op": "when one meets for the first time",
}

# Fields that look personal by their name; free text and encrypted text always do.
PERSOONLIJK = re.compile(
    r"(achternaam|voornamen|first_name|last_name|username|e_?mail|telefoon|geboorte|geslacht|nationaliteit|talen|taal"
    r"|v_nummer|bsn|door_naam|toelichting|bijzonderheden|meldingen|opvanglocatie|afmelddatum|vergunning|medisch|rolstoel"
    r"|^amv$|huishoudnummer)"
)
# Fields with such a name that say nothing about a person, each with its reason.
NIET_PERSOONLIJK = {
    "samenwerking.Reden.toelichting_verplicht": "a property of the reason",
    "samenwerking.Bericht.gemaild_op": "when a mail went, not where to",
    "huisvesting.Complex.woningen_totaal": "a number of homes",
    "huisvesting.Aanbodlijstregel.meldingen": "sentences about the cells of a home, which repeat no value",
}


def name(model, field):
    return f"{model._meta.label}.{field.name}"


def ids(value):
    return (
        value._meta.label if isinstance(value, type) and issubclass(value, models.Model) else getattr(value, "name", "")
    )


# --- Acts -------------------------------------------------------------------------------------------------------------
ACTS = sorted(
    {
        (model, field.name.removesuffix(suffix))
        for model in MODELS
        for field in model._meta.fields
        for suffix in ("_op", "_door")
        if field.name.endswith(suffix) and name(model, field) not in ZONDER_PERSOON
    },
    key=lambda act: (act[0]._meta.label, act[1]),
)


@pytest.mark.parametrize(("model", "act"), ACTS, ids=ids)
def test_every_act_has_its_moment_and_its_actor(model, act):
    fields = {field.name: field for field in model._meta.fields}
    moment, actor = fields.get(f"{act}_op"), fields.get(f"{act}_door")

    assert isinstance(moment, models.DateTimeField)
    assert actor is not None
    assert actor.related_model._meta.label == "samenwerking.Gebruiker"
    assert moment.null == actor.null
    if moment.null:
        pair = both_or_neither(moment.name, actor.name, name="x").condition
        assert pair in [getattr(constraint, "condition", None) for constraint in model._meta.constraints]


def test_every_reason_for_a_moment_without_a_person_belongs_to_a_field():
    assert ZONDER_PERSOON.keys() <= {name(model, field) for model in MODELS for field in model._meta.fields}


# --- Personal data ----------------------------------------------------------------------------------------------------
def looks_personal(field):
    return bool(PERSOONLIJK.search(field.name)) or isinstance(field, (models.TextField, VersleuteldField))


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_a_field_that_looks_personal_is_declared(model):
    declared = getattr(model, "persoonsgegevens", Persoonsgegevens((), "", "")).velden

    forgotten = [
        name(model, field)
        for field in model._meta.fields
        if looks_personal(field) and field.name not in declared and name(model, field) not in NIET_PERSOONLIJK
    ]
    assert forgotten == []


DECLARATIONS = [model for model in MODELS if hasattr(model, "persoonsgegevens")]


@pytest.mark.parametrize("model", DECLARATIONS, ids=ids)
def test_a_declaration_names_fields_that_exist_and_says_how_long(model):
    declaration = model.persoonsgegevens

    assert set(declaration.velden) <= {field.name for field in model._meta.fields}
    assert declaration.velden
    assert declaration.bewaren not in EMPTY_VALUES
    assert declaration.daarna not in EMPTY_VALUES


def test_every_reason_for_a_field_that_is_not_personal_belongs_to_a_field():
    assert NIET_PERSOONLIJK.keys() <= {name(model, field) for model in MODELS for field in model._meta.fields}


# --- Constraints ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def proofs():
    """What the tests of the apps say, without the guards."""
    folders = [TESTS / app for app in APPS]
    return "\n".join(path.read_text() for folder in folders for path in folder.rglob("test_*.py"))


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=ids)
def test_every_constraint_says_a_sentence_that_one_can_act_on(model, constraint):
    default = models.BaseConstraint.default_violation_error_message

    assert constraint.violation_error_message != default
    assert str(constraint.violation_error_message).endswith(".")


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=ids)
def test_every_constraint_is_proven_to_refuse(model, constraint, proofs):
    """By its name in a test; an act and its actor by the name of the act, since those are proven in one table.

    The act that makes a row has both columns NOT NULL: the database refuses before it asks the constraint.
    """
    acts = {act: both_or_neither(f"{act}_op", f"{act}_door", name="x").condition for m, act in ACTS if m is model}
    act = next((act for act, pair in acts.items() if getattr(constraint, "condition", None) == pair), "")
    proven = f'"{constraint.name}"' in proofs or (act and f'"{act}"' in proofs)

    assert proven or (act and not model._meta.get_field(f"{act}_op").null), f"no test names {constraint.name}"


def test_text_is_never_null():
    text = (models.CharField, models.TextField)
    nullable = [name(m, f) for m in MODELS for f in m._meta.fields if isinstance(f, text) and f.null]

    assert nullable == []


def test_deleting_an_organisation_or_person_never_takes_facts_along():
    """CASCADE only where a row is nothing without its parent."""
    allowed = {
        "samenwerking.Afwezigheid.teamlid",
        "samenwerking.Agendapunt.overleg",
        "samenwerking.Kalenderlink.gebruiker",
        "samenwerking.Naamvariant.gemeente",
        "samenwerking.Roltoewijzing.gebruiker",
        "samenwerking.Verzending.verzonden_door",
        "samenwerking.Wijkpostcode.wijk",
        "samenwerking.Bericht.ontvanger",
        "samenwerking.Berichtvoorkeur.gebruiker",
        "samenwerking.Antwoordlink.bericht",
        "samenwerking.Locatiepunt.locatie",
        "samenwerking.Locatieverwachting.locatie",
        "huisvesting.CoaImportregel.coa_import",
        "huisvesting.Aanbodlijstregel.lijst",
    }
    cascading = {
        name(model, field)
        for model in MODELS
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    }
    assert cascading == allowed
