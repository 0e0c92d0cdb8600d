"""How one comes to the desk, and how that ends: docs/adr/0011-login.md."""


def listen() -> None:
    """To what Django, django-allauth and django-axes tell; called once all applications are there."""
    from allauth.mfa.signals import authenticator_added, authenticator_removed
    from axes.signals import user_locked_out
    from django.contrib.auth import get_user_model
    from django.contrib.auth.signals import user_logged_in, user_logged_out
    from django.db.models.signals import pre_delete

    from . import checks, factor, keeping, lock, sessions  # noqa: F401 - checks register themselves

    user_logged_in.connect(sessions.logged_in, dispatch_uid="cms.login.logged_in")
    user_logged_out.connect(sessions.logged_out, dispatch_uid="cms.login.logged_out")
    user_locked_out.connect(lock.was_locked, dispatch_uid="cms.login.was_locked")
    authenticator_added.connect(factor.was_added, dispatch_uid="cms.login.factor_added")
    authenticator_removed.connect(factor.was_removed, dispatch_uid="cms.login.factor_removed")
    pre_delete.connect(keeping.refuse_deleting, sender=get_user_model(), dispatch_uid="cms.login.refuse_deleting")
