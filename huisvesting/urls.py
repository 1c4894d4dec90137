"""Addresses under /huisvesting/."""

from django.urls import path

from huisvesting.views import aanbod, coa, huishouden, plaatsing, voordracht

app_name = "huisvesting"

urlpatterns = [
    path("huishoudens/", huishouden.huishouden_list, name="huishouden_list"),
    path("huishoudens/<uuid:pk>/", huishouden.huishouden_detail, name="huishouden_detail"),
    path("coa-lijsten/", coa.coa_import_list, name="coa_import_list"),
    path("coa-lijsten/inlezen/", coa.upload, name="coa_import_upload"),
    path("coa-lijsten/voorbeeldlijst/", coa.example, name="coa_voorbeeldlijst"),
    path("coa-lijsten/<uuid:pk>/", coa.coa_import_detail, name="coa_import_detail"),
    path("coa-lijsten/<uuid:pk>/verwerken/", coa.apply, name="coa_import_apply"),
    path("coa-lijsten/<uuid:pk>/wegleggen/", coa.discard, name="coa_import_discard"),
    path("aanbod/", aanbod.aanbod_list, name="aanbod_list"),
    path("aanbod/melden/", aanbod.register, name="aanbod_register"),
    path("aanbod/<uuid:pk>/", aanbod.aanbod_detail, name="aanbod_detail"),
    path("aanbod/<uuid:pk>/bevestigen/", aanbod.confirm, name="aanbod_confirm"),
    path("aanbod/<uuid:pk>/optie/", aanbod.extend, name="aanbod_extend"),
    path("aanbod/<uuid:pk>/intrekken/", aanbod.withdraw, name="aanbod_withdraw"),
    path("aanbod/<uuid:pk>/voordragen/<uuid:huishouden>/", voordracht.propose, name="voordracht_propose"),
    path("voordrachten/<uuid:pk>/", voordracht.voordracht_detail, name="voordracht_detail"),
    path("voordrachten/<uuid:pk>/akkoord/", voordracht.agree, name="voordracht_agree"),
    path("voordrachten/<uuid:pk>/afwijzen/", voordracht.reject, name="voordracht_reject"),
    path("voordrachten/<uuid:pk>/aanbieden/", voordracht.offer, name="voordracht_offer"),
    path("voordrachten/<uuid:pk>/accepteren/", voordracht.accept, name="voordracht_accept"),
    path("voordrachten/<uuid:pk>/weigeren/", voordracht.refuse, name="voordracht_refuse"),
    path("voordrachten/<uuid:pk>/annuleren/", voordracht.cancel, name="voordracht_cancel"),
    path("voordrachten/<uuid:pk>/huurcontract/", plaatsing.sign, name="plaatsing_sign"),
    path("plaatsingen/<uuid:pk>/", plaatsing.plaatsing_detail, name="plaatsing_detail"),
    path("plaatsingen/<uuid:pk>/sleutel/", plaatsing.hand_over, name="plaatsing_sleutel"),
    path("plaatsingen/<uuid:pk>/afmelden/", plaatsing.check_out, name="plaatsing_afmelden"),
    path("plaatsingen/<uuid:pk>/annuleren/", plaatsing.cancel, name="plaatsing_annuleren"),
]
