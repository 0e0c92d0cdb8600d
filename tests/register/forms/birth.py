"""A form with every kind of field, a repeated group, conditions within it and beyond it, and computed values."""

import copy
from typing import Any

from register.forms.definition import Form
from register.forms.reading import read

CODE = "1.000001"


def field(key: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": {"vi": label, "en": label.upper()}, **more}


def options(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": {"vi": f"Lựa chọn {key}", "en": f"Option {key}"}} for key in keys]


BIRTH: dict[str, Any] = {
    "format": 1,
    "readable_from": 1,
    "procedure": CODE,
    "title": {"vi": "Đăng ký khai sinh", "en": "Registration of a birth"},
    "pages": [
        {
            "key": "who",
            "title": {"vi": "Người đi đăng ký", "en": "Who registers"},
            "sections": [
                {
                    "key": "applicant",
                    "title": {"vi": "Người yêu cầu", "en": "Applicant"},
                    "fields": [
                        field("name", "name", "Họ tên", required=True, prefill="name"),
                        field("id_number", "id_number", "Số định danh", required=True, prefill="id_number"),
                        field("phone", "phone", "Điện thoại", required=True, prefill="phone"),
                        field("email", "email", "Thư điện tử", prefill="email"),
                        field("home", "address", "Nơi cư trú", required=True, prefill="address"),
                        field(
                            "relation",
                            "choice",
                            "Quan hệ",
                            required=True,
                            options=options("parent", "relative", "other"),
                        ),
                        field(
                            "relation_told",
                            "text",
                            "Quan hệ khác",
                            required=True,
                            least=3,
                            most=40,
                            show_when={"field": "applicant.relation", "is": "other"},
                        ),
                        field("hint", "information", "Mang theo giấy tờ tùy thân."),
                    ],
                },
                {
                    "key": "authorization",
                    "title": {"vi": "Ủy quyền", "en": "Authorization"},
                    "show_when": {"field": "applicant.relation", "is_one_of": ["relative", "other"]},
                    "fields": [
                        field("paper", "file", "Văn bản ủy quyền", required=True, types=["pdf", "jpg"], size=2_000_000)
                    ],
                },
            ],
        },
        {
            "key": "children",
            "title": {"vi": "Người được khai sinh", "en": "Children"},
            "sections": [
                {
                    "key": "wish",
                    "title": {"vi": "Yêu cầu", "en": "Wish"},
                    "fields": [
                        field("urgent", "yes_no", "Cần gấp"),
                        field("copies", "number", "Số bản sao", whole=True, least=0, most=20),
                        field("weight", "number", "Cân nặng (kg)", least=0.5, most=9),
                        field("price", "dong", "Lệ phí một bản sao", most=100_000),
                        field("fee", "dong", "Phải trả", computed={"product": ["wish.copies", "wish.price"]}),
                        field("ways", "several", "Nhận kết quả", options=options("desk", "post", "online"), most=2),
                        field("plate", "text", "Mã bệnh viện", pattern="[A-Z]{2}\\d{3}"),
                        field("said", "long_text", "Ghi chú", most=200),
                        field(
                            "on", "date", "Ngày hẹn", when="future", require_when={"field": "wish.urgent", "is": True}
                        ),
                        field(
                            "account",
                            "bank_account",
                            "Tài khoản nhận lại tiền",
                            show_when={"not": {"field": "wish.ways", "is": "desk"}},
                        ),
                    ],
                },
                {
                    "key": "child",
                    "title": {"vi": "Trẻ em", "en": "Child"},
                    "repeat": {"least": 1, "most": 3},
                    "fields": [
                        field("name", "name", "Họ tên trẻ", required=True),
                        field("born", "date", "Ngày sinh", required=True, when="past"),
                        field("abroad", "yes_no", "Sinh ở nước ngoài"),
                        field(
                            "country",
                            "text",
                            "Nước sinh",
                            required=True,
                            show_when={
                                "any": [
                                    {"field": "child.abroad", "is": True},
                                    {
                                        "all": [
                                            {"field": "wish.urgent", "is": True},
                                            {"not": {"field": "child.abroad", "is_answered": True}},
                                        ]
                                    },
                                ]
                            },
                        ),
                        field("gift", "dong", "Trợ cấp"),
                    ],
                },
                {
                    "key": "sums",
                    "title": {"vi": "Tổng", "en": "Sums"},
                    "fields": [
                        field("gifts", "dong", "Tổng trợ cấp", computed={"sum": ["child.gift", 5]}),
                        field("children", "number", "Số trẻ", computed={"count": "child"}),
                        field(
                            "rest",
                            "dong",
                            "Còn lại",
                            computed={"difference": ["sums.gifts", {"sum": ["wish.fee", {"product": [2, 1.5]}]}]},
                        ),
                    ],
                },
                {
                    "key": "oath",
                    "title": {"vi": "Cam đoan", "en": "Declaration"},
                    "fields": [field("agreed", "declaration", "Tôi cam đoan lời khai là đúng.")],
                },
            ],
        },
    ],
}

FILE = {"id": "a1B2c3D4e5F6g7H8", "name": "uy-quyen.pdf", "type": "application/pdf", "size": 120_000}
ANSWERS: dict[str, Any] = {
    "applicant": {
        "name": "Lê Thị Hoa",
        "id_number": "001190012345",
        "phone": "0912 345 678",
        "home": {"province": "ubnd-tinh", "commune": "ubnd-xa-hoa-son", "detail": "Thôn Đồng Mới"},
        "relation": "parent",
    },
    "wish": {},
    "child": [{"name": "Lê Minh An", "born": "2026-03-31"}],
    "sums": {},
    "oath": {"agreed": True},
}


def birth(**changed: Any) -> Form:
    """The form; a changed field by its place, as `wish__price={"most": 5}`."""
    return read(changed_birth(**changed))


def changed_birth(**changed: Any) -> dict[str, Any]:
    raw = copy.deepcopy(BIRTH)
    for place, values in changed.items():
        section, key = place.split("__")
        place_in(raw, section, key).update(values)
    return raw


def place_in(raw: dict[str, Any], section: str, key: str = "") -> dict[str, Any]:
    """The section of a file, or a field of it."""
    found = next(each for page in raw["pages"] for each in page["sections"] if each["key"] == section)
    return next(each for each in found["fields"] if each["key"] == key) if key else found


def answers(**changed: Any) -> dict[str, Any]:
    """Answers without error, but for what is changed: `applicant__email="x"`, `wish={}`; ... takes an answer away."""
    given = copy.deepcopy(ANSWERS)
    for place, value in changed.items():
        section, _mark, key = place.partition("__")
        held, name = (given[section], key) if key else (given, section)
        if value is ...:
            del held[name]
        else:
            held[name] = value
    return given
