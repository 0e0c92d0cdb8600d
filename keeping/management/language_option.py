"""The option of commands whose sentences an operator reads."""

from argparse import ArgumentParser

from django.conf import settings


def add_language_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE,
        help="of what is told; default: vi",
    )  # fmt: skip
