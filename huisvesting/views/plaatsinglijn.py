"""Lines of the logboek about a plaatsing: what each says beside its name, and to whom."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from huisvesting.models import Bestemming, Hersteld, Plaatsingscorrectie
from huisvesting.policies import LEESBAAR_VOOR_CORPORATIE
from samenwerking.models import Gebeurtenis, Logregel, Reden

G = Gebeurtenis
# What the gemeente does with COA, BRP and the household is not for the corporation.
VAN_GEMEENTE = {
    G.AFGEMELD_BIJ_COA,
    G.INGESCHREVEN_BRP,
    G.DOORSTROOM_GESTART,
    G.NAZORG_AFGEROND,
    G.HUUR_BEGONNEN,
}
# The list of what has to be done says itself who did it.
VAN_LIJST = {G.ACTIE_TOEGEVOEGD, G.ACTIE_GEREED, G.ACTIE_VERVALLEN, G.ACTIE_OVERGEDRAGEN}
PER_PERSOON = {Hersteld.AFMELDDATUM, Hersteld.INSCHRIJFDATUM}


def is_of_lijst(regel: Logregel) -> bool:
    """Whether this line is about one point of a list."""
    return regel.gebeurtenis in VAN_LIJST


def is_for_gemeente(regel: Logregel) -> bool:
    """Whether only the gemeente reads this line."""
    return regel.gebeurtenis in VAN_GEMEENTE or regel.gegevens.get("veld") in PER_PERSOON


def explain_plaatsingen(regels: Iterable[Logregel], *, is_gemeente: bool) -> None:
    """Add to each line of a plaatsing what there is to say: the corrected date, why nobody came, where they went.

    In: lines with their `toelichting` so far. Two queries at most, none when there is nothing to say.
    """
    regels = list(regels)
    correcties = Plaatsingscorrectie.objects.in_bulk([r.gegevens["correctie"] for r in regels if _is_hersteld(r)])
    gemist = {r.gegevens.get("reden") for r in regels if r.gebeurtenis == G.PLAATSING_NIET_VERSCHENEN}
    redenen = {reden.code: reden for reden in Reden.objects.filter(code__in=gemist)} if gemist else {}
    for regel in regels:
        tekst = ""
        if _is_hersteld(regel):
            tekst = _tell_correctie(correcties.get(regel.gegevens["correctie"]))
        elif regel.gebeurtenis == G.PLAATSING_NIET_VERSCHENEN:
            reden = redenen.get(regel.gegevens.get("reden", ""))
            tekst = reden.tekst if reden and (is_gemeente or reden.klasse in LEESBAAR_VOOR_CORPORATIE) else ""
        elif regel.gebeurtenis == G.PLAATSING_NIEUWE_AFSPRAAK:
            tekst = date_format(date.fromisoformat(regel.gegevens["afspraakdatum"]), "j F Y")
        elif regel.gebeurtenis == G.PLAATSING_BEEINDIGD and is_gemeente:
            tekst = str(Bestemming(regel.gegevens["bestemming"]).label)
        if tekst:
            regel.toelichting = ": ".join(filter(None, (getattr(regel, "toelichting", ""), tekst)))


def _is_hersteld(regel: Logregel) -> bool:
    return regel.gebeurtenis == G.PLAATSING_HERSTELD


def _tell_correctie(correctie: Plaatsingscorrectie | None) -> str:
    """ "Dag van de sleutel: 10 maart 2026 werd 12 maart 2026" """
    if correctie is None:
        return ""
    oud, nieuw = (date_format(d, "j F Y") if d else "niet gebeurd" for d in (correctie.oud, correctie.nieuw))
    return f"{correctie.get_veld_display()}: {oud} werd {nieuw}"
