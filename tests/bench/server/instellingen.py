"""Settings of the product with the floor's address beside its own."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.server.adressen"
