"""The control office: who checks every department's texts and announces decisions, and the workflow to them."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from ..models import Edition

CONTROL = "Kiểm soát thủ tục hành chính"
RIGHTS = ("add", "change", "delete", "view", "lock", "unlock")
MORE = (
    ("wagtailadmin", "access_admin"),
    ("cms", "announce_decision"),
    # The words of search; by name, since the desk does not know search.
    *(("search", f"{right}_{name}") for name in ("synonym", "bestbet", "suggestedquery") for right in RIGHTS[:4]),
)


def make_control_office() -> Group:
    """The group with its rights and the one-step workflow of editions. Twice changes nothing."""
    group, created = Group.objects.get_or_create(name=CONTROL)
    if created:
        for app, codename in MORE:
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        for right in RIGHTS:
            permission = Permission.objects.get(content_type__app_label="cms", codename=f"{right}_edition")
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
    content_type = ContentType.objects.get_for_model(Edition)
    if not WorkflowContentType.objects.filter(content_type=content_type).exists():
        task = GroupApprovalTask.objects.create(name=CONTROL)
        task.groups.add(group)
        workflow = Workflow.objects.create(name=CONTROL)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return group
