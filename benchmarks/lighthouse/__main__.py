"""python -m benchmarks.lighthouse: Lighthouse on the portal's pages, as on a cheap phone on 3G.

The default stack with the real procedures; each page several times, and the median of each category counts, because
performance is a time of this machine. Fails when a category of a page is below what is wanted.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.stack import Stack
from tools import portal
from tools.progress import Problem, say, step

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "home": "/",
    "results": "/tim-kiem?q=khai+sinh",
    "procedure": "/thu-tuc/1.001193",
    "procedure in English": "/en/thu-tuc/1.001193",
}
ROUNDS, ATTEMPTS = 3, 3
Report = dict[str, dict[str, Any]]
# The browser talks to this machine alone.
CHROME = (
    "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync "
    "--disable-extensions --no-first-run"
)


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise Problem("Set CHROMIUM to the program of a Chromium or Chrome.")
    procedures = os.environ.get("REAL_PROCEDURES")
    if not procedures:
        raise Problem("Set REAL_PROCEDURES to the file of real procedures.")
    portal.build()
    if not PROGRAM.exists():
        with step("installing Lighthouse"):
            portal.npm("ci", "--no-audit", "--no-fund", folder=HERE)
    with tempfile.TemporaryDirectory(prefix="niemyet-lighthouse-") as folder:
        stack = Stack(Path(folder))
        with step("importing the procedures"):
            stack.prepare()
            stack.manage("import_procedures", str(Path(procedures).resolve()), "--announce")
            stack.manage("synchronize_index")
        try:
            stack.start()
            print(
                "| page | "
                + " | ".join(WANTED)
                + " | largest paint | shift | blocked |\n|---|---|---|---|---|---|---|---|"
            )
            low = list(filter(None, [told(name, stack.portal + path, chromium) for name, path in PAGES.items()]))
        finally:
            stack.stop()
    sys.exit("\n".join(low) or None)


def told(name: str, address: str, chromium: str) -> str:
    """Prints a row of the table; gives what is below the wanted and why, or nothing."""
    reports = [measured(address, chromium) for _round in range(ROUNDS)]
    scores = {each: round(100 * statistics.median(scored(report, each) for report in reports)) for each in WANTED}
    paint, shift, blocked = (
        statistics.median(report["audits"][each]["numericValue"] for report in reports)
        for each in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    )
    row = " | ".join(str(scores[each]) for each in WANTED)
    print(f"| {name} | {row} | {paint / 1000:.1f} s | {shift:.3f} | {blocked:.0f} ms |", flush=True)
    below = [each for each, score in scores.items() if score < WANTED[each]]
    return (
        f"{name}: " + "; ".join(f"{each} {scores[each]}: {reasons(reports[-1], each)}" for each in below)
        if below
        else ""
    )


def measured(address: str, chromium: str) -> Report:
    """The report of one visit. Tried again where the browser gave no trace, as on a busy machine."""
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--only-categories={','.join(WANTED)}"]
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            [*command, f"--chrome-flags={CHROME}"],
            env=portal.environment() | {"CHROME_PATH": chromium},
            capture_output=True,
            text=True,
        )
        if done.returncode == 0:
            report: Report = json.loads(done.stdout)
            return report
    raise Problem(f"Lighthouse failed on {address}:\n{done.stderr[-2000:]}")


def scored(report: Report, category: str) -> float:
    return float(report["categories"][category]["score"] or 0)


def reasons(report: Report, category: str) -> str:
    """The audits that cost points."""
    audits = report["categories"][category]["auditRefs"]
    return ", ".join(
        each["id"]
        for each in audits
        if each["weight"]
        and (report["audits"][each["id"]]["score"] or 0) < 0.9
        and report["audits"][each["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    )


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        say(str(problem))
        sys.exit(1)
