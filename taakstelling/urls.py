"""Addresses under /taakstelling/."""

from django.urls import path

from taakstelling.views import cijfers, gemeente, herberekening, herindeling, overdracht, overzicht, toezicht

app_name = "taakstelling"

urlpatterns = [
    path("gemeente/<str:code>/", gemeente.gemeente_detail, name="gemeente"),
    path("gemeente/<str:code>/grootboek/csv/", gemeente.grootboek_csv, name="grootboek_csv"),
    path("gemeente/<str:code>/correctie/", cijfers.correctie, name="correctie"),
    path("gemeente/<str:code>/saldo/", cijfers.saldocorrectie, name="saldocorrectie"),
    path("gemeente/<str:code>/publicatie/", cijfers.publicatie, name="publicatie"),
    path("gemeente/<str:code>/beginsaldo/", cijfers.beginsaldo, name="beginsaldo"),
    path("gemeente/<str:code>/afsluiten/", cijfers.afsluiten, name="afsluiten"),
    path("gemeente/<str:code>/overdracht/", overdracht.record, name="overdracht"),
    path("overdrachten/<uuid:pk>/intrekken/", overdracht.withdraw, name="overdracht_intrekken"),
    path("herindelingen/", herindeling.herindeling_list, name="herindeling_list"),
    path("herindelingen/overnemen/", herindeling.carry_over, name="herindeling_overnemen"),
    path("herindelingen/verdelen/", herindeling.divide, name="herindeling_verdelen"),
    path("herberekening/", herberekening.herberekening_list, name="herberekening_list"),
    path("herberekening/nu/", herberekening.recompute, name="herberekening_nu"),
    path("gemeente/<str:code>/toezicht/", toezicht.toezicht_detail, name="toezicht"),
    path("gemeente/<str:code>/toezicht/brief/", toezicht.brief, name="toezichtbrief"),
    path("gemeente/<str:code>/toezicht/plan/", toezicht.plan, name="plan_van_aanpak"),
    path("gemeente/<str:code>/toezicht/mijlpaal/", toezicht.mijlpaal, name="mijlpaal"),
    path("overzichten/", overzicht.overzicht_list, name="overzicht_list"),
    path("overzichten/inlezen/", overzicht.upload, name="overzicht_upload"),
    path("overzichten/<uuid:pk>/", overzicht.overzicht_detail, name="overzicht_detail"),
    path("overzichten/<uuid:pk>/kolommen/", overzicht.arrange, name="overzicht_indelen"),
    path("overzichten/<uuid:pk>/verwerken/", overzicht.apply, name="overzicht_apply"),
    path("overzichten/<uuid:pk>/wegleggen/", overzicht.discard, name="overzicht_discard"),
    path("overzichten/<uuid:pk>/afbreken/", overzicht.cancel, name="overzicht_afbreken"),
    path("overzichten/<uuid:pk>/alsnog-lezen/", overzicht.again, name="overzicht_opnieuw"),
]
