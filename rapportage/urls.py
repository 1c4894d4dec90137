"""Addresses under /rapportage/."""

from django.urls import path

from rapportage.views import agenda, beheer, gemeente, land, opgaveteam, successen, vandaag

app_name = "rapportage"

urlpatterns = [
    path("vandaag/", vandaag.vandaag, name="vandaag"),
    path("gemeente/<str:code>/", gemeente.dashboard, name="dashboard"),
    path("gemeente/<str:code>/opgaveteam/", opgaveteam.opgaveteam, name="opgaveteam"),
    path("gemeente/<str:code>/successen/", successen.successen, name="successen"),
    path("gemeente/<str:code>/team/", opgaveteam.team_list, name="team_list"),
    path("overleg/", opgaveteam.own_overleg, name="own_overleg"),
    path("overleggen/<uuid:pk>/vullen/", agenda.fill, name="agenda_vullen"),
    path("overzicht/", land.overzicht, name="overzicht"),
    path("beheer/", beheer.beheer, name="beheer"),
    path("overzicht/csv/", land.download, {"formaat": "csv"}, name="overzicht_csv"),
    path("overzicht/xlsx/", land.download, {"formaat": "xlsx"}, name="overzicht_xlsx"),
]
