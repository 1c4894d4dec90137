"""The addresses of the product, and an empty page behind the same middleware and the same login."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product


def leeg(request: HttpRequest) -> HttpResponse:
    """The least that a page for someone who is logged in can be: the person is read, nothing is shown."""
    return HttpResponse(f"<!DOCTYPE html><title>{request.user.pk}</title>")


urlpatterns = [*product, path("bench/leeg/", leeg)]
