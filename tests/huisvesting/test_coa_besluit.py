"""Deciding about rows in doubt: the service, and its page."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from huisvesting.models import CoaImport, Huishouden, Oordeel, Statushouder
from huisvesting.services.coa import apply_coa_import, discard_coa_import
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_ontvangst import choose_coa_kolommen, receive_coa_lijst
from samenwerking.models import Actie, Gebeurtenis, Logregel
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
)
from tests.huisvesting.coa_lijsten import make_csv, rij
from tests.huisvesting.coa_stand import take_stand

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
HOOFD = {"gezinsrol": "hoofd"}


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


@pytest.fixture
def receive(ambtenaar):
    def receive(*rijen: dict, **anders) -> CoaImport:
        invoer = {"gemeente": ambtenaar.gemeente, "door": ambtenaar, "op": MOMENT, **anders}
        return receive_coa_lijst(data=make_csv(*rijen), bestandsnaam="lijst.csv", **invoer)

    return receive


@pytest.fixture
def apply(ambtenaar, receive):
    def apply(*rijen: dict) -> CoaImport:
        return apply_coa_import(coa_import=receive(*rijen), door=ambtenaar, op=MOMENT)

    return apply


@pytest.fixture
def decide(ambtenaar):
    def decide(coa_import: CoaImport, keuzes: dict[int, str]) -> CoaImport:
        return decide_rijen(coa_import=coa_import, keuzes=keuzes, door=ambtenaar, op=MOMENT)

    return decide


def person(nummer: int) -> Statushouder:
    return Statushouder.objects.with_v_nummer(f"{9_990_000_000 + nummer}").get()


def verdicts(coa_import: CoaImport) -> list[tuple[int, str, str]]:
    return list(coa_import.regels.order_by("rij").values_list("rij", "oordeel", "keuze"))


GEZIN = (rij(1, **HOOFD), rij(2))
ANDERS = rij(1, **HOOFD, achternaam="Vergist", geboortedatum="01-01-1950")


@pytest.fixture
def elders(receive):
    """Somebody with V-nummer 7 is linked to another gemeente."""
    ander = AmbtenaarFactory(gemeente=GemeenteFactory(naam="Elderstad"))
    lijst = receive(rij(7, "X1", **HOOFD, achternaam="Geheimnaam"), gemeente=ander.gemeente, door=ander)
    return apply_coa_import(coa_import=lijst, door=ander, op=MOMENT)


# --- Nothing without a choice -----------------------------------------------------------------------------------------
@pytest.mark.beide
@pytest.mark.parametrize(
    "rijen",
    [
        (rij(5, "H5", **HOOFD), rij(5, "H6", **HOOFD, achternaam="Dubbel")),
        (ANDERS, rij(2)),
        (rij(7, "H7", **HOOFD),),
        (rij(8, "H8", **HOOFD, achternaam="Bedacht1"),),
    ],
    ids=["dubbel", "andere_gegevens", "elders", "nieuw_nummer"],
)
def test_row_in_doubt_changes_nothing_until_someone_chooses(apply, elders, rijen):
    apply(*GEZIN)
    before = take_stand()
    lijst = apply(*rijen)
    assert take_stand() == before
    assert Oordeel.TWIJFEL in set(lijst.regels.values_list("oordeel", flat=True))
    assert lijst.samenvatting["twijfel"] in (1, 2)


def test_the_rest_of_the_list_is_applied_without_deciding(apply):
    apply(*GEZIN)
    apply(ANDERS, rij(2), rij(3, "H3", **HOOFD))
    assert person(3).huishouden.huishoudnummer == "H3"
    assert person(1).achternaam == "Bedacht1"


# --- Deciding ---------------------------------------------------------------------------------------------------------
@pytest.mark.beide
def test_what_was_chosen_is_in_the_new_preview_and_then_in_the_data(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    lijst = decide(receive(ANDERS, rij(2)), {2: "lijst"})
    assert verdicts(lijst) == [(2, "gewijzigd", "lijst"), (3, "ongewijzigd", "")]
    assert (lijst.samenvatting["twijfel"], lijst.samenvatting["gewijzigd"]) == (0, 1)
    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.COA_LIJST_BESLIST)
    assert regel.gegevens == {"rijen": {"2": "lijst"}}
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert (person(1).achternaam, person(1).geboortedatum) == ("Vergist", date(1950, 1, 1))


def test_what_stands_there_may_stay(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    lijst = decide(receive({**ANDERS, "talen": "Dari"}, rij(2)), {2: "houd"})
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert (person(1).achternaam, person(1).talen) == ("Bedacht1", "Dari")


@pytest.mark.beide
def test_the_same_person_gets_the_new_v_nummer(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    voor = person(1).pk
    nieuw = rij(8, **HOOFD, achternaam="Bedacht1")
    lijst = decide(receive(nieuw, rij(2)), {2: "zelfde_persoon"})
    assert lijst.samenvatting["vervallen"] == 0
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert person(8).pk == voor
    assert person(8).v_nummer == "9990000008"
    assert Statushouder.objects.count() == 2
    assert {oordeel for _, oordeel, _ in verdicts(receive(nieuw, rij(2)))} == {"ongewijzigd"}


def test_another_person_with_that_name_is_added(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    lijst = decide(receive(rij(8, "H8", **HOOFD, achternaam="Bedacht1")), {2: "toevoegen"})
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert person(8).pk != person(1).pk


def test_of_two_rows_one_counts(receive, decide, ambtenaar):
    lijst = receive(rij(5, "H5", **HOOFD), rij(5, "H6", **HOOFD, achternaam="Dubbel"))
    lijst = decide(lijst, {3: "telt"})
    assert verdicts(lijst) == [(2, "overgeslagen", "overslaan"), (3, "nieuw", "telt")]
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert person(5).achternaam == "Dubbel"


def test_asking_coa_makes_one_actie_that_names_nobody(elders, receive, decide, ambtenaar):
    lijst = decide(receive(rij(7, "H7", **HOOFD), rij(9, "H7")), {2: "vraag_coa"})
    assert not Actie.objects.for_onderwerp(lijst).exists()
    for _ in range(2):
        apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
        lijst = receive(rij(7, "H7", **HOOFD), rij(9, "H7"))
    actie = Actie.objects.for_onderwerp(lijst).get()
    assert actie.titel == "Vraag COA waar deze persoon is gekoppeld (rij 2)"
    assert actie.gemeente == ambtenaar.gemeente
    assert person(9).huishouden.huishoudnummer == "H7"


def test_the_question_to_coa_is_ticked_off_like_any_other(client, elders, receive, decide, ambtenaar):
    lijst = decide(receive(rij(7, "H7", **HOOFD)), {2: "vraag_coa"})
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    gedaan = reverse("samenwerking:actie_gedaan", args=[Actie.objects.for_onderwerp(lijst).get().pk])
    assert "Vraag COA waar deze persoon is gekoppeld" in text(client.get(gedaan))
    assert client.post(gedaan).status_code == 302
    assert not Actie.objects.for_onderwerp(lijst).open().exists()


def test_a_choice_may_be_taken_back(apply, receive, decide):
    apply(*GEZIN)
    lijst = decide(decide(receive(ANDERS, rij(2)), {2: "lijst"}), {2: ""})
    assert verdicts(lijst) == [(2, "twijfel", ""), (3, "overgeslagen", "")]


# --- What cannot be chosen --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keuzes", "zin"),
    [
        ({3: "lijst"}, "Rij 3: Over deze rij hoeft u niets te kiezen"),
        ({99: "lijst"}, "Rij 99: Over deze rij hoeft u niets te kiezen"),
        ({2: "telt"}, "Rij 2: Deze keuze kan hier niet"),
        ({2: "zelfde_persoon"}, "Rij 2: Deze keuze kan hier niet"),
        ({2: "onzin"}, "Rij 2: Deze keuze kan hier niet"),
        ({4: "telt", 5: "telt"}, "past niet bij een andere keuze"),
    ],
)
def test_what_a_row_may_not_choose_is_refused_and_nothing_changes(apply, receive, decide, keuzes, zin):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2), rij(5, "H5", **HOOFD), rij(5, "H6", **HOOFD))
    before = verdicts(lijst)
    with pytest.raises(ValidationError, match=zin):
        decide(lijst, keuzes)
    lijst.refresh_from_db()
    assert verdicts(lijst) == before
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_BESLIST).exists()


@pytest.mark.parametrize("einde", [apply_coa_import, discard_coa_import])
def test_about_a_closed_list_nothing_is_decided(apply, receive, decide, ambtenaar, einde):
    apply(*GEZIN)
    lijst = einde(coa_import=receive(ANDERS, rij(2)), door=ambtenaar, op=MOMENT)
    with pytest.raises(ValidationError, match="al verwerkt of weggelegd"):
        decide(lijst, {2: "lijst"})


def test_without_columns_there_is_nothing_to_decide(ambtenaar, decide):
    lijst = receive_coa_lijst(
        gemeente=ambtenaar.gemeente, data=b"abc;def\n1;2", bestandsnaam="l.csv", door=ambtenaar, op=MOMENT
    )
    with pytest.raises(ValidationError, match="Kies eerst welke kolom wat is"):
        decide(lijst, {2: "lijst"})


# --- How long a choice holds ------------------------------------------------------------------------------------------
def test_a_choice_holds_when_the_same_is_asked_again(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    lijst = decide(receive(ANDERS, rij(2)), {2: "houd"})
    lijst = choose_coa_kolommen(coa_import=lijst, toewijzing=lijst.toewijzing, door=ambtenaar, op=MOMENT)
    assert verdicts(lijst)[0] == (2, "ongewijzigd", "houd")
    assert verdicts(receive(ANDERS, rij(2)))[0] == (2, "ongewijzigd", "houd")


def test_a_choice_falls_when_something_else_is_asked(apply, receive, decide):
    apply(*GEZIN)
    decide(receive(ANDERS, rij(2)), {2: "houd"})
    Statushouder.objects.filter(pk=person(1).pk).update(geboortedatum=date(1951, 1, 1))
    assert verdicts(receive(ANDERS, rij(2)))[0] == (2, "twijfel", "")


def test_a_choice_that_no_longer_fits_the_data_is_not_applied(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    lijst = decide(receive(ANDERS, rij(2)), {2: "lijst"})
    Statushouder.objects.filter(pk=person(1).pk).update(geboortedatum=date(1951, 1, 1))
    with pytest.raises(ValidationError, match="Sinds dit voorbeeld is er iets veranderd"):
        apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)


def test_a_list_that_was_put_away_starts_anew(apply, receive, decide, ambtenaar):
    apply(*GEZIN)
    discard_coa_import(coa_import=decide(receive(ANDERS, rij(2)), {2: "houd"}), door=ambtenaar, op=MOMENT)
    assert verdicts(receive(ANDERS, rij(2)))[0] == (2, "twijfel", "")


# --- The page ---------------------------------------------------------------------------------------------------------
def url(wat: str, lijst: CoaImport) -> str:
    return reverse(f"huisvesting:coa_import_{wat}", args=[lijst.pk])


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def client(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


def test_page_shows_both_sides_and_who_looked(client, apply, receive):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2))
    pagina = text(client.get(url("beslissen", lijst)))
    assert all(deel in pagina for deel in ("Vergist", "01-01-1950", "Bedacht1", "17-03-1984", "Neem de lijst over"))
    assert "1 rij wacht op uw keuze" in pagina
    gezien = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).values_list("onderwerp_id", flat=True)
    assert str(person(1).huishouden_id) in set(gezien)


def test_page_saves_what_was_chosen_and_leaves_the_rest(client, apply, receive):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2), rij(5, "H5", **HOOFD), rij(5, "H6", **HOOFD))
    response = client.post(url("beslissen", lijst), {"rij_2": "1", "rij_4": "wacht"}, follow=True)
    assert "Uw keuze is opgeslagen voor 1 rij." in text(response)
    assert verdicts(lijst)[:2] == [(2, "ongewijzigd", "houd"), (3, "ongewijzigd", "")]
    assert "2 rijen zijn in twijfel" in text(response)
    client.post(url("beslissen", lijst), {"rij_2": "1", "rij_4": "1"})
    assert verdicts(lijst)[2:] == [(4, "overgeslagen", "overslaan"), (5, "nieuw", "telt")]
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_BESLIST).count() == 2


def test_page_shows_the_choice_that_holds_and_takes_it_back(client, apply, receive, decide):
    apply(*GEZIN)
    lijst = decide(receive(ANDERS, rij(2)), {2: "houd"})
    pagina = client.get(url("beslissen", lijst))
    assert pagina.context["form"]["rij_2"].value() == "1"
    client.post(url("beslissen", lijst), {"rij_2": "wacht"})
    assert verdicts(lijst)[0] == (2, "twijfel", "")


def test_answer_that_does_not_exist_is_refused_at_the_question(client, apply, receive):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2))
    response = client.post(url("beslissen", lijst), {"rij_2": "9"})
    assert response.status_code == 422
    assert "Kies een van de antwoorden." in text(response)


def test_answer_that_comes_too_late_says_so(client, apply, receive, ambtenaar):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2))
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert client.get(url("beslissen", lijst)).status_code == 302
    response = client.post(url("beslissen", lijst), {"rij_2": "0"})
    assert response.status_code == 409
    assert "al verwerkt of weggelegd" in text(response)


def test_page_of_a_list_says_how_many_rows_wait(client, apply, receive, decide):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2))
    assert "1 rij is in twijfel" in text(client.get(lijst.get_absolute_url()))
    decide(lijst, {2: "lijst"})
    assert "Over alle rijen in twijfel is beslist" in text(client.get(lijst.get_absolute_url()))


def test_somebody_elsewhere_looks_the_same_whoever_has_him(client, receive, ambtenaar):
    """Two people, linked to two other gemeenten: page and stored verdict differ in nothing but the row itself."""
    for nummer, stad in ((7, "Elderstad"), (8, "Verweg")):
        ander = AmbtenaarFactory(gemeente=GemeenteFactory(naam=stad))
        daar = receive(
            rij(nummer, f"X{nummer}", **HOOFD, achternaam="Geheimnaam", geboortedatum=f"0{nummer}-02-1970"),
            gemeente=ander.gemeente,
            door=ander,
        )
        apply_coa_import(coa_import=daar, door=ander, op=MOMENT)
    paginas = []
    for nummer in (7, 8):
        lijst = receive(rij(nummer, "H7", **HOOFD, achternaam="Iemand"))
        paden = (url("beslissen", lijst), lijst.get_absolute_url())
        tekst = "".join(client.get(pad).content.decode() for pad in paden)
        # Without what is drawn by lot each time, and can be anything.
        eenmalig = ("csrf", "verzend", "nonce")
        tekst = "\n".join(regel for regel in tekst.splitlines() if not any(woord in regel for woord in eenmalig))
        tekst += json.dumps([[r.meldingen, r.inhoud] for r in lijst.regels.all()])
        for eigen in (str(lijst.pk), f"{nummer:03d}", lijst.bestand_hash):
            tekst = tekst.replace(eigen, "#")
        assert not any(geheim in tekst for geheim in ("Geheimnaam", "1970", "Elderstad", "Verweg", f"X{nummer}"))
        paginas.append(tekst)
    assert paginas[0] == paginas[1]


@pytest.mark.parametrize(
    ("rol", "status"),
    [(OpgavemanagerFactory, 200), (BeheerderFactory, 403), (JuristFactory, 404)],
)
def test_only_casework_decides(client, apply, receive, ambtenaar, rol, status):
    apply(*GEZIN)
    lijst = receive(ANDERS, rij(2))
    client.force_login(rol(gemeente=ambtenaar.gemeente))
    assert client.get(url("beslissen", lijst)).status_code == status


def test_a_question_about_many_rows_shows_the_first_of_them(client, receive):
    rijen = [rij(nummer, f"H{nummer}-{keer}", **HOOFD) for nummer in range(100, 160) for keer in (1, 2)]
    lijst = receive(*rijen)
    pagina = client.get(url("beslissen", lijst))
    assert len(pagina.context["gevallen"]) == 50
    assert "120 rijen wachten op uw keuze" in text(pagina)
    client.post(url("beslissen", lijst), dict.fromkeys(pagina.context["form"].fields, "0"))
    assert len(client.get(url("beslissen", lijst)).context["gevallen"]) == 50
    assert lijst.regels.filter(oordeel=Oordeel.TWIJFEL).count() == 20
    assert Huishouden.objects.count() == 0
