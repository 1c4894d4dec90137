"""The pages of a refusal: the list and the verdict of the jurist, the letter, no answer, and the counts."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from huisvesting.models import Voordracht, VoordrachtStatus, Weigering
from huisvesting.services.weigering import withdraw_weigering
from samenwerking.models import Gebeurtenis, Klasse, Logregel, Reden
from tests.factories.dossier import ContactmomentFactory
from tests.factories.huisvesting import VoordrachtFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.factories.voordracht import WeigeringFactory
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
LIJST = "/huisvesting/weigeringen/"
OVERZICHT = f"{LIJST}overzicht/"


@pytest.fixture
def gemeente():
    return start_gemeente().gemeente


@pytest.fixture
def hier(gemeente):
    return {"voordracht__gemeente": gemeente}


@pytest.fixture
def jurist(client, gemeente):
    client.force_login(JuristFactory(gemeente=gemeente))
    return client


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


def lees(antwoord):
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def over(dagen):
    return f"{timezone.localdate() + timedelta(days=dagen):%d-%m-%Y}"


# --- The list ---------------------------------------------------------------------------------------------------------
def test_jurist_sees_what_waits_first_and_each_name_that_he_reads_is_written_down(jurist, hier):
    klaar = WeigeringFactory(**hier, onterecht=True)
    later = WeigeringFactory(**hier, oordeel_uiterlijk=timezone.localdate() + timedelta(days=3))
    te_laat = WeigeringFactory(**hier)
    WeigeringFactory()

    antwoord = jurist.get(LIJST)

    tekst = lees(antwoord)
    assert "2 weigeringen wachten op een oordeel, 1 te laat." in tekst
    plekken = [tekst.index(str(rij.voordracht.huishouden)) for rij in (te_laat, later, klaar)]
    assert plekken == sorted(plekken)
    inzage = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).values_list("onderwerp_id", flat=True)
    assert set(inzage) == {str(rij.voordracht.huishouden_id) for rij in (klaar, later, te_laat)}
    assert "3 weigeringen" in tekst


@pytest.mark.parametrize(("stand", "aantal"), [("open", 1), ("beoordeeld", 2), ("vervallen", 0), ("", 3)])
def test_filter_shows_as_many_as_it_says(jurist, hier, stand, aantal):
    WeigeringFactory(**hier)
    for _ in range(2):
        WeigeringFactory(**hier, onterecht=True)

    antwoord = jurist.get(LIJST, {"stand": stand})

    assert antwoord.context["pagina"].paginator.count == aantal
    assert lees(antwoord).count("Gemeld op") == aantal


def test_list_asks_the_same_number_of_queries_however_long_it_is(jurist, hier, django_assert_num_queries):
    for _ in range(3):
        WeigeringFactory(**hier)
    jurist.get(LIJST)

    with django_assert_num_queries(10):
        jurist.get(LIJST)
    for _ in range(10):
        WeigeringFactory(**hier, onterecht=True)
    with django_assert_num_queries(10):
        jurist.get(LIJST)


def test_jurist_reads_nothing_else_of_the_dossier(jurist, hier):
    weigering = WeigeringFactory(**hier)

    antwoord = jurist.get(weigering.get_absolute_url())

    tekst = lees(antwoord)
    assert str(weigering.voordracht.huishouden) in tekst
    assert weigering.eigen_woorden in tekst
    for pagina in (weigering.voordracht, weigering.voordracht.huishouden, weigering.voordracht.aanbod):
        assert pagina.get_absolute_url() not in antwoord.content.decode()
        assert jurist.get(pagina.get_absolute_url()).status_code == 404


def test_ambtenaar_reads_the_refusal_but_does_not_judge_it(consulent, hier):
    weigering = WeigeringFactory(**hier)
    url = weigering.get_absolute_url()

    assert "Wacht op de jurist" in lees(consulent.get(url))
    assert consulent.post(f"{url}beoordelen/", {"oordeel": "terecht", "motivering": "Ja."}).status_code == 403
    assert not Weigering.objects.beoordeeld().exists()


def test_ambtenaar_writes_down_that_the_household_accepts_after_all(consulent, hier):
    weigering = WeigeringFactory(**hier)
    url = f"{weigering.get_absolute_url()}intrekken/"
    assert url in consulent.get(weigering.get_absolute_url()).content.decode()

    antwoord = consulent.post(url, follow=True)

    assert "Vastgelegd: de woning is alsnog geaccepteerd." in antwoord.content.decode()
    pagina = consulent.get(weigering.get_absolute_url())
    assert "Ingetrokken, alsnog geaccepteerd" in lees(pagina)
    assert url not in pagina.content.decode()


def test_jurist_does_not_answer_for_the_household_and_has_nothing_to_read_once_it_accepts(jurist, gemeente, hier):
    weigering = WeigeringFactory(**hier)
    url = f"{weigering.get_absolute_url()}intrekken/"
    assert url not in jurist.get(weigering.get_absolute_url()).content.decode()
    assert jurist.post(url).status_code == 403

    withdraw_weigering(weigering=weigering, door=AmbtenaarFactory(gemeente=gemeente))

    assert jurist.get(weigering.get_absolute_url()).status_code == 404


def test_corporation_opens_no_refusal(client, hier):
    weigering = WeigeringFactory(**hier)
    client.force_login(CorporatiemedewerkerFactory(corporatie=weigering.voordracht.aanbod.corporatie))

    assert client.get(weigering.get_absolute_url()).status_code == 404
    assert client.get(LIJST).status_code == client.get(OVERZICHT).status_code == 403


# --- The verdict ------------------------------------------------------------------------------------------------------
def test_the_form_says_what_each_verdict_does_and_keeps_what_was_typed(jurist, hier):
    url = f"{WeigeringFactory(**hier).get_absolute_url()}beoordelen/"

    vooraf = lees(jurist.get(url))
    fout = jurist.post(url, {"motivering": "Het is dichtbij."})

    assert "Terecht geweigerd: de woning komt vrij en het huishouden wacht weer op een woning" in vooraf
    assert "Onterecht geweigerd, met bedenktijd: het huishouden krijgt een brief" in vooraf
    assert "definitief" not in vooraf
    assert (fout.status_code, "Kies een oordeel." in lees(fout), "Het is dichtbij." in lees(fout)) == (422, True, True)


def test_right_is_one_form_and_the_day_that_stands_there_does_not_matter(jurist, hier):
    weigering = WeigeringFactory(**hier)

    antwoord = jurist.post(
        f"{weigering.get_absolute_url()}beoordelen/",
        {"oordeel": "terecht", "motivering": "De trap.", "bedenktijd_tot": over(7)},
        follow=True,
    )

    assert "Oordeel vastgelegd. De woning is weer vrij. Het huishouden wacht weer op een woning." in lees(antwoord)
    assert Voordracht.objects.get().status == VoordrachtStatus.GEWEIGERD


def test_not_right_leads_to_a_letter_with_no_more_than_it_needs(jurist, hier):
    weigering = WeigeringFactory(**hier)
    huishouden = weigering.voordracht.huishouden

    antwoord = jurist.post(
        f"{weigering.get_absolute_url()}beoordelen/",
        {"oordeel": "onterecht", "motivering": "De school is dichtbij.", "bedenktijd_tot": over(7)},
        follow=True,
    )

    tekst = lees(antwoord)
    assert antwoord.redirect_chain[-1][0] == f"{weigering.get_absolute_url()}brief/"
    for zin in ("De school is dichtbij.", str(weigering.voordracht.aanbod.woning), "COA kan uw opvang stoppen."):
        assert zin in tekst
    assert f"Beste {huishouden.hoofd.voornamen} {huishouden.hoofd.achternaam}," in tekst
    assert weigering.eigen_woorden not in tekst
    assert huishouden.hoofd.v_nummer not in antwoord.content.decode()
    assert huishouden.huishoudnummer not in tekst


@pytest.mark.parametrize("situatie", [{}, {"onterecht": True}])
def test_only_time_to_think_has_a_letter(jurist, hier, situatie):
    weigering = WeigeringFactory(**hier, **situatie)

    assert jurist.get(f"{weigering.get_absolute_url()}brief/").status_code == (200 if situatie else 404)


def test_after_time_to_think_the_refusal_can_stand(client, gemeente, hier):
    eerste = WeigeringFactory(**hier, onterecht=True)
    weigering = WeigeringFactory(voordracht=eerste.voordracht, gemeld_op=dag(9))
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    url = weigering.get_absolute_url()

    assert "Eerder geweigerd" in lees(client.get(url))
    antwoord = client.post(
        f"{url}beoordelen/", {"oordeel": "blijft_weigeren", "motivering": "Geen reden."}, follow=True
    )

    assert "De opgavemanager beslist over teruggave aan COA." in lees(antwoord)
    assert eerste.voordracht.huishouden.sluitingen.get().reden.code == "blijft-weigeren"


def test_what_was_judged_meanwhile_is_a_conflict(jurist, hier):
    weigering = WeigeringFactory(**hier)
    Voordracht.objects.update(lopende_weigering=None)

    antwoord = jurist.post(
        f"{weigering.get_absolute_url()}beoordelen/", {"oordeel": "terecht", "motivering": "De trap."}
    )

    # The jurist may not even know of it any more.
    assert antwoord.status_code == 404
    assert not Weigering.objects.beoordeeld().exists()


# --- No answer --------------------------------------------------------------------------------------------------------
def test_no_answer_until_it_counts_as_a_refusal(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    url = voordracht.get_absolute_url()

    assert consulent.post(f"{url}geen-antwoord/").url == url
    opnieuw = consulent.post(f"{url}opnieuw-aanbieden/", {"reactie_uiterlijk": over(3)})
    voordracht.refresh_from_db()
    assert (opnieuw.url, voordracht.status) == (url, VoordrachtStatus.AANGEBODEN)
    te_vroeg = consulent.post(f"{url}geen-antwoord/")
    assert (te_vroeg.status_code, "Het huishouden mag nog antwoorden" in lees(te_vroeg)) == (422, True)


def test_treating_as_refusal_shows_the_attempts_and_takes_only_reasons_for_no_answer(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, geen_reactie=True)
    url = f"{voordracht.get_absolute_url()}als-weigering/"
    for nummer in (5, 9):
        ContactmomentFactory(
            huishouden=voordracht.huishouden, contactdatum=dag(nummer).date(), is_bereikt=False, wijze="telefoon"
        )

    vooraf = lees(consulent.get(url))
    velden = {"oordeel_uiterlijk": over(5)}
    fout = consulent.post(url, velden | {"reden": Reden.objects.get(code="weigert-huur").pk})
    goed = consulent.post(url, velden | {"reden": Reden.objects.get(code="onbereikbaar").pk})

    assert "Telefoon op 7 maart 2026; Telefoon op 11 maart 2026" in vooraf
    assert fout.status_code == 422
    assert goed.url == voordracht.get_absolute_url()
    assert Weigering.objects.get().reden.code == "onbereikbaar"


def test_a_refusal_in_words_has_no_reason_for_who_is_not_there(consulent, gemeente):
    url = f"{VoordrachtFactory(gemeente=gemeente, aangeboden=True).get_absolute_url()}weigeren/"

    tekst = lees(consulent.get(url))

    assert "Weigert de huur" in tekst
    for reden in Reden.objects.filter(code__in=("onbereikbaar", "geen-antwoord", "detentie", "blijft-weigeren")):
        assert reden.tekst not in tekst


# --- How often --------------------------------------------------------------------------------------------------------
def test_small_numbers_are_not_told_and_cannot_be_worked_out(jurist, hier):
    vaak = RedenFactory(klasse=Klasse.HUISHOUDEN, tekst="Te ver")
    for _ in range(6):
        WeigeringFactory(**hier, reden=vaak)
    WeigeringFactory(**hier, reden__tekst="Te klein")
    for _ in range(5):
        WeigeringFactory(**hier, reden=RedenFactory(klasse=Klasse.OVERMACHT, tekst="Brand"))

    with klok_op(date(2026, 6, 30)):
        tekst = lees(jurist.get(OVERZICHT))

    assert "In de eerste helft van 2026: minstens 12." in tekst
    assert "Huishouden minstens 7 Te ver 6 Te klein &lt;5" in tekst
    assert "Overmacht" in tekst


def test_counts_are_of_the_half_year_that_is_asked_and_of_the_own_gemeente(jurist, hier):
    WeigeringFactory(**hier, gemeld_op=dag(-90))
    WeigeringFactory()

    assert "weigerde niemand een woning" in lees(jurist.get(OVERZICHT, {"halfjaar": "2026H1"}))
    assert "&lt;5" in lees(jurist.get(OVERZICHT, {"halfjaar": "2025H2"}))
    assert jurist.get(OVERZICHT, {"halfjaar": "2026H9"}).status_code == 404
