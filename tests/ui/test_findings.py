"""Findings: every way to see, reach, fix and silence them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

everywhere = pytest.mark.parametrize("platform", ["lab", "lab42", "notebook7"], indirect=True)
SPLIT = "from sklearn.model_selection import train_test_split\nimport numpy as np"
UNSEEDED = "rows = np.arange(100)\ntrain, test = train_test_split(rows)"
SECRET = 'password = "hunter2-x9Qz"'
Open = Callable[..., Any]
Write = Callable[..., str]


@everywhere
def test_markers_tell_and_fix_on_hover(
    open_lab: Open, write_notebook: Write, shot: Callable[[str], Path], platform: str
) -> None:
    bar = open_lab(write_notebook(SPLIT, "limit = 3", UNSEEDED, SECRET))
    marks = bar.page.locator(".jp-MlopsBridge-mark")
    text = bar.page.locator(".jp-Notebook .jp-Cell").nth(2).locator(".jp-MlopsBridge-mark").first
    expect(text).to_contain_text("train_test_split")
    assert marks.count() >= 2
    text.hover()
    tip = bar.page.locator(".cm-tooltip-lint")
    expect(tip).to_contain_text("seed")
    if platform == "lab":
        bar.page.screenshot(path=shot("hover.png"))
    tip.get_by_role("button", name="Explain").click()
    row = bar.rows("ENV104").first
    expect(row.locator(".jp-MlopsBridge-page")).to_contain_text("Bad")
    expect(row.locator("[data-nav]")).to_be_focused()


def test_an_emoji_before_the_place_shifts_nothing(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook('say = "🙂🙂"; password = "hunter2-x9Qz"'))
    expect(bar.page.locator(".jp-MlopsBridge-mark").first).to_have_text('"hunter2-x9Qz"')
    bar.rows("SEC301").first.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    line = 'say = "🙂🙂"; password = '
    assert bar.cursor() == (0, 1, len(line.encode("utf-16-le")) // 2 + 1)


@pytest.mark.parametrize(
    ("platform", "mode"),
    [("lab", "defer"), ("lab", "full"), ("lab", "none"), ("lab", "contentVisibility"),
     ("lab42", "full"), ("lab42", "defer")],
    indirect=["platform"],
)  # fmt: skip
def test_jumps_reach_far_cells_in_every_windowing_mode(
    open_lab: Open, write_notebook: Write, lab: Any, mode: str
) -> None:
    lab.windowing(mode)
    cells = [f"x{n} = {n}\n" + "\n".join(f"print({n})" for _ in range(12)) for n in range(150)]
    bar = open_lab(write_notebook(SPLIT, *cells, UNSEEDED, *cells, SECRET))
    for code, index in (("SEC301", 302), ("ENV104", 151)):
        bar.rows(code).first.locator(".jp-MlopsBridge-jump").click()
        expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
        assert bar.cursor()[0] == index
        expect(bar.active.locator(".cm-content")).to_be_in_viewport()
        expect(bar.active.locator(".jp-MlopsBridge-mark").first).to_be_visible()


def test_fix_all_is_undone_by_one_click_or_by_keys(open_lab: Open, write_notebook: Write) -> None:
    bar = open_lab(write_notebook("!pip install numpy\nx = 1", "!pip install pandas\ny = 2"))
    before = bar.sources()
    button = bar.panel.get_by_role("button", name="Fix all safe")
    if not button.count():
        pytest.fail(f"no safe fix among {bar.rows().all_inner_texts()}")
    button.click()
    expect(bar.panel.get_by_role("button", name="Undo")).to_be_focused()
    assert bar.sources() != before
    bar.button("Undo").click()
    assert bar.sources() == before
    bar.panel.get_by_role("button", name="Fix all safe").click()
    expect(bar.panel.get_by_role("button", name="Undo")).to_be_visible()
    changed = bar.sources()
    assert changed[0] != before[0] and changed[1] != before[1]
    bar.page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    bar.page.keyboard.press("Control+z")
    assert bar.sources() == [changed[0], before[1]]


def test_a_fix_of_a_cell_that_is_out_of_the_window(open_lab: Open, write_notebook: Write) -> None:
    filler = [f"v{n} = {n}\n" + "\n" * 20 for n in range(120)]
    bar = open_lab(write_notebook(SPLIT, *filler, UNSEEDED))
    row = bar.rows("ENV104").last
    row.hover()
    row.get_by_role("button", name="Fix").click()
    expect(bar.rows("ENV104")).to_have_count(0)
    assert "random_state" in bar.sources()[-1] or "seed" in "".join(bar.sources())


def test_a_fix_is_one_step_of_undo_and_loses_no_keystroke(
    open_lab: Open, write_notebook: Write
) -> None:
    bar = open_lab(write_notebook(SPLIT, UNSEEDED))
    page = bar.page
    page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nlast = 1")
    expect(bar.rows("ENV104")).to_have_count(1)
    bar.checked()
    typed = bar.source()
    row = bar.rows("ENV104").first
    row.hover()
    row.get_by_role("button", name="Fix").click()
    expect(bar.rows("ENV104")).to_have_count(0)
    fixed = bar.source()
    assert fixed != typed and fixed.endswith("last = 1")
    page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("0")
    assert bar.source() == f"{fixed}0"
    page.keyboard.press("Control+z")
    assert bar.source() == fixed
    page.keyboard.press("Control+z")
    assert bar.source() == typed


@everywhere
def test_ignore_on_the_line_in_the_cell_in_the_notebook_in_the_project(
    open_lab: Open, write_notebook: Write, lab: Any
) -> None:
    one = 'password = "hunter2-x9Qz"'
    bar = open_lab(
        write_notebook("x = 1", one, 'api_token = "k3y-0f-M1ne"', 'secret = "s3cr3t-Xy"')
    )
    expect(bar.rows("SEC301")).to_have_count(3)

    def ignore(text: str, reason: str = "") -> None:
        row = bar.rows("SEC301").first
        row.hover()
        row.get_by_role("button", name="Ignore", exact=True).click()
        if reason:
            row.get_by_label("Reason").fill(reason)
        row.get_by_role("button", name=text).click()

    ignore("On this line", "a demo's own")
    expect(bar.rows("SEC301")).to_have_count(2)
    assert bar.sources()[1] == f"{one}  # nb2prod: ignore[SEC301] a demo's own"
    ignore("All rules in this cell")
    expect(bar.rows("SEC301")).to_have_count(1)
    ignore("SEC301 in this notebook")
    expect(bar.rows("SEC301")).to_have_count(0)
    assert bar.book("book.model.getMetadata('nb2prod')") == {"ignore": ["SEC301"]}
    bar.page.locator(".Toastify__toast").get_by_role("button", name="Undo").click()
    expect(bar.rows("SEC301")).to_have_count(1)
    ignore("SEC301 in the project")
    expect(bar.rows("SEC301")).to_have_count(0)
    file = lab.root / "pyproject.toml"
    assert 'ignore = ["SEC301"]' in file.read_text()
    file.unlink()


def test_grouped_by_family_filtered_and_cleared(open_lab: Open, churn: str) -> None:
    bar = open_lab(churn)
    count = bar.rows().count()
    bar.panel.get_by_label("Group findings by").select_option("family")
    expect(bar.panel.locator(".jp-MlopsBridge-group").first).to_contain_text("Leakage")
    bar.panel.get_by_label("Filter findings").fill("leak")
    expect(bar.panel.get_by_text("shown")).to_be_visible()
    shown = bar.rows().count()
    assert 0 < shown < count
    expect(bar.panel.get_by_text("shown")).to_contain_text(f"{shown} of ")
    bar.panel.get_by_label("Filter findings").fill("no such thing")
    expect(bar.panel.get_by_text("0 of")).to_be_visible()
    bar.button("Clear filter").click()
    expect(bar.rows()).to_have_count(count)
    bar.panel.locator(".jp-MlopsBridge-chip").first.click()
    assert bar.rows().count() < count
    bar.panel.get_by_label("Group findings by").select_option("cell")


def test_possible_findings_are_folded_and_not_counted(open_lab: Open, churn: str, lab: Any) -> None:
    lab.settings(minimumConfidence=0.9)
    bar = open_lab(churn)
    group = bar.panel.locator(".jp-MlopsBridge-group", has_text="Possible").get_by_role("button")
    expect(group).to_have_attribute("aria-expanded", "false")
    chips = bar.panel.locator(".jp-MlopsBridge-chip").all_inner_texts()
    certain = bar.rows().count()
    assert sum(map(int, chips)) == certain
    status = bar.page.locator(".jp-MlopsBridge-statuscount").all_inner_texts()
    assert [int(text) for text in status] == [int(chip) for chip in chips if chip != "0"]
    group.click()
    assert bar.rows().count() > certain


def test_a_cell_changed_since_it_ran_is_told_until_the_kernel_restarts(
    open_lab: Open, write_notebook: Write
) -> None:
    bar = open_lab(write_notebook("rate = 0.5", "price = 200 * (1 + rate)\nprint(price)"))
    page = bar.page
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    expect(idle).to_be_attached(timeout=60_000)
    output = page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".jp-OutputArea-output")
    for _ in range(3):  # on a busy machine a kernel that has just started loses a request
        bar.run("notebook:run-all-cells")
        with suppress(AssertionError):
            expect(output).to_contain_text("300", timeout=20_000)
            break
    expect(output).to_contain_text("300")
    expect(bar.rows("NB804")).to_have_count(0)
    page.locator(".jp-Notebook .jp-Cell").first.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("5")
    expect(bar.rows("NB804").first).to_be_visible()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(output).to_contain_text("310", timeout=60_000)
    expect(bar.rows("NB804")).to_have_count(0)
    page.locator(".jp-Notebook .jp-Cell").first.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Backspace")
    expect(bar.rows("NB804").first).to_be_visible()
    bar.run("kernelmenu:restart")
    page.locator(".jp-Dialog").locator("button.jp-mod-accept").click()
    expect(bar.rows("NB804")).to_have_count(0)


def test_files_that_a_finding_asks_for(open_lab: Open, churn: str, lab: Any) -> None:
    bar = open_lab(churn)
    row = bar.rows("DATA603").first
    row.hover()
    row.get_by_role("button", name="Files").click()
    row.get_by_role("button", name="Show the files").click()
    row.get_by_role("button", name="schema.py").first.click(timeout=60_000)
    expect(bar.page.locator(".jp-CodeMirrorEditor", has_text="Schema of").first).to_be_visible()
    place = (lab.root / churn).parent / "schema.py"
    assert not place.exists()
    row.get_by_role("button", name="Write").click()
    expect(row.get_by_text("Written.")).to_be_visible()
    assert "gender" in place.read_text(encoding="utf-8")


def test_a_read_only_notebook_offers_no_edit(
    open_lab: Open, write_notebook: Write, lab: Any
) -> None:
    name = write_notebook(SPLIT, UNSEEDED)
    bar = open_lab(name)
    bar.book("(book.model.readOnly = true, 0)")
    bar.page.evaluate(
        "(() => { const tracker = [...jupyterapp.shell.widgets('main')]"
        ".find(each => each.content?.widgets); tracker.context.model.readOnly = true; })()"
    )
    other = write_notebook("x = 1")
    bar.run("docmanager:open", path=other)
    expect(bar.panel.locator(".jp-MlopsBridge-name")).to_have_text(other)
    bar.run("docmanager:open", path=name)
    expect(bar.state).to_contain_text("read-only")
    bar.accessible()
    row = bar.rows("ENV104").first
    row.hover()
    expect(row.get_by_role("button", name="Ignore", exact=True)).to_be_visible()
    expect(row.get_by_role("button", name="Fix")).to_have_count(0)


def test_three_hundred_findings_are_counted_and_drawn_as_one_scrolls(
    open_lab: Open, write_notebook: Write
) -> None:
    bar = open_lab(write_notebook(*(f'password = "hunter{n}-x9Qz"' for n in range(300))))
    chip = bar.panel.locator(".jp-MlopsBridge-chip").first
    expect(chip).to_have_text("300")
    drawn = bar.rows("SEC301").count()
    assert 20 < drawn < 150
    bar.accessible()
    for _ in range(40):
        bar.panel.locator(".jp-MlopsBridge-list").evaluate("node => node.scrollTo(0, 1e6)")
        if bar.rows("SEC301").count() == 300:
            break
        bar.page.wait_for_timeout(200)
    expect(bar.rows("SEC301")).to_have_count(300)
    bar.rows("SEC301").last.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    assert bar.cursor()[0] == 299
