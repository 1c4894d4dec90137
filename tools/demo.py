"""The demonstration as it stands on one day, served until it is stopped: `python -m tools.demo 2026-11-24 PORT`.

It fills the empty database of DATABASE_URL. Its clock stands still on that day, so that every visit gives the same
pages.
"""

import sys
from datetime import date

import django
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application

from tools.diensten import DEMO_KLAAR
from tools.klok import klok_op


def main(dag: str, poort: str) -> None:
    """Set up and serve. In: the day as 2026-11-24, a free port of 127.0.0.1."""
    django.setup()
    with klok_op(date.fromisoformat(dag)):
        call_command("migrate", verbosity=0)
        call_command("load_reference")
        call_command("load_normbedragen")
        call_command("load_demo", datum=dag)
        server = ThreadedWSGIServer(("127.0.0.1", int(poort)), WSGIRequestHandler)
        server.set_app(StaticFilesHandler(get_internal_wsgi_application()))
        print(DEMO_KLAAR, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
