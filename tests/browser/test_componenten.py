"""The components in a real browser: accessible in both colours and widths, and useful with and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.samenwerking import AmbtenaarFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture
def log_in(live_server):
    """A function that gives a browser context the session of a new ambtenaar."""

    def give_session(context):
        client = Client()
        client.force_login(AmbtenaarFactory(is_staff=True))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return give_session


@pytest.fixture
def galerij(live_server):
    return live_server.url + reverse("samenwerking:galerij")


@pytest.fixture
def strict_page(context, log_in):
    """A page on which an error in the console (of a script, or of the content security policy) fails the test."""
    errors = []
    log_in(context)
    page = context.new_page()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_components_are_accessible_and_fit(strict_page, galerij, width, colours):
    strict_page.emulate_media(color_scheme=colours)
    strict_page.set_viewport_size({"width": width, "height": 800})
    strict_page.goto(galerij)
    strict_page.locator("main details").evaluate_all("all => all.forEach(details => { details.open = true; })")

    assert Axe().run(strict_page, options=AXE).response["violations"] == []
    assert strict_page.evaluate("document.documentElement.scrollWidth") <= width


def test_filter_renews_the_list_and_tells_it(strict_page, galerij):
    strict_page.goto(galerij)

    strict_page.get_by_label("Status").first.select_option("klaar")

    expect(strict_page.locator("#aankondiging")).to_have_text("240 huishoudens, 5 te laat")
    expect(strict_page).to_have_url(re.compile(r"\?sorteer=termijn&status=klaar$"))
    expect(strict_page.locator("#lijst")).to_have_count(1)


def test_order_of_the_list_stays_when_the_filter_changes(strict_page, galerij):
    strict_page.goto(galerij)

    strict_page.locator("#lijst").get_by_role("link", name="Termijn").click()
    expect(strict_page.locator("th[aria-sort=descending]")).to_be_visible()
    strict_page.get_by_label("Status").first.select_option("klaar")

    expect(strict_page).to_have_url(re.compile(r"\?sorteer=-termijn&status=klaar$"))


def test_way_back_shows_a_whole_page(strict_page, galerij):
    strict_page.goto(galerij)
    strict_page.get_by_label("Status").first.select_option("klaar")
    expect(strict_page).to_have_url(re.compile("status=klaar"))

    strict_page.go_back()

    expect(strict_page).to_have_url(galerij)
    expect(strict_page.locator("h1")).to_have_text("Componenten")


def test_who_was_logged_out_meanwhile_gets_the_login_page(strict_page, galerij):
    strict_page.goto(galerij)
    strict_page.context.clear_cookies()

    strict_page.get_by_label("Status").first.select_option("klaar")

    expect(strict_page.locator("h1")).to_have_text("Inloggen")
    expect(strict_page.locator("header.paginakop")).to_have_count(1)


def test_picker_writes_the_date_as_people_do(strict_page, galerij):
    strict_page.goto(galerij)

    strict_page.locator(".datumkiezer:has(#leeg_datum) input[type=date]").evaluate(
        "kiezer => { kiezer.value = '2026-03-02'; kiezer.dispatchEvent(new Event('change')); }"
    )

    expect(strict_page.locator("#leeg_datum")).to_have_value("02-03-2026")


def test_form_is_sent_once(strict_page, live_server):
    sent = []
    strict_page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    strict_page.goto(live_server.url + reverse("account_change_password"))

    strict_page.locator("main form").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")

    expect(strict_page.locator("[data-foutmelding]")).to_be_focused()
    assert len(sent) == 1


def test_panels_of_the_header_close_with_escape(strict_page, galerij):
    strict_page.goto(galerij)
    strict_page.locator(".account > summary").click()
    expect(strict_page.locator(".account")).to_have_attribute("open", "")

    strict_page.keyboard.press("Escape")

    expect(strict_page.locator(".account > summary")).to_be_focused()
    expect(strict_page.locator(".account .knop")).to_be_hidden()


def test_everything_works_without_javascript(browser, log_in, galerij):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 700})
    log_in(context)
    page = context.new_page()
    page.goto(galerij)

    page.locator(".menu > summary").click()
    page.locator(".menu").get_by_role("button", name="Donker").click()
    expect(page.locator("html")).to_have_attribute("data-thema", "donker")
    page.get_by_label("Status").first.select_option("klaar")
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url(re.compile("status=klaar"))
    page.get_by_role("link", name="Volgende", exact=True).click()

    expect(page).to_have_url(re.compile("status=klaar.*pagina=7"))
    context.close()
