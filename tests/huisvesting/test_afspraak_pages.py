"""S6: each number of the agreements opens exactly its homes; a corporation reads its own and nothing of another."""

import re
from datetime import date

import pytest
from django.urls import reverse

from huisvesting.models import Prestatieafspraak, Slaapkamerklasse
from huisvesting.services.afspraakstand import collect_standen
from samenwerking.models import Klasse
from taakstelling.regels.halfjaar import Halfjaar
from tests.factories.huisvesting import (
    PlaatsingFactory,
    PrestatieafspraakFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
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
    RedenFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

H1 = Halfjaar(2026, 1)
VANDAAG = date(2026, 4, 15)
GETALLEN = ("aangeboden", "bevestigd", "verhuurd", "verloren")


@pytest.fixture(autouse=True)
def klok():
    with klok_op(VANDAAG):
        yield


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefdam")


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(naam="Stichting Eigen", gemeenten=[gemeente])


@pytest.fixture
def ander(gemeente):
    return WoningcorporatieFactory(naam="Vereniging Ander", gemeenten=[gemeente])


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


def url(naam, gemeente, **delen):
    return reverse(f"huisvesting:{naam}", kwargs={"code": gemeente.code, **delen})


def tell(gemeente, corporatie):
    """Homes in every situation: 12 offered, 11 confirmed, 3 let, 6 lost."""
    aanbod = {"gemeente": gemeente, "woning__corporatie": corporatie}
    plaatsing = {"gemeente": gemeente, "aanbod__woning__corporatie": corporatie}
    WoningaanbodFactory(**aanbod, woning__slaapkamers=1)
    WoningaanbodFactory(**aanbod, bevestigd=True, optiedatum=VANDAAG)
    VoordrachtFactory(**plaatsing, aanbod__optiedatum=date(2026, 4, 1))
    WoningaanbodFactory(**aanbod, verlopen=True, woning__slaapkamers=1)
    WoningaanbodFactory(**aanbod, bevestigd=True, ingetrokken=True, intrekreden__klasse=Klasse.OVERMACHT)
    WoningaanbodFactory(**aanbod, bevestigd=True, ingetrokken=True, intrekreden__klasse=Klasse.CORPORATIE)
    WoningaanbodFactory(**aanbod, ongeschikt=True, woning__slaapkamers=5)
    PlaatsingFactory(**plaatsing, geannuleerd=True, reden__klasse=Klasse.HUISHOUDEN)
    PlaatsingFactory(**plaatsing, geannuleerd=True, reden__klasse=Klasse.COA)
    PlaatsingFactory(**plaatsing, aanbod__woning__slaapkamers=7)
    PlaatsingFactory(**plaatsing, met_sleutel=True, aanbod__woning__slaapkamers=3)
    PlaatsingFactory(**plaatsing, beeindigd=True)


def promise(gemeente, corporatie, **aantallen):
    for klasse, aantal in aantallen.items():
        PrestatieafspraakFactory(
            gemeente=gemeente, corporatie=corporatie, slaapkamers=klasse.removeprefix("k"), aantal=aantal
        )


def numbers(antwoord):
    """Every number of the page with the address that it opens, also those of the rows together and of everyone."""
    regels = [antwoord.context["totaal"]]
    for _, rijen in antwoord.context["standen"]:
        regels += rijen
    for regel in regels:
        yield from (regel[naam] for naam in GETALLEN)
        yield from ((getal, adres) for _, getal, adres in regel["verloren_door"])


# --- Numbers and their lists ------------------------------------------------------------------------------------------
@pytest.mark.beide
@pytest.mark.parametrize("wie", ["ambtenaar", "corporatie"])
def test_every_number_opens_exactly_its_homes(client, gemeente, corporatie, ander, wie):
    for partij in (corporatie, ander):
        tell(gemeente, partij)
    tell(GemeenteFactory(), corporatie)
    promise(gemeente, corporatie, k1=2, k4=1, elke=9)
    promise(gemeente, ander, k2=4)
    client.force_login(
        AmbtenaarFactory(gemeente=gemeente)
        if wie == "ambtenaar"
        else CorporatiemedewerkerFactory(corporatie=corporatie)
    )

    pagina = client.get(url("afspraken", gemeente))
    geteld = list(numbers(pagina))
    geopend = {adres: getal for getal, adres in geteld if adres}

    assert all(bool(adres) == bool(getal) for getal, adres in geteld)
    assert set(re.findall(r'href="([^"]+/woningen/[^"]+)"', pagina.content.decode().replace("&amp;", "&"))) == set(
        geopend
    )
    assert {adres: client.get(adres).context["pagina"].paginator.count for adres in geopend} == geopend
    partijen = 2 if wie == "ambtenaar" else 1
    assert [getal for getal, _ in geteld[:4]] == [12 * partijen, 11 * partijen, 3 * partijen, 6 * partijen]
    assert len(geteld) >= 30


def test_what_was_lost_lies_with_who_gave_the_reason(gemeente, corporatie):
    tell(gemeente, corporatie)

    (stand,) = collect_standen(gemeente, H1, VANDAAG)

    assert stand.totaal.telling.verloren == {"gemeente": 2, "overmacht": 1, "corporatie": 1, "huishouden": 1, "coa": 1}
    per_rij = {rij.slaapkamers.value: rij.telling for rij in stand.rijen}
    assert per_rij["1"].verloren == {"gemeente": 1}
    assert per_rij["4"].verloren == {"gemeente": 1}
    assert (per_rij["3"].verhuurd, per_rij["4"].verhuurd, per_rij["2"].verhuurd) == (1, 1, 1)


@pytest.mark.beide
@pytest.mark.parametrize(
    ("situatie", "is_verloren"),
    [
        ({"optiedatum": date(2026, 4, 14)}, True),
        ({"optiedatum": VANDAAG}, False),
        ({"optiedatum": date(2026, 4, 14), "geblokkeerd": True}, False),
        ({"optiedatum": date(2026, 4, 14), "vrijgegeven": True}, True),
    ],
)
def test_an_option_is_lost_the_day_after_and_not_while_the_home_is_blocked(gemeente, situatie, is_verloren):
    WoningaanbodFactory(gemeente=gemeente, **{"bevestigd": True, **situatie})

    (stand,) = collect_standen(gemeente, H1, VANDAAG)

    assert stand.totaal.telling.verloren == ({"gemeente": 1} if is_verloren else {})


def test_a_cancelled_lease_is_no_loss_once_someone_else_is_put_forward(gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, geannuleerd=True)

    def lost():
        return collect_standen(gemeente, H1, VANDAAG)[0].totaal.telling.totaal_verloren

    assert lost() == 1
    VoordrachtFactory(aanbod=plaatsing.aanbod)
    assert lost() == 0


def test_a_cancelled_lease_lies_with_the_last_one_that_was_cancelled(gemeente):
    eerste = PlaatsingFactory(gemeente=gemeente, geannuleerd=True, reden__klasse=Klasse.COA)
    PlaatsingFactory(
        aanbod=eerste.aanbod, geannuleerd=True, geannuleerd_op=dag(20), reden=RedenFactory(klasse=Klasse.HUISHOUDEN)
    )

    (stand,) = collect_standen(gemeente, H1, VANDAAG)

    assert stand.totaal.telling.verloren == {"huishouden": 1}


def test_a_home_belongs_to_the_half_year_in_which_it_becomes_available(gemeente):
    for vrij in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)):
        WoningaanbodFactory(gemeente=gemeente, beschikbaar_vanaf=vrij)

    def offered(halfjaar):
        return sum(s.totaal.telling.aangeboden for s in collect_standen(gemeente, halfjaar, VANDAAG))

    assert [offered(h) for h in (H1.vorige, H1, H1.volgende)] == [1, 2, 1]


def test_a_concept_is_not_offered(gemeente):
    WoningaanbodFactory(gemeente=gemeente, concept=True)

    assert collect_standen(gemeente, H1, VANDAAG) == []


@pytest.mark.parametrize("keer", [1, 4])
@pytest.mark.parametrize(("naam", "vraag", "aantal"), [("afspraken", "", 7), ("afspraak_woningen", "?rij=elke", 9)])
def test_number_of_queries_is_fixed(
    consulent, gemeente, corporatie, django_assert_num_queries, keer, naam, vraag, aantal
):
    for partij in (corporatie, *(WoningcorporatieFactory(gemeenten=[gemeente]) for _ in range(keer))):
        promise(gemeente, partij, k1=2, elke=9)
        for _ in range(keer):
            tell(gemeente, partij)

    with django_assert_num_queries(aantal):
        consulent.get(f"{url(naam, gemeente)}{vraag}")


# --- Who reads what ---------------------------------------------------------------------------------------------------
def test_a_corporation_reads_nothing_of_another(client, gemeente, corporatie, ander):
    for partij in (corporatie, ander):
        tell(gemeente, partij)
        promise(gemeente, partij, elke=9)
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    pagina = client.get(url("afspraken", gemeente))
    tekst = pagina.content.decode()

    assert "Onze afspraken met Proefdam" in tekst
    assert "Stichting Eigen" in tekst
    assert "Ander" not in tekst
    assert str(ander.pk) not in tekst
    assert pagina.context["totaal"]["aangeboden"][0] == 12
    van_ander = Prestatieafspraak.objects.get(corporatie=ander)
    lijst = url("afspraak_woningen", gemeente)
    for adres in (
        f"{lijst}?corporatie={ander.pk}",
        url("afspraak_overleg", gemeente, corporatie=ander.pk),
        van_ander.get_absolute_url(),
    ):
        assert client.get(adres).status_code == 404
    assert client.get(lijst).context["pagina"].paginator.count == 12
    assert "Ander" not in client.get(lijst).content.decode()


def test_a_corporation_that_also_has_a_role_here_still_reads_only_its_own(client, gemeente, corporatie, ander):
    tell(gemeente, ander)
    gebruiker = CorporatiemedewerkerFactory(corporatie=corporatie)
    jurist = JuristFactory(gemeente=gemeente)
    jurist.toewijzingen.update(gebruiker=gebruiker)
    client.force_login(gebruiker)

    assert client.get(url("afspraken", gemeente)).context["standen"] == []
    assert client.get(url("afspraak_woningen", gemeente)).context["pagina"].paginator.count == 0


def test_the_wethouder_reads_numbers_and_no_addresses(client, gemeente, corporatie):
    tell(gemeente, corporatie)
    promise(gemeente, corporatie, elke=9)
    client.force_login(WethouderFactory(gemeente=gemeente))

    pagina = client.get(url("afspraken", gemeente))

    assert pagina.context["totaal"]["aangeboden"] == (12, "")
    assert not any(adres for _, adres in numbers(pagina))
    assert "Proefstraat" not in pagina.content.decode()
    assert client.get(url("afspraak_woningen", gemeente)).status_code == 403
    assert client.get(url("afspraak_overleg", gemeente, corporatie=corporatie.pk)).status_code == 403
    assert client.get(Prestatieafspraak.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("wie", "leest", "legt_vast"),
    [
        (lambda g, c: AmbtenaarFactory(gemeente=g), 200, 200),
        (lambda g, c: OpgavemanagerFactory(gemeente=g), 200, 200),
        (lambda g, c: OpdrachtgeverFactory(gemeente=g), 200, 403),
        (lambda g, c: WethouderFactory(gemeente=g), 200, 403),
        (lambda g, c: CorporatiemedewerkerFactory(corporatie=c), 200, 403),
        (lambda g, c: CorporatiemedewerkerFactory(), 404, 404),
        (lambda g, c: JuristFactory(gemeente=g), 403, 403),
        (lambda g, c: BeheerderFactory(gemeente=g), 403, 403),
        (lambda g, c: ProvincieFactory(provincie=g.provincie_code), 403, 403),
        (lambda g, c: AmbtenaarFactory(), 404, 404),
        (lambda g, c: GebruikerFactory(), 404, 404),
    ],
    ids=[
        "ambtenaar",
        "opgavemanager",
        "opdrachtgever",
        "wethouder",
        "eigen corporatie",
        "corporatie elders",
        "jurist",
        "beheerder",
        "provincie",
        "andere gemeente",
        "niemand",
    ],
)
def test_who_reads_the_agreements_and_who_records_them(client, gemeente, corporatie, wie, leest, legt_vast):
    client.force_login(wie(gemeente, corporatie))

    assert client.get(url("afspraken", gemeente)).status_code == leest
    for naam, delen in (("afspraak_record", {}), ("afspraak_termijn", {"corporatie": corporatie.pk})):
        assert client.get(url(naam, gemeente, **delen)).status_code == legt_vast
        assert client.post(url(naam, gemeente, **delen), {}).status_code == (422 if legt_vast == 200 else legt_vast)


def test_the_list_of_gemeenten_goes_on_when_there_is_one(client, gemeente, corporatie):
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    lijst = reverse("huisvesting:afspraak_list")

    assert client.get(lijst).url == url("afspraken", gemeente)
    assert lijst in client.get(reverse("huisvesting:aanbod_list")).content.decode()
    corporatie.gemeenten.add(GemeenteFactory(naam="Proefveen"))
    tekst = client.get(lijst).content.decode()
    assert "Proefdam" in tekst
    assert "Proefveen" in tekst


# --- Recording and changing on the page -------------------------------------------------------------------------------
def test_an_agreement_is_recorded_on_its_page_and_shown(consulent, gemeente, corporatie):
    antwoord = consulent.post(
        f"{url('afspraak_record', gemeente)}?halfjaar=2026H1",
        {"corporatie": corporatie.pk, "halfjaar": "2026H2", "slaapkamers": "2", "aantal": "12", "bron": "Artikel 4"},
    )

    assert antwoord.url == f"{url('afspraken', gemeente)}?halfjaar=2026H2"
    ((stand, _),) = consulent.get(antwoord.url).context["standen"]
    (rij,) = stand.rijen
    assert (rij.slaapkamers, rij.nakoming.nog_te_gaan) == (Slaapkamerklasse.TWEE, 12)


def test_a_corporation_from_elsewhere_cannot_be_chosen(consulent, gemeente, corporatie, ander):
    elders = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])

    antwoord = consulent.post(
        url("afspraak_record", gemeente),
        {"corporatie": elders.pk, "halfjaar": "2026H1", "slaapkamers": "2", "aantal": "1", "bron": "Artikel 4"},
    )

    assert antwoord.status_code == 422
    assert not Prestatieafspraak.objects.exists()


def test_who_changes_what_another_changed_sees_both_and_keeps_what_was_typed(consulent, gemeente, corporatie):
    promise(gemeente, corporatie, elke=10)
    afspraak = Prestatieafspraak.objects.get()
    adres = reverse("huisvesting:afspraak_change", kwargs={"pk": afspraak.pk})
    versie = re.search(r'name="formulierversie" value="([^"]+)"', consulent.get(adres).content.decode())[1]
    PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, gewijzigd=True, aantal=8)
    gestuurd = {"aantal": "12", "bron": afspraak.bron, "reden": "Meer", "formulierversie": versie}

    antwoord = consulent.post(adres, gestuurd)

    assert antwoord.status_code == 409
    assert "Nu staat er: 8" in antwoord.content.decode()
    assert 'value="12"' in antwoord.content.decode()
    versie = re.search(r'name="formulierversie" value="([^"]+)"', antwoord.content.decode())[1]
    assert consulent.post(adres, {**gestuurd, "formulierversie": versie}).status_code == 302
    assert list(Prestatieafspraak.objects.values_list("versie", "aantal").order_by("versie")) == [
        (1, 10),
        (2, 8),
        (3, 12),
    ]


def test_the_page_of_an_agreement_shows_every_version_and_why(consulent, gemeente, corporatie):
    promise(gemeente, corporatie, elke=10)
    PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, gewijzigd=True, aantal=8)
    oudste = Prestatieafspraak.objects.get(versie=1)

    tekst = consulent.get(oudste.get_absolute_url()).content.decode()

    assert "Er komen minder woningen vrij." in tekst
    assert tekst.index("Geldt nu") < tekst.index("Vervangen")


@pytest.mark.parametrize("vraag", ["halfjaar=2026H3", "stand=weg", "rij=9", "klasse=niemand", "corporatie=x"])
def test_a_choice_that_is_not_there_is_not_found(consulent, gemeente, vraag):
    assert consulent.get(f"{url('afspraak_woningen', gemeente)}?{vraag}").status_code == 404
