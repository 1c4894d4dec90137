"""Addresses under /taakstelling/."""

app_name = "taakstelling"

urlpatterns: list = []
