"""Who does what at the desk: the groups, made once by `migrate`, and the workflow that leads through them.

Author and head belong to a department and come with it. What an administrator changes at a group stays as he left it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, Workflow, WorkflowContentType, WorkflowTask
from wagtail.snippets.models import create_extra_permissions

from .. import glossary
from ..models import Department, Edition, Step

CONTROL = "Kiểm soát thủ tục hành chính"
ANNOUNCING = "Công khai quyết định"
TRANSLATING = "Biên dịch"
PROOFREADING = "Duyệt bản dịch"
AUDITING = "Kiểm tra, thanh tra"
AUTHOR = "Soạn thảo"
HEAD = "Lãnh đạo đơn vị"

ACCESS = ("wagtailadmin", "access_admin")
WORDS_OF_SEARCH = [
    # By name, since the desk does not know search.
    ("search", f"{right}_{name}")
    for name in ("synonym", "bestbet", "signpost", "suggestedquery")
    for right in ("add", "change", "delete", "view")
]
TERMS = [("cms", f"{right}_term") for right in ("add", "change", "delete", "view")]
ENDED_ACTS = [("cms", f"{right}_endedact") for right in ("add", "change", "delete", "view")]
PUBLICATION_TERMS = [("cms", f"{right}_publicationterm") for right in ("add", "change", "delete", "view")]
OF_AGENCIES = [("register", f"{right}_{name}") for name in ("agency", "sector") for right in ("add", "change")]
# Rights on all departments' texts, and rights of the desk, by group.
GROUPS: dict[str, tuple[Sequence[str], Sequence[tuple[str, str]]]] = {
    CONTROL: (
        ("add", "change", "delete", "view", "lock", "unlock", "control"),
        (
            *WORDS_OF_SEARCH,
            *OF_AGENCIES,
            *TERMS,
            *ENDED_ACTS,
            *PUBLICATION_TERMS,
            *(("cms", f"{right}_substitute") for right in ("add", "change", "delete", "view")),
        ),
    ),
    ANNOUNCING: (("view",), (("cms", "announce_decision"),)),
    TRANSLATING: (("view", "translate"), (("wagtail_localize", "submit_translation"), *TERMS)),
    PROOFREADING: (("view", "proofread"), TERMS),
    AUDITING: (("view",), (("cms", "view_publicationterm"),)),
}
OF_A_DEPARTMENT = {
    AUTHOR: ("add", "change", "view"),
    HEAD: ("add", "change", "delete", "view", "lock", "unlock", "head"),
}
# Whoever writes texts brings in their files: form templates, and the signed copy of a decision.
WITH_FILES = {CONTROL, AUTHOR, HEAD}
# Apps whose rights the groups have.
APPS = ("wagtailadmin", "wagtaildocs", "register", "cms", "search", "wagtail_localize")


def make_roles() -> dict[str, Group]:
    """The groups of all departments and the workflow of editions. Twice changes nothing."""
    groups = {name: _group(name, Collection.get_first_root_node(), *rights) for name, rights in GROUPS.items()}
    content_type = ContentType.objects.get_for_model(Edition)
    if not WorkflowContentType.objects.filter(content_type=content_type).exists():
        workflow = Workflow.objects.create(name=CONTROL)
        for place, right in enumerate((Step.Right.HEAD, Step.Right.CONTROL)):
            step = Step.objects.create(name=str(right.label), right=right, within=2 if place == 0 else 3)
            WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=place)
        WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return groups


def make_roles_of(department: Department) -> dict[str, Group]:
    """Author and head of a department: rights on its texts and on those of the departments below it, nothing else."""
    return {
        role: _group(role, department.collection, rights, name=f"{role} – {department}"[:150])
        for role, rights in OF_A_DEPARTMENT.items()
    }


def _group(
    role: str,
    collection: Collection,
    on_texts: Iterable[str],
    of_the_desk: Iterable[tuple[str, str]] = (),
    name: str = "",
) -> Group:
    group, created = Group.objects.get_or_create(name=name or role)
    if created:
        group.permissions.add(*(_permission(*each) for each in (ACCESS, *of_the_desk)))
        on_files = ("add", "choose") if role in WITH_FILES else ()
        for permission in (
            *(_permission("cms", f"{right}_edition") for right in on_texts),
            *(_permission("wagtaildocs", f"{right}_document") for right in on_files),
        ):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def after_migrate(**_kwargs: Any) -> None:
    """Django's post_migrate of this app: the rights of the other apps may not be there yet, so they are made first.

    With the groups come the terms for translators, where there are none.
    """
    for label in APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))
    make_roles()
    glossary.load()
