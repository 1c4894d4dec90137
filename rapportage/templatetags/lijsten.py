"""From one kind of list that is read in to the other."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

from huisvesting.policies import can_list_coa_imports
from taakstelling.policies import can_list_overzichten

register = template.Library()


@register.simple_tag(takes_context=True)
def lijstplekken(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lists of COA and the overviews, as naam, url and huidig, for who reads both; else nothing."""
    request = context["request"]
    if not (can_list_coa_imports(request.user) and can_list_overzichten(request.user)):
        return []
    plekken = (("COA-lijsten", "huisvesting:coa_import_list"), ("Overzichten", "taakstelling:overzicht_list"))
    return [{"naam": naam, "url": (url := reverse(route)), "huidig": url == request.path} for naam, route in plekken]
