"""Every act of dossier, aanbod, voordracht and plaatsing, in random orders, with right and wrong arguments: what the
architecture promises holds after each step."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from huisvesting.services.herinneringen import send_herinneringen
from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.weigering import record_verstreken_reacties
from samenwerking.basis.constraints import NET_GEWIJZIGD
from samenwerking.models import Logregel
from taakstelling.models import Telmoment
from taakstelling.services.voortgang import recompute_voortgang
from tests.bewijs import snapshot
from tests.huisvesting.wegen import waarborgen
from tests.huisvesting.wegen.handelingen import HANDELINGEN
from tests.huisvesting.wegen.pijlen import DAG, KLOK
from tests.huisvesting.wegen.stand import Stand, take_foto
from tests.huisvesting.wegen.toneel import BEGIN, KANARIE, Toneel, go_on, make_toneel
from tests.huisvesting.wegen.trekking import Handeling, Trekking

pytestmark = pytest.mark.django_db

MACHINES = {
    "huishouden": ("huishouden", "actie", "verblijf"),
    "aanbod": ("aanbod",),
    "voordracht": ("voordracht",),
    "plaatsing": ("plaatsing", "actie"),
}


TAKEN = (count_begonnen_huren, record_verstreken_reacties, send_herinneringen)


class Weg(RuleBasedStateMachine):
    """One walk. Its own transaction is rolled back at the end, so that each walk begins on the same scene."""

    def __init__(self, toneel: Toneel, telmoment: Telmoment) -> None:
        super().__init__()
        self.toneel, self.telmoment = toneel, telmoment
        self.op = BEGIN
        self.bijgewerkt: date = BEGIN.date()
        self.alles = False
        self.terug = transaction.atomic()
        self.terug.__enter__()
        self.stand = Stand(self.op, toneel)
        self.regel = self._last_regel()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.terug.__exit__(None, None, None)

    @initialize(stappen=st.integers(0, 6), alles=st.integers(0, 9).map(lambda n: n == 7))
    def begin(self, stappen: int, alles: bool) -> None:
        """Somewhere on the way from an offer to aftercare. On some walks every row of every table is compared when an
        act is declined, and a corporation looks at its pages."""
        self.alles = alles
        go_on(self.toneel, stappen, self.op + timedelta(minutes=1))
        self.op += timedelta(hours=1)
        self.stand, self.regel = Stand(self.op, self.toneel), self._last_regel()

    # --- Steps --------------------------------------------------------------------------------------------------------
    def kansrijk(self, machine: str) -> list[tuple[Handeling, list[Any]]]:
        """The acts of this machine that lead somewhere now, each as often as it weighs."""
        van = [h for h in HANDELINGEN.values() if h.machine in MACHINES[machine]]
        met = [(h, h.kandidaten(self.stand)) for h in van]
        return [paar for paar in met if paar[1] for _ in range(paar[0].gewicht)]

    def stap(self, machine: str, data: Any) -> None:
        kansrijk = self.kansrijk(machine)
        handeling, kandidaten = kansrijk[data.draw(st.integers(0, len(kansrijk) - 1))]
        self.doe(handeling, kandidaten[data.draw(st.integers(0, len(kandidaten) - 1))], data, wild=False)

    @precondition(lambda self: self.kansrijk("huishouden"))
    @rule(data=st.data())
    def stap_van_een_dossier(self, data: Any) -> None:
        self.stap("huishouden", data)

    @precondition(lambda self: self.kansrijk("aanbod"))
    @rule(data=st.data())
    def stap_van_een_woning(self, data: Any) -> None:
        self.stap("aanbod", data)

    @precondition(lambda self: self.kansrijk("voordracht"))
    @rule(data=st.data())
    def stap_van_een_voordracht(self, data: Any) -> None:
        self.stap("voordracht", data)

    @precondition(lambda self: self.kansrijk("plaatsing"))
    @rule(data=st.data())
    def stap_van_een_plaatsing(self, data: Any) -> None:
        self.stap("plaatsing", data)

    @rule(data=st.data())
    def wat_dan_ook(self, data: Any) -> None:
        """Any act on any object, with arguments that no form would let through."""
        handeling = HANDELINGEN[data.draw(st.sampled_from(list(HANDELINGEN)))]
        rijen = getattr(self.stand, handeling.over) if handeling.over else [None]
        if rijen:
            self.doe(handeling, rijen[data.draw(st.integers(0, len(rijen) - 1))], data, wild=True)

    @rule(dagen=st.integers(1, 30))
    def de_tijd_verstrijkt(self, dagen: int) -> None:
        self.op += timedelta(days=dagen)
        self.look(KLOK)

    @precondition(lambda self: self.bijgewerkt < self.op.date())
    @rule()
    def het_werk_van_de_nacht(self) -> None:
        """What the beat does each day; a second time on that day it finds nothing to do."""
        self.op += timedelta(minutes=1)
        door = self.toneel.mensen["systeem"]
        huren, reacties, berichten = (taak(door=door, op=self.op) for taak in TAKEN)
        self.bijgewerkt = self.op.date()
        self.look(DAG, regels=huren + reacties + bool(berichten))
        if self.alles:
            assert [taak(door=door, op=self.op) for taak in TAKEN] == [0, 0, 0]
            assert recompute_voortgang(op=self.op) == 0

    @precondition(lambda self: self.alles)
    @rule(data=st.data())
    def een_medewerker_kijkt(self, data: Any) -> None:
        """The page of a voordracht: not found for another corporation, and with names only when it may have them."""
        rij = data.draw(st.sampled_from(self.stand.voordrachten))
        rol = data.draw(st.sampled_from(waarborgen.MEDEWERKERS))
        bezoeker = Client()
        bezoeker.force_login(self.toneel.mensen[rol])
        antwoord = bezoeker.get(rij.get_absolute_url())
        self.regel = self._last_regel()
        mag = waarborgen.may_read_namen(rij, rol, self.toneel)
        eigen = self.toneel.corporaties[waarborgen.MEDEWERKERS.index(rol)] == rij.aanbod.woning.corporatie
        assert antwoord.status_code == (200 if eigen else 404)
        assert (KANARIE in antwoord.content.decode()) == mag, f"{rol} leest een naam: {not mag}"

    def doe(self, handeling: Handeling, rij: Any, data: Any, *, wild: bool) -> None:
        """One act: it happens with one line in the logboek, or is declined with a sentence and changes nothing."""
        trekking = Trekking(data, self.toneel, self.stand, wild)
        dienst, kwargs = handeling.maak(trekking, rij)
        door = trekking.wie(handeling.rol)
        self.op += timedelta(minutes=1)
        note(f"{self.op:%d-%m %H:%M} {handeling.naam} {rij!r} {kwargs}")
        rijen = snapshot() if self.alles else None
        try:
            uit = dienst(**kwargs, door=door, op=self.op)
        except ValidationError as fout:
            note(f"    geweigerd: {fout.messages}")
            assert_sentences(fout)
            assert take_foto() == self.stand.foto
            assert self._last_regel() == self.regel
            assert rijen is None or snapshot() == rijen
            event(f"{handeling.naam} geweigerd")
        else:
            event(handeling.naam)
            meer = handeling.naam in ("register_kamers", "receive_koppelingen")
            self.look(handeling.naam, regels=len(uit) if meer else 1)

    # --- What holds ---------------------------------------------------------------------------------------------------
    def look(self, naam: str, *, regels: int = 0) -> None:
        """See what became of everything, by an act that must have left so many lines."""
        voor, na = self.stand, Stand(self.op, self.toneel)
        self.stand = na
        if naam == "judge_weigering":  # who keeps refusing: handing back is an event of its own
            regels += len(na.sluitingen) - len(voor.sluitingen)
        nieuw = list(Logregel.objects.filter(pk__gt=self.regel))
        assert len(nieuw) == regels, [regel.gebeurtenis for regel in nieuw]
        assert not [r for r in nieuw if waarborgen.names_someone(str(r.gegevens))], "een logregel noemt een naam"
        self.regel = self._last_regel()
        waarborgen.check_pijlen(naam, voor, na)
        waarborgen.check_zaken(na)
        waarborgen.check_status(voor, na)
        waarborgen.check_momenten(na)
        waarborgen.check_namen(na, self.toneel)
        waarborgen.check_telling(voor, na, self.telmoment, self.bijgewerkt)

    @staticmethod
    def _last_regel() -> int:
        return Logregel.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def assert_sentences(fout: ValidationError) -> None:
    """Our own refusals end as a sentence does; what Django says of an empty field is its own."""
    fouten = (
        [deel for rij in fout.error_dict.values() for deel in rij] if hasattr(fout, "error_dict") else fout.error_list
    )
    assert NET_GEWIJZIGD not in fout.messages, "niemand anders was bezig"
    for deel in fouten:
        assert deel.code or deel.messages[0].endswith((".", "?")), deel.messages


def walk(telmoment: Telmoment, **instellingen: Any) -> None:
    toneel = make_toneel(telmoment)

    def start() -> Weg:
        return Weg(toneel, telmoment)

    start.__name__ = telmoment  # by which the walks that are always the same are others for each telmoment
    run_state_machine_as_test(
        start,
        settings=settings(
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            **instellingen,
        ),
    )


@pytest.mark.parametrize("telmoment", Telmoment)
def test_a_dozen_walks_keep_every_promise(telmoment: Telmoment) -> None:
    """The same each time, and few: a walk takes half a second, and the thousand are below."""
    walk(telmoment, max_examples=4, derandomize=True, phases=[Phase.generate])


@pytest.mark.volledig
@pytest.mark.beide
@pytest.mark.parametrize("deel", [1, 2])
@pytest.mark.parametrize("telmoment", Telmoment)
def test_a_thousand_walks_keep_every_promise(telmoment: Telmoment, deel: int) -> None:
    """In parts, so that two cores have as much to do."""
    walk(telmoment, max_examples=167, print_blob=True)
