"""The national code of a procedure, as forms of the desk check it."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

CODE = RegexValidator(r"^\d{1,2}\.\d{6}$", _("Mã thủ tục có dạng 1.001612."))
