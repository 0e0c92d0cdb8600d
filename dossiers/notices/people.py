"""Who is told of a dossier, and where they can be reached: as they said in the frame of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from messaging.gateways import gateway

from .. import frame
from ..models.notice import Channel, Person

SECTIONS = {Person.APPLICANT: frame.APPLICANT, Person.SUBMITTER: frame.SUBMITTER}
TELEPHONES = (Channel.ZALO, Channel.SMS)  # in this order: what the first does not reach goes to the next


def telephone(behind: str = "") -> Channel | None:
    """The first way to a telephone that the province has; the first behind that one."""
    later = TELEPHONES[TELEPHONES.index(Channel(behind)) + 1 :] if behind else TELEPHONES
    return next((each for each in later if gateway(each)), None)


@dataclass(frozen=True)
class Reached:
    """Addresses by which one is told; "" for none."""

    email: str
    phone: str

    def on(self, channel: str) -> str:
        return self.email if channel == Channel.MAIL else self.phone


def people(answers: Mapping[str, Any]) -> dict[Person, Reached]:
    """The applicant and, where somebody else files, the submitter."""
    told = {person: answers.get(section) for person, section in SECTIONS.items()}
    return {
        person: Reached(said.get("email", ""), "".join(said.get("phone", "").split()))
        for person, said in told.items()
        if isinstance(said, Mapping)
    }
