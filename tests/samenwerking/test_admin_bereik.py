"""Beheer has a reach: the own gemeente and its people. Nobody makes himself more than he is; every change is logged."""

from datetime import date

import pytest
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Gebruiker, Logregel, Rol
from samenwerking.services.gebruiker import grant_beheer
from samenwerking.services.logboek import log
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    ProvincieFactory,
    RedenFactory,
    RoltoewijzingFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefstad")


@pytest.fixture
def beheerder(client, gemeente):
    gebruiker = BeheerderFactory(gemeente=gemeente)
    grant_beheer(gebruiker)
    client.force_login(gebruiker)
    return gebruiker


def url(naam, wat, *args):
    return reverse(f"admin:samenwerking_{naam}_{wat}", args=args)


def account_data(gebruiker, **velden):
    """What the page of an account sends when nothing is touched."""
    rollen = list(gebruiker.toewijzingen.order_by("pk"))
    data = {"username": gebruiker.username, "first_name": gebruiker.first_name, "last_name": gebruiker.last_name}
    data |= {"date_joined_0": "01-01-2020", "date_joined_1": "00:00:00", "is_active": "on"}
    data |= {"toewijzingen-TOTAL_FORMS": len(rollen), "toewijzingen-INITIAL_FORMS": len(rollen)}
    for i, rol in enumerate(rollen):
        data |= {f"toewijzingen-{i}-{k}": v for k, v in role_data(rol.rol, rol.gemeente, rol.corporatie).items()}
        data |= {f"toewijzingen-{i}-id": rol.pk, f"toewijzingen-{i}-gebruiker": gebruiker.pk}
    return data | velden


def role_data(rol, gemeente=None, corporatie=None, provincie_code=""):
    return {
        "rol": rol,
        "gemeente": gemeente.pk if gemeente else "",
        "corporatie": corporatie.pk if corporatie else "",
        "provincie_code": provincie_code,
        "van": "01-01-2020",
        "tot": "",
    }


def new_role(account, **rol):
    """The page of an account that has no role yet, with one filled in."""
    velden = {f"toewijzingen-0-{k}": v for k, v in role_data(**rol).items()}
    velden |= {"toewijzingen-0-id": "", "toewijzingen-0-gebruiker": account.pk}
    return account_data(account) | velden | {"toewijzingen-TOTAL_FORMS": 1}


def test_a_beheerder_gives_a_role_in_the_own_gemeente_and_it_is_logged_once(client, beheerder, gemeente):
    account = GebruikerFactory()

    antwoord = client.post(url("gebruiker", "change", account.pk), new_role(account, rol=Rol.JURIST, gemeente=gemeente))

    assert antwoord.status_code == 302
    assert account.toewijzingen.get().rol == Rol.JURIST
    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.BEHEER_GEWIJZIGD)
    assert (regel.onderwerp_id, regel.door_id) == (str(account.pk), str(beheerder.pk))


def test_a_beheerder_makes_nobody_superuser(client, beheerder, gemeente):
    account = AmbtenaarFactory(gemeente=gemeente)
    rechten = {"is_superuser": "on", "is_staff": "on", "groups": [beheerder.groups.get().pk]}

    assert client.post(url("gebruiker", "change", account.pk), account_data(account, **rechten)).status_code == 302

    account.refresh_from_db()
    assert (account.is_superuser, account.is_staff, account.groups.count()) == (False, False, 0)


def test_a_beheerder_does_not_change_the_own_account(client, beheerder, gemeente):
    data = account_data(beheerder)
    data |= {f"toewijzingen-1-{k}": v for k, v in role_data(Rol.AMBTENAAR, gemeente).items()}
    data |= {"toewijzingen-TOTAL_FORMS": 2, "toewijzingen-1-id": "", "toewijzingen-1-gebruiker": beheerder.pk}

    assert client.post(url("gebruiker", "change", beheerder.pk), data).status_code == 403
    assert [rol.rol for rol in beheerder.toewijzingen.all()] == [Rol.BEHEERDER]


@pytest.mark.parametrize("waar", ["elders", "ook_elders", "provincie", "superuser", "gedeelde_corporatie"])
def test_accounts_that_reach_further_are_out_of_reach(client, beheerder, gemeente, waar):
    elders = GemeenteFactory()
    account = {
        "elders": lambda: AmbtenaarFactory(gemeente=elders),
        "ook_elders": lambda: (
            RoltoewijzingFactory(gemeente=elders, gebruiker=AmbtenaarFactory(gemeente=gemeente)).gebruiker
        ),
        "provincie": ProvincieFactory,
        "superuser": lambda: GebruikerFactory(is_superuser=True),
        "gedeelde_corporatie": lambda: CorporatiemedewerkerFactory(
            corporatie=WoningcorporatieFactory(gemeenten=[gemeente, elders])
        ),
    }[waar]()
    wachtwoord = {"password1": "een-heel-ander-wachtwoord", "password2": "een-heel-ander-wachtwoord"}

    lijst = client.get(url("gebruiker", "changelist")).context["cl"].result_list
    client.post(reverse("admin:auth_user_password_change", args=[account.pk]), wachtwoord)
    client.post(url("gebruiker", "change", account.pk), account_data(account, username="overgenomen"))

    assert account not in lijst
    account.refresh_from_db()
    assert account.check_password("wachtwoord-van-de-tests")
    assert account.username != "overgenomen"


@pytest.mark.parametrize("waar", ["elders", "provincie", "gedeelde_corporatie"])
def test_a_beheerder_gives_no_role_that_reaches_further(client, beheerder, gemeente, waar):
    elders, account = GemeenteFactory(), GebruikerFactory()
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente, elders])
    rol = {
        "elders": {"rol": Rol.AMBTENAAR, "gemeente": elders},
        "provincie": {"rol": Rol.PROVINCIE, "provincie_code": "PV26"},
        "gedeelde_corporatie": {"rol": Rol.CORPORATIEMEDEWERKER, "corporatie": corporatie},
    }[waar]

    antwoord = client.post(url("gebruiker", "change", account.pk), new_role(account, **rol))

    assert antwoord.context["inline_admin_formsets"][0].formset.errors != [{}]
    assert not account.toewijzingen.exists()


def test_a_role_of_beheerder_opens_the_beheer(client, beheerder, gemeente):
    account = GebruikerFactory()

    client.post(url("gebruiker", "change", account.pk), new_role(account, rol=Rol.BEHEERDER, gemeente=gemeente))

    account.refresh_from_db()
    assert account.is_staff
    assert account.has_perm("samenwerking.change_gebruiker")


def test_a_beheerder_whose_role_ended_manages_nobody(client, beheerder, gemeente):
    account = AmbtenaarFactory(gemeente=gemeente)
    beheerder.toewijzingen.update(tot=date(2021, 1, 1))

    assert client.get(url("gebruiker", "changelist")).status_code == 403
    assert client.get(url("gebruiker", "change", account.pk)).status_code == 403


def test_a_new_account_leaves_one_line(client, beheerder):
    wachtwoord = "een-lang-wachtwoord-voor-iemand"
    data = {"username": "nieuw", "usable_password": "true", "password1": wachtwoord, "password2": wachtwoord}
    data |= {"toewijzingen-TOTAL_FORMS": 0, "toewijzingen-INITIAL_FORMS": 0}

    assert client.post(url("gebruiker", "add"), data).status_code == 302

    assert Logregel.objects.get().gebeurtenis == Gebeurtenis.GEBRUIKER_GEMAAKT
    assert Logregel.objects.get().onderwerp_id == str(Gebruiker.objects.get(username="nieuw").pk)


def test_a_new_password_leaves_one_line_without_the_password(client, beheerder, gemeente):
    account = AmbtenaarFactory(gemeente=gemeente)
    wachtwoord = {"password1": "een-heel-ander-wachtwoord", "password2": "een-heel-ander-wachtwoord"}

    antwoord = client.post(reverse("admin:auth_user_password_change", args=[account.pk]), wachtwoord)

    assert antwoord.status_code == 302
    regel = Logregel.objects.get()
    assert regel.gebeurtenis == Gebeurtenis.BEHEER_GEWIJZIGD
    assert "een-heel-ander" not in str(regel.gegevens)


def test_a_beheerder_names_variants_of_the_own_gemeente_and_nothing_else_of_it(client, beheerder, gemeente):
    data = {"naam": "Andere naam", "code": "GM0001", "provincie_code": "PV30"}
    data |= {
        "naamvarianten-TOTAL_FORMS": 1,
        "naamvarianten-INITIAL_FORMS": 0,
        "naamvarianten-0-naam": "Proefstad aan Zee",
    }

    assert client.post(url("gemeente", "change", gemeente.pk), data).status_code == 302

    code = gemeente.code
    gemeente.refresh_from_db()
    assert (gemeente.naam, gemeente.code, gemeente.provincie_code) == ("Proefstad", code, "PV26")
    assert gemeente.naamvarianten.get().naam == "Proefstad aan Zee"
    assert client.post(url("gemeente", "change", GemeenteFactory().pk), data).status_code == 403
    assert client.get(url("gemeente", "add")).status_code == 403


def test_a_beheerder_changes_no_corporatie_that_works_elsewhere_too(client, beheerder, gemeente):
    elders = GemeenteFactory()
    eigen = WoningcorporatieFactory(gemeenten=[gemeente])
    gedeeld = WoningcorporatieFactory(gemeenten=[gemeente, elders])

    assert (
        client.post(
            url("woningcorporatie", "change", eigen.pk), {"naam": "Nieuwe naam", "gemeenten": [gemeente.pk]}
        ).status_code
        == 302
    )
    assert (
        client.post(
            url("woningcorporatie", "change", eigen.pk), {"naam": "Nieuwe naam", "gemeenten": [gemeente.pk, elders.pk]}
        ).status_code
        == 200
    )
    assert (
        client.post(
            url("woningcorporatie", "change", gedeeld.pk), {"naam": "Weg", "gemeenten": [gemeente.pk]}
        ).status_code
        == 403
    )
    assert list(eigen.gemeenten.all()) == [gemeente]
    assert gedeeld.gemeenten.count() == 2


def test_a_changed_reason_leaves_one_line(client, beheerder):
    reden = RedenFactory()
    data = {"code": reden.code, "tekst": "Anders gezegd", "klasse": reden.klasse, "vervallen_per": ""}

    assert client.post(url("reden", "change", reden.pk), data).status_code == 302

    assert Logregel.objects.get().onderwerp_id == str(reden.pk)


def test_a_beheerder_reads_the_logboek_of_the_own_gemeente_and_of_everyone(client, beheerder, gemeente):
    eigen = log(Gebeurtenis.CORRECTIE_GEBOEKT, onderwerp=gemeente, door=beheerder)
    iedereen = log(Gebeurtenis.REFERENTIE_GELADEN, onderwerp=None, door=None)
    log(Gebeurtenis.CORRECTIE_GEBOEKT, onderwerp=GemeenteFactory(), door=None)

    assert set(client.get(url("logregel", "changelist")).context["cl"].queryset) == {eigen, iedereen}
