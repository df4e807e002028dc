"""The pictures of the page in docs/, of our own sample articles, in the pinned browser: the same on every machine.

uv run cuttings demo && uv run python -m tests.e2e.pictures
"""

from pathlib import Path

from cli.stack import find
from local.cloud import DEFAULT
from tests import browsing
from tests.browsing import Reader

DOCS = Path(__file__).parents[2] / "docs"
VIEWS = {
    "page-search": ("?q=harbour", {"width": 1120, "height": 760}, "light", ".results li"),
    "page-dark": ("?q=harbour", {"width": 1120, "height": 760}, "dark", ".results li"),
    "page-phone": ("?q=harbour", {"width": 390, "height": 760}, "light", ".results li"),
    "page-article": ("?q=tram+line", {"width": 1120, "height": 760}, "light", "#reading h1"),
}


def main() -> None:
    stack = find(None, DEFAULT)
    with browsing.chromium(own=True) as chromium:
        for name, (rest, size, colours, seen) in VIEWS.items():
            page = chromium.new_page(viewport=size, color_scheme=colours, locale="en-GB")
            Reader(page, stack.web_url, stack.api_key).opens(rest)
            page.locator(".results li").first.wait_for()
            if seen != ".results li":
                page.locator(".results .title").first.click()
            page.locator(seen).first.wait_for()
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement.blur()")
            page.screenshot(path=DOCS / f"{name}.png", animations="disabled")
            page.close()
            print(DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
