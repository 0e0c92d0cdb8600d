"""All settings, in one file. What an operator may change is read from the environment at the top."""

import datetime as dt
import hashlib
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_int(name: str, default: int) -> int:
    value = env(name)
    if value and not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def env_bool(name: str, default: bool) -> bool:
    value = env(name).lower()
    if value not in {"", "0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true"} if value else default


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


# -- Environment ------------------------------------------------------------------------------------------------------

TESTING = "pytest" in sys.modules
DEBUG = env_bool("DEBUG", True)
# Tests never touch the data of whoever runs them.
DATA_DIR = Path(
    tempfile.mkdtemp(prefix="niemyet-test-") if TESTING else env("DATA_DIR", str(BASE_DIR / "var"))
).resolve()
DEVELOPMENT_KEY = "development-only-key-never-for-production"
SECRET_KEY = env("SECRET_KEY", DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
API_PORT = env_int("API_PORT", 8000)
PORTAL_PORT = env_int("PORTAL_PORT", 3000)
PUBLIC_URL = env("PUBLIC_URL", f"http://127.0.0.1:{PORTAL_PORT}")
DESK_URL = env("DESK_URL", f"http://127.0.0.1:{API_PORT}")
DATABASE_URL = env("DATABASE_URL")
REDIS_URL = env("REDIS_URL")
# Test processes beside each other empty their caches as they like.
if TESTING and REDIS_URL and (worker := os.environ.get("PYTEST_XDIST_WORKER")):
    REDIS_URL = f"{REDIS_URL.rstrip('/')}/{worker.removeprefix('gw')}"
# One address, or those of several nodes.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL")
ELASTICSEARCH_CA = env("ELASTICSEARCH_CA")
ELASTICSEARCH_API_KEY = env("ELASTICSEARCH_API_KEY")
# Tests name the engine they mean.
SEARCH_ENGINE = env("SEARCH_ENGINE", "elasticsearch" if ELASTICSEARCH_URL and not TESTING else "embedded")
SEARCH_INDEX = env("SEARCH_INDEX", "niemyet")
SEARCH_SHARDS = env_int("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env_int("SEARCH_REPLICAS", 0)
# Whether an announcement wakes the worker; tests drain the change log themselves.
SEARCH_WAKE_UP = env_bool("SEARCH_WAKE_UP", not TESTING)
# Where webhooks may go beside the public addresses of the world on port 443; networks for rehearsals only.
WEBHOOK_PORTS = env_list("WEBHOOK_PORTS", "443")
WEBHOOK_CA = env("WEBHOOK_CA")
WEBHOOK_ALLOW = env_list("WEBHOOK_ALLOW")
WEBHOOK_SECONDS = 5.0  # that a message may take in all, the answer read
WEBHOOK_WAKE_UP = env_bool("WEBHOOK_WAKE_UP", not TESTING)
GRAPHIQL = env_bool("GRAPHIQL", DEBUG)
INTROSPECTION = env_bool("INTROSPECTION", True)

# How often one address, or one key, may ask; 0 for no limit. Keys are `name:<SHA-256 of the key>`.
RATE_LIMIT = env("RATE_LIMIT", "0" if TESTING else "600/minute")
RATE_LIMIT_WITH_KEY = env("RATE_LIMIT_WITH_KEY", "6000/minute")
# How often one address may tell of mistakes in public texts.
MISTAKE_RATE_LIMIT = env("MISTAKE_RATE_LIMIT", "5/hour")
# How often one reader may ask to follow something; how many letters that brings to one mail address in a day.
FOLLOW_RATE_LIMIT = env("FOLLOW_RATE_LIMIT", "10/hour")
FOLLOW_LETTERS_PER_DAY = env_int("FOLLOW_LETTERS_PER_DAY", 5)
# At what hour of the day the messages of the day go out, and after how many refusals in a row an address is forgotten.
FOLLOW_HOUR = env_int("FOLLOW_HOUR", 7)
FOLLOW_REFUSALS = env_int("FOLLOW_REFUSALS", 3)
API_KEYS = dict(each.split(":", 1) for each in env_list("API_KEYS") if ":" in each)
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES")
PORTAL_KEY = env("PORTAL_KEY")
# Moves the one clock (register/clock.py) by so many seconds: for rehearsing a midnight, never in production.
CLOCK_OFFSET_SECONDS = env_int("CLOCK_OFFSET_SECONDS", 0)
# Where letters to officers, and to citizens who follow something, go; without it into files below DATA_DIR.
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 587 if EMAIL_HOST else 25)
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_TLS", bool(EMAIL_HOST))
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "khong-tra-loi@localhost")
# Short texts to telephones: an https address of the province's adapter, or `file`; empty where there is none.
GATEWAYS = {"zalo": env("ZALO_GATEWAY"), "sms": env("SMS_GATEWAY")}
GATEWAY_SECRET = env("GATEWAY_SECRET")
# Failures from one address that lock an account there, and for how many minutes.
LOGIN_ATTEMPTS = env_int("LOGIN_ATTEMPTS", 5)
LOGIN_LOCK_MINUTES = env_int("LOGIN_LOCK_MINUTES", 15)
# A login ends after so many hours, and sooner where nothing was done for so many minutes.
SESSION_HOURS = env_int("SESSION_HOURS", 8)
SESSION_IDLE_MINUTES = env_int("SESSION_IDLE_MINUTES", 60)
# Groups whose members, and administrators with them, log in with a second factor.
SECOND_FACTOR_FOR = env_list("SECOND_FACTOR_FOR", "" if DEBUG else "Công khai quyết định,Kiểm soát thủ tục hành chính")
# The province's own sign-on; off unless all three are set.
OIDC_ISSUER = env("OIDC_ISSUER").rstrip("/")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET")
# The agency whose decisions are the province's own and outrank a ministry's.
PROVINCE_KEY = env("PROVINCE_KEY", "ubnd-tinh")

# Numbered master keys of dossiers, kept apart from the data: dossiers/keys.py.
DOSSIER_KEYS = env_list("DOSSIER_KEYS", f"1:{'A' * 43}=" if TESTING else "")
# Whether one may file without a login, by code and look-up code alone.
FILING_GUESTS = env_bool("FILING_GUESTS", False)
# Citizens' login by OpenID Connect, as VNeID gives it; off unless all three are set. The claim with the id number.
CITIZEN_ISSUER = env("CITIZEN_ISSUER").rstrip("/")
CITIZEN_CLIENT_ID = env("CITIZEN_CLIENT_ID")
CITIZEN_CLIENT_SECRET = env("CITIZEN_CLIENT_SECRET")
CITIZEN_ID_CLAIM = env("CITIZEN_ID_CLAIM", "id_number")
# It ends after so many hours, and sooner where nothing was done for so many minutes.
CITIZEN_SESSION_HOURS = env_int("CITIZEN_SESSION_HOURS", 8)
CITIZEN_IDLE_MINUTES = env_int("CITIZEN_IDLE_MINUTES", 30)
# How many drafts one address may begin; those of an office that helps many come from one.
FILING_RATE_LIMIT = env("FILING_RATE_LIMIT", "0" if TESTING else "120/hour")
# For how many days a draft is kept after it was saved last.
DRAFT_DAYS = env_int("DRAFT_DAYS", 30)
# How dossiers are numbered, from a day on: `2021-03-01={agency}-{yymmdd}-{number}`.
DOSSIER_CODES = dict(each.split("=", 1) for each in env_list("DOSSIER_CODES", "2018-01-01={agency}-{yymmdd}-{number}"))
# Identification codes of agencies, `key=000.00.01.H62`; one without a key is of all that have none of their own.
AGENCY_CODES = dict(each.split("=", 1) for each in ["=000.00.00.H00", *env_list("AGENCY_CODES")])
# How often one address may try look-up codes that open nothing, and how often those of one dossier may be tried by all.
LOOK_UP_RATE_LIMIT = env("LOOK_UP_RATE_LIMIT", "0" if TESTING else "20/hour")
LOOK_UP_RATE_LIMIT_OF_A_CODE = env("LOOK_UP_RATE_LIMIT_OF_A_CODE", "200/hour")

if not DEBUG and SECRET_KEY == DEVELOPMENT_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: with DEBUG=0 the development key is refused.")
if not DEBUG and (FILING_GUESTS or CITIZEN_ISSUER) and not DOSSIER_KEYS:
    raise ImproperlyConfigured("Set DOSSIER_KEYS before citizens may file: what they send is sealed with them.")
if DRAFT_DAYS < 1 or not all("{number}" in form for form in DOSSIER_CODES.values()):
    raise ImproperlyConfigured("DRAFT_DAYS is 1 or more, and each form of DOSSIER_CODES has {number} in it.")
if not DEBUG and CLOCK_OFFSET_SECONDS:
    raise ImproperlyConfigured("CLOCK_OFFSET_SECONDS is for rehearsals only: unset it or set DEBUG=1.")
if not DEBUG and WEBHOOK_ALLOW:
    raise ImproperlyConfigured("WEBHOOK_ALLOW opens inner networks to webhooks, for rehearsals only: unset it.")
if any(each not in {"", "file"} for each in GATEWAYS.values()) and not GATEWAY_SECRET.startswith("whsec_"):
    raise ImproperlyConfigured(
        "Set GATEWAY_SECRET, which signs what is sent to SMS_GATEWAY and ZALO_GATEWAY: whsec_ and random bytes in "
        'base64 (`echo "whsec_$(openssl rand -base64 32)"`).'
    )
if not all(each.isdigit() for each in WEBHOOK_PORTS):
    raise ImproperlyConfigured("WEBHOOK_PORTS is a list of numbers, as 443,8443.")
if WEBHOOK_CA and not Path(WEBHOOK_CA).is_file():
    raise ImproperlyConfigured(f"WEBHOOK_CA names no file: {WEBHOOK_CA}.")
if min(LOGIN_ATTEMPTS, LOGIN_LOCK_MINUTES, SESSION_HOURS, SESSION_IDLE_MINUTES) < 1:
    raise ImproperlyConfigured("LOGIN_ATTEMPTS, LOGIN_LOCK_MINUTES, SESSION_HOURS, SESSION_IDLE_MINUTES are 1 or more.")
if not 0 <= FOLLOW_HOUR <= 23:
    raise ImproperlyConfigured("FOLLOW_HOUR is an hour of the day, 0 to 23.")
if min(FOLLOW_REFUSALS, FOLLOW_LETTERS_PER_DAY) < 1:
    raise ImproperlyConfigured("FOLLOW_REFUSALS and FOLLOW_LETTERS_PER_DAY are 1 or more.")
if SEARCH_ENGINE not in {"embedded", "elasticsearch"}:
    raise ImproperlyConfigured(f"SEARCH_ENGINE is embedded or elasticsearch, not {SEARCH_ENGINE!r}.")
if SEARCH_ENGINE == "elasticsearch" and not ELASTICSEARCH_URL:
    raise ImproperlyConfigured("SEARCH_ENGINE=elasticsearch needs ELASTICSEARCH_URL.")
if not all(url.startswith(("http://", "https://")) for url in env_list("ELASTICSEARCH_URL")):
    raise ImproperlyConfigured("ELASTICSEARCH_URL is http://host:9200, or several such addresses with commas.")
if ELASTICSEARCH_CA and not Path(ELASTICSEARCH_CA).is_file():
    raise ImproperlyConfigured(f"ELASTICSEARCH_CA names no file: {ELASTICSEARCH_CA}.")
if SEARCH_SHARDS < 1 or SEARCH_REPLICAS < 0:
    raise ImproperlyConfigured("SEARCH_SHARDS is 1 or more, SEARCH_REPLICAS 0 or more.")

DATA_DIR.mkdir(parents=True, exist_ok=True)

# -- Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "register",
    "cms",
    "cms.pages",
    "search",
    "inbox",
    "following",
    "dossiers",
    "keeping",
    "api",
    "api.webhooks",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "graphene_django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "api.metrics.measure",
    "api.rates.limited",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.login.gate.Gate",  # sessions that are over, second factors that are missing
    "cms.desk.guard.Guard",  # rights at the desk, in this one place
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- Database, caches, files ------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "db.sqlite3",
    "CONN_MAX_AGE": None,  # to open one costs as much as a short answer
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # What is overwritten or deleted is no longer in the file: keys of dossiers are destroyed by that.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    },
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},  # a file, so that two connections can meet in a test
}
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True) if DATABASE_URL else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
# GraphiQL and what it needs come from npm with the portal's packages; never from a third party at run time.
_packages = BASE_DIR / "frontend" / "node_modules"
STATICFILES_DIRS = [
    (name, folder)
    for name, folder in (
        ("graphiql", _packages / "graphiql"),
        ("react", _packages / "react" / "umd"),
        ("react-dom", _packages / "react-dom" / "umd"),
    )
    if GRAPHIQL and folder.is_dir()
]
# Nothing serves these folders: uploads of the desk are read through views that ask for a right, public files by hash.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/khong-phuc-vu/"
PUBLIC_FILES_DIR = DATA_DIR / "files"
DOSSIER_FILES_DIR = DATA_DIR / "dossiers"  # sealed
# Which dossiers were erased: in no backup, and no restored one may overwrite it.
ERASURE_JOURNAL = Path(env("ERASURE_JOURNAL", str(DATA_DIR / "erasures.jsonl"))).resolve()
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an edition with 150 components posts some 5,000 fields

# -- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# -- People and security ----------------------------------------------------------------------------------------------

# How one logs in at the desk: docs/adr/0011.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: who is locked out is not even asked for a password
    "django.contrib.auth.backends.ModelBackend",
    "cms.desk.backend.DeskBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cms.login.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.login.passwords.NotTheName"},
    {"NAME": "cms.login.passwords.NotTheFormer"},
]
if TESTING:  # a slow hash is what protects a password, and what a thousand logins of tests can do without
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

ACCOUNT_ADAPTER = "cms.login.account.AccountAdapter"
ACCOUNT_FORMS = {"login": "cms.login.forms.LoginForm", "reauthenticate": "cms.login.forms.PasswordAgainForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(DESK_URL).scheme
# Beside the lock: one address with many names, one name or second factor from many addresses.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "30/m/ip,30/h/key"}
MFA_ADAPTER = "cms.login.factor.FactorAdapter"
MFA_FORMS = {
    "authenticate": "cms.login.forms.CodeForm",
    "reauthenticate": "cms.login.forms.CodeAgainForm",
    "activate_totp": "cms.login.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Niêm Yết"
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is up to half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are an administrator's business here, not proven by letters
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "cms.login.province.ProvinceAdapter"
OIDC_ON = bool(OIDC_ISSUER and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET)
# Subjects are the issuer's own: with another issuer nobody is who he was.
OIDC_PROVIDER = f"tinh-{hashlib.sha256(OIDC_ISSUER.encode()).hexdigest()[:16]}"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": "Tài khoản của tỉnh",
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ON
        else [],
    }
}
AXES_FAILURE_LIMIT = LOGIN_ATTEMPTS
AXES_COOLOFF_TIME = dt.timedelta(minutes=LOGIN_LOCK_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "api.rates.asker"  # by TRUSTED_PROXIES alone
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on trying does not lock the officer out for ever
AXES_DISABLE_ACCESS_LOG = True  # the desk's own history tells what was done
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware would answer in its own words; the form tells it in ours

# -- Letters ----------------------------------------------------------------------------------------------------------

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20

# -- Wagtail ----------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Niêm Yết"
WAGTAILADMIN_BASE_URL = DESK_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing of the desk calls a third party
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "png", "jpg", "jpeg"]
# With the province's sign-on an address decides whose account it opens.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = not OIDC_ON
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.workflow.keep_approved_revision"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# -- GraphQL ----------------------------------------------------------------------------------------------------------

GRAPHENE = {"SCHEMA": "api.schema.schema"}

# -- Celery -----------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    _broker = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "messages"),
        "data_folder_out": str(_broker / "messages"),
        "control_folder": str(_broker / "control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ALWAYS_EAGER = TESTING
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Tasks are wake-ups: the work is rows, so each of these only asks whether there is some.
CELERY_BEAT_SCHEDULE = {
    "follow-change-log": {"task": "search.tasks.follow_change_log", "schedule": 60.0},
    "work-on-jobs": {"task": "cms.tasks.work_on_jobs", "schedule": 60.0},
    "send-letters": {"task": "cms.tasks.send_letters", "schedule": 60.0},
    "forget-uploads": {"task": "cms.tasks.forget_uploads", "schedule": 3600.0},
    "tell-of-reviews": {"task": "cms.tasks.tell_of_reviews", "schedule": crontab(hour=7, minute=0)},
    "forget-old-letters": {"task": "cms.tasks.forget_old_letters", "schedule": crontab(hour=3, minute=20)},
    "forget-expired-previews": {"task": "cms.preview.tasks.forget_expired_previews", "schedule": 300.0},
    "forget-old-searches": {"task": "search.tasks.forget_old_searches", "schedule": crontab(hour=3, minute=10)},
    "forget-old-mistakes": {"task": "inbox.tasks.forget_old", "schedule": crontab(hour=3, minute=15)},
    "send-letters-to-followers": {"task": "following.tasks.send_letters", "schedule": 60.0},
    "tell-followers": {"task": "following.tasks.tell_followers", "schedule": 60.0},
    "forget-unconfirmed-followers": {"task": "following.tasks.forget_unconfirmed", "schedule": 600.0},
    "tell-subscribers": {"task": "api.webhooks.tasks.follow", "schedule": 60.0},
    "forget-old-deliveries": {
        "task": "api.webhooks.tasks.forget_old_deliveries",
        "schedule": crontab(hour=3, minute=20),
    },
    "tell-people-of-dossiers": {"task": "dossiers.tasks.tell", "schedule": 60.0},
    "erase-dossiers": {"task": "dossiers.tasks.erase", "schedule": crontab(hour=2, minute=40)},
    "sweep-dossiers": {"task": "dossiers.tasks.sweep", "schedule": 3600.0},
    "repair-index": {"task": "search.tasks.repair_index", "schedule": crontab(hour=2, minute=30)},
}

# -- Logging ----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING" if TESTING else "INFO")},
    # Wagtail tells each action of the desk here, titles included; its own history keeps them, the log need not.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # the filesystem broker has no host name, and need not
    },
}
