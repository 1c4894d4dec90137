"""What is wrong with rows of a COA list, by kind: what it is called on a page, and what to do about all of them."""

from collections.abc import Mapping

from huisvesting.regels.coa_cellen import Foutcode

# Per kind its name and the advice; the sentence at each row says the rest.
FOUTSOORTEN: Mapping[str, tuple[str, str]] = {
    Foutcode.VERPLICHT: ("Een cel is leeg", "Vul de cel in. Weet u het niet? Vraag het aan COA."),
    Foutcode.V_NUMMER_ONGELDIG: (
        "Een V-nummer klopt niet",
        "Vergelijk met de brief van COA. Maak van de kolom in Excel eerst tekst en vul het nummer dan opnieuw in.",
    ),
    Foutcode.DATUM_ONLEESBAAR: ("Een datum is niet te lezen", "Schrijf elke datum als dd-mm-jjjj, zoals 02-03-2026."),
    Foutcode.DATUM_ONMOGELIJK: ("Een dag bestaat niet", "Kijk naar de dag en de maand: misschien zijn ze verwisseld."),
    Foutcode.DATUM_JAAR_TWEE_CIJFERS: ("Een jaartal heeft twee cijfers", "Schrijf het jaar met vier cijfers."),
    Foutcode.DATUM_IN_TOEKOMST: ("Een datum ligt in de toekomst", "Controleer het jaar."),
    Foutcode.DATUM_TE_VER_TERUG: ("Een datum ligt te ver terug", "Controleer het jaar."),
    Foutcode.LEEFTIJD_ONAANNEMELIJK: ("Een leeftijd kan niet kloppen", "Controleer het jaar van de geboortedatum."),
    Foutcode.KOPPELING_VOOR_VERGUNNING: (
        "De koppeling ligt voor de vergunning",
        "Controleer beide datums. Kloppen ze allebei? Vraag het aan COA.",
    ),
    Foutcode.WAARDE_ONBEKEND: ("Een woord is onbekend", "Kies een woord dat bij de rij genoemd staat."),
    Foutcode.TEKST_VERWACHT: ("Er staat een getal waar tekst hoort", "Typ de tekst in de cel."),
    Foutcode.TEKST_TE_LANG: ("Een tekst is te lang", "Maak de tekst korter."),
    Foutcode.TEKEN_VERBODEN: ("Een cel bevat een onleesbaar teken", "Typ de tekst in de cel opnieuw."),
    Foutcode.GETAL_ONGELDIG: ("Een getal klopt niet", "Vul een heel getal in."),
    Foutcode.ANDERE_GEMEENTE: (
        "Een rij is van een andere gemeente",
        "Haal deze rijen uit uw bestand, of kies bij het inlezen de goede gemeente.",
    ),
    Foutcode.GEZINSGROOTTE_KLOPT_NIET: (
        "De gezinsgrootte klopt niet",
        "Tel hoeveel rijen het huishouden heeft. Mist er iemand? Vraag het aan COA.",
    ),
    Foutcode.TWEE_HOOFDEN: ("Een huishouden heeft twee hoofden", "Laat één van hen hoofd zijn."),
    Foutcode.TWEE_KOPPELDATA: ("Een huishouden heeft twee koppeldatums", "Geef het hele huishouden dezelfde datum."),
    Foutcode.HUURCONTRACT_LOOPT: (
        "Iemand zou weggaan uit een woning met huurcontract",
        "Klopt het nieuwe huishouden? Annuleer dan eerst de plaatsing en lees deze rijen daarna in.",
    ),
    Foutcode.VOORDRACHT_LOOPT: (
        "Iemand zou weggaan uit een huishouden met een voordracht",
        "Klopt het nieuwe huishouden? Annuleer dan eerst de voordracht en lees deze rijen daarna in.",
    ),
}
