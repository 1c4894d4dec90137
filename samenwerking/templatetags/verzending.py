"""The hidden field that makes a form act once, however often its button is pressed."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samenwerking.basis.verzending import VELD

register = template.Library()


@register.simple_tag
def verzendsleutel() -> SafeString:
    """A new key for this form: `{% load verzending %}{% verzendsleutel %}` inside it. knoppenbalk.html has it."""
    return format_html('<input type="hidden" name="{}" value="{}">', VELD, uuid.uuid4())
