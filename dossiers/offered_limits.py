"""The time limits that the announced text of a dossier tells, for the officer who receives it to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from register.answer import edition_by_key
from register.words import Channel, Unit

from .deadlines import Limit
from .models import Dossier


@dataclass(frozen=True)
class Told:
    """A limit, and in which case it holds."""

    limit: Limit
    case: str

    @property
    def key(self) -> str:
        return f"{self.limit.value:g}-{self.limit.unit.value}"

    @property
    def words(self) -> str:
        return f"{self.limit.value:g} {str(self.limit.unit.label).lower()}" + (f" – {self.case}" if self.case else "")


def limits_of(dossier: Dossier) -> Sequence[Told]:
    """Those of filing online, else of any way; each once, the shortest first."""
    edition = edition_by_key(dossier.edition)
    methods = edition.data["methods"] if edition else []
    online = [method for method in methods if method["channel"] == Channel.ONLINE] or methods
    found: dict[str, Told] = {}
    for method in online:
        for each in method["limits"]:
            if each["value"] and each["unit"] in Unit.values:
                told = Told(Limit(float(each["value"]), Unit(each["unit"])), each["case"])
                found.setdefault(told.key, told)
    return sorted(found.values(), key=lambda told: (list(Unit).index(told.limit.unit), told.limit.value))
