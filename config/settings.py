"""Settings of Thuisgever, read from the environment (and from an .env file beside manage.py).

Without any variable the product runs embedded: SQLite in var/, tasks in the calling process. DATABASE_URL and
REDIS_URL switch to PostgreSQL and to Redis with real workers. The table of variables is in the README.
"""

import re
from pathlib import Path
from typing import Any

import environ
import structlog
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Who we are -----------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
# A key that everybody can read is only good enough for a machine that serves nobody else.
INSECURE_KEY = "alleen-voor-lokaal-gebruik-" + "0" * 40
SECRET_KEY = env.str("SECRET_KEY", default=INSECURE_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

# V-nummers are encrypted with the first key; the others still decrypt (rotation). "id:secret,id:secret".
VNUMMER_SLEUTELS = env.list("VNUMMER_SLEUTELS", default=[])
VNUMMER_INDEX_SLEUTEL = env.str("VNUMMER_INDEX_SLEUTEL", default="")
PRODUCTIE = env.bool("PRODUCTIE", default=False)
if PRODUCTIE and (SECRET_KEY == INSECURE_KEY or not VNUMMER_SLEUTELS or not VNUMMER_INDEX_SLEUTEL):
    raise ImproperlyConfigured("In productie zijn SECRET_KEY, VNUMMER_SLEUTELS en VNUMMER_INDEX_SLEUTEL verplicht.")
VNUMMER_SLEUTELS = VNUMMER_SLEUTELS or [f"lokaal:{SECRET_KEY}"]
VNUMMER_INDEX_SLEUTEL = VNUMMER_INDEX_SLEUTEL or f"index:{SECRET_KEY}"

INSTALLED_APPS = [
    "rapportage",
    "huisvesting",
    "taakstelling",
    "samenwerking",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "import_export",
    "template_partials",
]

MIDDLEWARE = [
    "samenwerking.basis.verzoek.VerzoekMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "samenwerking.basis.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rapportage.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "samenwerking.forms.ThuisgeverRenderer"

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thuisgever.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    # IMMEDIATE takes the write lock at the start of a transaction, so two writers queue instead of failing.
    _options.update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        # Recursive triggers: without them INSERT OR REPLACE would empty an append-only table past its triggers.
        init_command=(
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;PRAGMA recursive_triggers=ON;"
        ),
    )
else:
    # How much of a name must be right to be found (huisvesting.services.zoeken), from 0 to 1: said once per connection,
    # because a statement before each search costs more than the search.
    # And no statement is compiled (jit): the lists ask much of few rows, and compiling such a question takes 25 times
    # as long as answering it.
    _eigen = "-c pg_trgm.word_similarity_threshold=0.45 -c jit=off"
    _options["options"] = f"{_options.get('options', '')} {_eigen}".strip()
    if env.bool("DATABASE_POOL", default=True):
        _options.setdefault("pool", {"min_size": 1, "max_size": env.int("DATABASE_POOL_MAX", default=10)})

# --- Cache and Celery -----------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Without a broker there are no workers: everything is done where it is asked for.
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
# Finished parts of pages stay in the process that drew them: as fast as can be, nothing that can be down, and a new
# version of the product begins with none. Off unless asked for: it is new, and has yet to prove itself in daily use.
PAGINAS_BEWAREN = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "paginas",
    "TIMEOUT": 24 * 60 * 60,
    "OPTIONS": {"MAX_ENTRIES": 500},
}
CACHES["paginas"] = (
    PAGINAS_BEWAREN
    if env.bool("PAGINAS_BEWAREN", default=False)
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is down must not keep a civil servant waiting: give up within a second.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 30,
    # A message that nobody acknowledges goes to another worker: longer than any task may take.
    "visibility_timeout": CELERY_TASK_TIME_LIMIT + 5 * 60,
}
# A worker process that took this much (KiB) is replaced after its task.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
# And none gets more address space than this above what it begins with (config.celery): a file that asks for more is
# refused, and not the rest of the machine.
WERKER_GEHEUGEN = env.int("WERKER_GEHEUGEN", default=1024) * 1024 * 1024
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "voortgang-van-alle-gemeenten": {
        "task": "taakstelling.tasks.recompute_alle_gemeenten",
        "schedule": crontab(hour=2, minute=10),
    },
    "opening-van-een-halfjaar": {
        "task": "taakstelling.tasks.recompute_alle_gemeenten",
        "args": ["opening van een halfjaar"],
        "schedule": crontab(hour=0, minute=5, day_of_month=1, month_of_year="1,7"),
    },
    # From the day after 1 April and 1 October, when that day counts in full; the rest of the week is for a beat that
    # was down. A second time changes nothing.
    "koppelingsdekking-vastleggen": {
        "task": "huisvesting.tasks.freeze_koppelingsdekking",
        "schedule": crontab(hour=0, minute=30, day_of_month="2-8", month_of_year="4,10"),
    },
    # A missed night is made up for by the next.
    "begonnen-huren-tellen": {
        "task": "huisvesting.tasks.count_begonnen",
        "schedule": crontab(hour=0, minute=20),
    },
    "coa-lijsten-opruimen": {
        "task": "huisvesting.tasks.expire_coa_imports",
        "schedule": crontab(minute=40),
    },
    "aanbodlijsten-opruimen": {
        "task": "huisvesting.tasks.expire_aanbodlijsten",
        "schedule": crontab(minute=42),
    },
    "verzendingen-opruimen": {
        "task": "samenwerking.tasks.expire_verzendingen",
        "schedule": crontab(minute=50),
    },
    "overzichten-opruimen": {
        "task": "taakstelling.tasks.expire_overzichten",
        "schedule": crontab(minute=45),
    },
    # Work whose worker was lost waits a minute at most.
    "verwerkingen-hervatten": {
        "task": "huisvesting.tasks.resume_verwerkingen",
        "schedule": crontab(),
    },
    "overzichten-hervatten": {
        "task": "taakstelling.tasks.resume_verwerkingen",
        "schedule": crontab(),
    },
    # Every minute, also for the mail of a whole day: that goes with the first minute after 7 o'clock.
    "berichten-mailen": {
        "task": "samenwerking.tasks.mail_berichten",
        "schedule": crontab(),
    },
    "berichten-opruimen": {
        "task": "samenwerking.tasks.remove_oude_berichten",
        "schedule": crontab(hour=3, minute=20),
    },
    # Before the reminders, so that nobody is reminded of an answer that did not come.
    "geen-reactie": {
        "task": "huisvesting.tasks.record_geen_reactie",
        "schedule": crontab(hour=5, minute=30),
    },
    # Before the agendas are filled, so that a meeting that was planned just now gets one.
    "overleg-vooruit-plannen": {
        "task": "samenwerking.tasks.extend_overlegreeksen",
        "schedule": crontab(hour=5, minute=45),
    },
    "escalaties-bewegen": {
        "task": "samenwerking.tasks.move_escalaties",
        "schedule": crontab(hour=6, minute=30),
    },
    "successen-op-vrijdag": {
        "task": "rapportage.tasks.tell_successen",
        "schedule": crontab(hour=15, minute=0, day_of_week="fri"),
    },
    "agendas-vullen": {
        "task": "rapportage.tasks.fill_agendas",
        "schedule": crontab(hour=6, minute=0),
    },
    "herinneringen": {
        "task": "huisvesting.tasks.send_herinneringen",
        "schedule": crontab(hour=6, minute=0),
    },
}

# --- Mail and reminders ---------------------------------------------------------------------------------------------
# Without a mail server the mails are written to the console.
globals().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Thuisgever <thuisgever@localhost>")
# Links in a mail begin here: never with what a request says of itself.
SITE_ADRES = env.str("SITE_ADRES", default="http://localhost:8000")
ANTWOORDLINK_DAGEN = env.int("ANTWOORDLINK_DAGEN", default=5)
BERICHTEN_DAGEN = env.int("BERICHTEN_DAGEN", default=90)
# Days that a file which was read in is kept, and days in which an applied COA list can still be undone.
BESTAND_BEWAARDAGEN = env.int("BESTAND_BEWAARDAGEN", default=2)
if not 0 < BESTAND_BEWAARDAGEN <= 2:
    raise ImproperlyConfigured("BESTAND_BEWAARDAGEN moet 1 of 2 zijn: langer mag een ingelezen bestand niet blijven.")
TERUGDRAAIDAGEN = env.int("TERUGDRAAIDAGEN", default=7)
HERINNERINGEN = env.bool("HERINNERINGEN", default=True)

# --- Terms of a voordracht, in days, unless another day is chosen -----------------------------------------------------
REACTIETERMIJN_DAGEN = env.int("REACTIETERMIJN_DAGEN", default=7)
OORDEELTERMIJN_DAGEN = env.int("OORDEELTERMIJN_DAGEN", default=5)
BEDENKTIJD_DAGEN = env.int("BEDENKTIJD_DAGEN", default=7)

# --- Login ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "samenwerking.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "samenwerking.aanmelding.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
if not REDIS_URL:
    # The limits count in the cache; a cache per process would count wrongly.
    ACCOUNT_RATE_LIMITS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Safety ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTIE
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTIE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTIE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("ACHTER_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Import and export ----------------------------------------------------------------------------------------------
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- Messages and logs ----------------------------------------------------------------------------------------------
MESSAGE_TAGS = {
    message_levels.SUCCESS: "positief",
    message_levels.INFO: "info",
    message_levels.WARNING: "waarschuwing",
    message_levels.ERROR: "negatief",
    message_levels.DEBUG: "neutraal",
}
DJANGO_STRUCTLOG_CELERY_ENABLED = False
# A log line names the request and the account, never the address of a person's machine.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# The link in a mail and that of a calendar hold a secret, and the address stands in every line about the request.
_SECRET_IN_ADDRESS = re.compile(r"(/antwoord/|/kalender/)[\w-]{20,}")


def _hide_secrets(_logger: Any, _method: str, regel: dict[str, Any]) -> dict[str, Any]:
    return {k: _SECRET_IN_ADDRESS.sub(r"\1***", v) if isinstance(v, str) else v for k, v in regel.items()}


_log_processors = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    _hide_secrets,
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_log_processors,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _log_processors,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # The plain traceback: the values of variables may be someone's personal data.
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
