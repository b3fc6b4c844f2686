"""Two browsers on one document, by jupyter-collaboration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

Open = Callable[..., Any]
Write = Callable[..., str]
SPLIT = "from sklearn.model_selection import train_test_split\nimport numpy as np"
UNSEEDED = "rows = np.arange(100)\ntrain, test = train_test_split(rows)"


@pytest.fixture
def platform() -> str:
    return "together"


def test_edits_of_two_people_and_a_fix_meet(
    open_lab: Open, write_notebook: Write, lab: Any, browser: Browser, show: Any
) -> None:
    name = write_notebook(SPLIT, UNSEEDED, "x = 1")
    mine = open_lab(name)
    context = browser.new_context()
    try:
        yours = show(context.new_page(), lab, name)
        expect(mine.rows("ENV104")).to_have_count(1)
        expect(yours.rows("ENV104")).to_have_count(1)

        # What one types, the other's panel judges.
        yours.page.locator(".jp-Notebook .jp-Cell").nth(2).locator(".cm-content").click()
        yours.page.keyboard.press("Control+End")
        yours.page.keyboard.type("23")
        expect(mine.page.locator(".jp-Notebook .jp-Cell").nth(2)).to_contain_text("x = 123")

        # A fix of one lets the other's typing stand, and the other sees it.
        row = mine.rows("ENV104").first
        row.hover()
        row.get_by_role("button", name="Fix").click()
        yours.page.keyboard.type("45")
        for bar in (mine, yours):
            expect(bar.rows("ENV104")).to_have_count(0)
            expect(bar.page.locator(".jp-Notebook .jp-Cell").nth(2)).to_contain_text("x = 12345")
        assert mine.sources() == yours.sources()

        # Undo of the one who fixed takes back the fix, and nothing of the other's.
        mine.page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
        mine.page.keyboard.press("Control+z")
        expect(yours.rows("ENV104")).to_have_count(1)
        assert mine.sources()[1:] == [UNSEEDED, "x = 12345"]
    finally:
        context.close()
