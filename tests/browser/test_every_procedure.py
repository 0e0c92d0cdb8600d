"""Every procedure that is announced has a page that can be read on a small phone, and whose links answer. Long.

`make crawl` runs it with the real procedures where REAL_PROCEDURES names them.
"""

import os
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from tests.browser.stack import read

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(1800)]

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
WIDTH = 360
# What a text never says, but what a fault in drawing it would leave behind.
RAW = re.compile(r"</?(?:p|br|div|span|table|td|b|i)\b[^<]*>|&(?:amp|lt|gt|nbsp|quot|#\d+);|\[object|undefined|\bNaN\b")
LOOK = """() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: [...document.querySelectorAll('h1')].map((each) => each.innerText.trim()),
    unnamed: [...document.querySelectorAll('main section')]
        .filter((each) => !each.querySelector('h1, h2, h3, h4, h5, [aria-label]') && !each.getAttribute('aria-label')
            && !each.getAttribute('aria-labelledby'))
        .map((each) => each.outerHTML.slice(0, 80)),
    empty: [...document.querySelectorAll('h1, h2, h3, h4, dt')].filter((each) => !each.innerText.trim()).length,
    skipped: [...document.querySelectorAll('h1, h2, h3, h4, h5')].map((each) => Number(each.tagName[1]))
        .some((level, place, all) => place && level > all[place - 1] + 1),
    text: document.querySelector('main').innerText,
    links: ['href', 'src'].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name))),
})"""


def addresses_of(stack) -> list[str]:
    """The Vietnamese pages of procedures, as search engines are told of them."""
    index = ET.fromstring(read(f"{stack.portal}/sitemap.xml")[1])
    parts = [part.text for part in index.iter(LOC)]
    pages = [page.text for part in parts for page in ET.fromstring(read(part)[1]).iter(LOC)]
    return [page for page in pages if re.fullmatch(re.escape(stack.portal) + r"/thu-tuc/[\d.]+", page)]


def answer(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def test_each_can_be_read_at_360_pixels_and_all_its_links_answer(stack, chromium):
    addresses = addresses_of(stack)
    real = os.environ.get("REAL_PROCEDURES")
    assert len(addresses) >= (len(Path(real).read_text(encoding="utf-8").splitlines()) if real else 20)
    page = chromium.new_context(viewport={"width": WIDTH, "height": 740}).new_page()
    faults, links = [], {}
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for address in addresses:
        status = page.goto(address, wait_until="load").status
        seen = page.evaluate(LOOK)
        faults += [f"{address}: answers {status}"] if status != 200 else []
        faults += [f"{address}: {seen['wide']} pixels too wide"] if seen["wide"] > 0 else []
        faults += [f"{address}: titles {seen['titles']}"] if len(seen["titles"]) != 1 or not seen["titles"][0] else []
        faults += [f"{address}: a part without a heading: {each}" for each in seen["unnamed"]]
        faults += [f"{address}: {seen['empty']} empty headings"] if seen["empty"] else []
        faults += [f"{address}: a heading's level is left out"] if seen["skipped"] else []
        faults += [f"{address}: shows {each}" for each in RAW.findall(seen["text"])]
        for link in seen["links"]:
            links.setdefault(urldefrag(urljoin(address, link))[0], address)
    page.context.close()
    assert faults == []
    ours = [link for link in links if link.startswith(stack.portal + "/")]
    with ThreadPoolExecutor(4) as askers:
        dead = [(link, links[link]) for link, told in zip(ours, askers.map(answer, ours), strict=True) if told != 200]
    assert dead == []
    assert all(re.match(r"https?://|tel:|mailto:", link) for link in set(links) - set(ours))
