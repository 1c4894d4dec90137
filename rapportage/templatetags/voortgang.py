"""Words for the figures of voortgang."""

from decimal import Decimal

from django import template

from rapportage.templatetags.weergave import procent

register = template.Library()


@register.filter
def van_opgave(percentage: Decimal | None) -> str:
    """83.3 -> "83,3% van de opgave"; nothing where there is no opgave to be a part of."""
    return "" if percentage is None else f"{procent(percentage)} van de opgave"
