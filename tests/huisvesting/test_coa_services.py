"""Receiving, applying and putting away a COA list."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisvesting.models import CoaImport, Gezinsrol, Huishouden, Oordeel, Statushouder
from huisvesting.services import coa_toepassen
from huisvesting.services.coa import apply_coa_import, discard_coa_import, expire_coa_imports
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.tasks import expire_coa_imports as expire_task
from samenwerking.models import Gebeurtenis, Gebruiker, Inleesstatus, Logregel
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, make_xlsx, rij, sample

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory())


@pytest.fixture
def receive(ambtenaar):
    def receive(data: bytes, naam: str = "lijst.csv", **anders):
        invoer = {"gemeente": ambtenaar.gemeente, "door": ambtenaar, "op": MOMENT, **anders}
        return receive_coa_lijst(data=data, bestandsnaam=naam, **invoer)

    return receive


@pytest.fixture
def apply(ambtenaar, receive):
    def apply(data: bytes, **anders):
        return apply_coa_import(coa_import=receive(data, **anders), door=ambtenaar, op=MOMENT)

    return apply


def person(nummer: int) -> Statushouder:
    return Statushouder.objects.with_v_nummer(f"{9_990_000_000 + nummer}").get()


def numbers(coa_import: CoaImport) -> tuple[int, ...]:
    s = coa_import.samenvatting
    return s["nieuw"], s["gewijzigd"], s["ongewijzigd"], s["vervallen"]


GEZIN = (rij(1, gezinsrol="hoofd"), rij(2))


# --- Receiving --------------------------------------------------------------------------------------------------------
def test_receiving_writes_verdicts_and_nobody(receive):
    coa_import = receive(sample("goed"))
    assert (Statushouder.objects.count(), Huishouden.objects.count()) == (0, 0)
    assert coa_import.regels.filter(oordeel=Oordeel.NIEUW).count() == 40
    assert coa_import.status == Inleesstatus.VOORBEELD
    assert Logregel.objects.get().gebeurtenis == Gebeurtenis.COA_LIJST_ONTVANGEN


def test_the_same_file_is_the_same_import_read_anew(receive, apply):
    eerste = apply(sample("goed"))
    tweede = receive(sample("goed"), naam="kopie.csv")
    assert tweede.pk == eerste.pk
    assert tweede.status == Inleesstatus.VOORBEELD
    assert set(tweede.regels.values_list("oordeel", flat=True)) == {Oordeel.ONGEWIJZIGD}
    assert tweede.toegepast_op == MOMENT


def test_the_same_file_for_another_gemeente_is_another_import(receive):
    ander = AmbtenaarFactory()
    assert receive(sample("goed")).pk != receive(sample("goed"), gemeente=ander.gemeente, door=ander).pk


@pytest.mark.parametrize(
    ("data", "naam", "zin"),
    [
        (b"", "lijst.csv", "leeg"),
        (b"%PDF-1.7", "lijst.csv", "pdf"),
        (sample("goed"), "lijst.docx", "eindigt niet op"),
        ("v_nummer;achternaam\né".encode() + b"\xe9;x", "lijst.csv", "niet te lezen"),
    ],
)
def test_file_that_is_no_list_gives_one_sentence_and_writes_nothing(receive, data, naam, zin):
    with pytest.raises(ValidationError) as fout:
        receive(data, naam)
    assert len(fout.value.messages) == 1
    assert zin in fout.value.messages[0]
    assert CoaImport.objects.count() == Logregel.objects.count() == 0


def test_unknown_columns_wait_for_a_choice_or_are_refused_where_nobody_can_be_asked(receive):
    with pytest.raises(ValidationError, match="mist de kolommen Huishoudnummer, Achternaam, Geboortedatum"):
        receive(b"v_nummer;naam\n1;2", may_ask=False)
    assert CoaImport.objects.count() == Logregel.objects.count() == 0
    assert receive(b"v_nummer;naam\n1;2").status == Inleesstatus.INDELEN


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("teken", [";", ",", "\t"])
def test_every_way_of_saving_csv_gives_the_same_people(apply, codering, teken):
    tekst = make_csv(rij(1, gezinsrol="hoofd", achternaam="Noël-Özçan")).decode().replace(";", teken)
    apply(tekst.replace("ğ", "g").encode(codering))
    assert person(1).achternaam == "Noël-Özçan"


def test_numbers_and_dates_of_a_spreadsheet_are_read(apply):
    kop = ["V-nummer", "Huishoudnummer", "Achternaam", "Geboortedatum", "Datum koppeling", "Rolstoel"]
    apply(make_xlsx(kop, [9990000001, 2026001, "Testari", date(1984, 3, 17), date(2026, 1, 12), True]), naam="l.xlsx")
    gevonden = person(1)
    assert (gevonden.geboortedatum, gevonden.rolstoel) == (date(1984, 3, 17), True)
    assert gevonden.huishouden.huishoudnummer == "2026001"


def test_number_that_lost_its_leading_zero_is_a_fault(receive):
    kop = ["V-nummer", "Huishoudnummer", "Achternaam", "Geboortedatum", "Datum koppeling"]
    coa_import = receive(
        make_xlsx(kop, [123456789, "H1", "Testari", date(1984, 3, 17), date(2026, 1, 12)]), naam="l.xlsx"
    )
    assert "nul vooraan" in coa_import.regels.get().melding


def test_mapping_may_be_given_and_unknown_columns_are_a_notice(apply):
    data = make_csv(rij(1, kleur="rood")).replace(b"achternaam", b"hoe heet u")
    coa_import = apply(data, toewijzing={"achternaam": "hoe heet u"})
    assert person(1).achternaam == "Bedacht1"
    assert coa_import.samenvatting["onbekende_kolommen"] == ["kleur"]


def test_bestandsnaam_is_a_label_without_folders_and_fits(receive):
    assert receive(sample("goed"), naam="C:\\map/../li\u202ejst.csv").bestandsnaam == "lijst.csv"
    naam = receive(make_csv(*GEZIN), naam="x" * 300 + ".csv").bestandsnaam
    assert (len(naam), naam[-4:]) == (200, ".csv")


def test_every_kind_of_fault_of_the_sample_is_found_and_only_the_good_households_come_in(apply):
    coa_import = apply(sample("fout"))
    rijen = coa_import.regels.filter(oordeel__in=[Oordeel.FOUT, Oordeel.TWIJFEL])
    codes = {m["code"] for regel in rijen for m in regel.meldingen}
    assert codes == {
        "verplicht",
        "v_nummer_ongeldig",
        "v_nummer_dubbel",
        "datum_onleesbaar",
        "datum_onmogelijk",
        "datum_jaar_twee_cijfers",
        "datum_in_toekomst",
        "datum_te_ver_terug",
        "leeftijd_onaannemelijk",
        "koppeling_voor_vergunning",
        "waarde_onbekend",
        "getal_ongeldig",
        "gezinsgrootte_klopt_niet",
        "andere_gemeente",
        "tekst_te_lang",
        "teken_verboden",
        "twee_hoofden",
        "twee_koppeldata",
    }
    assert sorted(Statushouder.objects.values_list("achternaam", flat=True)) == ["-Goed", "=1+1", "Goedkeur"]
    assert coa_import.regels.get(oordeel=Oordeel.OVERGESLAGEN).melding.startswith("Een ander lid")


# --- Applying ---------------------------------------------------------------------------------------------------------
def test_good_list_makes_people_and_households(apply, ambtenaar):
    coa_import = apply(sample("goed"))
    assert numbers(coa_import) == (40, 0, 0, 0)
    assert (Statushouder.objects.count(), Huishouden.objects.count()) == (40, 15)
    gezin = Huishouden.objects.get(huishoudnummer="KH-2026-004")
    assert (gezin.gemeente, gezin.koppeldatum, gezin.aangemeld_op) == (ambtenaar.gemeente, date(2026, 2, 2), MOMENT)
    assert (gezin.hoofd.achternaam, gezin.hoofd.rolstoel, gezin.aantal_personen) == ("Demozai", True, 5)


def test_applying_the_same_file_twice_changes_nothing(apply):
    apply(sample("goed"))
    before = list(Statushouder.objects.order_by("pk").values())
    assert numbers(apply(sample("goed"))) == (0, 0, 40, 0)
    assert list(Statushouder.objects.order_by("pk").values()) == before


@pytest.mark.beide
def test_changed_list_updates_moves_and_removes_nobody(apply, receive, ambtenaar):
    apply(sample("goed"))
    lijst = receive(sample("gewijzigd"))
    assert (*numbers(lijst), lijst.samenvatting["twijfel"]) == (3, 5, 32, 1, 1)
    ander = lijst.regels.get(oordeel=Oordeel.TWIJFEL)
    decide_rijen(coa_import=lijst, keuzes={ander.rij: "lijst"}, door=ambtenaar, op=MOMENT)
    assert numbers(apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)) == (3, 6, 33, 1)
    assert Statushouder.objects.count() == 43
    assert person(1006).achternaam == "Fictivo-Haile"
    assert person(1010).huishouden.huishoudnummer == "KH-2026-016"
    assert person(1027).huishouden.huishoudnummer == "KH-2026-010"
    assert Huishouden.objects.get(huishoudnummer="KH-2026-006").hoofd == person(1015)
    assert Huishouden.objects.get(huishoudnummer="KH-2026-001").aantal_personen == 5
    assert numbers(apply(sample("gewijzigd"))) == (0, 0, 42, 1)


@pytest.mark.beide
def test_two_heads_may_change_places_in_one_list(apply):
    ander = (rij(3, "H2", gezinsrol="hoofd"), rij(4, "H2"))
    apply(make_csv(*GEZIN, *ander))
    apply(make_csv(rij(1, "H2", gezinsrol="hoofd"), rij(4, "H2"), rij(3, "H1", gezinsrol="hoofd"), rij(2)))
    assert (person(1).huishouden.huishoudnummer, person(3).huishouden.huishoudnummer) == ("H2", "H1")
    assert Statushouder.objects.filter(gezinsrol=Gezinsrol.HOOFD).count() == 2


def test_head_who_is_not_on_the_list_steps_down(apply):
    apply(make_csv(*GEZIN))
    apply(make_csv(rij(2, gezinsrol="hoofd")))
    assert (person(1).gezinsrol, person(2).gezinsrol) == (Gezinsrol.OVERIG, Gezinsrol.HOOFD)


def test_household_under_a_new_number_is_the_same_household(apply):
    apply(make_csv(*GEZIN))
    voor = person(1).huishouden_id
    apply(make_csv(rij(1, "H9", gezinsrol="hoofd"), rij(2, "H9"), rij(3, "H1", gezinsrol="hoofd")))
    assert person(1).huishouden_id == voor
    assert sorted(Huishouden.objects.values_list("huishoudnummer", flat=True)) == ["H1", "H9"]


def test_household_that_everybody_left_goes_unless_it_has_a_history(apply, ambtenaar):
    apply(make_csv(*GEZIN, rij(3, "H2", gezinsrol="hoofd"), rij(4, "H3", gezinsrol="hoofd")))
    VoordrachtFactory(huishouden=person(4).huishouden, gemeente=ambtenaar.gemeente, afgewezen=True)
    apply(make_csv(*GEZIN, rij(3), rij(4)))
    assert sorted(Huishouden.objects.values_list("huishoudnummer", flat=True)) == ["H1", "H3"]
    assert Huishouden.objects.get(huishoudnummer="H1").aantal_personen == 4


def test_nobody_moves_out_of_a_running_lease_but_facts_are_updated(apply, ambtenaar):
    apply(make_csv(*GEZIN))
    PlaatsingFactory(huishouden=person(1).huishouden, gemeente=ambtenaar.gemeente)
    coa_import = apply(make_csv(rij(1, gezinsrol="hoofd", talen="Dari"), rij(2, "H2")))
    assert person(1).talen == "Dari"
    assert person(2).huishouden == person(1).huishouden
    assert coa_import.regels.get(oordeel=Oordeel.FOUT).meldingen[0]["code"] == "huurcontract_loopt"


def test_who_lives_in_a_home_is_not_missed_on_the_list(apply, ambtenaar):
    apply(make_csv(*GEZIN))
    PlaatsingFactory(huishouden=person(1).huishouden, gemeente=ambtenaar.gemeente, met_sleutel=True)
    assert numbers(apply(make_csv(rij(3, "H2", gezinsrol="hoofd")))) == (1, 0, 0, 0)


def test_v_nummer_of_another_gemeente_is_refused_without_telling_what_is_there(apply, receive):
    apply(make_csv(*GEZIN))
    ander = AmbtenaarFactory()
    rijen = make_csv(rij(1, "X9", gezinsrol="hoofd", achternaam="Eigen"))
    coa_import = receive(rijen, gemeente=ander.gemeente, door=ander)
    regel = coa_import.regels.get()
    assert regel.meldingen[0]["code"] == "v_nummer_elders"
    assert "Bedacht1" not in json.dumps(regel.meldingen) + regel.inhoud
    assert person(1).huishouden.huishoudnummer == "H1"


def test_list_can_be_applied_once(apply, ambtenaar):
    coa_import = apply(sample("goed"))
    for act in (apply_coa_import, discard_coa_import):
        with pytest.raises(ValidationError, match="al verwerkt of weggelegd"):
            act(coa_import=coa_import, door=ambtenaar)


def test_preview_that_no_longer_holds_is_refused_and_writes_nothing(receive, apply, ambtenaar):
    oud = receive(make_csv(rij(1, gezinsrol="hoofd", achternaam="Later")))
    apply(make_csv(*GEZIN))
    with pytest.raises(ValidationError, match="Sinds dit voorbeeld is er iets veranderd"):
        apply_coa_import(coa_import=oud, door=ambtenaar, op=MOMENT)
    assert person(1).achternaam == "Bedacht1"


def test_failure_halfway_leaves_nothing_behind(receive, ambtenaar, monkeypatch):
    coa_import = receive(sample("goed"))
    monkeypatch.setattr(coa_toepassen, "_touched", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_coa_import(coa_import=coa_import, door=ambtenaar, op=MOMENT)
    assert Statushouder.objects.count() == Huishouden.objects.count() == 0
    coa_import.refresh_from_db()
    assert coa_import.status == Inleesstatus.VOORBEELD


def test_event_has_one_line_and_each_household_one_on_its_timeline(apply):
    apply(sample("goed"))
    apply(sample("gewijzigd"))
    lines = Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_TOEGEPAST)
    assert lines.count() == 2
    assert lines.last().gegevens["gewijzigd"] == 5
    gezin = Huishouden.objects.get(huishoudnummer="KH-2026-004")  # somebody moved out
    gebeurtenissen = [regel.gebeurtenis for regel in Logregel.objects.for_onderwerp(gezin)]
    assert gebeurtenissen == [Gebeurtenis.HUISHOUDEN_GEKOPPELD, Gebeurtenis.HUISHOUDEN_BIJGEWERKT]


def test_number_of_queries_does_not_grow_with_the_list(receive, ambtenaar):
    aantallen = []
    for aantal in (10, 100):
        gemeente = GemeenteFactory()
        rijen = [rij(1000 * aantal + i, f"H{i}", gezinsrol="hoofd") for i in range(aantal)]
        with CaptureQueriesContext(connection) as queries:
            coa_import = receive(make_csv(*rijen), gemeente=gemeente)
            apply_coa_import(coa_import=coa_import, door=ambtenaar, op=MOMENT)
        aantallen.append(len(queries))
    # SQLite takes a thousand parameters in one statement, so a longer list is cut into a few pieces.
    assert aantallen[1] - aantallen[0] <= 6


# --- Privacy ----------------------------------------------------------------------------------------------------------
def stored_text(coa_import: CoaImport) -> str:
    """Everything that stays of a list, as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM huisvesting_coaimport")
        lijsten = cursor.fetchall()
        cursor.execute("SELECT * FROM huisvesting_coaimportregel")
        return str(lijsten) + str(cursor.fetchall())


def test_nothing_readable_about_people_lies_beside_the_verdicts(receive, apply):
    apply(sample("goed"))
    tekst = stored_text(receive(sample("gewijzigd")))
    assert not [naam for naam in ("Fictivo", "Testari", "9990001006", "19-03-2014") if naam in tekst]


def test_what_names_a_person_goes_when_the_list_is_put_away(receive, apply, ambtenaar):
    apply(sample("goed"))
    coa_import = discard_coa_import(coa_import=receive(sample("gewijzigd")), door=ambtenaar, op=MOMENT)
    assert coa_import.inhoud == ""
    assert coa_import.samenvatting["vervallen_personen"] == []
    assert not coa_import.regels.exists()


def test_what_names_a_person_goes_after_the_term_when_the_list_is_applied(apply, ambtenaar):
    coa_import = apply(sample("goed"))
    assert (coa_import.inhoud != "", coa_import.samenvatting["vervallen_personen"]) == (True, [])
    expire_coa_imports(door=ambtenaar, op=MOMENT + timedelta(days=2))
    assert coa_import.regels.exclude(inhoud="").count() == 40
    expire_coa_imports(door=ambtenaar, op=MOMENT + timedelta(days=2, seconds=1))
    coa_import.refresh_from_db()
    assert (coa_import.inhoud, coa_import.status) == ("", Inleesstatus.VERWERKT)
    assert coa_import.regels.filter(inhoud="").count() == 40


# --- Putting away -----------------------------------------------------------------------------------------------------
def test_discarded_list_leaves_its_numbers_only(receive, ambtenaar):
    coa_import = discard_coa_import(coa_import=receive(sample("goed")), door=ambtenaar, op=MOMENT)
    assert coa_import.status == Inleesstatus.WEGGELEGD
    assert coa_import.regels.count() == Statushouder.objects.count() == 0
    assert coa_import.samenvatting["personen"] == 40
    assert Logregel.objects.last().gebeurtenis == Gebeurtenis.COA_LIJST_VERWORPEN


def test_list_that_nobody_decides_about_is_put_away_after_two_days(receive):
    coa_import = receive(sample("goed"))
    systeem = Gebruiker.objects.systeem()
    assert expire_coa_imports(door=systeem, op=MOMENT + timedelta(days=2)) == 0
    assert expire_coa_imports(door=systeem, op=MOMENT + timedelta(days=2, seconds=1)) == 1
    coa_import.refresh_from_db()
    assert (coa_import.inhoud, coa_import.gesloten_door) == ("", systeem)


def test_task_puts_away_what_is_too_old(receive):
    receive(sample("goed"), op=MOMENT - timedelta(days=400))
    assert expire_task() == 1
    assert expire_task() == 0
