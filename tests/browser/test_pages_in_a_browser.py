"""Pages in a real browser: narrow and wide, light and dark, Greek and English, by keyboard and on paper."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]

PATHS = [
    "/", "/doc/project/b2zym648et", "/doc/event/x66m1389mn", "/doc/org/rcf9yhgzw4", "/doc/person/d3kkaybqdb",
    "/doc/place/ej2jeq1zf5", "/doc/doc/dzyd4wn4pe", "/tco", "/concept", "/concept/role-partner", "/shapes", "/report",
    "/search?q=serres", "/browse/announcements", "/graph/provenance", "/nothing", "/sparql",
]  # fmt: skip

CONTRAST = """() => {
  const number = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    const seen = [];
    for (let at = e; at; at = at.parentElement) {
      const style = getComputedStyle(at).backgroundColor;
      if (!style.startsWith('rgb')) { continue; }
      const colour = number(style);
      if ((colour[3] ?? 1) === 1) { return colour; }
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.classList.contains('unseen') || e.classList.contains('skip')) { continue; }
    const [a, b] = [light(number(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { poor.push(`${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)} ${ratio.toFixed(2)}`); }
  }
  return poor;
}"""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing: a request is no event of a test."""


@pytest.fixture(scope="module")
def address(site_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site_app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Visit]:
    contexts = []

    def visit(
        path: str, width: int = 1400, locale: str = "en-GB", scheme: Scheme = "light", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=locale,
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("locale", ["en-GB", "el-GR"])
@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways(open_page: Visit, path: str, width: int, locale: str) -> None:
    page = open_page(path, width, locale)
    assert page.get_attribute("html", "lang") == locale[:2]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_text_stands_out_from_its_ground(open_page: Visit, path: str, scheme: Scheme) -> None:
    page = open_page(path, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate(CONTRAST) == []


TARGET = """() => {
  const summary = document.querySelector('details.note summary');
  const target = getComputedStyle(summary, '::after');
  return [parseFloat(target.width), parseFloat(target.height)];
}"""


def test_marks_of_evidence_are_large_enough_for_a_finger(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/doc/project/b2zym648et?lang=el")
    width, height = page.evaluate(TARGET)
    context.close()
    assert (width >= 24, height >= 24) == (True, True)


@pytest.mark.parametrize("locale", ["en-GB", "el-GR"])
@pytest.mark.parametrize("path", ["/", "/tco"])
def test_the_hint_in_the_search_field_fits_a_narrow_screen(open_page: Visit, path: str, locale: str) -> None:
    page = open_page(path, 360, locale)
    field = page.locator("input[type=search]").first
    field.evaluate("(one) => { one.value = one.placeholder }")
    assert field.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_dark_pages_are_dark(open_page: Visit) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_page("/", scheme=scheme).evaluate(ground) for scheme in ("light", "dark"))
    assert sum(int(part) for part in light[4:-1].split(",")) > 600
    assert sum(int(part) for part in dark[4:-1].split(",")) < 150


def test_evidence_opens_by_keyboard_and_without_scripts(open_page: Visit) -> None:
    page = open_page("/doc/project/b2zym648et?lang=el", scripts=False)
    note = page.locator(".row details.note").first
    assert not note.locator("blockquote").first.is_visible()
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    assert note.locator("blockquote mark").first.is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(open_page: Visit) -> None:
    page = open_page("/doc/project/b2zym648et")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_quote_leads_to_its_words_in_the_announcement(open_page: Visit) -> None:
    page = open_page("/doc/event/x66m1389mn?lang=en")
    note = page.locator(".row details.note").first
    note.locator("summary").click()
    words = note.locator("mark").first.inner_text()
    note.locator("figcaption a").first.click()
    page.wait_for_url("**#c*")
    assert words in page.locator(".column").inner_text()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 900


def test_a_search_from_any_page_finds_in_its_language(open_page: Visit) -> None:
    page = open_page("/tco?lang=el")
    page.fill("#q", "ΣΕΡΡΕΣ")
    page.press("#q", "Enter")
    page.wait_for_url("**/search?**")
    assert page.get_attribute("html", "lang") == "el"
    assert page.locator(".links a").first.inner_text() == "Σέρρες"


def test_paper_shows_the_sources_as_footnotes(open_page: Visit) -> None:
    page = open_page("/doc/project/b2zym648et?lang=en")
    assert not page.locator(".footnotes").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".footnotes").first.is_visible()
    assert not page.locator(".bar .find").is_visible()


def test_a_page_asks_only_this_site(open_page: Visit, address: str) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert asked
    assert all(url.startswith(address) for url in asked)
