"""Addresses under /rapportage/."""

from django.urls import path

from rapportage.views import beheer, gemeente, land, vandaag

app_name = "rapportage"

urlpatterns = [
    path("vandaag/", vandaag.vandaag, name="vandaag"),
    path("gemeente/<str:code>/", gemeente.dashboard, name="dashboard"),
    path("overzicht/", land.overzicht, name="overzicht"),
    path("beheer/", beheer.beheer, name="beheer"),
    path("overzicht/csv/", land.download, {"formaat": "csv"}, name="overzicht_csv"),
    path("overzicht/xlsx/", land.download, {"formaat": "xlsx"}, name="overzicht_xlsx"),
]
