"""How often a public text is looked at again (rà soát)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewEvery(models.IntegerChoices):
    """In months."""

    QUARTER = 3, _("3 tháng")
    HALF_YEAR = 6, _("6 tháng")
    YEAR = 12, _("12 tháng")
    YEAR_AND_HALF = 18, _("18 tháng")
