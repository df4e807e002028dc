"""Passages of an article with the words marked: sentences as OpenSearch has them, and of a long one what is around."""

import re

LONGEST = 240  # characters, those of marks and escapes counted: two lines below a title
_LEAD = 80  # of them in front of the first word that is marked
_LONGEST_ESCAPE = 8  # characters: &#x2F; has six
_HALF = re.compile(r"(?:<[^>]*|&[^;\s]*)$")


def passage(marked: str) -> str:
    """The passage, cut where it is longer: between words where it has any, and never inside a tag or an escape."""
    if len(marked) <= LONGEST:
        return marked
    at = max(marked.find("<em>"), 0)
    start = max(0, at - _LEAD)
    escape = marked.rfind("&", max(0, start - _LONGEST_ESCAPE), start)
    if escape >= 0 and ";" not in marked[escape:start]:
        start = escape
    end = start + LONGEST
    before, kept = marked[start:at], marked[at:end]
    if start:
        before = f"…{before.partition(' ')[2] or before}"
    if end < len(marked):
        kept = _HALF.sub("", kept)
        kept = f"{kept.rpartition(' ')[0] or kept}"
        kept += "</em>…" if kept.count("<em>") > kept.count("</em>") else "…"
    return before + kept
