"""The same as in Vietnamese: a day must not mean another one because its reader chose English."""

from config.formats.vi.formats import DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS  # noqa: F401
