"""Rows of a COA list that wait for a person: which, what may be chosen, and what each choice does."""

from datetime import date
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huisvesting.regels.coa_bekend import STANDAARD, Bekend, BekendHuishouden, BekendPersoon
from huisvesting.regels.coa_cellen import Foutcode
from huisvesting.regels.coa_lijst import CoaRegel, Fout, Rijlezing, group_huishoudens
from huisvesting.regels.coa_plan import Plan, Rijplan, Uitkomst, make_plan
from huisvesting.regels.coa_twijfel import OPTIES, SLAAT_OVER, Keuze, Rijkeuzes, Twijfelsoort, list_besluiten

VANDAAG = date(2026, 11, 24)
KOPPELDATUM = date(2026, 3, 2)
GEBOREN = date(1988, 4, 4)
N = UUID(int=0)


def regel(rij: int, nummer: str = "H1", **anders: object) -> CoaRegel:
    feiten = {
        "v_nummer": f"V{rij}",
        "achternaam": f"Testari{rij}",
        "voornamen": "Sami",
        "geboortedatum": GEBOREN,
        "datum_koppeling": KOPPELDATUM,
        "gezinsrol": "kind",
    }
    return CoaRegel(rij=rij, huishoudnummer=nummer, **{**feiten, **anders})


def huishouden(nummer: str = "H1", **anders: object) -> BekendHuishouden:
    return BekendHuishouden(uuid5(N, nummer), nummer, KOPPELDATUM, False, **anders)


def persoon(rij: int, nummer: str = "H1", **anders: object) -> BekendPersoon:
    """The person of `regel(rij)` as it would be stored."""
    bron = regel(rij)
    feiten = {naam: basis if (w := getattr(bron, naam)) is None else w for naam, basis in STANDAARD.items()}
    return BekendPersoon(uuid5(N, f"V{rij}"), uuid5(N, nummer), {**feiten, **anders})


def stored(*personen: BekendPersoon, overig: tuple[BekendPersoon, ...] = (), elders: tuple[str, ...] = ()) -> Bekend:
    huizen = {h.id: h for h in (huishouden("H1"), huishouden("H2"), huishouden("H3"))}
    nummers = {uuid5(N, f"V{n}"): f"V{n}" for n in range(20)}
    return Bekend(huizen, {nummers[p.id]: p for p in personen}, overig, elders)


def plan(bekend: Bekend, *regels: CoaRegel | Rijlezing, is_deel: bool = False, **keuzes: str) -> Plan:
    """Choices as rij2="lijst"."""
    lezingen = [r if isinstance(r, Rijlezing) else Rijlezing(r.rij, r.v_nummer, r.huishoudnummer, r) for r in regels]
    gekozen = {int(rij[3:]): keuze for rij, keuze in keuzes.items()}
    return make_plan(group_huishoudens(lezingen), bekend, peildatum=VANDAAG, keuzes=gekozen, is_deel=is_deel)


def row(uitkomst: Plan, rij: int) -> Rijplan:
    (gevonden,) = (r for r in uitkomst.rijen if r.rij == rij)
    return gevonden


def outcomes(uitkomst: Plan) -> list[str]:
    return [str(rij.uitkomst) for rij in uitkomst.rijen]


# --- The same V-nummer twice ------------------------------------------------------------------------------------------
DUBBEL = (regel(2, v_nummer="VX"), regel(3), regel(4, "H2", v_nummer="VX"))


def test_both_rows_with_one_v_nummer_wait_and_so_do_their_households():
    uitkomst = plan(stored(), *DUBBEL, regel(5, "H2"), regel(6, "H3"))
    assert outcomes(uitkomst) == ["twijfel", "overgeslagen", "twijfel", "overgeslagen", "nieuw"]
    assert row(uitkomst, 2).twijfel.rijen == (2, 4)
    assert "nog niet beslist (rij 2)" in row(uitkomst, 3).opmerkingen[0]
    assert [fout.code for fout in row(uitkomst, 2).fouten] == [Twijfelsoort.DUBBEL]


def test_the_row_that_counts_comes_in_and_the_other_is_passed_over():
    uitkomst = plan(stored(), *DUBBEL, regel(5, "H2"), rij4="telt")
    assert outcomes(uitkomst) == ["overgeslagen", "nieuw", "nieuw", "nieuw"]
    assert row(uitkomst, 2).keuze == Keuze.OVERSLAAN
    assert row(uitkomst, 4).opmerkingen == ("Gekozen: Deze rij telt.",)


def test_two_rows_that_both_count_are_no_decision():
    assert outcomes(plan(stored(), *DUBBEL, rij2="telt", rij4="telt")) == ["twijfel", "overgeslagen", "twijfel"]


def test_all_rows_of_one_person_may_be_passed_over_and_the_family_comes_in():
    uitkomst = plan(stored(), *DUBBEL, rij2="overslaan", rij4="overslaan")
    assert outcomes(uitkomst) == ["overgeslagen", "nieuw", "overgeslagen"]
    assert [h.huishoudnummer for h in uitkomst.huishoudens] == ["H1"]


def test_a_head_that_stands_twice_is_one_head_and_one_person():
    hoofd = {"v_nummer": "VX", "gezinsrol": "hoofd", "gezinsgrootte": 2}
    rijen = (regel(2, **hoofd), regel(3, **hoofd), regel(4, gezinsgrootte=2))
    assert outcomes(plan(stored(), *rijen)) == ["twijfel", "twijfel", "overgeslagen"]
    besloten = plan(stored(), *rijen, rij3="telt")
    assert outcomes(besloten) == ["overgeslagen", "nieuw", "nieuw"]
    assert row(besloten, 4).opmerkingen == ()


def test_a_readable_row_waits_when_an_unreadable_one_has_the_same_v_nummer():
    fout = Rijlezing(3, "V2", "H2", None, (Fout(3, "geboortedatum", Foutcode.DATUM_ONLEESBAAR, "Onleesbaar."),))
    assert outcomes(plan(stored(), regel(2), fout)) == ["twijfel", "fout"]
    assert outcomes(plan(stored(), regel(2), fout, rij2="telt")) == ["nieuw", "fout"]


# --- Known with another name or birth date ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "anders",
    [{"achternaam": "Testari-Haile"}, {"voornamen": "Samira"}, {"geboortedatum": date(1988, 4, 5)}],
)
def test_another_name_or_birth_date_waits(anders):
    uitkomst = plan(stored(persoon(2)), regel(2, **anders))
    assert outcomes(uitkomst) == ["twijfel"]
    assert row(uitkomst, 2).twijfel.soorten == (Twijfelsoort.ANDERS,)
    assert uitkomst.huishoudens == uitkomst.vervallen == ()


@pytest.mark.parametrize(
    ("op_lijst", "bekend"),
    [
        ({"achternaam": "Noël-Özçan"}, {"achternaam": "NOEL OZCAN"}),
        ({"voornamen": "Ali Sami"}, {"voornamen": "Sami Ali"}),
        ({"voornamen": "Sa’id"}, {"voornamen": "Said"}),
        ({"voornamen": None}, {"voornamen": "Sami"}),
        ({"voornamen": "Sami"}, {"voornamen": ""}),
    ],
)
def test_another_spelling_of_the_same_name_does_not_wait(op_lijst, bekend):
    assert row(plan(stored(persoon(2, **bekend)), regel(2, **op_lijst)), 2).twijfel is None


ANDERS = {"achternaam": "Anders", "geboortedatum": date(1990, 1, 1), "talen": "Dari"}


def test_the_list_may_be_taken_over():
    uitkomst = plan(stored(persoon(2)), regel(2, **ANDERS), rij2="lijst")
    assert outcomes(uitkomst) == ["gewijzigd"]
    gegevens = row(uitkomst, 2).gegevens
    assert (gegevens["achternaam"], gegevens["geboortedatum"]) == ("Anders", date(1990, 1, 1))


def test_what_is_known_may_stay_while_the_rest_of_the_row_counts():
    uitkomst = plan(stored(persoon(2)), regel(2, **ANDERS), rij2="houd")
    assert [(w.kolom, w.nieuw) for w in row(uitkomst, 2).wijzigingen] == [("talen", "Dari")]
    assert row(uitkomst, 2).gegevens["achternaam"] == "Testari2"
    zonder_talen = plan(stored(persoon(2)), regel(2, achternaam="Anders"), rij2="houd")
    assert outcomes(zonder_talen) == ["ongewijzigd"]


def test_another_person_may_be_passed_over_and_stays_as_it_is():
    uitkomst = plan(stored(persoon(2), persoon(3)), regel(2, **ANDERS), regel(3), rij2="overslaan")
    assert outcomes(uitkomst) == ["overgeslagen", "ongewijzigd"]
    assert uitkomst.vervallen == ()


# --- Known elsewhere --------------------------------------------------------------------------------------------------
def test_v_nummer_of_another_gemeente_can_only_be_passed_over():
    bekend = stored(elders=("V2",))
    assert row(plan(bekend, regel(2)), 2).twijfel.keuzes == (Keuze.OVERSLAAN, Keuze.VRAAG_COA)
    assert row(plan(bekend, regel(2)), 2).twijfel.persoon is None
    assert outcomes(plan(bekend, regel(2), regel(3), rij2="vraag_coa")) == ["overgeslagen", "nieuw"]
    assert outcomes(plan(bekend, regel(2), rij2="telt")) == ["twijfel"]


# --- A new V-nummer for a known name ----------------------------------------------------------------------------------
ZELFDE = {"achternaam": "TESTARI9", "voornamen": "Sami"}


def test_new_v_nummer_with_a_known_name_and_birth_date_waits_and_nobody_is_missing_meanwhile():
    uitkomst = plan(stored(overig=(persoon(9),)), regel(2, **ZELFDE))
    assert row(uitkomst, 2).twijfel.keuzes == (Keuze.ZELFDE, Keuze.TOEVOEGEN, Keuze.OVERSLAAN)
    assert uitkomst.vervallen == ()
    assert plan(stored(overig=(persoon(9),)), regel(2, **ZELFDE), rij2="toevoegen").vervallen == (persoon(9).id,)


def test_the_same_person_gets_the_new_v_nummer():
    uitkomst = plan(stored(overig=(persoon(9),)), regel(2, **ZELFDE), rij2="zelfde_persoon")
    assert outcomes(uitkomst) == ["gewijzigd"]
    assert row(uitkomst, 2).bekend == persoon(9)
    assert row(uitkomst, 2).wijzigingen[0].kolom == "v_nummer"


def test_another_person_with_the_same_name_is_new():
    assert outcomes(plan(stored(overig=(persoon(9),)), regel(2, **ZELFDE), rij2="toevoegen")) == ["nieuw"]


def test_whoever_is_on_the_list_under_the_own_number_is_not_the_same_person():
    uitkomst = plan(stored(persoon(9)), regel(2, **ZELFDE), regel(9), rij2="zelfde_persoon")
    assert outcomes(uitkomst) == ["twijfel", "overgeslagen"]
    assert row(uitkomst, 2).twijfel.keuzes == (Keuze.TOEVOEGEN, Keuze.OVERSLAAN)


def test_one_known_person_is_not_two_rows():
    keuzes = {"rij2": "zelfde_persoon", "rij3": "zelfde_persoon"}
    assert outcomes(plan(stored(overig=(persoon(9),)), regel(2, **ZELFDE), regel(3, **ZELFDE), **keuzes)) == [
        "twijfel",
        "twijfel",
    ]


# --- The rest of the household ----------------------------------------------------------------------------------------
def test_gezinsgrootte_that_counted_who_is_passed_over_is_a_remark():
    bekend = stored(elders=("V2",))
    uitkomst = plan(bekend, regel(2, gezinsgrootte=2), regel(3, gezinsgrootte=2), rij2="overslaan")
    assert outcomes(uitkomst) == ["overgeslagen", "nieuw"]
    assert "gezinsgrootte is 2" in row(uitkomst, 3).opmerkingen[0]


def test_gezinsgrootte_that_was_wrong_already_stays_a_fault():
    bekend = stored(elders=("V2",))
    uitkomst = plan(bekend, regel(2, gezinsgrootte=5), regel(3, gezinsgrootte=5), rij2="overslaan")
    assert outcomes(uitkomst) == ["overgeslagen", "fout"]


def test_part_of_a_known_household_may_be_mended_alone():
    bekend = stored(persoon(2))
    assert outcomes(plan(bekend, regel(3, gezinsgrootte=2))) == ["fout"]
    uitkomst = plan(bekend, regel(3, gezinsgrootte=2), is_deel=True)
    assert outcomes(uitkomst) == ["nieuw"]


def test_of_mended_rows_nobody_is_missing():
    assert plan(stored(overig=(persoon(9),)), regel(2), is_deel=True).vervallen == ()


# --- The questions ----------------------------------------------------------------------------------------------------
def test_every_choice_of_every_kind_has_its_words():
    assert {soort: set(opties) for soort, opties in OPTIES.items()} == {
        Twijfelsoort.DUBBEL: {Keuze.TELT, Keuze.OVERSLAAN},
        Twijfelsoort.ANDERS: {Keuze.LIJST, Keuze.HOUD, Keuze.OVERSLAAN},
        Twijfelsoort.ELDERS: {Keuze.OVERSLAAN, Keuze.VRAAG_COA},
        Twijfelsoort.NIEUW_NUMMER: {Keuze.ZELFDE, Keuze.TOEVOEGEN, Keuze.OVERSLAAN},
    }


def test_a_question_about_two_rows_says_which_one_counts():
    rijen = [Rijkeuzes(2, ("v_nummer_dubbel", "andere_gegevens"), ("lijst", "houd", "overslaan"))]
    rijen.append(Rijkeuzes(4, ("v_nummer_dubbel",), ("telt", "overslaan")))
    besluiten = list_besluiten(rijen)
    assert [b.label for b in besluiten] == [
        "Rij 2 telt: neem de lijst over",
        "Rij 2 telt: houd wat er staat",
        "Rij 4 telt",
        "Sla al deze rijen over",
    ]
    assert besluiten[0].keuzes == {2: "lijst", 4: "overslaan"}
    assert besluiten[3].keuzes == {2: "overslaan", 4: "overslaan"}


def test_about_two_rows_of_someone_elsewhere_coa_is_asked_once():
    rijen = [Rijkeuzes(rij, ("v_nummer_dubbel", "v_nummer_elders"), ("overslaan", "vraag_coa")) for rij in (2, 4)]
    assert [b.keuzes for b in list_besluiten(rijen)] == [
        {2: "overslaan", 4: "overslaan"},
        {2: "vraag_coa", 4: "overslaan"},
    ]


# --- Any list, any choices --------------------------------------------------------------------------------------------
NUMMERS = [f"V{n}" for n in range(6)]
NAMEN = st.sampled_from(["Testari1", "Testari2"])
DAGEN = st.sampled_from([GEBOREN, date(2015, 5, 5)])
ROLLEN = st.sampled_from(["hoofd", "kind", None])
HUIZEN = st.sampled_from(["H1", "H2", "H3", "H9"])


@st.composite
def lists(draw) -> tuple[Bekend, list[CoaRegel], dict[int, str]]:
    """People stored under some of the numbers, a list about any of them, and choices of all kinds, fitting or not."""
    bekend: dict[str, BekendPersoon] = {}
    hoofden: set[UUID] = set()
    for nummer in draw(st.sets(st.sampled_from(NUMMERS))):
        huis = uuid5(N, draw(st.sampled_from(["H1", "H2", "H3"])))
        rol = "kind" if huis in hoofden else draw(st.sampled_from(["hoofd", "kind"]))
        if rol == "hoofd":
            hoofden.add(huis)
        feiten = {**STANDAARD, "gezinsrol": rol, "achternaam": draw(NAMEN), "geboortedatum": draw(DAGEN)}
        bekend[nummer] = BekendPersoon(uuid5(N, nummer), huis, feiten)
    rijen = [
        regel(
            nummer,
            draw(HUIZEN),
            v_nummer=draw(st.sampled_from(NUMMERS)),
            achternaam=draw(NAMEN),
            voornamen=None,
            geboortedatum=draw(DAGEN),
            gezinsrol=draw(ROLLEN),
            gezinsgrootte=draw(st.sampled_from([None, None, 1, 2])),
        )
        for nummer in range(2, 2 + draw(st.integers(0, 6)))
    ]
    op_lijst = {r.v_nummer for r in rijen}
    elders = draw(st.sets(st.sampled_from(NUMMERS))) - set(bekend)
    keuzes = draw(st.dictionaries(st.integers(2, 9), st.sampled_from([*Keuze, "", "onzin"])))
    huizen = {h.id: h for h in (huishouden("H1"), huishouden("H2", is_voorgedragen=True), huishouden("H3"))}
    personen = {nummer: p for nummer, p in bekend.items() if nummer in op_lijst}
    overig = [p for nummer, p in bekend.items() if nummer not in op_lijst]
    return Bekend(huizen, personen, overig, elders), rijen, keuzes


UIT = {Uitkomst.FOUT, Uitkomst.TWIJFEL, Uitkomst.OVERGESLAGEN}


def check_no_loss(bekend: Bekend, rijen: list[CoaRegel], keuzes: dict[int, str]) -> None:
    uitkomst = plan(bekend, *rijen, **{f"rij{rij}": keuze for rij, keuze in keuzes.items()})
    assert [r.rij for r in uitkomst.rijen] == [r.rij for r in rijen]
    geschreven = [r for h in uitkomst.huishoudens for r in h.rijen]
    assert {r.rij for r in geschreven} == {r.rij for r in uitkomst.rijen if r.uitkomst not in UIT}
    assert all(r.keuze and r.keuze not in SLAAT_OVER for r in geschreven if r.twijfel)
    assert all(r.fouten or r.opmerkingen for r in uitkomst.rijen if r.uitkomst in UIT)
    assert len({r.v_nummer for r in geschreven}) == len(geschreven)
    bekenden = [r.bekend.id for r in geschreven if r.bekend]
    assert len(set(bekenden)) == len(bekenden)
    for r in uitkomst.rijen:
        assert not r.keuze or (r.twijfel and r.keuze in r.twijfel.keuzes)
    _check_households(uitkomst, bekend, set(bekenden))


def _check_households(uitkomst: Plan, bekend: Bekend, op_lijst: set[UUID]) -> None:
    """At the end each household has one number of its own and at most one head."""
    nummers = {pk: h.huishoudnummer for pk, h in bekend.huishoudens.items()}
    hoofden: dict[object, int] = {}
    weg = {pk for h in uitkomst.huishoudens for pk in h.geen_hoofd_meer}
    for p in bekend.iedereen():
        if p.id not in op_lijst and p.id not in weg and p.gegevens["gezinsrol"] == "hoofd":
            hoofden[p.huishouden] = hoofden.get(p.huishouden, 0) + 1
    for nieuw, h in enumerate(uitkomst.huishoudens):
        sleutel = h.bekend.id if h.bekend else nieuw
        nummers[sleutel] = h.huishoudnummer
        hoofden[sleutel] = hoofden.get(sleutel, 0) + sum(r.gegevens["gezinsrol"] == "hoofd" for r in h.rijen)
    assert len(set(nummers.values())) == len(nummers)
    assert all(aantal <= 1 for aantal in hoofden.values())


@given(lists())
@settings(max_examples=300, deadline=None)
def test_any_choices_on_any_list_lose_no_row_and_write_nothing_that_waits(geval):
    check_no_loss(*geval)


@pytest.mark.volledig
@given(lists())
@settings(max_examples=20_000, deadline=None)
def test_many_more_choices_on_lists(geval):
    """The long version of the one above."""
    check_no_loss(*geval)
