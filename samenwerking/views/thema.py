"""The choice of light or dark, kept in a cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samenwerking.forms import ThemaForm

JAAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def thema(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to where the person was."""
    back = request.META.get("HTTP_REFERER", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    form = ThemaForm(request.POST)
    if form.is_valid():
        response.set_cookie(
            "thema", form.cleaned_data["thema"], max_age=JAAR, samesite="Lax", secure=request.is_secure()
        )
    return response
