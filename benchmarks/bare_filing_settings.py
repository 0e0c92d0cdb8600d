"""The product's settings with the yardsticks of filing beside the product's own; debugging off, as it is measured."""

from config.settings import *  # noqa: F403

DEBUG = False
SECRET_KEY = "only-for-a-measurement"
ROOT_URLCONF = "benchmarks.bare_filing"
