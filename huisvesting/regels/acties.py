"""The points of a list that belongs to a household: what, and within how many working days."""

# When COA links a household (workflow.md 5.2: to be checked within two working days).
CONTROLEER = ("Controleer de gegevens van COA en bevestig de ontvangst", 2)

# When a V-nummer of a COA list is linked elsewhere too.
VRAAG_COA = ("Vraag COA waar deze persoon is gekoppeld", 2)

# The warm handover of COA, at the intake.
OVERDRACHT: tuple[tuple[str, int], ...] = (
    ("Bel de contactpersoon op de COA-locatie", 2),
    ("Vraag welke taal iedereen spreekt en of er een tolk nodig is", 5),
    ("Vraag wat er medisch nodig is en wie de huisarts is", 5),
    ("Vraag naar school of opvang van de kinderen", 5),
    ("Vraag naar werk, opleiding en inburgering", 5),
    ("Controleer BSN, verblijfspas en bankrekening", 5),
    ("Vraag of er nareis komt", 5),
)
