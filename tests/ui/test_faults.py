"""Faults: servers that die or dawdle, notebooks that are huge, edits in the wrong moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Any]
Write = Callable[..., str]
Shot = Callable[[str], Path]
SPLIT = "from sklearn.model_selection import train_test_split\nimport numpy as np"
UNSEEDED = "rows = np.arange(100)\ntrain, test = train_test_split(rows)"
SECRET = 'password = "hunter2-x9Qz"'


@pytest.fixture
def lab(serve: Callable[..., Any]) -> Iterator[Any]:
    """A server of their own: these tests end it."""
    jupyter = serve("lab", key="faults")
    if jupyter.process is None:
        jupyter.start()
    jupyter.settings()
    jupyter.windowing("contentVisibility")
    yield jupyter


def type_at_end(bar: Any, index: int, text: str) -> None:
    bar.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content").click()
    bar.page.keyboard.press("Control+End")
    bar.page.keyboard.type(text)


def dismiss_what_jupyter_says(page: Page) -> None:
    """Jupyter tells of a lost server in a dialog of its own: a user closes it."""
    dialog = page.locator(".jp-Dialog", has_text="Server Connection Error")
    page.add_locator_handler(dialog, lambda shown: shown.locator("button").last.click())


def no_dialog_of_ours(page: Page) -> None:
    """Jupyter itself may say that it lost the server; nothing else may stand in the way."""
    for dialog in page.locator(".jp-Dialog").all():
        assert "Server Connection Error" in dialog.inner_text(), dialog.inner_text()


def test_a_server_that_is_killed_and_comes_back(
    open_lab: Open, write_notebook: Write, lab: Any, shot: Shot
) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED))
    rows = bar.rows().count()
    dismiss_what_jupyter_says(bar.page)
    lab.kill()
    type_at_end(bar, 1, "\nafter = 1")
    expect(bar.state).to_have_text("old")
    expect(bar.panel.get_by_text("trying again")).to_be_visible()
    assert bar.rows().count() == rows
    assert bar.sources()[1].endswith("after = 1")
    no_dialog_of_ours(bar.page)
    bar.accessible()
    bar.page.screenshot(path=shot("error.png"))
    lab.start()
    bar.checked()
    type_at_end(bar, 1, "\n" + SECRET)
    expect(bar.rows("SEC301")).to_have_count(1)
    assert bar.sources()[1].endswith(f"after = 1\n{SECRET}")


def test_a_server_that_is_restarted_in_the_middle_of_work(
    open_lab: Open, write_notebook: Write, lab: Any
) -> None:
    name = write_notebook("import time", "n = 3", "time.sleep(25)\nprint(n)")
    bar = open_lab(name)
    bar.tab("Convert")
    folder = bar.panel.get_by_label("Folder").input_value()
    bar.button("Convert").click()
    expect(bar.panel.locator("li[data-state='running']")).to_contain_text(
        "Prove it equal", timeout=60_000
    )
    dismiss_what_jupyter_says(bar.page)
    lab.kill()
    expect(bar.panel.get_by_text("No answer from the Jupyter server.")).to_be_visible(
        timeout=40_000
    )
    lab.start()
    expect(bar.panel.get_by_role("alert")).to_contain_text("Jupyter was restarted", timeout=40_000)
    bar.accessible()
    # What was converted is whole, and the rest goes on from there.
    assert (lab.root / folder / "manifest.json").is_file()
    bar.panel.get_by_role("button", name="Try again: Prove it equal").click()
    expect(bar.panel.locator("li[data-state='running']")).to_contain_text("Prove it equal")
    bar.button("Cancel").click()
    expect(bar.panel.get_by_text("Cancelled. Nothing was left half-written.")).to_be_visible(
        timeout=60_000
    )


def test_a_slow_server_loses_no_text_and_jumps_nowhere_wrong(
    open_lab: Open, write_notebook: Write, shot: Shot
) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED, "x = 1"))

    def dawdle(route: Route) -> None:
        time.sleep(2)
        route.continue_()

    bar.page.route("**/mlops-bridge/lint*", dawdle)
    type_at_end(bar, 2, "\n" + SECRET)
    expect(bar.state).to_have_text("checking")
    type_at_end(bar, 2, "\ny = 2")
    expect(bar.rows("SEC301").first).to_be_visible()
    type_at_end(bar, 2, "\nz = 3")
    assert bar.source() == f"x = 1\n{SECRET}\ny = 2\nz = 3"
    bar.rows("SEC301").first.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    assert bar.cursor()[:2] == (2, 2)
    no_dialog_of_ours(bar.page)
    bar.page.unroute_all(behavior="ignoreErrors")


def test_the_first_check_shows_that_it_goes_on(
    open_lab: Open, write_notebook: Write, shot: Shot
) -> None:
    name = write_notebook(SPLIT, UNSEEDED)
    bar = open_lab(write_notebook("x = 1"))

    def dawdle(route: Route) -> None:
        time.sleep(4)
        route.continue_()

    bar.page.route("**/mlops-bridge/lint*", dawdle)
    bar.run("docmanager:open", path=name)
    expect(bar.panel.locator(".jp-MlopsBridge-skeleton")).to_be_visible()
    bar.page.wait_for_timeout(700)
    bar.page.screenshot(path=shot("loading.png"))
    bar.accessible()
    expect(bar.rows("ENV104").first).to_be_visible()
    bar.page.unroute_all(behavior="ignoreErrors")


def test_a_finding_whose_cell_moved_or_went(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED, "x = 1", SECRET))
    page = bar.page
    row = bar.rows("SEC301").first
    row.get_by_role("button", name="Details").click()
    expect(row.locator(".jp-MlopsBridge-diff")).to_be_visible()
    # moved up while its fix is open: the jump follows the cell, the fix meets the right text
    bar.go_to(3)
    bar.run("notebook:move-cell-up")
    bar.run("notebook:move-cell-up")
    expect(bar.rows("SEC301").first).to_be_visible()
    bar.checked()
    bar.rows("SEC301").first.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-content")).to_contain_text("password")
    assert bar.cursor()[0] == 1
    bar.rows("SEC301").first.get_by_role("button", name="Apply").click()
    expect(bar.rows("SEC301")).to_have_count(0)
    assert "os.environ" in bar.sources()[1]
    assert bar.sources()[2:] == [UNSEEDED, "x = 1"]
    # deleted while its detail is open, and the answer is late: nothing is edited
    row = bar.rows("ENV104").first
    row.get_by_role("button", name="Details").click()
    page.route("**/mlops-bridge/lint*", lambda route: route.abort())
    bar.go_to(2)
    page.keyboard.press("d")
    page.keyboard.press("d")
    before = bar.sources()
    row.locator(".jp-MlopsBridge-jump").click()
    page.wait_for_timeout(300)
    assert bar.sources() == before
    no_dialog_of_ours(page)
    page.unroute_all(behavior="ignoreErrors")
    expect(bar.rows("ENV104")).to_have_count(0, timeout=40_000)


def test_a_fix_after_the_text_moved_on_edits_nothing(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED))
    row = bar.rows("ENV104").first
    row.hover()
    bar.page.route("**/mlops-bridge/lint*", lambda route: route.abort())
    bar.page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    bar.page.keyboard.press("Control+Home")
    bar.page.keyboard.insert_text("new = 1\n")
    typed = bar.source()
    row.hover()
    row.get_by_role("button", name="Fix").click()
    expect(bar.page.get_by_text("The text has changed: nothing was edited.")).to_be_visible()
    assert bar.source() == typed
    bar.page.unroute_all(behavior="ignoreErrors")


def test_two_quick_edits_in_a_row(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED, SECRET, 'token = "abcDEF-123456"'))
    before = bar.sources()
    for code in ("ENV104",):
        row = bar.rows(code).first
        row.hover()
        row.get_by_role("button", name="Fix").click()
    bar.page.locator(".jp-Notebook .jp-Cell").nth(2).locator(".cm-content").click()
    bar.page.keyboard.press("Control+Home")
    bar.page.keyboard.insert_text("a = 1\n")
    bar.page.keyboard.insert_text("b = 2\n")
    expect(bar.rows("ENV104")).to_have_count(0)
    assert bar.sources()[2] == f"a = 1\nb = 2\n{SECRET}"
    expect(bar.rows("SEC301").first.locator(".jp-MlopsBridge-place")).to_have_text("line 3")
    assert bar.sources()[3] == before[3]


def test_five_thousand_cells(open_lab: Open, write_notebook: Write, lab: Any) -> None:
    cells = [f"v{n} = {n}\nprint(v{n})" for n in range(5000)]
    cells[2500] = SECRET
    name = write_notebook(*cells)
    bar = open_lab(name)
    expect(bar.rows("SEC301")).to_have_count(1, timeout=90_000)
    bar.accessible()
    bar.rows("SEC301").first.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible(timeout=60_000)
    assert bar.cursor()[0] == 2500
    bar.page.keyboard.press("Control+End")
    bar.page.keyboard.type("\ntyped = 1")
    assert bar.source() == f"{SECRET}\ntyped = 1"
    bar.page.keyboard.press("Control+Home")
    bar.page.keyboard.insert_text("first = 1\n")
    expect(bar.rows("SEC301").first.locator(".jp-MlopsBridge-place")).to_have_text(
        "line 2", timeout=60_000
    )
    no_dialog_of_ours(bar.page)


def test_a_missing_server_part_is_told_with_the_command_that_helps(
    page: Page, lab: Any, write_notebook: Write, open_lab: Open
) -> None:
    name = write_notebook("x = 1")
    page.route("**/mlops-bridge/version*", lambda route: route.fulfill(status=404, body="{}"))
    bar = open_lab(name, panel=False)
    page.locator(".jp-MlopsBridge-statusbutton").click()
    expect(bar.panel.get_by_text("jupyter server extension list")).to_be_visible()
    bar.accessible()
    page.unroute_all(behavior="ignoreErrors")
    page.route(
        "**/mlops-bridge/version*",
        lambda route: route.fulfill(status=200, body='{"version": "0.0.1"}'),
    )
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.locator(".jp-MlopsBridge-statusbutton").click()
    expect(bar.panel.get_by_text("The server part is 0.0.1")).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")
