"""python -m benchmarks.synthesize N [--seed 1] [--body 1.0]: put N synthetic index documents into the database.

They take the place of the derived ones, for a benchmark or a look by hand; `rebuild_index` then builds an index of
them. Never in a database that serves citizens. `--real` derives the real ones again.
"""

import argparse
import os


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthesize")
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--body", type=float, default=1.0, help="share of a real body's length")
    parser.add_argument("--real", action="store_true", help="derive the real documents again")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from search.derive import derive_all

    from .synthetic import store, synthetic

    if asked.real:
        derive_all()
    else:
        print(f"{store(synthetic(asked.count, asked.seed, asked.body))} synthetic index documents")


if __name__ == "__main__":
    main()
