"""Acts that change the numbers of a gemeente. Nothing is edited: each adds a row, and the old one stays readable."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Besluit, Gemeente
from taakstelling.forms.cijfers import (
    BeginsaldoForm,
    BevestigForm,
    CorrectieForm,
    PublicatieForm,
    SaldocorrectieForm,
    offer_halfjaren,
)
from taakstelling.models import Afsluiting, Beginsaldo, LandelijkeTaakstelling, Realisatie, Voortgang
from taakstelling.policies import can_change_cijfers, can_record_grondslag
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.correctie import (
    ask_correctie,
    ask_saldocorrectie,
    correct_beginsaldo,
    correct_telling,
    judge_alle_correcties,
)
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from taakstelling.views.adres import asked_halfjaar, signed

BLIJFT_STAAN = "Wat er nu staat, blijft leesbaar."


def adres(gemeente: Gemeente, halfjaar: Halfjaar | None = None) -> str:
    """The page that says where the numbers come from."""
    url = reverse("taakstelling:gemeente", kwargs={"code": gemeente.code})
    return f"{url}?halfjaar={halfjaar}" if halfjaar else url


def kruimels(gemeente: Gemeente, halfjaar: Halfjaar | None = None) -> tuple[tuple[str, str], ...]:
    return ((f"Cijfers van {gemeente}", adres(gemeente, halfjaar)),)


def asked(request: HttpRequest) -> Halfjaar:
    """The half-year that one came from."""
    return asked_halfjaar(request, Halfjaar.van_datum(timezone.localdate()))


def known_halfjaren(gemeente: Gemeente) -> list[Halfjaar]:
    """Half-years with figures, the latest first."""
    return list(Voortgang.objects.for_gemeente(gemeente).order_by("-halfjaar").values_list("halfjaar", flat=True))


def closed_warning(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[str, ...]:
    """What one must know before changing a half-year that is closed."""
    if not Afsluiting.objects.filter(gemeente=gemeente, halfjaar=halfjaar).exists():
        return ()
    return (
        f"{halfjaar} is afgesloten. De bevroren cijfers blijven zoals ze zijn; het verschil komt ernaast te staan.",
    )


def _handeling(
    gemeente: Gemeente,
    halfjaar: Halfjaar,
    titel: str,
    knop: str,
    *gevolgen: str,
    tweede: tuple[str, str] | None = None,
) -> Handeling:
    terug = adres(gemeente, halfjaar)
    return Handeling(titel, knop, terug, gevolgen, kruimels=kruimels(gemeente, halfjaar), tweede=tweede)


# The name of the button that lays a correction before who may decide it.
VOORLEGGEN = "voorleggen"


def _mandaat(request: HttpRequest, gemeente: Gemeente) -> tuple[tuple[str, ...], tuple[str, str] | None]:
    """For who may not decide on every correction: the sentence that says so, and the button to submit one."""
    bevoegd = judge_alle_correcties(gemeente, request.user, timezone.localdate())
    if bevoegd.mag or bevoegd.naar is None:
        return (), None
    zin = f"Wat binnen uw mandaat valt, boekt u zelf. Meer legt u voor aan de {bevoegd.naar.label.lower()}."
    return (zin,), (VOORLEGGEN, bevoegd.knop)


def _done(uitkomst: Any, geboekt: Callable[[Any], tuple[str, Any]]) -> tuple[str, Any]:
    """The message and where to go: of a booking, or of a decision that waits."""
    return ("Voorgelegd.", uitkomst) if isinstance(uitkomst, Besluit) else geboekt(uitkomst)


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def correctie(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The count is corrected by hand (R-330)."""
    halfjaar = asked(request)
    mandaat, voorleggen = _mandaat(request, gemeente)
    handeling = _handeling(
        gemeente,
        halfjaar,
        "Correctie boeken",
        "Boek correctie",
        f"U telt personen bij {gemeente} op of haalt ze eraf. Uw naam en uw reden staan bij de boeking.",
        "Een boeking kunt u niet wijzigen of weghalen. Ging het mis, boek dan het omgekeerde.",
        *mandaat,
        tweede=voorleggen,
    )
    form = CorrectieForm(posted(request), initial={"datum": min(timezone.localdate(), halfjaar.eind)})
    act = ask_correctie if VOORLEGGEN in request.POST else correct_telling
    service = partial(act, gemeente=gemeente, door=request.user)
    klaar = partial(_done, geboekt=lambda b: (_booked(b), adres(gemeente, b.halfjaar)))
    return handle(request, handeling, form, service, klaar)


def _booked(boeking: Realisatie) -> str:
    """Where the correction landed and what it did."""
    bedoeld = Halfjaar.van_datum(boeking.datum)
    if boeking.halfjaar != bedoeld:
        return f"Correctie geboekt in {boeking.halfjaar}, want {bedoeld} is afgesloten."
    if boeking.halfjaar not in known_halfjaren(boeking.gemeente):
        return f"Correctie geboekt in {bedoeld}. Dat halfjaar heeft geen cijfers, dus zij verandert nu niets."
    return f"Correctie geboekt in {bedoeld}: {signed(boeking.aantal)}."


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def saldocorrectie(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The saldo at the begin of a half-year is corrected (R-112)."""
    halfjaar = asked(request)
    mandaat, voorleggen = _mandaat(request, gemeente)
    handeling = _handeling(
        gemeente,
        halfjaar,
        "Saldo corrigeren",
        "Corrigeer saldo",
        "Het saldo bij het begin van het halfjaar verandert, en het saldo van elk later halfjaar verandert mee.",
        "Doe dit als u met het Rijk een verschil hebt afgesproken. Is er iemand te veel of te weinig geteld? "
        "Boek dan een correctie in het grootboek.",
        *closed_warning(gemeente, halfjaar),
        *mandaat,
        tweede=voorleggen,
    )
    form = SaldocorrectieForm(posted(request), initial={"halfjaar": str(halfjaar)})
    offer_halfjaren(form, known_halfjaren(gemeente))
    act = ask_saldocorrectie if VOORLEGGEN in request.POST else correct_beginsaldo
    service = partial(act, gemeente=gemeente, door=request.user)
    klaar = partial(
        _done,
        geboekt=lambda c: (f"Saldo van {c.halfjaar} gecorrigeerd: {signed(c.aantal)}.", adres(gemeente, c.halfjaar)),
    )
    return handle(request, handeling, form, service, klaar)


@require_http_methods(["GET", "POST"])
@policy(can_record_grondslag, Gemeente, kwarg="code")
def publicatie(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The number that the state published is recorded (R-106)."""
    halfjaar = asked(request)
    handeling = _handeling(
        gemeente,
        halfjaar,
        "Gepubliceerde taakstelling vastleggen",
        "Leg taakstelling vast",
        "Het gepubliceerde aantal gaat voor op wat Thuisgever berekent. De opgave verandert meteen.",
        f"Stond er al een gepubliceerd aantal, dan komt dit in de plaats. {BLIJFT_STAAN}",
        *closed_warning(gemeente, halfjaar),
    )
    form = PublicatieForm(posted(request), initial={"halfjaar": str(halfjaar)})
    offer_halfjaren(form, _landelijke_halfjaren(halfjaar))
    service = partial(publish_taakstelling, gemeente=gemeente, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda p: (f"Taakstelling van {p.halfjaar} vastgelegd: {p.aantal}.", adres(gemeente, p.halfjaar)),
    )


@require_http_methods(["GET", "POST"])
@policy(can_record_grondslag, Gemeente, kwarg="code")
def beginsaldo(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The saldo with which the gemeente starts in this product is recorded (R-112)."""
    huidig = Beginsaldo.objects.geldend().filter(gemeente=gemeente).first()
    halfjaar = huidig.halfjaar if huidig else asked(request)
    gevolgen = [
        "Vanaf het eerste halfjaar rekent Thuisgever het saldo zelf uit. Wat daarvóór is geteld, zit in dit saldo."
    ]
    if huidig:
        gevolgen.append(f"Dit komt in de plaats van {signed(huidig.saldo)} in {huidig.halfjaar}. {BLIJFT_STAAN}")
    handeling = _handeling(gemeente, halfjaar, "Beginsaldo vastleggen", "Leg beginsaldo vast", *gevolgen)
    form = BeginsaldoForm(posted(request), initial={"halfjaar": str(halfjaar)})
    offer_halfjaren(form, _landelijke_halfjaren(halfjaar))
    service = partial(set_beginsaldo, gemeente=gemeente, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda b: (f"Beginsaldo van {b.halfjaar} vastgelegd: {signed(b.saldo)}.", adres(gemeente, b.halfjaar)),
    )


def _landelijke_halfjaren(halfjaar: Halfjaar) -> list[Halfjaar]:
    """Half-years that one may record something about, the latest first: up to one after the last national number."""
    halfjaren = set(LandelijkeTaakstelling.objects.values_list("halfjaar", flat=True))
    huidig = Halfjaar.van_datum(timezone.localdate())
    return sorted(halfjaren | {halfjaar, huidig, max(halfjaren | {huidig}).volgende}, reverse=True)


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def afsluiten(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A half-year that is over is closed: its figures are frozen."""
    halfjaar = asked_halfjaar(request, Halfjaar.van_datum(timezone.localdate()).vorige)
    voortgang = Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).first()
    cijfers = (
        f"Opgave {voortgang.opgave}, gehuisvest {voortgang.gerealiseerd}, saldo {signed(voortgang.saldo_eind)}: "
        "deze cijfers worden bevroren, met een vingerafdruk."
        if voortgang
        else f"{gemeente} heeft geen cijfers in {halfjaar}."
    )
    handeling = _handeling(
        gemeente,
        halfjaar,
        f"{halfjaar} afsluiten",
        "Sluit halfjaar af",
        cijfers,
        f"Wat daarna nog met een dag in {halfjaar} wordt geboekt, telt in het eerste halfjaar dat open is.",
        "U kunt een halfjaar niet weer openen.",
    )
    service = partial(close_halfjaar, halfjaar=halfjaar, gemeente=gemeente, door=request.user)
    klaar = f"{halfjaar} is afgesloten. De cijfers staan vast."
    return handle(
        request, handeling, BevestigForm(posted(request)), service, lambda _: (klaar, adres(gemeente, halfjaar))
    )
