"""Messages: written once, read by their addressee alone, mailed as someone chose, and removed after a while."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Antwoordlink, Bericht, Berichtvoorkeur, Gebruiker, Logregel, Mailwijze, Rol
from samenwerking.services.bericht import (
    Antwoordvraag,
    Tekst,
    choose_mail,
    find_gebruikers,
    mark_gelezen,
    remove_oude_berichten,
    write_berichten,
)
from samenwerking.tasks import remove_oude_berichten as remove_oude_berichten_taak
from tests.bewijs import assert_refused
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    AntwoordlinkFactory,
    BerichtFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    RoltoewijzingFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEKST = Tekst("Woning ingetrokken", "De corporatie trekt Proefstraat 1 in.", "/huisvesting/aanbod/")


def write(*ontvangers, sleutel="proef", **overig):
    return write_berichten(
        ontvangers, sleutel=sleutel, tekst=TEKST, door=Gebruiker.objects.systeem(), op=MOMENT, **overig
    )


# --- Who --------------------------------------------------------------------------------------------------------------
def test_people_are_found_by_a_role_that_runs_for_the_organisation():
    gemeente = GemeenteFactory()
    noor, ilse = AmbtenaarFactory(gemeente=gemeente), JuristFactory(gemeente=gemeente)
    AmbtenaarFactory()
    AmbtenaarFactory(gemeente=gemeente, is_active=False)
    RoltoewijzingFactory(gemeente=gemeente, verlopen=True)
    vandaag = timezone.localdate()

    assert set(find_gebruikers(Rol.AMBTENAAR, peildatum=vandaag, gemeente=gemeente)) == {noor}
    assert set(find_gebruikers(Rol.AMBTENAAR, Rol.JURIST, peildatum=vandaag, gemeente=gemeente)) == {noor, ilse}


def test_staff_is_found_by_its_corporation():
    joris = CorporatiemedewerkerFactory()
    CorporatiemedewerkerFactory()

    gevonden = find_gebruikers(Rol.CORPORATIEMEDEWERKER, peildatum=timezone.localdate(), corporatie=joris.corporatie)

    assert list(gevonden) == [joris]


# --- Writing ----------------------------------------------------------------------------------------------------------
def test_who_chose_nothing_gets_mail_at_once_and_who_has_no_address_none():
    met, zonder = AmbtenaarFactory(email="noor@proef.example"), AmbtenaarFactory()

    assert write(met, zonder) == 2

    assert Bericht.objects.get(ontvanger=met).mail == Mailwijze.DIRECT
    assert Bericht.objects.get(ontvanger=zonder).mail == Mailwijze.UIT


def test_a_message_follows_what_its_addressee_chose():
    noor = AmbtenaarFactory(email="noor@proef.example")
    choose_mail(wijze=Mailwijze.DAGELIJKS, door=noor)

    write(noor)

    assert noor.berichten.get().mail == Mailwijze.DAGELIJKS


def test_the_same_thing_is_told_once_also_to_someone_who_is_named_twice():
    noor, daan = AmbtenaarFactory.create_batch(2)

    assert write(noor, noor) == 1
    assert write(noor, daan) == 1
    assert write(noor, daan) == 0
    assert write(noor, sleutel="iets anders") == 1
    assert Bericht.objects.count() == 3


def test_nobody_to_tell_is_nothing_written(django_assert_num_queries):
    systeem = Gebruiker.objects.systeem()

    with django_assert_num_queries(0):
        assert write_berichten([], sleutel="x", tekst=TEKST, door=systeem, op=MOMENT) == 0


def test_what_is_rolled_back_is_told_to_nobody():
    noor = AmbtenaarFactory()

    with transaction.atomic():
        write(noor)
        transaction.set_rollback(True)

    assert not Bericht.objects.exists()


def test_a_link_to_answer_waits_without_a_secret_until_it_is_mailed():
    joris = CorporatiemedewerkerFactory(email="joris@proef.example")
    vraag = Antwoordvraag(joris.pk, "/huisvesting/antwoord/")

    write(joris, antwoord=vraag)
    write(joris, antwoord=vraag)

    link = Antwoordlink.objects.get()
    assert (link.bericht.ontvanger, link.afdruk, link.geldig_tot) == (joris, "", None)


def test_a_message_once_for_each_person():
    bericht = BerichtFactory()

    assert_refused(
        "bericht_once_per_ontvanger", lambda: BerichtFactory(ontvanger=bericht.ontvanger, sleutel=bericht.sleutel)
    )


def test_a_secret_opens_one_link():
    eerste = AntwoordlinkFactory(onderwerp_id=GebruikerFactory().pk)

    assert_refused(
        "antwoordlink_afdruk_once",
        lambda: AntwoordlinkFactory(onderwerp_id=eerste.onderwerp_id, afdruk=eerste.afdruk),
    )


@pytest.mark.parametrize("velden", [{"afdruk": ""}, {"geldig_tot": None}, {"afdruk": "", "gebruikt_op": MOMENT}])
def test_a_link_that_was_sent_ends(velden):
    assert_refused(
        "antwoordlink_sent_with_end", lambda: AntwoordlinkFactory(onderwerp_id=GebruikerFactory().pk, **velden)
    )


# --- Reading and choosing ---------------------------------------------------------------------------------------------
def test_what_was_read_keeps_its_moment():
    bericht = BerichtFactory()

    assert mark_gelezen(Bericht.objects.all(), op=MOMENT) == 1
    assert mark_gelezen(Bericht.objects.all(), op=MOMENT + timedelta(days=1)) == 0

    bericht.refresh_from_db()
    assert bericht.gelezen_op == MOMENT


def test_what_waits_to_be_mailed_follows_a_new_choice_and_what_was_not_wanted_stays_so():
    wacht = BerichtFactory()
    noor = wacht.ontvanger
    ongewenst = BerichtFactory(ontvanger=noor, mail=Mailwijze.UIT)
    gemaild = BerichtFactory(ontvanger=noor, gemaild_op=MOMENT)
    ander = BerichtFactory()

    choose_mail(wijze=Mailwijze.DAGELIJKS, door=noor)

    rijen = dict(Bericht.objects.values_list("pk", "mail"))
    assert rijen == {
        wacht.pk: Mailwijze.DAGELIJKS,
        ongewenst.pk: Mailwijze.UIT,
        gemaild.pk: Mailwijze.DIRECT,
        ander.pk: Mailwijze.DIRECT,
    }
    choose_mail(wijze=Mailwijze.UIT, door=noor)
    assert Berichtvoorkeur.objects.get().wijze == Mailwijze.UIT


def test_old_messages_go_when_they_were_read(settings):
    settings.BERICHTEN_DAGEN = 90
    nu = timezone.now()
    oud = {"gemaakt_op": nu - timedelta(days=91)}
    AntwoordlinkFactory(bericht=BerichtFactory(**oud, gelezen=True), onderwerp_id=GebruikerFactory().pk)
    blijven = {BerichtFactory(**oud), BerichtFactory(gemaakt_op=nu - timedelta(days=89), gelezen=True)}

    assert remove_oude_berichten() == 1
    assert remove_oude_berichten_taak() == 0
    assert set(Bericht.objects.all()) == blijven
    assert not Antwoordlink.objects.exists()


# --- Pages ------------------------------------------------------------------------------------------------------------
LIJST = reverse("samenwerking:bericht_list")


def text_of(response):
    return response.content.decode()


@pytest.fixture
def noor():
    return AmbtenaarFactory(email="noor@proef.example")


@pytest.fixture
def lezer(client, noor):
    client.force_login(noor)
    return client


def test_the_page_shows_one_s_own_messages_unread_first(lezer, noor):
    nu = timezone.now()
    oud = BerichtFactory(ontvanger=noor, tekst="Oud en ongelezen.", gemaakt_op=nu - timedelta(days=3))
    BerichtFactory(ontvanger=noor, tekst="Nieuw en ongelezen.", gemaakt_op=nu - timedelta(days=1))
    BerichtFactory(ontvanger=noor, tekst="Gelezen.", gelezen=True)
    BerichtFactory(tekst="Van een ander.")

    html = text_of(lezer.get(LIJST))

    assert html.index("Nieuw en ongelezen.") < html.index("Oud en ongelezen.") < html.index("Gelezen.</span>")
    assert "Van een ander." not in html
    assert "<strong>2 ongelezen</strong>" in html
    assert not Bericht.objects.filter(pk=oud.pk).exclude(gelezen_op=None).exists()


def test_opening_a_message_reads_it_and_leads_to_what_it_is_about(lezer, noor):
    bericht = BerichtFactory(ontvanger=noor, url="/huisvesting/aanbod/")
    ander = BerichtFactory(ontvanger=noor)

    response = lezer.post(reverse("samenwerking:bericht_open", args=[bericht.pk]))

    assert (response.status_code, response.url) == (302, "/huisvesting/aanbod/")
    assert list(Bericht.objects.ongelezen()) == [ander]
    assert not Logregel.objects.exists()


def test_the_message_of_another_does_not_exist(lezer):
    bericht = BerichtFactory()

    assert lezer.post(reverse("samenwerking:bericht_open", args=[bericht.pk])).status_code == 404
    assert Bericht.objects.ongelezen().count() == 1


def test_everything_read_at_once_and_only_one_s_own(lezer, noor):
    BerichtFactory.create_batch(3, ontvanger=noor)
    ander = BerichtFactory()

    html = text_of(lezer.post(reverse("samenwerking:berichten_gelezen"), follow=True))

    assert list(Bericht.objects.ongelezen()) == [ander]
    assert "U hebt alles gelezen." in html
    assert "Alles gelezen</button>" not in html


def test_an_empty_page_says_what_will_come(lezer):
    assert "U hebt nog geen berichten" in text_of(lezer.get(LIJST))


def test_many_messages_come_in_pages_with_a_fixed_number_of_queries(lezer, noor, django_assert_num_queries):
    BerichtFactory.create_batch(60, ontvanger=noor)
    lezer.get(LIJST)

    # Session, person, frame, roles; the count, the page, how many are unread, and the choice of mail.
    with django_assert_num_queries(8):
        html = text_of(lezer.get(LIJST, {"pagina": 2}))

    assert html.count('class="actiekolom"') == 25


@pytest.mark.parametrize("wijze", Mailwijze)
def test_one_chooses_when_to_get_mail_and_reads_back_what_holds(lezer, noor, wijze):
    url = reverse("samenwerking:berichtvoorkeur")
    assert 'value="direct" id="id_wijze_0" checked' in text_of(lezer.get(url)).replace("required ", "")

    html = text_of(lezer.post(url, {"wijze": wijze}, follow=True))

    assert noor.berichtvoorkeur.wijze == wijze
    assert f"Bewaard: {wijze.label.lower()}." in html


def test_a_choice_that_does_not_exist_is_refused(lezer):
    assert lezer.post(reverse("samenwerking:berichtvoorkeur"), {"wijze": "duif"}).status_code == 422
    assert not Berichtvoorkeur.objects.exists()


def test_who_has_no_mail_address_reads_why_no_mail_comes(client):
    client.force_login(AmbtenaarFactory())

    assert "nog geen mailadres" in text_of(client.get(LIJST))
    assert "nog geen mailadres" in text_of(client.get(reverse("samenwerking:berichtvoorkeur")))


def test_the_header_counts_what_is_unread_in_the_one_query_of_the_frame(lezer, noor, django_assert_num_queries):
    BerichtFactory.create_batch(2, ontvanger=noor)
    BerichtFactory(ontvanger=noor, gelezen=True)
    BerichtFactory()
    noor = Gebruiker.objects.get(pk=noor.pk)

    with django_assert_num_queries(1):
        assert noor.kader == (False, 2)
        assert noor.kader == (False, 2)
    assert text_of(lezer.get(LIJST)).count('<span class="teltje">2<') == 3  # header, button of the menu, menu


def test_the_header_says_nothing_when_everything_was_read(lezer, noor):
    BerichtFactory(ontvanger=noor, gelezen=True)

    html = text_of(lezer.get(LIJST))

    assert "teltje" not in html
    assert html.count('class="berichtenlink"') == 2
