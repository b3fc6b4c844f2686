"""The main path in one sitting: list, type, jump, fix, undo, convert."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

everywhere = pytest.mark.parametrize("platform", ["lab", "lab42", "notebook7"], indirect=True)
BAD = 'print("scored")\napi_key = "sk_live_51Hx8fJk2mN9pQ"'


@everywhere
def test_list_type_jump_fix_undo(
    open_lab: Callable[..., Any], churn: str, lab: Any, shot: Callable[[str], Path], platform: str
) -> None:
    bar = open_lab(churn)
    page, panel = bar.page, bar.panel

    # The panel lists the findings by cell.
    expect(panel.locator(".jp-MlopsBridge-group").first).to_contain_text("Cell ")
    before = bar.rows().count()
    assert before >= 5

    # A bad line: its finding appears without saving, and the exact text is underlined.
    cell = bar.add_cell(BAD)
    row = bar.rows("SEC301").last
    expect(row).to_contain_text("API_KEY")
    expect(bar.rows()).to_have_count(before + 1)
    expect(cell.locator(".jp-MlopsBridge-mark").first).to_have_text('"sk_live_51Hx8fJk2mN9pQ"')
    assert "sk_live" not in (lab.root / churn).read_text(encoding="utf-8")

    # A click jumps to another cell and line, the cursor in its editor.
    other = bar.rows("LEAK701").first
    place = re.search(r"line (\d+)", other.locator(".jp-MlopsBridge-place").inner_text())
    assert place is not None
    other.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-content")).to_contain_text("fit_transform")
    expect(bar.active.locator(".cm-editor.cm-focused")).to_be_visible()
    assert bar.cursor()[1] == int(place[1])

    other.hover()
    page.screenshot(path=shot("notebook7.png" if platform == "notebook7" else "findings.png"))

    # Back to the bad line, and its fix: it needs an eye, so the change is shown first.
    row.locator(".jp-MlopsBridge-jump").click()
    expect(bar.active.locator(".cm-content")).to_contain_text("api_key")
    row.hover()
    row.get_by_role("button", name="Fix").click()
    expect(row.locator("ins").last).to_contain_text("os.environ")
    assert bar.source() == BAD
    if platform == "lab":
        page.screenshot(path=shot("fix.png"))
    row.get_by_role("button", name="Apply").click()
    expect(bar.rows()).to_have_count(before)
    assert 'api_key = os.environ["API_KEY"]' in bar.source()

    # Ctrl+Z takes back the fix, and only the fix.
    bar.active.locator(".cm-content").click()
    page.keyboard.press("Control+z")
    expect(bar.rows()).to_have_count(before + 1)
    assert bar.source() == BAD


SQUARES = (
    ("markdown", "# Squares"),
    "n_rows = 5",
    "squares = [i * i for i in range(n_rows)]",
    "print('sum', sum(squares))",
)


@everywhere
def test_convert_prove_register_run(
    open_lab: Callable[..., Any], write_notebook: Callable[..., str], lab: Any, platform: str
) -> None:
    bar = open_lab(write_notebook(*SQUARES))
    page, panel = bar.page, bar.panel
    bar.tab("Convert")
    panel.get_by_label("Register in MLflow").check()
    panel.get_by_label("Run the job").check()
    panel.get_by_role("button", name="1 parameter").click()
    panel.get_by_label("Value of n_rows").fill("")
    expect(panel.get_by_text("Must be a whole number")).to_be_visible()
    panel.get_by_label("Value of n_rows").fill("4")

    # A file before it is written: in a tab, or in a dialog where there are no tabs.
    panel.get_by_role("button", name="Files").click()
    panel.get_by_role("button", name=re.compile("params.py")).click()
    if platform == "notebook7":
        expect(page.locator(".jp-Dialog pre")).to_contain_text("n_rows")
        page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()
    else:
        shown = page.locator(".jp-CodeMirrorEditor", has_text="class Params").first
        expect(shown).to_be_visible()
        page.locator(".lm-TabBar-tab.jp-mod-current .lm-TabBar-tabCloseIcon").first.click()

    folder = panel.get_by_label("Folder").input_value()
    assert not (lab.root / folder).exists()
    bar.button("Convert").click()
    expect(panel.locator(".jp-MlopsBridge-phases li[data-state='running']")).to_be_visible()
    expect(panel.locator(".jp-MlopsBridge-verdict[data-equal='true']").first).to_be_visible(
        timeout=120_000
    )
    expect(panel.get_by_text(re.compile("book version 1|squares version 1"))).to_be_visible(
        timeout=120_000
    )
    expect(panel.get_by_text("The job ran")).to_be_visible(timeout=120_000)
    assert (lab.root / folder / "README.md").exists()
    executed = next((lab.root / folder).rglob("executed*.ipynb"), None) or next(
        path for path in (lab.root / folder).rglob("*.ipynb") if "runs" in path.parts
    )
    assert "sum 14" in executed.read_text(encoding="utf-8")

    # A reloaded page shows the result again.
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.locator(".jp-Toolbar [data-command='mlops-bridge:lint']").click()
    bar.tab("Convert")
    expect(panel.get_by_text("The job ran")).to_be_visible()
    opener = bar.button("Open folder")
    if platform == "notebook7":
        with page.context.expect_page() as opened:
            opener.click()
        assert f"/tree/{folder}" in opened.value.url
        return
    opener.click()
    listed = page.locator(".jp-DirListing-content")
    expect(listed.locator(".jp-DirListing-item", has_text="Dockerfile")).to_be_visible()


def test_churn_is_converted_and_proved(
    open_lab: Callable[..., Any], churn: str, lab: Any, shot: Callable[[str], Path]
) -> None:
    bar = open_lab(churn)
    page, panel = bar.page, bar.panel
    bar.tab("Convert")
    expect(panel.locator(".jp-MlopsBridge-steps li").nth(5)).to_be_visible()
    expect(panel.get_by_label("Build the image")).not_to_be_checked()
    expect(panel.get_by_label("Prove it equal")).to_be_checked()
    page.screenshot(path=shot("convert.png"))
    panel.get_by_role("button", name="Files").click()
    panel.get_by_role("button", name=re.compile("steps.py")).first.click()
    expect(page.locator(".jp-CodeMirrorEditor", has_text="def load_data").first).to_be_visible()
    page.screenshot(path=shot("preview.png"))
    page.locator(".lm-TabBar-tab.jp-mod-current .lm-TabBar-tabCloseIcon").first.click()
    bar.button("Convert").click()
    expect(panel.locator(".jp-MlopsBridge-phasedetail")).to_contain_text("run")
    page.screenshot(path=shot("progress.png"))
    bar.accessible()
    expect(panel.locator(".jp-MlopsBridge-verdict[data-equal='true']")).to_be_visible(
        timeout=180_000
    )
    panel.get_by_role("button", name=re.compile("steps compared")).click()
    assert panel.locator(".jp-MlopsBridge-stepverdicts li[data-status='proved']").count() > 5
    page.screenshot(path=shot("result.png"))
    bar.accessible()
