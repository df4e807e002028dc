"""Results as rows: CSV for spreadsheets, JSON Lines for scripts. Row by row, so that an export has no end."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.search.results import Result

# A spreadsheet takes a cell that begins so for a formula, and runs it: signs, their full-width forms, and what some
# skip on their way to one. An apostrophe in front makes it text.
_FULLWIDTH = "\uff1d\uff0b\uff0d\uff20"
_RUNS = tuple(f"=+-@\t\r\n{_FULLWIDTH}")
_JOINS = "; "
# Control characters, behind which a formula could hide.
_NOT_IN_A_CELL = dict.fromkeys(set(range(32)) - set(map(ord, "\t\n\r")))


def csv_lines(results: Iterable[Result], fields: Sequence[str], *, headed: bool = True) -> Iterator[str]:
    """A line for each result, below one that names the fields."""
    if headed:
        yield _line(("id", *fields))
    for result in results:
        yield _line([_cell(value) for value in (result["id"], *(result.get(name) for name in fields))])


def json_lines(results: Iterable[Result]) -> Iterator[str]:
    """A line for each result, with all that the API tells of it."""
    for result in results:
        yield json.dumps(result, ensure_ascii=False) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    text = _JOINS.join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.translate(_NOT_IN_A_CELL)
    return f"'{text}" if text.startswith(_RUNS) or text.lstrip().startswith(_RUNS) else text


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
