"""The one decorator that loads the object and asks the policy."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Rol
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, JuristFactory

pytestmark = pytest.mark.django_db


def can_read(gebruiker, gemeente):
    return gebruiker.has_rol(Rol.AMBTENAAR, gemeente=gemeente)


@require_safe
@policy(can_read, Gemeente, kwarg="code")
def page(request, gemeente, rest="niets"):
    return HttpResponse(f"{gemeente.naam} {rest}")


@require_safe
@policy(lambda gebruiker: gebruiker.is_staff)
def staff_page(request):
    return HttpResponse("beheer")


def get(rf, view, gebruiker, **kwargs):
    request = rf.get("/")
    request.user = gebruiker
    return view(request, **kwargs)


def test_the_view_gets_the_object_and_the_rest_of_the_address(rf):
    gemeente = GemeenteFactory(naam="Ede")

    response = get(rf, page, AmbtenaarFactory(gemeente=gemeente), code=gemeente.code, rest="alles")

    assert response.content.decode() == "Ede alles"


def test_another_gemeente_looks_exactly_like_one_that_does_not_exist(rf):
    ambtenaar, andere = AmbtenaarFactory(), GemeenteFactory()

    with pytest.raises(Http404) as vreemd:
        get(rf, page, ambtenaar, code=andere.code)
    with pytest.raises(Http404) as niets:
        get(rf, page, ambtenaar, code="GM0000")

    assert str(vreemd.value) == str(niets.value)


def test_who_may_see_the_object_but_not_do_this_is_refused(rf):
    gemeente = GemeenteFactory()

    with pytest.raises(PermissionDenied):
        get(rf, page, JuristFactory(gemeente=gemeente), code=gemeente.code)


def test_a_page_without_an_object_asks_only_the_policy(rf):
    assert get(rf, staff_page, AmbtenaarFactory(is_staff=True)).status_code == 200
    with pytest.raises(PermissionDenied):
        get(rf, staff_page, AmbtenaarFactory())


def test_the_policy_can_be_read_from_the_outside_of_the_view():
    assert page.policy is can_read
    assert page.policy_model is Gemeente
    assert staff_page.policy_model is None
