"""What a password must be, beside Django's own rules. Told in Vietnamese, which Django's catalogue lacks in part."""

from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from register.vietnamese import fold

ALIKE = 0.7  # as Django's own validator counts it
SHORTEST = 3  # letters of a name that may not make up most of a password


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu phải có ít nhất %(count)s ký tự.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()


class NotTheName:
    """Not like the name, the account or the address, with or without accents: `nguyenthilan` for Nguyễn Thị Lan."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = _letters(password)
        for name in _names(user) if user is not None else ():
            left = typed.replace(name, "")
            if 2 * len(left) <= len(typed) or SequenceMatcher(None, typed, name).ratio() >= ALIKE:
                raise ValidationError(
                    _("Mật khẩu quá giống tên, tên đăng nhập hoặc địa chỉ thư của bạn."), code="password_too_similar"
                )

    def get_help_text(self) -> str:
        return _("Mật khẩu không được giống tên, tên đăng nhập hoặc địa chỉ thư.")


class NotTheFormer:
    """Not the one that is being changed. Older ones are not kept, so they cannot be asked for."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(_("Mật khẩu mới phải khác mật khẩu đang dùng."), code="password_unchanged")

    def get_help_text(self) -> str:
        return _("Mật khẩu mới phải khác mật khẩu đang dùng.")


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _names(user: Any) -> set[str]:
    given = [user.get_username(), user.first_name, user.last_name, user.email.partition("@")[0]]
    given += [f"{user.last_name} {user.first_name}", f"{user.first_name} {user.last_name}"]
    return {name for name in map(_letters, given) if len(name) >= SHORTEST}
