from django.db import models

from .agency import Agency
from .frozen import Frozen
from .told import ToldJSON


class DeskData(Frozen):
    """What one must know to go to an agency's desk (dữ liệu bộ phận một cửa), and never part of an announced text.

    It holds from a day until the day of the next row of the agency; of two for one day the later entry counts. `data`
    has the shape of `register/desk.py`; a row in which nothing is said means that there is no desk from that day.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="desks")
    from_on = models.DateField()
    data = ToldJSON()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["agency", "from_on"])]

    def __str__(self) -> str:
        return f"{self.agency.key} {self.from_on}"
