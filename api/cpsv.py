"""A procedure as JSON-LD after CPSV-AP 3.2.0 (Core Public Service Vocabulary Application Profile, SEMIC).

Specification: https://semiceu.github.io/CPSV-AP/releases/3.2.0/ and its SHACL shapes. What they demand (minCount 1) of
the classes that are used here:

    cpsv:PublicService     dct:identifier (one), dct:title, dct:description, cv:hasCompetentAuthority
    cv:PublicOrganisation  skos:prefLabel, dct:spatial
    cv:Channel, cv:Cost    dct:identifier (one)
    cv:Evidence, cv:Output, cv:Requirement    dct:identifier (one), dct:title
    eli:LegalResource      nothing

Texts are rdf:langString in the language that they really have. A duration is told where ISO 8601 has one: working days
are none, so they stand in the description of the channel. Concepts are our own, with their Vietnamese words, but for
country, currency and language, which have addresses at the Publications Office of the European Union.
"""

from typing import Any

from django.conf import settings

from register import words
from register.answer import Answer
from register.naming import Naming
from register.phrases import fee_text, label, limit_text, paper_text

from .facts import Names, edition_facts, portal

AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
VIET_NAM = {
    "@id": f"{AUTHORITY}/country/VNM",
    "@type": ["dct:Location", "http://data.europa.eu/88u/dataset/atu-type"],
}
VIETNAMESE = {"@id": f"{AUTHORITY}/language/VIE", "@type": "dct:LinguisticSystem"}
DONG = {"@id": f"{AUTHORITY}/currency/VND", "@type": "skos:Concept"}
Node = dict[str, Any]


def public_service(answer: Answer, names: Names) -> Node:
    """The procedure, which is in force on its day, as one document with a context of its own: nothing is fetched."""
    assert answer.edition  # noqa: S101 - asked for what is in force
    return {"@context": CONTEXT} | _Writer(answer, edition_facts(answer.edition, answer, names), names).service()


class _Writer:
    """Writes one procedure; its parts have addresses below that of its page."""

    def __init__(self, answer: Answer, told: dict[str, Any], names: Names) -> None:
        self.answer, self.told, self.names = answer, told, names
        self.page = portal(f"thu-tuc/{answer.code}")
        self.locale = told["locale"]

    def service(self) -> Node:
        channels = [self.channel(place, method) for place, method in enumerate(self.told["methods"], 1)]
        return _without_empty(
            {
                **self.part("service", "cpsv:PublicService"),
                "dct:identifier": self.answer.code,
                "dct:title": self.text(self.told["name"]),
                "dct:description": self.text(self.description()),
                "cv:hasCompetentAuthority": self.authorities(),
                "cv:hasChannel": channels,
                "cv:hasCost": self.costs(),
                "cpsv:hasInput": self.evidence(),
                "cpsv:produces": [self.output(place, each) for place, each in enumerate(self.told["results"], 1)],
                "cv:holdsRequirement": self.requirement(),
                "cv:hasLegalResource": [self.decision(), *map(self.act, enumerate(self.told["legal_basis"], 1))],
                "cv:thematicArea": self.sector(),
                "dct:audience": [
                    _concept("audience", key, label(words.Audience, key)) for key in self.told["audiences"]
                ],
                "cv:processingTime": _one([each.get("cv:processingTime") for each in channels]),
                "dct:spatial": VIET_NAM,
                "dct:language": VIETNAMESE,
                "dct:relation": [{"@id": portal(f"thu-tuc/{code}#service")} for code in self.told["related"]],
                "foaf:page": {"@id": self.page, "@type": "foaf:Document"},
            }
        )

    def part(self, name: str, kind: str) -> Node:
        return {"@id": f"{self.page}#{name}", "@type": kind}

    def text(self, value: str) -> Node | None:
        return {"@value": value, "@language": self.locale} if value else None

    def identifier(self, name: str) -> str:
        return f"{self.answer.code}-{name}"

    def description(self) -> str:
        """The steps; where there are none what comes next to telling what it is about, at last its name."""
        steps = (": ".join(part for part in (step["title"], step["text"]) if part) for step in self.told["steps"])
        return (
            "\n\n".join(filter(None, steps)) or self.told["reception"] or self.told["conditions"] or self.told["name"]
        )

    def authorities(self) -> list[Node]:
        """Who decides, else who performs, else any named agency, else who issued the decision or the province."""
        parts = self.told["agencies"]
        for role in ("competent", "performing", None):
            chosen = [part for part in parts if role is None or part["role"] == role]
            found = [self.organisation(place, part) for place, part in enumerate(chosen, 1)]
            if told := [each for each in found if each]:
                return told
        issuer = self.told["decision"]["issuer"]
        return [self.agency(issuer["key"] if issuer else settings.PROVINCE_KEY)]

    def organisation(self, place: int, part: dict[str, Any]) -> Node | None:
        if part["agency"]:
            return self.agency(part["agency"]["key"])
        if not part["text"]:
            return None
        named = self.part(f"agency-{part['role']}-{place}", "cv:PublicOrganisation")
        return named | {"skos:prefLabel": [self.text(part["text"])], "dct:spatial": VIET_NAM}

    def agency(self, key: str) -> Node:
        return {
            "@id": portal(f"#agency-{key}"),
            "@type": "cv:PublicOrganisation",
            "dct:identifier": key,
            "skos:prefLabel": self.labels(self.names.agencies, key),
            "dct:spatial": VIET_NAM,
        }

    def labels(self, naming: Naming, key: str) -> list[Node]:
        """The name of the day, in English too where it has one."""
        vietnamese, english = (naming.on(key, self.answer.on, locale) for locale in ("vi", "en"))
        told = [{"@value": vietnamese, "@language": "vi"}]
        return told if english == vietnamese else [*told, {"@value": english, "@language": "en"}]

    def sector(self) -> Node | None:
        if not self.told["sector"]:
            return None
        key = self.told["sector"]["key"]
        return {
            "@id": portal(f"linh-vuc/{key}#sector"),
            "@type": "skos:Concept",
            "skos:notation": key,
            "skos:prefLabel": self.labels(self.names.sectors, key),
        }

    def channel(self, place: int, method: dict[str, Any]) -> Node:
        limits = [limit_text(limit, self.locale) for limit in method["limits"]]
        return _without_empty(
            {
                **self.part(f"channel-{place}", "cv:Channel"),
                "dct:identifier": self.identifier(f"channel-{place}"),
                "dct:type": _concept("channel", method["channel"], label(words.Channel, method["channel"])),
                "dct:description": self.text("\n".join(filter(None, [method["description"], *limits]))),
                "cv:processingTime": _one([duration(limit) for limit in method["limits"]]),
            }
        )

    def costs(self) -> list[Node]:
        """What is to be paid on the day; a fee of other days is none."""
        day = str(self.answer.on)
        return [
            self.cost(f"{place}-{number}", f"channel-{place}", fee)
            for place, method in enumerate(self.told["methods"], 1)
            for number, fee in enumerate(method["fees"], 1)
            if (fee["from_on"] or day) <= day and (not fee["until_on"] or day < fee["until_on"])
        ]

    def cost(self, name: str, channel: str, fee: dict[str, Any]) -> Node:
        amount = fee["amount"]
        return _without_empty(
            {
                **self.part(f"cost-{name}", "cv:Cost"),
                "dct:identifier": self.identifier(f"cost-{name}"),
                "cv:hasValue": None if amount is None else {"@value": str(amount), "@type": "xsd:double"},
                "cv:currency": None if amount is None else DONG,
                "dct:description": self.text(fee_text(fee, self.locale)),
                "cv:ifAccessedThrough": {"@id": f"{self.page}#{channel}"},
            }
        )

    def evidence(self) -> list[Node]:
        """The papers to submit or to present; notes are none."""
        found = []
        for place, group in enumerate(self.told["components"], 1):
            for number, item in enumerate(group["items"], 1):
                if item["kind"] == words.ComponentKind.NOTE or not item["name"]:
                    continue
                name = f"evidence-{place}-{number}"
                form = item["form"]
                about = [group["case"], paper_text(item, self.locale), item["note"]]
                found.append(
                    _without_empty(
                        {
                            **self.part(name, "cv:Evidence"),
                            "dct:identifier": self.identifier(name),
                            "dct:title": self.text(item["name"]),
                            "dct:description": self.text("\n".join(filter(None, about))),
                            "foaf:page": {"@id": form["url"], "@type": "foaf:Document"}
                            if form and form["url"]
                            else None,
                        }
                    )
                )
        return found

    def output(self, place: int, result: dict[str, Any]) -> Node:
        return {
            **self.part(f"output-{place}", "cv:Output"),
            "dct:identifier": result["code"] or self.identifier(f"output-{place}"),
            "dct:title": self.text(result["name"] or result["code"] or self.told["name"]),
        }

    def requirement(self) -> Node | None:
        if not self.told["conditions"]:
            return None
        title = {"vi": "Yêu cầu, điều kiện thực hiện", "en": "Requirements and conditions"}[self.locale]
        return {
            **self.part("requirement", "cv:Requirement"),
            "dct:identifier": self.identifier("requirement"),
            "dct:title": self.text(title),
            "dct:description": self.text(self.told["conditions"]),
        }

    def decision(self) -> Node:
        told = self.told["decision"]
        return {
            "@id": told["url"],
            "@type": "eli:LegalResource",
            "eli:id_local": told["number"],
            "eli:title": {"@value": told["title"], "@language": "vi"},
            "eli:date_document": {"@value": told["signed_on"], "@type": "xsd:date"},
            "eli:first_date_entry_in_force": {"@value": self.told["effective_on"], "@type": "xsd:date"},
        }

    def act(self, placed: tuple[int, dict[str, Any]]) -> Node:
        place, told = placed
        return _without_empty(
            {
                **self.part(f"act-{place}", "eli:LegalResource"),
                "eli:id_local": told["number"],
                "eli:title": self.text(told["title"]),
                "eli:date_document": told["issued_on"] and {"@value": told["issued_on"], "@type": "xsd:date"},
                "eli:passed_by": told["issuer"],
            }
        )


def duration(limit: dict[str, Any]) -> Node | None:
    """The limit as xsd:duration. None where it has none: working days, and fractions of a month."""
    value, unit = limit["value"], limit["unit"]
    if value is None or value <= 0 or unit not in {"hour", "calendar_day", "month"}:
        return None
    if unit == "month":
        told = f"P{int(value)}M" if value == int(value) else None
    elif unit == "calendar_day" and value == int(value):
        told = f"P{int(value)}D"
    else:
        minutes = round(value * 60 * (24 if unit == "calendar_day" else 1))
        told = f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"
    return {"@value": told, "@type": "xsd:duration"} if told else None


def _one(durations: list[Node | None]) -> Node | None:
    """What all agree on; a service or a channel has one processing time at most."""
    first = durations[0] if durations else None
    return first if all(each == first for each in durations) else None


def _concept(scheme: str, key: str, told: str) -> Node:
    return {
        "@id": portal(f"#{scheme}-{key}"),
        "@type": "skos:Concept",
        "skos:notation": key,
        "skos:prefLabel": {"@value": told, "@language": "vi"},
    }


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
