"""Meetings as a calendar program reads them (RFC 5545 and 5546). Pure: no clock, no database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vUri

MAKER = "-//Thuisgever//Overleg//NL"
# How often a program that follows the feed looks again.
VERVERS = timedelta(hours=6)
# Before the first and after the last meeting, so that the change of the clock on either side stands in it.
JAAR = timedelta(days=366)


@dataclass(frozen=True)
class Afspraak:
    """One meeting: what a stranger may read of it. `begin` and `einde` are on the clock of the place where one meets;
    `uid` stays the same when it is moved, and `volgnummer` goes up."""

    uid: str
    titel: str
    begin: datetime
    einde: datetime
    plaats: str
    url: str
    volgnummer: int
    vervalt: bool = False


def write_kalender(afspraken: Iterable[Afspraak], *, naam: str, gestempeld: datetime) -> bytes:
    """A calendar to follow, under this name. In: `gestempeld`, the moment at which it is made."""
    kalender = _make("PUBLISH")
    kalender.add("x-wr-calname", naam)
    kalender.add("refresh-interval", VERVERS, parameters={"value": "DURATION"})
    kalender.add("x-published-ttl", "PT6H")
    afspraken = list(afspraken)
    for afspraak in afspraken:
        kalender.add_component(_make_event(afspraak, gestempeld))
    return _finish(kalender, afspraken)


def write_uitnodiging(afspraak: Afspraak, *, gestempeld: datetime, van: str, aan: str) -> bytes:
    """An invitation to one meeting, or that it does not go on. In: the mail addresses of who invites and who is
    invited; nobody else's stand in it."""
    kalender = _make("CANCEL" if afspraak.vervalt else "REQUEST")
    event = _make_event(afspraak, gestempeld)
    event.add("organizer", vCalAddress(f"mailto:{van}"))
    deelnemer = vCalAddress(f"mailto:{aan}")
    deelnemer.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
    event.add("attendee", deelnemer)
    kalender.add_component(event)
    return _finish(kalender, [afspraak])


def _make(methode: str) -> Calendar:
    kalender = Calendar()
    kalender.add("prodid", MAKER)
    kalender.add("version", "2.0")
    kalender.add("method", methode)
    return kalender


def _make_event(afspraak: Afspraak, gestempeld: datetime) -> Event:
    event = Event()
    event.add("uid", afspraak.uid)
    event.add("dtstamp", gestempeld)
    event.add("sequence", afspraak.volgnummer)
    event.add("dtstart", afspraak.begin)
    event.add("dtend", afspraak.einde)
    event.add("summary", afspraak.titel)
    if afspraak.plaats:
        event.add("location", afspraak.plaats)
    event.add("url", vUri(afspraak.url))
    event.add("status", "CANCELLED" if afspraak.vervalt else "CONFIRMED")
    return event


def _finish(kalender: Calendar, afspraken: Collection[Afspraak]) -> bytes:
    """With the rules of each time zone that is named, so that a program need not know them."""
    if afspraken:
        dagen = [afspraak.begin.date() for afspraak in afspraken]
        kalender.add_missing_timezones(min(dagen) - JAAR, max(dagen) + JAAR)
    tekst: bytes = kalender.to_ical()
    return tekst
