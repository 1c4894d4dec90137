"""Addresses under /samenwerking/."""

from django.urls import path

from samenwerking import views

app_name = "samenwerking"

urlpatterns = [
    path("thema/", views.thema, name="thema"),
    path("componenten/", views.galerij, name="galerij"),
]
