"""Settings of the tests: those of the product, with only what makes them fast, quiet and repeatable."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES, REDIS_URL, STORAGES

DEBUG = False
SECRET_KEY = "alleen-voor-tests-" + "0" * 40
VNUMMER_SLEUTELS = ["test:sleutel-van-de-tests"]
VNUMMER_INDEX_SLEUTEL = "index-van-de-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False

# Without Redis a task runs where it is called, and its fault is the caller's fault.
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True

# Many log in within a second here.
ACCOUNT_RATE_LIMITS = False

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# SQLite in memory by default (Django's own choice for tests); a file of its own beside the one that DATABASE_URL names,
# for the browser part: pages that load at the same time need a connection each.
_default = DATABASES["default"]
if _default["ENGINE"].endswith("sqlite3") and str(_default["NAME"]).endswith(".test.sqlite3"):
    _default["TEST"] = {"NAME": f"{_default['NAME']}.db"}
