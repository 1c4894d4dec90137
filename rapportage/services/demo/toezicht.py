"""What the province and the gemeente write to each other, and what COA had linked on the peildatum."""

from datetime import date, timedelta

from huisvesting.services.koppelingsdekking import freeze_dekking
from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Gebruiker
from taakstelling.models import Briefsoort, Maat, PlanVanAanpak, Richting
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.koppelingsdekking import count_gerealiseerd, record_coa_antwoord, record_coa_vraag
from taakstelling.services.toezicht import add_mijlpaal, record_plan_van_aanpak, record_toezichtbrief

# Days before the demo's date: the letter of the province, and the plan that answers it.
VERZOEK, PLAN = 88, 60
TERMIJN = timedelta(days=28)
# Two milestones that are behind us: days before the demo's date, and how far the promise was from what was done.
GEHAALD, GEMIST = (21, -1), (7, 4)


def tell_toezicht(verhaal: Verhaal, *, systeem: Gebruiker) -> None:
    """Freeze the last koppelingsdekking, ask COA about it, and answer the province with a plan."""
    _freeze(verhaal, systeem)
    _ask_coa(verhaal)
    record_toezichtbrief(
        gemeente=verhaal.gemeente,
        richting=Richting.ONTVANGEN,
        soort=Briefsoort.VERZOEK,
        datum=verhaal.dag(VERZOEK),
        kenmerk=f"{verhaal.dag(VERZOEK).year}-TV-0311",
        onderwerp="Verzoek om uitleg over de achterstand en een plan van aanpak",
        reactiedatum=verhaal.dag(VERZOEK) + TERMIJN,
        door=verhaal.opgavemanager,
        op=verhaal.op(VERZOEK - 2),
    )
    plan = record_plan_van_aanpak(
        gemeente=verhaal.gemeente,
        datum=verhaal.dag(PLAN),
        titel="Achterstand inlopen",
        omschrijving="Wij vragen de corporaties om eerder te melden welke woningen vrijkomen. "
        "Elke week bespreken wij met hen de huishoudens die het langst wachten.",
        door=verhaal.opgavemanager,
        op=verhaal.op(PLAN),
    )
    record_toezichtbrief(
        gemeente=verhaal.gemeente,
        richting=Richting.VERZONDEN,
        soort=Briefsoort.PLAN,
        datum=verhaal.dag(PLAN),
        kenmerk=f"{verhaal.dag(PLAN).year}-0533",
        onderwerp="Plan van aanpak: achterstand inlopen",
        door=verhaal.opgavemanager,
        op=verhaal.op(PLAN, 11),
    )
    _promise(verhaal, plan)


def _freeze(verhaal: Verhaal, systeem: Gebruiker) -> None:
    """The last peildatum that is over, the morning after it."""
    halfjaar = verhaal.halfjaar
    if verhaal.peildatum <= halfjaar.koppel_peildatum:
        halfjaar = halfjaar.vorige
    op = verhaal.op_dag(halfjaar.koppel_peildatum + timedelta(days=1))
    freeze_dekking(gemeente=verhaal.gemeente, halfjaar=halfjaar, door=systeem, op=op)


def _ask_coa(verhaal: Verhaal) -> None:
    vraag = record_coa_vraag(
        gemeente=verhaal.gemeente,
        vraagdatum=verhaal.dag(45),
        vraag="Hoeveel gezinnen van vijf of meer personen verwacht u dit jaar aan ons te koppelen?",
        door=verhaal.opgavemanager,
        op=verhaal.op(45),
    )
    record_coa_antwoord(
        vraag=vraag,
        antwoorddatum=verhaal.dag(38),
        antwoord="Op dit moment twee. Elke maand sturen wij u een nieuw overzicht.",
        door=verhaal.opgavemanager,
        op=verhaal.op(38),
    )


def _promise(verhaal: Verhaal, plan: PlanVanAanpak) -> None:
    """Three milestones: one that was kept, one that was not, and one for the end of the half-year."""
    for (dagen, verschil), omschrijving in (
        (GEHAALD, "Voorrang voor gezinnen die langer dan tien weken wachten"),
        (GEMIST, "Twee grote woningen splitsen"),
    ):
        dag = verhaal.dag(dagen)
        _add(verhaal, plan, dag, Maat.GEHUISVEST, max(_geteld(verhaal, dag) + verschil, 1), omschrijving)
    _add(verhaal, plan, verhaal.halfjaar.eind, Maat.SALDO, 0, "De achterstand is ingelopen")


def _geteld(verhaal: Verhaal, dag: date) -> int:
    return count_gerealiseerd(gemeente=verhaal.gemeente, halfjaar=Halfjaar.van_datum(dag), dag=dag)


def _add(verhaal: Verhaal, plan: PlanVanAanpak, datum: date, maat: Maat, aantal: int, omschrijving: str) -> None:
    add_mijlpaal(
        plan=plan,
        datum=datum,
        maat=maat,
        aantal=aantal,
        omschrijving=omschrijving,
        door=verhaal.opgavemanager,
        op=verhaal.op(PLAN, 10),
    )
