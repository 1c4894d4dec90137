"""What may be expected of locations, for pages of apps that know nothing of half-years."""

from datetime import date

from django import template

from rapportage.overzichten.locaties import Locatieprognose
from rapportage.overzichten.locaties import locatieprognose as read_prognose
from samenwerking.models import Gemeente

register = template.Library()


@register.simple_tag
def locatieprognose(gemeente: Gemeente, vandaag: date) -> Locatieprognose:
    """`{% locatieprognose gemeente vandaag as prognose %}` for componenten/locatieprognose.html. Two queries."""
    return read_prognose(gemeente, vandaag)
