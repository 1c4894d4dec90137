"""What the lines of a dossier tell: the note, what was said, the point that was done, the reason. The logboek itself
holds no text, because there it could not be removed."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from huisvesting.models import Contactmoment, Huishouden, Ontbrekend, Plaatsing
from samenwerking.models import Actie, Gebeurtenis, Logregel, Reden


def explain_dossier(regels: Iterable[Logregel], huishouden: Huishouden, plaatsingen: Iterable[Plaatsing]) -> None:
    """Say at the lines about the household itself, and at those of acties, what they were about."""
    teksten = _texts(huishouden, plaatsingen)
    eigen = [regel for regel in regels if regel.onderwerp_id == str(huishouden.pk) or "actie" in regel.gegevens]
    redenen = {r.code: r.tekst for r in Reden.objects.filter(code__in=[r.gegevens.get("reden", "") for r in eigen])}
    for regel in eigen:
        delen = [teksten.get(regel.gegevens.get(naam, ""), "") for naam in ("notitie", "contactmoment", "actie")]
        delen.append(redenen.get(regel.gegevens.get("reden", ""), ""))
        delen.append(", ".join(str(Ontbrekend(code).label) for code in regel.gegevens.get("ontbreekt", ())))
        regel.toelichting = next(filter(None, delen), getattr(regel, "toelichting", ""))


def join_acties(regels: Iterable[Logregel]) -> list[Logregel]:
    """Points that one person finished on one day, one after the other, as one line: the others stay readable."""
    samen: list[Logregel] = []
    for regel in regels:
        vorige = samen[-1] if samen else None
        if vorige and regel.gebeurtenis == Gebeurtenis.ACTIE_GEREED and _key(vorige) == _key(regel):
            vorige.toelichting = f"{vorige.toelichting}; {regel.toelichting}"
        else:
            samen.append(regel)
    return samen


def _key(regel: Logregel) -> tuple[object, ...]:
    return regel.gebeurtenis, regel.door_id, timezone.localdate(regel.op)


def _texts(huishouden: Huishouden, plaatsingen: Iterable[Plaatsing]) -> dict[str, str]:
    """What was written in the dossier, by the key that its line carries."""
    onderwerpen: list[Model] = [huishouden, *plaatsingen]
    acties = (actie for onderwerp in onderwerpen for actie in Actie.objects.for_onderwerp(onderwerp))
    return {
        **{str(notitie.pk): notitie.tekst for notitie in huishouden.notities.all()},
        **{str(contact.pk): _tell_contact(contact) for contact in huishouden.contactmomenten.all()},
        **{str(actie.pk): actie.titel for actie in acties},
    }


def _tell_contact(contact: Contactmoment) -> str:
    hoe = f"{contact.get_wijze_display()} op {contact.contactdatum:%d-%m-%Y}"
    delen = [hoe if contact.is_bereikt else f"{hoe}, geen antwoord", "met tolk" if contact.tolk_aanwezig else ""]
    kop = ", ".join(filter(None, delen))
    return f"{kop}. {contact.tekst}" if contact.tekst else f"{kop}."
