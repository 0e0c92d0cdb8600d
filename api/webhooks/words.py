"""Sentences for what a webhook met, and for addresses that are refused."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REFUSED = {
    "characters": gettext_lazy("Địa chỉ chỉ được có chữ không dấu, chữ số và dấu; tên miền có dấu viết ở dạng xn--."),
    "scheme": gettext_lazy("Địa chỉ phải bắt đầu bằng https://"),
    "host": gettext_lazy("Tên máy trong địa chỉ không hợp lệ: hãy ghi tên miền."),
    "port": gettext_lazy("Cổng này không được dùng: bỏ số cổng trong địa chỉ thì là cổng 443."),
    "user": gettext_lazy("Địa chỉ không được chứa tên người dùng hay mật khẩu."),
    "private": gettext_lazy("Địa chỉ này trỏ vào mạng nội bộ nên không được dùng."),
    "unknown": gettext_lazy("Không tìm thấy tên miền này."),
}
FAILED = {
    "slow": gettext_lazy("Máy nhận không trả lời xong trong thời hạn."),
    "certificate": gettext_lazy("Chứng thư của máy nhận không hợp lệ."),
    "connection": gettext_lazy("Không kết nối được với máy nhận."),
    "nonsense": gettext_lazy("Máy nhận trả lời không đúng giao thức HTTP."),
}


def answered(code: str, status: int | None) -> str:
    """What the last attempt met, in a sentence; "" where none was made or it was taken without more to say."""
    if code in REFUSED:
        return str(REFUSED[code])
    if code in FAILED:
        return str(FAILED[code])
    if code == "redirect":
        return _("Máy nhận chuyển hướng (%(status)s); hãy ghi thẳng địa chỉ cuối cùng.") % {"status": status}
    if code == "gone":
        return _("Máy nhận trả lời 410: địa chỉ này thôi nhận.")
    return _("Máy nhận trả lời %(status)s.") % {"status": status} if status else ""
