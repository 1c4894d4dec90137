"""Addresses under /samenwerking/."""

from django.urls import path

from samenwerking import views

app_name = "samenwerking"

urlpatterns = [
    path("berichten/", views.bericht_list, name="bericht_list"),
    path("berichten/gelezen/", views.berichten_gelezen, name="berichten_gelezen"),
    path("berichten/mail/", views.berichtvoorkeur, name="berichtvoorkeur"),
    path("berichten/<uuid:pk>/openen/", views.bericht_open, name="bericht_open"),
    path("acties/<uuid:pk>/gedaan/", views.actie.finish, name="actie_gedaan"),
    path("acties/<uuid:pk>/vervallen/", views.actie.drop, name="actie_vervallen"),
    path("acties/<uuid:pk>/overdragen/", views.actie.hand_over, name="actie_overdragen"),
    path("verwerkingen/<uuid:pk>/", views.verwerking_stand, name="verwerking_stand"),
    path("thema/", views.thema, name="thema"),
    path("componenten/", views.galerij, name="galerij"),
]
