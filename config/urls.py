"""All addresses. Routes without a login stand in tests/guards with their reason."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from rapportage.views.home import home
from samenwerking.views.gezondheid import gezondheid

admin.site.site_header = "Thuisgever beheer"
admin.site.site_title = "Thuisgever beheer"
admin.site.index_title = "Beheer"
# One door: the admin sends people to the same login page as the rest of the site.
admin.site.login = secure_admin_login(admin.site.login)

account_urls = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    # Closed by the adapter; allauth's login page needs the name.
    path("aanmelden/", account.signup, name="account_signup"),
    path("inactief/", account.account_inactive, name="account_inactive"),
    path("opnieuw-inloggen/", account.reauthenticate, name="account_reauthenticate"),
]

urlpatterns = [
    path("", home, name="home"),
    path("gezondheid/", gezondheid, name="gezondheid"),
    path("account/", include(account_urls)),
    path("samenwerking/", include("samenwerking.urls")),
    path("taakstelling/", include("taakstelling.urls")),
    path("huisvesting/", include("huisvesting.urls")),
    path("rapportage/", include("rapportage.urls")),
    path("beheer/", admin.site.urls),
]
