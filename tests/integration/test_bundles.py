"""What the functions carry is, byte for byte, what the lock's hashes vouch for.

`sam build` is given a folder, the project, among its requirements, and pip then checks no hashes. uv checks them when
it makes the project's own environment: each file of a bundle is compared with the same one there.
"""

import base64
import csv
import hashlib
import re
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest

OURS = ("shared/", "functions/", "web/", "cuttings-", "requirements.txt")
# Commands, which no function runs: installing one writes the interpreter's path into it.
SCRIPT = re.compile(r"^bin/|\.data/scripts/")
# Written by the installer, each by its own.
OF_INSTALLERS = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"}


@cache
def vouched() -> dict[str, str]:
    """The digest of each file that uv installed, by its path."""
    records = ((each.read_text("RECORD") or "").splitlines() for each in distributions())
    return {path: told for record in records for path, told, _ in csv.reader(record)}


def digest(path: Path) -> str:
    raw = hashlib.sha256(path.read_bytes()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.mark.skipif(sys.platform != "linux", reason="bundles are for Linux; this environment is not")
@pytest.mark.parametrize("function", ["IngestFunction", "ReconcileFunction", "SearchFunction", "UploadsFunction"])
def test_each_file_of_a_bundle_is_the_one_that_was_locked(cloud, stack, function):
    bundle = cloud.folder / "build" / function
    files = [path for path in bundle.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    theirs = {str(path.relative_to(bundle)): path for path in files if path.name not in OF_INSTALLERS}
    theirs = {name: path for name, path in theirs.items() if not (name.startswith(OURS) or SCRIPT.search(name))}

    assert len(theirs) > 100
    assert [name for name, path in theirs.items() if vouched().get(name) != digest(path)] == []
