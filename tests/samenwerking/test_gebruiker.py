"""People and the roles they have for an organisation."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from samenwerking.models import Gebruiker, Rol, Roltoewijzing
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "rol"),
    [
        (AmbtenaarFactory, Rol.AMBTENAAR),
        (OpgavemanagerFactory, Rol.OPGAVEMANAGER),
        (JuristFactory, Rol.JURIST),
        (OpdrachtgeverFactory, Rol.OPDRACHTGEVER),
        (WethouderFactory, Rol.WETHOUDER),
        (BeheerderFactory, Rol.BEHEERDER),
    ],
)
def test_a_role_counts_for_its_own_gemeente_only(factory, rol):
    gemeente = GemeenteFactory()
    gebruiker = factory(gemeente=gemeente)

    assert gebruiker.has_rol(rol, gemeente=gemeente)
    assert not gebruiker.has_rol(rol, gemeente=GemeenteFactory())
    assert not gebruiker.has_rol(*(set(Rol) - {rol}))
    assert gebruiker.gemeente == gemeente
    assert gebruiker.gemeente_ids(rol) == {gemeente.pk}
    assert (gebruiker.corporatie, gebruiker.corporatie_ids(), gebruiker.provincie_codes()) == (None, set(), set())


def test_a_corporatiemedewerker_belongs_to_the_corporatie():
    corporatie = WoningcorporatieFactory()
    gebruiker = CorporatiemedewerkerFactory(corporatie=corporatie)

    assert gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER, corporatie=corporatie)
    assert not gebruiker.has_rol(corporatie=WoningcorporatieFactory())
    assert gebruiker.corporatie == corporatie
    assert gebruiker.corporatie_ids() == {corporatie.pk}
    assert (gebruiker.gemeente, gebruiker.gemeente_ids()) == (None, set())


def test_a_supervisor_belongs_to_a_province():
    gebruiker = ProvincieFactory(provincie="PV30")

    assert gebruiker.provincie_codes() == {"PV30"}
    assert gebruiker.has_rol(Rol.PROVINCIE)


@pytest.mark.parametrize(
    ("van", "tot", "loopt"),
    [(0, None, True), (1, None, False), (-5, 0, False), (-5, 1, True), (-5, -1, False)],
)
def test_a_role_runs_from_its_first_day_until_not_including_its_last(van, tot, loopt):
    vandaag = timezone.localdate()
    toewijzing = RoltoewijzingFactory(
        van=vandaag + timedelta(days=van), tot=None if tot is None else vandaag + timedelta(days=tot)
    )

    assert toewijzing.gebruiker.has_rol() == loopt
    assert Roltoewijzing.objects.lopend(vandaag).exists() == loopt


def test_someone_without_roles_has_nothing():
    gebruiker = GebruikerFactory()

    assert (gebruiker.has_rol(), gebruiker.gemeente_ids(), gebruiker.gemeente) == (False, set(), None)


def test_someone_may_work_for_two_gemeenten_in_different_roles():
    gebruiker = AmbtenaarFactory()
    tweede = RoltoewijzingFactory(gebruiker=gebruiker, rol=Rol.JURIST).gemeente

    assert len(gebruiker.gemeente_ids()) == 2
    assert gebruiker.gemeente_ids(Rol.JURIST) == {tweede.pk}
    assert not gebruiker.has_rol(Rol.AMBTENAAR, gemeente=tweede)


def test_roles_are_read_once_and_again_after_a_refresh(django_assert_num_queries):
    gebruiker = AmbtenaarFactory()
    with django_assert_num_queries(1):
        assert gebruiker.has_rol(Rol.AMBTENAAR)
        assert gebruiker.gemeente is not None
        assert gebruiker.gemeente_ids()

    gebruiker.toewijzingen.all().delete()
    assert gebruiker.has_rol(Rol.AMBTENAAR)
    gebruiker.refresh_from_db()
    assert not gebruiker.has_rol(Rol.AMBTENAAR)


def test_the_name_is_the_full_name_or_else_the_user_name():
    assert str(GebruikerFactory(first_name="Ada", last_name="Tester")) == "Ada Tester"
    assert str(GebruikerFactory(first_name="", last_name="", username="ada")) == "ada"


def test_the_system_is_one_user_that_cannot_log_in():
    systeem = Gebruiker.objects.systeem()

    assert systeem == Gebruiker.objects.systeem()
    assert not systeem.is_active
    assert not systeem.has_usable_password()
    assert authenticate(username=systeem.username, password="") is None


@pytest.mark.parametrize(
    ("factory", "tekst"),
    [
        (lambda: AmbtenaarFactory(gemeente=GemeenteFactory(naam="Ede")), "Ambtenaar · Ede"),
        (
            lambda: CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(naam="Proefwonen")),
            "Corporatiemedewerker · Proefwonen",
        ),
        (lambda: ProvincieFactory(provincie="PV30"), "Provinciaal toezichthouder · PV30"),
    ],
)
def test_a_role_is_shown_with_its_organisation(factory, tekst):
    assert str(factory().toewijzingen.get()) == tekst
