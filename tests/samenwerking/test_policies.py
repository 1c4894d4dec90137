"""Who may do what with organisations and people: every policy with its yes and its no."""

import pytest
from django.contrib.auth.models import AnonymousUser

from samenwerking import policies
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
)

pytestmark = pytest.mark.django_db


def test_everyone_with_an_account_is_logged_in():
    assert policies.is_logged_in(GebruikerFactory())
    assert not policies.is_logged_in(AnonymousUser())


def test_the_gallery_is_for_staff():
    assert policies.can_view_galerij(BeheerderFactory())
    assert not policies.can_view_galerij(AmbtenaarFactory())


def test_casework_is_for_ambtenaar_and_opgavemanager_of_the_gemeente():
    gemeente = GemeenteFactory()

    assert policies.can_do_casework(AmbtenaarFactory(gemeente=gemeente), gemeente)
    assert policies.can_do_casework(OpgavemanagerFactory(gemeente=gemeente), gemeente)
    assert not policies.can_do_casework(JuristFactory(gemeente=gemeente), gemeente)
    assert not policies.can_do_casework(AmbtenaarFactory(), gemeente)
    assert not policies.can_do_casework(GebruikerFactory(is_superuser=True), gemeente)
