"""The image of production has every package of ours that it starts with."""

import re

from django.conf import settings


def test_every_installed_app_of_ours_is_copied_into_the_image():
    copied = set(re.findall(r"^COPY (\w+) \1$", (settings.BASE_DIR / "Dockerfile").read_text(), re.MULTILINE))
    ours = {name.split(".")[0] for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name.split(".")[0]).is_dir()}
    assert len(ours) > 4
    assert ours - copied == set()
