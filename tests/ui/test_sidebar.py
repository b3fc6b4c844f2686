"""The sidebar as a user meets it: a real JupyterLab, a real Chromium, the churn notebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

LOADED = 60_000
SIZE = {"width": 1440, "height": 900}
BOOK = "[...jupyterapp.shell.widgets('main')][0].content"
BAD = 'print("scored")\napi_key = "sk_live_51Hx8fJk2mN9pQ"'

# Machines that build other things meanwhile are slow to paint.
expect.set_options(timeout=20_000)


@pytest.fixture
def open_lab(page: Page, lab: Any) -> Callable[[str], Page]:
    """Open a notebook and the panel beside it."""

    def go(notebook: str) -> Page:
        page.set_viewport_size(SIZE)
        page.goto(lab.url(notebook))
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LOADED)
        page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=LOADED)
        page.locator(".jp-Toolbar [data-command='mlops-bridge:lint']").click()
        expect(page.locator(".jp-MlopsBridge-state")).to_have_text("checked", timeout=LOADED)
        return page

    return go


def panel(page: Page) -> Locator:
    return page.locator("#mlops-bridge-panel")


def rows(page: Page, code: str = "") -> Locator:
    wanted = f"[data-code='{code}']" if code else ""
    return panel(page).locator(f".jp-MlopsBridge-row{wanted}")


def add_cell(page: Page, source: str) -> Locator:
    """Go to the last cell, add one below by keys, and type into it."""
    page.evaluate(
        f"(() => {{ const book = {BOOK}; book.activeCellIndex = book.widgets.length - 1;"
        " book.deselectAll(); book.mode = 'command'; book.activate(); })()"
    )
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    cell = page.locator(".jp-Cell.jp-mod-active")
    expect(cell.locator(".cm-editor.cm-focused")).to_be_visible()
    page.keyboard.insert_text(source)
    expect(cell).to_contain_text(source.splitlines()[-1])
    return cell


def source(page: Page) -> str:
    """The text of the active cell in the shared model."""
    return str(page.evaluate(f"{BOOK}.activeCell.model.sharedModel.getSource()"))


@pytest.mark.slow
def test_first_light(
    open_lab: Callable[[str], Page], churn: str, lab: Any, shot: Callable[[str], Path]
) -> None:
    """List, type, jump, fix, undo, convert: in one sitting, as issue 2 tells it."""
    page = open_lab(churn)

    # The panel lists the findings by cell.
    expect(panel(page).locator(".jp-MlopsBridge-group").first).to_contain_text("Cell ")
    before = rows(page).count()
    assert before >= 5

    # A bad line: its finding appears without saving, and the exact text is underlined.
    cell = add_cell(page, BAD)
    row = rows(page, "SEC301").last
    expect(row).to_contain_text("API_KEY")
    expect(rows(page)).to_have_count(before + 1)
    expect(cell.locator(".jp-MlopsBridge-mark").first).to_have_text('"sk_live_51Hx8fJk2mN9pQ"')
    assert "sk_live" not in (lab.root / churn).read_text(encoding="utf-8")

    # A click jumps to another cell and line, the cursor in its editor.
    other = rows(page, "LEAK701").first
    place = re.search(r"line (\d+)", other.locator(".jp-MlopsBridge-place").inner_text())
    assert place is not None
    other.locator(".jp-MlopsBridge-jump").click()
    active = page.locator(".jp-Cell.jp-mod-active")
    expect(active.locator(".cm-content")).to_contain_text("fit_transform")
    expect(active.locator(".cm-editor.cm-focused")).to_be_visible()
    assert page.evaluate(f"{BOOK}.activeCell.editor.getCursorPosition().line + 1") == int(place[1])

    other.hover()
    page.screenshot(path=shot("sidebar.png"))

    # Back to the bad line, and its fix: it needs an eye, so the change is shown first.
    row.locator(".jp-MlopsBridge-jump").click()
    expect(active.locator(".cm-content")).to_contain_text("api_key")
    row.hover()
    row.get_by_role("button", name="Fix").click()
    expect(row.locator("ins").last).to_contain_text("os.environ")
    assert source(page) == BAD
    row.get_by_role("button", name="Apply").click()
    expect(rows(page)).to_have_count(before)
    assert 'api_key = os.environ["API_KEY"]' in source(page)

    # Ctrl+Z takes back the fix, and only the fix.
    active.locator(".cm-content").click()
    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(before + 1)
    assert source(page) == BAD

    # Convert, with progress, to a folder that a click opens. The bad cell goes first: it is ours.
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.keyboard.press("d")
    panel(page).get_by_role("tab", name="Convert").click()
    expect(panel(page).locator(".jp-MlopsBridge-steps li").nth(5)).to_be_visible()
    expect(panel(page).get_by_label("Build the image")).not_to_be_checked()
    page.screenshot(path=shot("sidebar-convert.png"))
    folder = panel(page).get_by_label("Folder").input_value()
    panel(page).get_by_role("button", name="Convert", exact=True).click()
    expect(panel(page).locator(".jp-MlopsBridge-stages li").first).to_be_visible()
    opener = panel(page).get_by_role("button", name="Open folder")
    expect(opener).to_be_visible(timeout=180_000)
    expect(panel(page).locator(".jp-MlopsBridge-created")).to_contain_text(f"{folder}/")
    expect(panel(page).locator(".jp-MlopsBridge-verdict[data-equal='true']")).to_be_visible()
    assert (lab.root / folder / "README.md").exists()
    opener.click()
    browser = page.locator(".jp-DirListing-content")
    expect(browser.locator(".jp-DirListing-item", has_text="Dockerfile")).to_be_visible()
    page.screenshot(path=shot("sidebar-converted.png"))


@pytest.mark.slow
def test_status_bar_agrees_with_the_panel(open_lab: Callable[[str], Page], churn: str) -> None:
    page = open_lab(churn)
    chips = [int(text) for text in panel(page).locator(".jp-MlopsBridge-chip").all_inner_texts()]
    status = page.locator(".jp-MlopsBridge-statuscount").all_inner_texts()
    assert [int(text) for text in status] == [count for count in chips if count]
    assert sum(chips) == rows(page).count()


@pytest.mark.slow
def test_keys_walk_from_finding_to_finding(open_lab: Callable[[str], Page], churn: str) -> None:
    page = open_lab(churn)
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("F8")
    active = page.locator(".jp-Cell.jp-mod-active .jp-MlopsBridge-bar")
    expect(active.first).to_be_visible()
    first = page.evaluate(f"{BOOK}.activeCellIndex")
    for _ in range(4):
        page.keyboard.press("F8")
        page.wait_for_timeout(150)
    assert page.evaluate(f"{BOOK}.activeCellIndex") > first


@pytest.mark.slow
def test_the_panel_fits_and_is_legible_in_the_dark(
    open_lab: Callable[[str], Page], churn: str
) -> None:
    page = open_lab(churn)
    page.evaluate(
        "jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_selector("body[data-jp-theme-light='false']", state="attached")
    rows(page).first.hover()
    rows(page).first.get_by_role("button", name="Details").click()
    expect(rows(page).first.locator(".jp-MlopsBridge-page")).to_be_visible()
    listed = panel(page).locator(".jp-MlopsBridge-list")
    assert listed.evaluate("node => node.scrollWidth <= node.clientWidth")


@pytest.mark.slow
def test_a_fresh_page_makes_no_request_but_version(page: Page, lab: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/mlops-bridge/version*", timeout=LOADED):
        page.goto(lab.url("").replace("/tree/", ""))
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=LOADED)
    page.wait_for_timeout(1000)
    ours = [
        url.split("?")[0].rsplit("/mlops-bridge/", 1)[1] for url in asked if "/mlops-bridge/" in url
    ]
    routes = [route for route in ours if not route.startswith(("static", "package.json"))]
    assert routes == ["version"]
