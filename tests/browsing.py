"""A reader at a browser: a real Chromium with a page open in it, and all that must never be heard from that page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A function that has to start first answers within seconds, on a machine that does other things too.
PATIENCE_MS = 20_000
# What the browser kept the page from doing, and what an article's own script would have done.
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
  window.refused.push(`${violatedDirective} ${blockedURI}`));
"""
AXE = """
axe.run(document, {resultTypes: ["violations"]})
   .then(({violations}) => JSON.stringify(violations.map(({id, nodes}) => [id, nodes.map((node) => node.html)])))
"""


@contextmanager
def chromium(*, own: bool = False) -> Iterator[Browser]:
    """The browser, running. Skips the tests that want it where none can be had, with the reason."""
    from playwright.sync_api import expect, sync_playwright

    from local import browser
    from local.errors import Trouble
    from local.progress import Silent

    try:
        found = browser.find(Silent(), own=own)
    except Trouble as trouble:
        pytest.skip(f"{trouble.problem} {trouble.remedy}")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.program, env=dict(found.environment))
        yield running
        running.close()


@dataclass
class Reader:
    """Somebody before the page. `heard` is what went wrong in it: dialogs, errors, what its policy refused."""

    page: Page
    address: str
    key: str
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.add_init_script(WATCH)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        self.page.on("console", lambda message: self._console(message.type, message.text))

    def opens(self, rest: str = "", *, with_key: bool = True) -> Reader:
        """The page at an address, and its question for the key answered."""
        self.page.goto(self.address + rest)
        if with_key:
            self.page.get_by_label("API key", exact=True).fill(self.key)
            self.page.keyboard.press("Enter")
        return self

    def types(self, text: str) -> None:
        box = self.page.get_by_role("combobox", name="Search the articles")
        box.fill("")
        box.press_sequentially(text, delay=10)

    def sees(self, *titles: str) -> None:
        """Exactly these titles, in this order."""
        from playwright.sync_api import expect

        expect(self.page.locator("#found .results .title")).to_have_text(list(titles))

    def reads(self, text: str) -> None:
        """The text is there to be seen."""
        from playwright.sync_api import expect

        expect(self.page.get_by_text(text, exact=False).locator("visible=true").first).to_be_visible(
            timeout=PATIENCE_MS
        )

    def drops(self, **files: str) -> None:
        """Files, let go over the page."""
        carried = self.page.evaluate_handle(
            "(files) => { const data = new DataTransfer();"
            "for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name)); return data; }",
            files,
        )
        for event in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event("main", event, {"dataTransfer": carried})

    def faults(self) -> list[Any]:
        """What axe finds. It comes in by the debugger, which the page's own policy does not keep out."""
        from local import browser
        from local.progress import Silent

        debugger = self.page.context.new_cdp_session(self.page)
        debugger.send("Runtime.evaluate", {"expression": browser.axe(Silent())})
        found = debugger.send("Runtime.evaluate", {"expression": AXE, "awaitPromise": True, "returnByValue": True})
        return json.loads(found["result"]["value"])

    def troubles(self) -> list[str]:
        return self.heard + [f"refused: {each}" for each in self.page.evaluate("window.refused")]

    def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, kind: str, text: str) -> None:
        # An answer that is no 200 is the test's own business; the browser notes each.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.heard.append(f"{kind}: {text}")
