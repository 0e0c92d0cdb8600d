"""API, worker and portal as processes over a midnight in Viet Nam, on a host that lives in UTC."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from tests.browser.stack import Stack, offset_to, read

pytestmark = [pytest.mark.browser, pytest.mark.long]

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = dt.datetime(2035, 1, 1, tzinfo=HANOI)  # the sample's last decision takes effect


def test_the_text_of_the_new_day_is_shown_when_the_day_turns_and_no_job_has_run(tmp_path):
    stack = Stack(tmp_path, TZ="UTC")
    stack.prepare()
    pages = pages_of_the_future_decision(stack)
    stack.environment["CLOCK_OFFSET_SECONDS"] = offset_to(NEW_YEAR - dt.timedelta(seconds=60))
    began = time.monotonic()
    try:
        stack.start(worker=True)
        before = [read(f"{stack.portal}{path}")[1] for path in pages]
        assert time.monotonic() - began < 58, "the processes took longer to start than the evening lasts"
        assert all("3057/QĐ-UBND" not in text for text in before)
        time.sleep(max(0.0, 62 - (time.monotonic() - began)))
        after = [read(f"{stack.portal}{path}")[1] for path in pages]
        assert all("3057/QĐ-UBND" in text for text in after)
        assert all(process.poll() is None for process in stack.processes.values())
    finally:
        stack.stop()


def pages_of_the_future_decision(stack: Stack) -> list[str]:
    found = stack.manage(
        "shell", "-v0", "-c",
        "from register.models import AnnouncedEdition as E; "
        "print(*E.objects.filter(announcement__slug='3057-QD-UBND').values_list('code', flat=True))",
    )  # fmt: skip
    return [f"/thu-tuc/{code}" for code in found.split()]
