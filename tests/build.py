"""Builders for tests: short words for long things. Everything goes through the product's own doors."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, Locale

from cms import confirming, reviewing
from cms.announce import announce
from cms.desk.roles import AUTHOR, HEAD, make_roles_of
from cms.drafting import department_for, listed, procedure_for, stream, write_edition
from cms.models import Decision, Department, Edition, TranslationReview
from register import clock, record
from register.models import Agency, Announcement, Sector

LONG_AGO = dt.date(2000, 1, 1)
SIGNED = dt.date(2024, 3, 1)
PASSWORD = "mat-khau-cua-bai-kiem-tra"


def province() -> Agency:
    committee = agency("ubnd-tinh", "Ủy ban nhân dân tỉnh Lam Sơn")
    for key, name in (
        ("van-phong-ubnd-tinh", "Văn phòng Ủy ban nhân dân tỉnh Lam Sơn"),
        ("so-tu-phap", "Sở Tư pháp"),
        ("so-xay-dung", "Sở Xây dựng"),
    ):
        department_for(agency(key, name, parent=committee))
    agency("bo-tu-phap", "Bộ Tư pháp", "ministry")
    agency("bo-cong-an", "Bộ Công an", "ministry")
    sector("ho-tich", "Hộ tịch")
    sector("dat-dai", "Đất đai")
    Locale.objects.get_or_create(language_code="en")
    return committee


def agency(key: str, name: str, level: str = "province", parent: Agency | None = None) -> Agency:
    row = record.add_agency(key, level, parent=parent)
    record.name_agency(row, "vi", name, LONG_AGO)
    return row


def sector(key: str, name: str) -> Sector:
    row, _created = Sector.objects.get_or_create(key=key)
    record.name_sector(row, "vi", name, LONG_AGO)
    return row


def department(key: str) -> Department:
    return Department.objects.get(agency__key=key)


def decision(
    number: str = "1/QĐ-UBND",
    *,
    issuer: str = "ubnd-tinh",
    signed_on: dt.date | None = SIGNED,
    effective_on: dt.date | None = None,
    department_key: str = "so-tu-phap",
    **fields: Any,
) -> Decision:
    row = Decision(
        issuer=Agency.objects.get(key=issuer),
        number=number,
        title=f"Công bố thủ tục hành chính {number}",
        department=department(department_key),
        signed_on=signed_on,
        effective_from="day" if effective_on else "signing",
        effective_on=effective_on,
    )
    for field, value in fields.items():
        setattr(row, field, value)
    row.save()
    row.save_revision(clean=False)
    return row


def edition(
    of: Decision,
    code: str = "1.000001",
    *,
    department_key: str = "so-tu-phap",
    approved: bool = True,
    confirmed: bool = True,
    **fields: Any,
) -> Edition:
    """A draft of one procedure, approved and compared with the annex, so that it can be announced.

    `steps=["…"]`, `related=[codes]`, `successors=[codes]` take plain lists.
    """
    plain = {
        "name": f"Đăng ký việc {code}",
        "change": "new",
        "levels": ["commune"],
        "sector": Sector.objects.get(key="ho-tich"),
        "audiences": ["citizen"],
        "steps": ["Nộp hồ sơ tại bộ phận một cửa."],
        "methods": [
            {
                "channel": "counter",
                "description": "",
                "limits": listed([{"case": "", "value": 5, "unit": "working_day", "text": ""}]),
                "fees": listed([{"kind": "charge", "case": "", "amount": 8000, "rule": ""}]),
            }
        ],
        "legal_basis": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch", "issued_on": None, "issuer": ""}],
    } | fields
    plain["legal_basis"] = stream("act", plain["legal_basis"])
    plain["steps"] = stream("step", ({"title": "", "text": text} for text in plain["steps"]))
    plain["methods"] = stream("method", plain["methods"])
    for field in ("related", "successors"):
        plain[field] = stream("code", plain.get(field, ()))
    row = write_edition(of, procedure_for(code, department(department_key)), plain)
    if approved:
        approve(row)
    if confirmed:
        confirming.confirm([row], "minh")
    return row


def approve(row: Edition) -> None:
    """Its newest revision, as the last step of the workflow does."""
    confirming.approve(row, row.latest_revision)
    row.refresh_from_db()


def translated(source: Edition, name: str, locale: str = "en", *, approved: bool = True, **fields: Any) -> Edition:
    """A translation, approved by a second reader as its Vietnamese text stands now."""
    row = source.copy_for_translation(Locale.objects.get(language_code=locale))
    row.name = name
    for field, value in fields.items():
        setattr(row, field, value)
    row.save()
    if approved:
        now = clock.now()
        review = TranslationReview.objects.create(
            edition=row,
            text=reviewing.words(row),
            source_text=reviewing.words(source),
            state=TranslationReview.State.APPROVED,
            sent_by_name="thu",
            sent_at=now,
            decided_by="minh",
            decided_at=now,
        )
        reviewing.keep(review)
        row.refresh_from_db()
    return row


def announced(
    number: str = "1/QĐ-UBND",
    codes: tuple[str, ...] = ("1.000001",),
    *,
    by: str = "minh",
    controlled: bool = True,
    **fields: Any,
) -> Announcement:
    """A decision with an edition for each code, announced. Fields of the decision and of the editions may be mixed.

    With `controlled=False` as the import takes it over, whatever the desk would ask for."""
    own = {key: fields.pop(key) for key in ("issuer", "signed_on", "effective_on", "department_key") if key in fields}
    draft = decision(number, **own)
    for code in codes:
        edition(draft, code, **fields)
    return announce(draft, by, controlled=controlled)


def author(name: str, department_key: str) -> Any:
    user = person(name)
    user.groups.add(make_roles_of(department(department_key))[AUTHOR])
    return user


def head(name: str, department_key: str) -> Any:
    user = person(name)
    user.groups.add(make_roles_of(department(department_key))[HEAD])
    return user


def controller(name: str) -> Any:
    """A control officer: every right on every department, but none of Wagtail's publishing."""
    group, created = Group.objects.get_or_create(name="Kiểm soát thủ tục hành chính")
    if created:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        for right in ("add", "change", "delete", "view"):
            permission = Permission.objects.get(content_type__app_label="cms", codename=f"{right}_edition")
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
    user = person(name)
    user.groups.add(group)
    return user


def person(name: str) -> Any:
    return get_user_model().objects.create_user(name, f"{name}@lamson.example", PASSWORD)
