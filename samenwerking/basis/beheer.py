"""Screens of Django's admin for tables that a service owns."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class ReadOnlyAdmin(admin.ModelAdmin):
    """Look, do not touch."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AddOnlyAdmin(ReadOnlyAdmin):
    """Look, and add through the service that makes the row: `record(**invoer, door)`. Never edited, never removed.

    `invoer` names the fields that a person fills in; the others (who, when, which version) are the service's.
    """

    record: Callable[..., Model]
    invoer: Sequence[str] = ()

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return self.invoer if obj is None else super().get_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # From the object, not from the form: its fields have made of the text what it stands for.
        obj.pk = type(self).record(**{naam: getattr(obj, naam) for naam in self.invoer}, door=request.user).pk

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The form has checked what it can; what only the service knows (someone was just earlier) is said above it."""
        try:
            return super().add_view(request, form_url, extra_context)
        except ValidationError as fout:
            self.message_user(request, " ".join(fout.messages), messages.ERROR)
            return redirect(request.get_full_path())
