from django.db import models

from .frozen import Frozen
from .told import ToldJSON, ToldText


class ReleasedForm(Frozen):
    """A form (mẫu đơn điện tử) as it was released, numbered for its procedure. A dossier keeps the one it was filed on.

    It counts from its day until the day of the next; of two for one day the later entry counts. `data` is
    {definition, schema, ui}, made by `register/forms/`. A row without `data` takes the form back, and says why.
    """

    code = models.CharField(max_length=40)
    number = models.IntegerField()
    from_on = models.DateField()
    data = ToldJSON(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = ToldText(blank=True)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_form_of_a_number")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
