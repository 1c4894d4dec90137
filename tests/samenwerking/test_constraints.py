"""The helpers for constraints, and every constraint of samenwerking refusing what it should."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from samenwerking.basis.constraints import NET_GEWIJZIGD, Bezet, both_or_neither, in_order, one_transaction
from samenwerking.models import Gemeente, Rol, Roltoewijzing
from tests.bewijs import assert_refused
from tests.factories.samenwerking import (
    GebruikerFactory,
    GemeenteFactory,
    NaamvariantFactory,
    RedenFactory,
    RoltoewijzingFactory,
    WoningcorporatieFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


def corporatie():
    return WoningcorporatieFactory()


def gemeente():
    return GemeenteFactory()


@pytest.mark.parametrize("tot", [date(2026, 1, 1), date(2026, 1, 2)])
def test_a_role_ends_after_it_begins(tot):
    assert_refused("roltoewijzing_ends_after_begin", lambda: RoltoewijzingFactory(van=date(2026, 1, 2), tot=tot))


@pytest.mark.parametrize(
    ("rol", "organisatie"),
    [
        (Rol.AMBTENAAR, {"gemeente": None}),
        (Rol.AMBTENAAR, {"gemeente": gemeente, "corporatie": corporatie}),
        (Rol.AMBTENAAR, {"gemeente": gemeente, "provincie_code": "PV26"}),
        (Rol.WETHOUDER, {"gemeente": None, "corporatie": corporatie}),
        (Rol.CORPORATIEMEDEWERKER, {"gemeente": gemeente}),
        (Rol.CORPORATIEMEDEWERKER, {"gemeente": None, "corporatie": None}),
        (Rol.PROVINCIE, {"gemeente": None, "provincie_code": ""}),
        (Rol.PROVINCIE, {"gemeente": gemeente, "provincie_code": "PV26"}),
        ("keizer", {"gemeente": gemeente}),
    ],
)
def test_a_role_fits_its_organisation(rol, organisatie):
    waarden = {naam: waarde() if callable(waarde) else waarde for naam, waarde in organisatie.items()}

    assert_refused("roltoewijzing_fits_organisation", lambda: RoltoewijzingFactory(rol=rol, **waarden))


@pytest.mark.parametrize("rol", [Rol.OPGAVEMANAGER, Rol.JURIST, Rol.BEHEERDER])
def test_every_other_role_belongs_to_a_gemeente(rol):
    assert RoltoewijzingFactory(rol=rol).gemeente is not None


def test_a_gemeente_that_exists_was_not_abolished():
    assert_refused("gemeente_active_or_abolished", lambda: GemeenteFactory(opgeheven_per=date(2022, 1, 1)))
    assert not GemeenteFactory(opgeheven=True).is_actief


def test_an_unknown_day_of_abolition_is_allowed():
    assert GemeenteFactory(is_actief=False).opgeheven_per is None


@pytest.mark.parametrize(
    ("factory", "veld", "waarde"),
    [
        (GemeenteFactory, "code", "GM9999"),
        (NaamvariantFactory, "naam", "Den Proef"),
        (WoningcorporatieFactory, "naam", "Stichting Dubbel"),
        (GebruikerFactory, "username", "dubbel"),
        (RedenFactory, "code", "dubbel"),
    ],
)
def test_a_name_or_code_is_used_once(factory, veld, waarde):
    factory(**{veld: waarde})

    assert_refused(veld, lambda: factory(**{veld: waarde}))


def test_validation_says_the_sentence_of_the_constraint():
    toewijzing = Roltoewijzing(
        gebruiker=GebruikerFactory(), rol=Rol.PROVINCIE, gemeente=gemeente(), van=date(2026, 1, 1)
    )

    with pytest.raises(ValidationError, match="een toezichthouder bij een provincie"):
        toewijzing.full_clean()


def test_the_helpers_carry_a_sentence_of_their_own_when_asked():
    assert both_or_neither("a_op", "a_door", name="x").violation_error_message.endswith("allebei in.")
    assert in_order("van", "tot", name="x", violation_error_message="Anders.").violation_error_message == "Anders."


# --- One transaction --------------------------------------------------------------------------------------------------
def test_a_constraint_that_still_refuses_becomes_its_sentence_and_writes_nothing():
    @one_transaction(Gemeente)
    def abolish(code: str) -> None:
        Gemeente.objects.create(code="GM9998", naam="Eerst")
        Gemeente.objects.create(code=code, naam="Tweede", opgeheven_per=date(2022, 1, 1))

    with pytest.raises(ValidationError, match="Een gemeente die bestaat heeft geen datum van opheffing"):
        abolish("GM9999")

    assert not Gemeente.objects.filter(code="GM9998").exists()


@pytest.mark.parametrize(
    ("velden", "is_bezet"),
    [({"code": "GM9999"}, True), ({"code": "GM9998", "opgeheven_per": date(2022, 1, 1)}, False)],
)
def test_a_row_that_is_in_the_way_was_first_and_what_does_not_fit_is_ones_own_fault(velden, is_bezet):
    GemeenteFactory(code="GM9999")

    with pytest.raises(ValidationError) as fout:
        one_transaction(Gemeente)(Gemeente.objects.create)(naam="Nieuw", **velden)

    assert isinstance(fout.value, Bezet) == is_bezet


def test_a_refusal_without_a_sentence_of_these_models_gets_the_general_one():
    @one_transaction(Roltoewijzing)
    def double() -> None:
        GemeenteFactory(code="GM9999")
        GemeenteFactory(code="GM9999")

    with pytest.raises(ValidationError) as fout:
        double()

    assert fout.value.messages == [NET_GEWIJZIGD]
    assert isinstance(fout.value.__cause__, IntegrityError)


def test_a_refusal_of_the_service_itself_passes_and_writes_nothing():
    @one_transaction(Gemeente)
    def refuse() -> None:
        GemeenteFactory(code="GM9999")
        raise ValidationError("Nee.")

    with pytest.raises(ValidationError, match=r"Nee\."):
        refuse()

    assert not Gemeente.objects.filter(code="GM9999").exists()


def test_what_the_service_returns_comes_through_and_it_keeps_its_name():
    @one_transaction(Gemeente)
    def count_gemeenten(*, extra: int) -> int:
        """Counts."""
        return Gemeente.objects.count() + extra

    assert count_gemeenten(extra=2) == 2
    assert (count_gemeenten.__name__, count_gemeenten.__doc__) == ("count_gemeenten", "Counts.")
