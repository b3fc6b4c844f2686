"""Manners: commands, keys, status bar, themes, other notebooks, accessibility."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

everywhere = pytest.mark.parametrize("platform", ["lab", "lab42", "notebook7"], indirect=True)
Open = Callable[..., Any]
Write = Callable[..., str]
Shot = Callable[[str], Path]
SPLIT = "from sklearn.model_selection import train_test_split\nimport numpy as np"
UNSEEDED = "rows = np.arange(100)\ntrain, test = train_test_split(rows)"


def fits(bar: Any) -> None:
    """Nothing of the panel is cut off or scrolls sideways."""
    cut = bar.panel.evaluate(
        """node => [...node.querySelectorAll('*')].filter(each =>
            each.checkVisibility() && !each.closest('pre, svg, .jp-MlopsBridge-live')
            && each.getBoundingClientRect().right > node.getBoundingClientRect().right + 1
        ).map(each => each.outerHTML.slice(0, 120))"""
    )
    assert cut == []


def close_all(bar: Any) -> None:
    bar.run("application:close-all")
    for _ in range(3):
        discard = bar.page.locator(".jp-Dialog").get_by_role("button", name="Discard")
        bar.page.wait_for_timeout(300)
        if discard.count():
            discard.click()


@everywhere
def test_palette_toolbar_and_context_menu(
    open_lab: Open, write_notebook: Write, platform: str
) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED))
    page = bar.page
    asked = page.locator(".lm-CommandPalette-input")
    for _ in range(3):  # a busy page closes it again when it gets the focus late
        bar.run("apputils:activate-command-palette")
        with suppress(TimeoutError):
            asked.fill("Next Finding", timeout=8_000)
            break
    page.keyboard.press("Enter")
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    expect(bar.active.locator(".jp-MlopsBridge-bar").first).to_be_visible()
    page.locator(".jp-Notebook .jp-CodeCell").first.click(button="right")
    expect(page.locator(".lm-Menu [data-command='mlops-bridge:lint']")).to_be_visible()
    page.keyboard.press("Escape")
    bar.button("More").click()
    menu = page.locator(".lm-Menu")
    expect(menu).to_contain_text("Fix All Safe Findings")
    menu.get_by_text("Check While Typing").click()
    expect(bar.state).to_have_text("off")
    bar.accessible()
    bar.button("More").click()
    page.locator(".lm-Menu").get_by_text("Check While Typing").click()
    bar.checked()


def test_the_file_browser_converts(open_lab: Open, churn: str) -> None:
    bar = open_lab(churn, panel=False)
    item = bar.page.locator(".jp-DirListing-item", has_text="churn.ipynb")
    item.click(button="right")
    bar.page.locator(".lm-Menu").get_by_text("Convert to a Job").click()
    expect(bar.panel.locator(".jp-MlopsBridge-steps li").first).to_be_visible()


def test_the_status_bar_agrees_and_opens_the_panel(open_lab: Open, churn: str) -> None:
    bar = open_lab(churn, panel=False)
    status = bar.page.locator(".jp-MlopsBridge-statusbutton")
    expect(bar.page.locator(".jp-MlopsBridge-statuscount").first).to_be_visible(timeout=60_000)
    counts = bar.page.locator(".jp-MlopsBridge-statuscount").all_inner_texts()
    expect(status).to_have_attribute("title", re.compile(r"errors?, \d+ warnings? in churn.ipynb"))
    status.click()
    bar.checked()
    chips = bar.panel.locator(".jp-MlopsBridge-chip").all_inner_texts()
    assert [int(text) for text in counts] == [int(chip) for chip in chips if chip != "0"]


@everywhere
def test_the_keyboard_is_enough(open_lab: Open, write_notebook: Write, platform: str) -> None:
    """From the editor to the list, through it, a fix, and back."""
    bar = open_lab(write_notebook(SPLIT, UNSEEDED, 'password = "hunter2-x9Qz"', "x = 1"))
    page = bar.page
    bar.go_to(0)
    page.keyboard.press("F8")
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    first = bar.cursor()
    page.keyboard.press("F8")
    page.wait_for_timeout(300)
    assert bar.cursor() > first
    page.keyboard.press("Shift+F8")
    page.wait_for_timeout(300)
    assert bar.cursor() == first
    page.keyboard.press("Control+Alt+l")
    focused = page.locator("#mlops-bridge-panel :focus")
    expect(focused).to_have_count(1)
    for _ in range(12):
        if bar.panel.locator("[data-nav]:focus").count():
            break
        page.keyboard.press("Tab")
    expect(bar.panel.locator("[data-nav]:focus")).to_have_count(1)
    for _ in range(10):
        if bar.rows("ENV104").locator("[data-nav]:focus").count():
            break
        page.keyboard.press("ArrowDown")
    row = bar.rows("ENV104").first
    expect(row.locator("[data-nav]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(row.locator(".jp-MlopsBridge-page")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(row.locator(".jp-MlopsBridge-detail")).to_have_count(0)
    before = bar.sources()
    page.keyboard.press("f")
    expect(bar.rows("ENV104")).to_have_count(0)
    assert bar.sources() != before
    expect(focused).to_have_count(1)
    page.keyboard.press("/")
    expect(bar.panel.get_by_label("Filter findings")).to_be_focused()
    page.keyboard.type("zzz")
    page.keyboard.press("Escape")
    expect(bar.panel.get_by_label("Filter findings")).to_have_value("")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    bar.rows().first.locator("[data-nav]").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".jp-Notebook :focus, .jp-Notebook:focus").first).to_be_attached()


def test_several_notebooks_renamed_and_closed(
    open_lab: Open, write_notebook: Write, lab: Any
) -> None:
    one = write_notebook(SPLIT, UNSEEDED)
    two = write_notebook('password = "hunter2-x9Qz"')
    bar = open_lab(one)
    expect(bar.rows("ENV104").first).to_be_visible()
    bar.run("docmanager:open", path=two)
    expect(bar.panel.locator(".jp-MlopsBridge-name")).to_have_text(two)
    expect(bar.rows("SEC301").first).to_be_visible()
    expect(bar.rows("ENV104")).to_have_count(0)
    bar.page.evaluate(
        "([from, to]) => jupyterapp.serviceManager.contents.rename(from, to)",
        [two, f"renamed-{two}"],
    )
    expect(bar.panel.locator(".jp-MlopsBridge-name")).to_have_text(f"renamed-{two}")
    bar.run("docmanager:open", path=one)
    expect(bar.rows("ENV104").first).to_be_visible()
    close_all(bar)
    expect(bar.panel.get_by_text("Open a notebook to see its findings.")).to_be_visible()


def test_a_notebook_of_another_language_says_so(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook("x = 1"))
    idle = bar.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    expect(idle).to_be_attached(timeout=60_000)
    # what a kernel of R tells when it has started; there is none on every machine
    bar.book("(book.model.setMetadata('language_info', { name: 'R' }), 0)")
    expect(
        bar.panel.get_by_text("This is a notebook in R: only Python is checked.")
    ).to_be_visible()


def test_settings_take_effect_at_once(open_lab: Open, write_notebook: Write, lab: Any) -> None:
    lab.settings(rules={"ENV104": "error", "SEC": "off"}, squiggles=False)
    bar = open_lab(write_notebook(SPLIT, UNSEEDED, 'password = "hunter2-x9Qz"'))
    expect(bar.rows("ENV104").locator(".jp-mod-error").first).to_be_visible()
    expect(bar.rows("SEC301")).to_have_count(0)
    expect(bar.page.locator(".jp-MlopsBridge-mark")).to_have_count(0)
    bar.page.evaluate(
        """async () => {
            const settings = jupyterapp.serviceManager.settings;
            await settings.save('mlops-bridge:plugin', '{"squiggles": true}');
        }"""
    )
    bar.page.reload()
    bar.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    expect(bar.page.locator(".jp-MlopsBridge-mark")).not_to_have_count(0, timeout=60_000)
    bar.page.locator(".jp-Toolbar [data-command='mlops-bridge:lint']").click()
    expect(bar.rows("SEC301").first).to_be_visible()


def test_a_fresh_page_makes_no_request_but_version(page: Page, lab: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/mlops-bridge/version*", timeout=90_000):
        page.goto(lab.url("").replace("/tree/", ""))
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=90_000)
    page.wait_for_timeout(1000)
    ours = [
        url.split("?")[0].rsplit("/mlops-bridge/", 1)[1] for url in asked if "/mlops-bridge/" in url
    ]
    routes = [route for route in ours if not route.startswith(("static", "package.json"))]
    assert routes == ["version"]


THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_is_accessible_and_fits(
    open_lab: Open, write_notebook: Write, churn: str, lab: Any, shot: Shot, theme: str
) -> None:
    """axe-core on each state of the panel, at 320 pixels and more, in each theme."""
    light = theme == THEMES[0]
    bar = open_lab(churn)
    page = bar.page
    if not light:
        bar.run("apputils:change-theme", theme=theme)
        page.wait_for_selector("body[data-jp-theme-light='false']", state="attached")
        page.wait_for_timeout(500)

    # findings, a row's detail and its choices of where to ignore it
    row = bar.rows("LEAK701").first
    row.get_by_role("button", name="Details").click()
    expect(row.locator(".jp-MlopsBridge-page")).to_be_visible()
    row.get_by_role("button", name="Ignore", exact=True).click()
    if theme == THEMES[1]:
        row.locator("[data-nav]").click()
        page.screenshot(path=shot("dark.png"))
    bar.accessible()
    fits(bar)

    # the filter hides all
    bar.panel.get_by_label("Filter findings").fill("no such thing")
    expect(bar.panel.get_by_text("0 of")).to_be_visible()
    bar.accessible()
    bar.button("Clear filter").click()

    # convert: the form with all sections open
    bar.tab("Convert")
    expect(bar.panel.locator(".jp-MlopsBridge-steps li").first).to_be_visible()
    for name in (r"\d+ parameters", "Files", "moved or dropped", "On the command line"):
        section = bar.panel.get_by_role("button", name=re.compile(name))
        if section.count():
            section.first.click()
    bar.panel.get_by_label("Run the job").check()
    expect(bar.panel.locator(".jp-MlopsBridge-files li").first).to_be_visible()
    bar.accessible()
    fits(bar)
    if theme == THEMES[2]:
        page.screenshot(path=shot("contrast.png"))

    # clean
    bar.run("docmanager:open", path=write_notebook(("markdown", "# Nothing yet"), "x = 1"))
    bar.tab("Findings")
    expect(bar.panel.get_by_text("No findings in 1 cell.")).to_be_visible()
    bar.accessible()
    if light:
        page.screenshot(path=shot("clean.png"))

    # no notebook
    close_all(bar)
    expect(bar.panel.get_by_text("Open a notebook to see its findings.")).to_be_visible()
    bar.accessible()
    if light:
        page.screenshot(path=shot("empty.png"))


def test_a_narrow_panel_cuts_nothing_off(open_lab: Open, churn: str, shot: Shot) -> None:
    bar = open_lab(churn, width=900)
    page = bar.page
    bar.run("application:toggle-left-area")
    handle = page.locator("#jp-main-split-panel > .lm-SplitPanel-handle:visible").last
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(900, box["y"] + 300, steps=5)
    page.mouse.up()
    width = bar.panel.bounding_box()
    assert width is not None and width["width"] < 330
    fits(bar)
    row = bar.rows("LEAK701").first
    row.get_by_role("button", name="Details").click()
    row.hover()
    page.screenshot(path=shot("narrow.png"))
    fits(bar)
    bar.tab("Convert")
    expect(bar.panel.locator(".jp-MlopsBridge-steps li").first).to_be_visible()
    fits(bar)


def test_twice_the_size_is_usable(open_lab: Open, churn: str) -> None:
    bar = open_lab(churn)
    bar.page.evaluate("document.body.style.zoom = 2")
    bar.rows().first.get_by_role("button", name="Details").click()
    fits(bar)
