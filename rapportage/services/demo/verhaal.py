"""The half-year of one gemeente, told through the services with their own moments."""

from datetime import timedelta
from decimal import Decimal

from huisvesting.models import Complex, Huishouden, Voordracht, Weigeroordeel, Woningaanbod
from huisvesting.services.aanbod import Woninggegevens, complete_aanbod, register_aanbod, withdraw_aanbod
from huisvesting.services.blokkade import block_aanbod, reject_aanbod
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.complex import add_complex
from huisvesting.services.intrekking import request_intrekking
from huisvesting.services.verblijf import register_verblijf
from huisvesting.services.voordracht import (
    accept_voordracht,
    agree_voordracht,
    confirm_afwijzing,
    offer_voordracht,
    propose_voordracht,
    reject_voordracht,
)
from huisvesting.services.weigering import judge_weigering, record_geen_reactie, refuse_voordracht
from rapportage.services.demo.dossier import add_casework, prepare
from rapportage.services.demo.gevallen import (
    BEGIN,
    COMPLEX,
    GEHUISVEST,
    IN_COMPLEX,
    LIJSTEN,
    NIEUW,
    STRATEN,
    VRAAGT,
    VRIJE_WONINGEN,
    WEIGERINGEN,
    Geval,
)
from rapportage.services.demo.personen import Persoon, make_huishouden, make_lijst
from rapportage.services.demo.plaatsingen import move_in
from rapportage.services.demo.toneel import Verhaal, find_reden
from samenwerking.models import Woningcorporatie

VRIJ_NA = 21  # days after which a reported home is empty


def tell(verhaal: Verhaal) -> None:
    """Import the lists, report the homes and let every household go as far as its case says."""
    naam, _, woningen, maximum = COMPLEX
    corporatie, contact = next(iter(verhaal.contacten.items()))
    add_complex(
        corporatie=corporatie,
        gemeente=verhaal.gemeente,
        naam=naam,
        woningen_totaal=woningen,
        maximum=maximum,
        door=contact,
        op=verhaal.op(BEGIN),
    )
    nummer, wachtend = 100, []
    for dagen, gevallen in LIJSTEN:
        personen, nummers = [], []
        for geval in gevallen:
            nummer += 1
            nummers.append(f"H{nummer:05d}")
            leden = make_huishouden(
                nummer,
                geval.samenstelling,
                verhaal.dag(geval.koppeling),
                verhaal.rng,
                rolstoel=geval.rolstoel,
                nareis=geval.nareis,
                amv=geval.amv,
            )
            personen += leden
            wachtend += leden if geval.tot not in GEHUISVEST else []
        _import(verhaal, dagen, make_lijst(personen))
        for huishoudnummer, geval in zip(nummers, gevallen, strict=True):
            huishouden = Huishouden.objects.get(gemeente=verhaal.gemeente, huishoudnummer=huishoudnummer)
            prepare(verhaal, huishouden, dagen, geval.tot if geval.start is None else "")
            if geval.start is not None:
                _follow(verhaal, huishouden, geval, geval.start)
    for kamers, dagen, tot in VRIJE_WONINGEN:
        _vrije_woning(verhaal, kamers, dagen, tot)
    add_casework(verhaal)
    _receive_new(verhaal, wachtend, nummer)


def _receive_new(verhaal: Verhaal, wachtend: list[Persoon], nummer: int) -> None:
    """A list that waits for a decision: one person moved, some are new, and one row COA has to mend."""
    verhuisd = [wachtend[0].met("Opvanglocatie", "Opvang Nieuwe Kade"), *wachtend[1:]]
    nieuw = [
        persoon
        for volgnummer, samenstelling in enumerate(NIEUW, start=nummer + 1)
        for persoon in make_huishouden(volgnummer, samenstelling, verhaal.dag(2), verhaal.rng)
    ]
    fout = nieuw[-1].met("Geboortedatum", "31-02-1990")
    receive_coa_lijst(
        gemeente=verhaal.gemeente,
        data=make_lijst([*verhuisd, *nieuw[:-1], fout]),
        bestandsnaam=f"koppelingen-{verhaal.peildatum:%d-%m-%Y}.csv",
        door=verhaal.ambtenaar,
        op=verhaal.op(0),
    )


def _import(verhaal: Verhaal, dagen: int, data: bytes) -> None:
    lijst = receive_coa_lijst(
        gemeente=verhaal.gemeente,
        data=data,
        bestandsnaam=f"koppelingen-{verhaal.dag(dagen):%d-%m-%Y}.csv",
        door=verhaal.ambtenaar,
        op=verhaal.op(dagen, 9),
    )
    apply_coa_import(coa_import=lijst, door=verhaal.ambtenaar, op=verhaal.op(dagen, 9))


def _woning(
    verhaal: Verhaal,
    corporatie: Woningcorporatie,
    kamers: int,
    *,
    gemeld: int,
    optie: int | None,
    bevestigd: bool = True,
    concept: bool = False,
    in_complex: bool = False,
) -> Woningaanbod:
    """Report a home and, when asked, confirm it the same day. `optie`: days before the date on which it ends."""
    straat, postcode = COMPLEX[:2] if in_complex else verhaal.rng.choice(STRATEN)
    contact = verhaal.contacten[corporatie]
    complex_ = Complex.objects.filter(corporatie=corporatie, gemeente=verhaal.gemeente, naam=straat).first()
    aanbod = register_aanbod(
        corporatie=corporatie,
        gemeente=verhaal.gemeente,
        woning=Woninggegevens(
            straat=straat,
            huisnummer=next(verhaal.huisnummers),
            postcode=postcode,
            plaats=verhaal.gemeente.naam,
            slaapkamers=kamers,
            complex=complex_,
        ),
        concept=concept,
        beschikbaar_vanaf=verhaal.peildatum - timedelta(days=gemeld - VRIJ_NA),
        door=contact,
        op=verhaal.op(gemeld, 11),
    )
    if not bevestigd:
        return aanbod
    return complete_aanbod(
        aanbod=aanbod,
        kale_huur=Decimal(440 + 70 * kamers + verhaal.rng.randint(0, 60)),
        servicekosten=Decimal(verhaal.rng.choice((0, 25, 38))),
        verdieping=verhaal.rng.choice((0, 0, 1, 2)),
        lift=False,
        optiedatum=None if optie is None else verhaal.peildatum - timedelta(days=optie),
        door=contact,
        op=verhaal.op(gemeld, 15),
    )


def _vrije_woning(verhaal: Verhaal, kamers: int, dagen: int, tot: str) -> None:
    # The corporation keeps a home free for a week after it is empty.
    optie = {"verlopen": 4, "bevestigd": dagen - VRIJ_NA - 7}.get(tot)
    eigen = next(iter(verhaal.contacten))
    aanbod = _woning(
        verhaal,
        eigen,
        kamers,
        gemeld=dagen,
        optie=optie,
        bevestigd=tot not in ("gemeld", "concept"),
        concept=tot == "concept",
    )
    if tot == "ingetrokken":
        withdraw_aanbod(
            aanbod=aanbod,
            reden=find_reden("onderhoud-schade"),
            toelichting="Lekkage ontdekt bij de oplevering.",
            door=verhaal.contacten[aanbod.corporatie],
            op=verhaal.op(dagen - 6),
        )
    elif tot == "geblokkeerd":
        block_aanbod(
            aanbod=aanbod,
            reden=find_reden("nutsvoorziening"),
            blokkade_tot=verhaal.peildatum + timedelta(days=12),
            toelichting="De cv-ketel wordt vervangen.",
            door=verhaal.contacten[aanbod.corporatie],
            op=verhaal.op(dagen - 6),
        )
    elif tot == "ongeschikt":
        reject_aanbod(aanbod=aanbod, reden=find_reden("te-duur"), door=verhaal.ambtenaar, op=verhaal.op(dagen - 6))


def _follow(verhaal: Verhaal, huishouden: Huishouden, geval: Geval, start: int) -> None:
    """Let one household go from voordracht to where its case ends, or live where it found a place."""
    if geval.verblijf:
        register_verblijf(
            personen=huishouden.leden,
            vorm=geval.verblijf,
            van=verhaal.dag(start),
            door=verhaal.ambtenaar,
            op=verhaal.op(start, 14),
        )
        return
    eigen, *_ = corporaties = list(verhaal.contacten)
    corporatie = eigen if geval.tot in VRAAGT else verhaal.rng.choices(corporaties, weights=[5, 3, 2])[0]
    aanbod = _woning(
        verhaal, corporatie, geval.kamers, gemeld=start + 8, optie=start - 30, in_complex=geval.tot in IN_COMPLEX
    )
    contact = verhaal.contacten[aanbod.corporatie]
    behoefte = huishouden.behoefte(aanbod.beschikbaar_vanaf)
    afwijking = (
        "" if behoefte.slaapkamers <= geval.kamers and not behoefte.rolstoel else "In overleg met het huishouden."
    )
    voordracht = propose_voordracht(
        aanbod=aanbod, huishouden=huishouden, afwijking=afwijking, door=verhaal.ambtenaar, op=verhaal.op(start)
    )
    if geval.tot == "voorgesteld":
        return
    if geval.tot in ("afwijzing_gemeld", "afgewezen"):
        reject_voordracht(
            voordracht=voordracht,
            reden=find_reden("woning-niet-leeg"),
            door=contact,
            op=verhaal.op(start - 2),
        )
        if geval.tot == "afgewezen":
            confirm_afwijzing(voordracht=voordracht, door=verhaal.ambtenaar, op=verhaal.op(start - 3))
        return
    agree_voordracht(voordracht=voordracht, door=contact, op=verhaal.op(start - 2))
    if geval.tot == "akkoord":
        return
    offer_voordracht(
        voordracht=voordracht,
        # Who did not answer yet has some days left; of the others it no longer matters.
        reactie_uiterlijk=verhaal.peildatum + timedelta(days=4) if geval.tot == "aangeboden" else None,
        door=verhaal.ambtenaar,
        op=verhaal.op(start - 5),
    )
    if geval.tot == "aangeboden":
        return
    if geval.tot == "geen_reactie":
        record_geen_reactie(voordracht=voordracht, door=verhaal.ambtenaar, op=verhaal.op(start - 13))
        return
    if geval.tot in WEIGERINGEN:
        _refuse(verhaal, voordracht, geval.tot, start - 8)
        return
    accept_voordracht(voordracht=voordracht, door=verhaal.ambtenaar, op=verhaal.op(start - 8))
    if geval.tot == "teruggevraagd":
        request_intrekking(
            aanbod=aanbod,
            reden=find_reden("andere-bestemming"),
            toelichting="De huurder van hiernaast moet door een verbouwing tijdelijk in deze woning.",
            door=contact,
            op=verhaal.op(start - 15),
        )
    elif geval.tot != "geaccepteerd":
        move_in(
            verhaal,
            voordracht,
            start,
            geval.tot,
            lambda gemeld: _woning(verhaal, corporatie, geval.kamers, gemeld=gemeld, optie=None),
        )


def _refuse(verhaal: Verhaal, voordracht: Voordracht, tot: str, dagen: int) -> None:
    """The household refuses; the jurist found one refusal right and another not, and one still waits."""
    code, eigen_woorden = WEIGERINGEN[tot]
    refuse_voordracht(
        voordracht=voordracht,
        reden=find_reden(code),
        eigen_woorden=eigen_woorden,
        tolk_aanwezig=True,
        door=verhaal.ambtenaar,
        op=verhaal.op(dagen),
    )
    weigering = voordracht.weigeringen.get()
    if tot == "geweigerd":
        judge_weigering(
            weigering=weigering,
            oordeel=Weigeroordeel.TERECHT,
            motivering="De slaapkamer is alleen met een trap te bereiken. Dat staat in het advies van de arts.",
            door=verhaal.jurist,
            op=verhaal.op(dagen - 2),
        )
    elif tot == "bedenktijd":
        judge_weigering(
            weigering=weigering,
            oordeel=Weigeroordeel.ONTERECHT,
            motivering="Het huis heeft genoeg slaapkamers voor uw gezin.",
            bedenktijd_tot=verhaal.dag(dagen - 2) + timedelta(days=7),
            door=verhaal.jurist,
            op=verhaal.op(dagen - 2),
        )
