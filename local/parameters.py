"""The template's parameters, looked at before anything is built: SAM passes over a name that is none without a word."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from local.errors import WrongUse


def check(template: Path, given: Mapping[str, str]) -> None:
    """Raises WrongUse for a name that the template does not have, or a value that it does not take."""
    known = _parameters(template) if given else {}
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, cutoff=0.7)
            told = f"Did you mean {near[0]}?" if near else f"It has {', '.join(known)}."
            raise WrongUse(f"template.yaml has no parameter {name!r}.", told)
        if wants := _refused(known[name], value):
            raise WrongUse(f"{name} cannot be {value!r}.", f"It takes {wants}.")


def _refused(parameter: Mapping[str, Any], value: str) -> str:
    """What a parameter takes, where that value is none of it."""
    if allowed := [str(each) for each in parameter.get("AllowedValues", ())]:
        return "" if value in allowed else ", ".join(each or "nothing" for each in allowed)
    if parameter["Type"] != "Number":
        return ""
    least, most = parameter.get("MinValue", float("-inf")), parameter.get("MaxValue", float("inf"))
    try:
        if least <= float(value) <= most:
            return ""
    except ValueError:
        pass
    return f"a number from {least} to {most}" if "MaxValue" in parameter else "a number"


class _Loader(yaml.SafeLoader):
    """Knows CloudFormation's tags as far as that takes: parameters have none."""


_Loader.add_multi_constructor("!", lambda *_: None)


def _parameters(template: Path) -> dict[str, Any]:
    loaded = yaml.load(template.read_text("utf-8"), _Loader)  # noqa: S506  # nosec B506 - a SafeLoader, and our own file
    return dict(loaded["Parameters"])
