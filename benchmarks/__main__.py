"""python -m benchmarks [name …]: ratios of one run, each measured on this machine beside its yardstick."""

import base64
import os
import sys
import tempfile
from importlib import import_module

ALL = ("import_speed", "graphql_speed", "index_speed", "search_speed", "api_speed", "hostile", "reorganize_speed")
LONG = ("load", "growth", "page_speed")  # minutes, so only when they are named
# On the database of DATABASE_URL where there is one: on a new one beside it.
ON_POSTGRESQL = ("desk_speed", "filing_speed")


def main() -> None:
    asked = sys.argv[1:] or ALL
    for name in asked:
        if name not in (*ALL, *LONG, *ON_POSTGRESQL):
            sys.exit(f"{name}: there is no such benchmark; there are {', '.join((*ALL, *LONG, *ON_POSTGRESQL))}.")
    is_on_server = len(asked) == 1 and asked[0] in ON_POSTGRESQL and bool(os.environ.get("DATABASE_URL"))
    if not os.environ.get("REAL_PROCEDURES"):
        sys.exit("Set REAL_PROCEDURES to the file of real procedures.")
    with tempfile.TemporaryDirectory(prefix="niemyet-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        if not is_on_server:
            os.environ.pop("DATABASE_URL", None)  # the measure is the default stack
        os.environ.setdefault("SEARCH_WAKE_UP", "0")
        os.environ.setdefault("WEBHOOK_WAKE_UP", "0")
        os.environ["SEARCH_ENGINE"] = "embedded"
        os.environ.setdefault("DOSSIER_KEYS", "1:" + base64.b64encode(b"b" * 32).decode())
        import django

        django.setup()
        from django.core.management import call_command

        if is_on_server:
            from django.db import connection

            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        call_command("migrate", verbosity=0)
        # The others measure on what the first has brought in; filing needs no more than its own two procedures.
        first = () if list(asked) == ["filing_speed"] else ("import_speed",)
        for name in (*first, *(each for each in asked if each not in first)):
            for line in import_module(f"benchmarks.{name}").run():
                print(line, flush=True)


if __name__ == "__main__":
    main()
