from django.db import migrations

GROUP = "Người quản trị kết nối"


def make_group(apps, schema_editor):
    """Permissions are else made after all migrations; here they are needed before."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, created = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    if not created:
        return
    subscriber, _made = kinds.get_or_create(app_label="webhooks", model="subscriber")
    for right in ("add", "change", "delete", "view"):
        permission, _made = permissions.get_or_create(
            content_type=subscriber, codename=f"{right}_subscriber", defaults={"name": f"Can {right} nơi nhận"}
        )
        group.permissions.add(permission)
    group.permissions.add(permissions.get(content_type__app_label="wagtailadmin", codename="access_admin"))


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
