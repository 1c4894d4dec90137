"""Who may do what on the way from koppeling to key: every policy with its yes and its no, and lists that agree."""

from types import SimpleNamespace

import pytest

from huisvesting import policies
from huisvesting.models import (
    Aanbodlijst,
    CoaImport,
    Huishouden,
    Plaatsing,
    Statushouder,
    Verblijf,
    Voordracht,
    Weigering,
    Woningaanbod,
)
from samenwerking.models import Klasse
from tests.factories.aanbod import AanbodlijstFactory, ComplexFactory, IntrekverzoekFactory
from tests.factories.dossier import DossiersluitingFactory
from tests.factories.huisvesting import (
    CoaImportFactory,
    HuishoudenFactory,
    PlaatsingFactory,
    PrestatieafspraakFactory,
    VerblijfFactory,
    VoordrachtFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.voordracht import WeigeringFactory

pytestmark = pytest.mark.django_db

GEMEENTE = {"ambtenaar", "opgavemanager"}
CORPORATIE = {"corporatiemedewerker"}
OPDRACHTGEVERS = {"opdrachtgever", "wethouder"}


@pytest.fixture
def wereld():
    """One gemeente with a household, an accepted home, a lease and a COA list; and everyone who could look at them."""
    gemeente, andere = GemeenteFactory(), GemeenteFactory()
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente, andere])
    plaatsing = PlaatsingFactory(gemeente=gemeente, aanbod__woning__corporatie=corporatie)
    mensen = {
        "ambtenaar": AmbtenaarFactory(gemeente=gemeente),
        "opgavemanager": OpgavemanagerFactory(gemeente=gemeente),
        "jurist": JuristFactory(gemeente=gemeente),
        "opdrachtgever": OpdrachtgeverFactory(gemeente=gemeente),
        "wethouder": WethouderFactory(gemeente=gemeente),
        "beheerder": BeheerderFactory(gemeente=gemeente),
        "provincie": ProvincieFactory(provincie=gemeente.provincie_code),
        "corporatiemedewerker": CorporatiemedewerkerFactory(corporatie=corporatie),
        "ambtenaar elders": AmbtenaarFactory(gemeente=andere),
        "opgavemanager elders": OpgavemanagerFactory(gemeente=andere),
        "andere corporatie": CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])),
        "vertrokken ambtenaar": RoltoewijzingFactory(gemeente=gemeente, verlopen=True).gebruiker,
        "superuser": GebruikerFactory(is_superuser=True, is_staff=True),
        "niemand": GebruikerFactory(),
    }
    return SimpleNamespace(
        gemeente=gemeente,
        corporatie=corporatie,
        plaatsing=plaatsing,
        voordracht=plaatsing.voordracht,
        aanbod=plaatsing.aanbod,
        huishouden=plaatsing.huishouden,
        coa_import=CoaImportFactory(gemeente=gemeente),
        verzoek=IntrekverzoekFactory(aanbod=plaatsing.aanbod),
        complex=ComplexFactory(corporatie=corporatie, gemeente=gemeente),
        aanbodlijst=AanbodlijstFactory(corporatie=corporatie, gemeente=gemeente),
        persoon=plaatsing.huishouden.leden[0],
        weigering=WeigeringFactory(voordracht__gemeente=gemeente),
        afspraak=PrestatieafspraakFactory(corporatie=corporatie, gemeente=gemeente),
        sluiting=DossiersluitingFactory(huishouden=plaatsing.huishouden),
        verblijf=VerblijfFactory(statushouder=plaatsing.huishouden.leden[0]),
        mensen=mensen,
    )


def who(mensen, test):
    return {naam for naam, gebruiker in mensen.items() if test(gebruiker)}


@pytest.mark.parametrize(
    ("policy", "onderwerp", "wie"),
    [
        (policies.can_view_telling, "persoon", GEMEENTE),
        (policies.can_change_verblijf, "verblijf", GEMEENTE),
        (policies.can_list_huishoudens, None, GEMEENTE | {"ambtenaar elders", "opgavemanager elders"}),
        (policies.can_list_coa_imports, None, GEMEENTE | {"ambtenaar elders", "opgavemanager elders"}),
        (
            policies.can_list_aanbod,
            None,
            GEMEENTE | CORPORATIE | {"ambtenaar elders", "opgavemanager elders", "andere corporatie"},
        ),
        (
            policies.can_register_aanbod,
            None,
            GEMEENTE | CORPORATIE | {"ambtenaar elders", "opgavemanager elders", "andere corporatie"},
        ),
        (
            policies.can_search,
            None,
            GEMEENTE | CORPORATIE | {"ambtenaar elders", "opgavemanager elders", "andere corporatie"},
        ),
        (policies.can_register_for, "corporatie gemeente", GEMEENTE | CORPORATIE),
        (policies.can_view_huishouden, "huishouden", GEMEENTE),
        (policies.can_lead_dossier, "huishouden", GEMEENTE),
        (policies.can_decide_teruggave, "sluiting", {"opgavemanager"}),
        (policies.can_reopen_dossier, "huishouden", {"opgavemanager"}),
        (policies.can_view_woonnormen, "gemeente", GEMEENTE),
        (policies.can_set_woonnorm, "gemeente", {"opgavemanager"}),
        (policies.is_eigen_aanbod, "aanbod", CORPORATIE),
        (policies.can_view_aanbod, "aanbod", GEMEENTE | CORPORATIE),
        (policies.can_change_aanbod, "aanbod", GEMEENTE | CORPORATIE),
        (policies.can_reject_aanbod, "aanbod", GEMEENTE),
        (policies.can_decide_intrekking, "verzoek", {"opgavemanager"}),
        (policies.can_add_complex, None, CORPORATIE | {"andere corporatie"}),
        (policies.can_change_complex, "complex", CORPORATIE),
        (policies.can_view_aanbodlijst, "aanbodlijst", GEMEENTE | CORPORATIE),
        (policies.can_propose_voordracht, "aanbod", GEMEENTE),
        (policies.can_view_voordracht, "voordracht", GEMEENTE | CORPORATIE),
        (policies.can_answer_voordracht, "voordracht", CORPORATIE),
        (policies.can_lead_voordracht, "voordracht", GEMEENTE),
        (policies.can_sign_huurcontract, "voordracht", GEMEENTE | CORPORATIE),
        (policies.sees_personen, "voordracht", GEMEENTE | CORPORATIE),
        (policies.sees_reden, "voordracht", GEMEENTE),
        (
            policies.can_list_weigeringen,
            None,
            GEMEENTE | {"jurist", "ambtenaar elders", "opgavemanager elders"},
        ),
        (policies.can_view_weigering, "weigering", GEMEENTE | {"jurist"}),
        (policies.can_judge_weigering, "weigering", {"jurist", "opgavemanager"}),
        (policies.can_withdraw_weigering, "weigering", GEMEENTE),
        (policies.can_view_plaatsing, "plaatsing", GEMEENTE | CORPORATIE),
        (policies.can_hand_over_sleutel, "plaatsing", GEMEENTE | CORPORATIE),
        (policies.can_lead_plaatsing, "plaatsing", GEMEENTE),
        (policies.can_end_plaatsing, "plaatsing", GEMEENTE | CORPORATIE),
        (policies.can_correct_plaatsing, "plaatsing", {"opgavemanager"}),
        (
            policies.can_list_afspraken,
            None,
            GEMEENTE | CORPORATIE | OPDRACHTGEVERS | {"ambtenaar elders", "opgavemanager elders", "andere corporatie"},
        ),
        (policies.reads_alle_afspraken, "gemeente", GEMEENTE | OPDRACHTGEVERS),
        (policies.works_in, "gemeente", CORPORATIE | {"andere corporatie"}),
        (policies.can_view_afspraken, "gemeente", GEMEENTE | CORPORATIE | OPDRACHTGEVERS | {"andere corporatie"}),
        (policies.can_view_afspraakwoningen, "gemeente", GEMEENTE | CORPORATIE | {"andere corporatie"}),
        (policies.can_view_afspraak, "afspraak", GEMEENTE | CORPORATIE | OPDRACHTGEVERS),
        (policies.can_change_afspraak, "afspraak", GEMEENTE),
        (policies.can_import_coa, "gemeente", GEMEENTE | {"beheerder"}),
        (policies.can_view_coa_import, "coa_import", GEMEENTE),
    ],
)
def test_who_may(wereld, policy, onderwerp, wie):
    argumenten = [getattr(wereld, naam) for naam in (onderwerp or "").split()]

    assert who(wereld.mensen, lambda gebruiker: policy(gebruiker, *argumenten)) == wie


def test_every_policy_of_huisvesting_stands_in_the_table_above():
    table = next(mark for mark in test_who_may.pytestmark if mark.name == "parametrize").args[1]
    named = {policy.__name__ for policy, *_ in table}

    own = {naam for naam, f in vars(policies).items() if getattr(f, "__module__", "") == policies.__name__}
    assert own == named


@pytest.mark.parametrize(
    ("model", "onderwerp", "policy"),
    [
        (Huishouden, "huishouden", policies.can_view_huishouden),
        (Woningaanbod, "aanbod", policies.can_view_aanbod),
        (Aanbodlijst, "aanbodlijst", policies.can_view_aanbodlijst),
        (Voordracht, "voordracht", policies.can_view_voordracht),
        (Plaatsing, "plaatsing", policies.can_view_plaatsing),
        (Weigering, "weigering", policies.can_view_weigering),
        (Statushouder, "persoon", policies.can_view_telling),
        (Verblijf, "verblijf", policies.can_change_verblijf),
    ],
)
def test_a_list_shows_what_the_policy_allows_and_nothing_else(wereld, model, onderwerp, policy):
    rij = getattr(wereld, onderwerp)

    listed = who(wereld.mensen, lambda g: model.objects.visible_to(g).filter(pk=rij.pk).exists())

    assert listed == who(wereld.mensen, lambda g: policy(g, rij))
    assert listed >= GEMEENTE


def test_a_jurist_reads_a_household_only_while_it_waits_and_when_it_was_judged(wereld):
    jurist, weigering = wereld.mensen["jurist"], wereld.weigering
    geoordeeld = WeigeringFactory(voordracht__gemeente=wereld.gemeente, onterecht=True)
    Voordracht.objects.filter(pk=weigering.voordracht_id).update(lopende_weigering=None)
    weigering = Weigering.objects.get(pk=weigering.pk)

    assert list(Weigering.objects.visible_to(jurist)) == [geoordeeld]
    assert [policies.can_view_weigering(jurist, w) for w in (weigering, geoordeeld)] == [False, True]
    assert policies.can_view_weigering(wereld.mensen["ambtenaar"], weigering)


def test_people_are_listed_for_who_may_see_their_household(wereld):
    listed = who(wereld.mensen, lambda g: Statushouder.objects.visible_to(g).exists())

    assert listed == GEMEENTE


def test_a_coa_list_is_seen_by_who_may_import_it(wereld):
    """The beheerder sees the list in the admin, without people; the page with people asks `can_view_coa_import`."""
    listed = who(wereld.mensen, lambda g: CoaImport.objects.visible_to(g).exists())

    assert listed == GEMEENTE | {"beheerder"}


def test_a_list_shows_a_row_once_however_many_roles_one_has(wereld):
    ambtenaar = wereld.mensen["ambtenaar"]
    RoltoewijzingFactory(gebruiker=ambtenaar, gemeente=None, corporatie=wereld.corporatie, rol="corporatiemedewerker")
    RoltoewijzingFactory(gebruiker=ambtenaar, gemeente=wereld.gemeente, rol="opgavemanager")
    ambtenaar.refresh_from_db()

    assert Woningaanbod.objects.visible_to(ambtenaar).filter(pk=wereld.aanbod.pk).count() == 1
    assert Voordracht.objects.visible_to(ambtenaar).filter(pk=wereld.voordracht.pk).count() == 1
    assert Weigering.objects.visible_to(ambtenaar).count() == 1


@pytest.mark.parametrize(
    ("situatie", "corporatie_ziet_namen"),
    [
        ({}, False),
        ({"akkoord": True}, True),
        ({"aangeboden": True}, True),
        ({"geaccepteerd": True}, True),
        ({"afgewezen": True}, False),
        ({"geweigerd": True}, False),
        ({"akkoord": True, "geannuleerd": True}, False),
        ({"afgerond": True}, False),
    ],
)
def test_a_corporation_reads_names_after_its_agreement_and_not_after_the_end(situatie, corporatie_ziet_namen):
    voordracht = VoordrachtFactory(**situatie)
    medewerker = CorporatiemedewerkerFactory(corporatie=voordracht.aanbod.corporatie)

    assert policies.sees_personen(medewerker, voordracht) == corporatie_ziet_namen
    assert policies.sees_personen(AmbtenaarFactory(gemeente=voordracht.gemeente), voordracht)
    assert not policies.sees_personen(CorporatiemedewerkerFactory(), voordracht)


@pytest.mark.parametrize("klasse", Klasse.values)
def test_a_corporation_reads_why_it_ended_but_not_what_lies_with_the_household(klasse):
    voordracht = VoordrachtFactory(geannuleerd=True, reden__klasse=klasse)
    medewerker = CorporatiemedewerkerFactory(corporatie=voordracht.aanbod.corporatie)

    assert policies.sees_reden(medewerker, voordracht) == (klasse in (Klasse.CORPORATIE, Klasse.GEMEENTE))
    assert policies.sees_reden(AmbtenaarFactory(gemeente=voordracht.gemeente), voordracht)
    assert not policies.sees_reden(CorporatiemedewerkerFactory(), voordracht)


def test_an_ambtenaar_of_two_gemeenten_sees_both():
    eerste, tweede = HuishoudenFactory(), HuishoudenFactory()
    HuishoudenFactory()
    ambtenaar = AmbtenaarFactory(gemeente=eerste.gemeente)
    RoltoewijzingFactory(gebruiker=ambtenaar, gemeente=tweede.gemeente)

    assert set(Huishouden.objects.visible_to(ambtenaar)) == {eerste, tweede}
