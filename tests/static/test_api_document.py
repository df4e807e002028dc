"""The API's description is whole, and so is the page that is made of it: docs/api.md.

CUTTINGS_WRITE_DOCS=1 writes the page anew.
"""

from __future__ import annotations

import json
import os
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.api.problems import GATEWAY, KINDS
from shared.search.request import PARAMETERS, SIMILAR

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "api.md"
METHODS = ("get", "post", "put", "delete")

type Json = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Json:
    from functions.search.app import app
    from functions.search.document import openapi

    return json.loads(openapi(app))


@pytest.fixture(scope="module")
def template() -> Json:
    class Loader(yaml.SafeLoader):
        pass

    def plain(loader: Loader, _: str, node: yaml.Node) -> Any:
        return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None

    Loader.add_multi_constructor("!", plain)
    return yaml.load((ROOT / "template.yaml").read_text("utf-8"), Loader)


def routes(template: Json) -> dict[tuple[str, str], bool]:
    """Each route of the stack, and whether it asks for the key."""
    functions = [each for each in template["Resources"].values() if each["Type"] == "AWS::Serverless::Function"]
    events = [event for each in functions for event in each["Properties"].get("Events", {}).values()]
    of_api = [event["Properties"] for event in events if event["Type"] == "Api"]
    return {
        (each["Path"].replace("+", ""), each["Method"]): each.get("Auth", {}).get("ApiKeyRequired", True)
        for each in of_api
    }


def operations(document: Json) -> dict[tuple[str, str], Json]:
    return {(path, method): told for path, methods in document["paths"].items() for method, told in methods.items()}


def test_every_route_of_the_stack_is_described_with_whether_it_wants_the_key(document, template):
    assert {route: bool(told.get("security")) for route, told in operations(document).items()} == routes(template)


@pytest.mark.parametrize(
    ("route", "parameters"),
    [
        ("/search", [*PARAMETERS, "If-None-Match"]),
        ("/articles/{id}/similar", ["id", *SIMILAR]),
        ("/articles/{id}", ["id"]),
        ("/receipts/{key}", ["key"]),
    ],
)
def test_every_parameter_is_described(document, route, parameters):
    told = document["paths"][route]["get"]["parameters"]

    assert [each["name"] for each in told] == parameters
    assert all(each["description"] for each in told)


def test_every_problem_is_described(document):
    whole = json.dumps(document)

    assert [kind.code for kind in KINDS if f"`{kind.code}`" not in whole] == []


def test_every_problem_of_a_function_is_one_of_the_table():
    from functions.search.problems import PROBLEMS

    assert set(PROBLEMS.values()) <= set(KINDS)


def test_every_answer_says_what_it_is_of(document):
    for told in operations(document).values():
        for status, answer in told["responses"].items():
            content = answer.get("content", {})
            assert bool(content) == (status != "304")
            if int(status) >= 400:
                assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def test_every_type_that_is_named_is_there(document):
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))

    assert named == set(document["components"]["schemas"])


def test_the_gateway_refuses_in_the_words_of_the_table(template):
    told = template["Resources"]["Api"]["Properties"]["GatewayResponses"]

    def of(kind) -> Json:
        headers = {"Content-Type": "'application/problem+json'", "Access-Control-Allow-Origin": "'${AllowedOrigin}'"}
        if kind.headers:
            headers |= {"Access-Control-Expose-Headers": "'Retry-After'"}
        words = {"type": "about:blank", "title": kind.status.phrase, "status": kind.status.value}
        return {
            "status": kind.status.value,
            "headers": headers | {name: f"'{value}'" for name, value in kind.headers.items()},
            "words": {**words, "detail": kind.detail, "code": kind.code, "request_id": "$context.requestId"},
        }

    def configured(each: Json) -> Json:
        return {
            "status": each["StatusCode"],
            "headers": each["ResponseParameters"]["Headers"],
            "words": json.loads(each["ResponseTemplates"]["application/json"]),
        }

    assert {name: configured(each) for name, each in told.items()} == {name: of(kind) for name, kind in GATEWAY.items()}


def as_markdown(document: Json) -> str:
    parts = ["# The API", f"Made of `/openapi.json`, and kept so by a test. {document['info']['description']}"]
    for (path, method), told in sorted(operations(document).items()):
        key = "Wants the key in `x-api-key`." if told.get("security") else "Open to all."
        parts += [f"## {method.upper()} {path}", f"{told['summary']}. {told['description']} {key}"]
        if parameters := told.get("parameters"):
            rows = [(f"`{each['name']}`", _takes(each["schema"]), each["description"]) for each in parameters]
            parts.append(_table(("parameter", "takes", "meaning"), rows))
        if body := told.get("requestBody"):
            members = body["content"]["application/json"]["schema"]["properties"]
            rows = [(f"`{name}`", _takes(each), each["description"]) for name, each in members.items()]
            parts.append(_table(("in the body", "takes", "meaning"), rows))
        rows = [(status, _answers(status, answer)) for status, answer in sorted(told["responses"].items())]
        parts.append(_table(("status", "answer"), rows))
    parts += ["## Problems", "One object of the type Problem each. `code` is stable, `detail` is for people."]
    rows = [(str(kind.status.value), f"`{kind.code}`", kind.detail) for kind in sorted(KINDS, key=lambda k: k.status)]
    parts += [_table(("status", "code", "detail"), rows), "## Types"]
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts += [f"### {name}", schema["description"]]
        parts.append(_table(("field", "holds"), [(f"`{n}`", _takes(each)) for n, each in schema["properties"].items()]))
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(each.replace("|", "\\|") for each in row) for row in rows)]
    return "\n".join(f"| {' | '.join(' '.join(each.split()) for each in line)} |" for line in lines)


def _answers(status: str, answer: Json) -> str:
    if int(status) >= 400:
        return ", ".join(re.findall(r"`[a-z-]+`(?=:)", answer["description"]))
    kinds = [f"`{kind}`: {_takes(told['schema'])}" for kind, told in answer.get("content", {}).items()]
    told_in_headers = answer.get("headers", {}).items()
    headers = [f"Header `{name}`: {told['description'].rstrip('.')}" for name, told in told_in_headers]
    return ". ".join([", ".join(kinds), *headers]) if kinds else answer["description"]


def _takes(schema: Json) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_takes(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_takes(schema.get('items', {}))}"
    if {"minimum", "maximum"} <= schema.keys():
        return f"{schema['minimum']} to {schema['maximum']}"
    return schema.get("type", "anything")


def test_the_page_of_the_api_is_what_the_code_says(document):
    made = as_markdown(document)
    if os.environ.get("CUTTINGS_WRITE_DOCS"):
        PAGE.write_text(made, "utf-8")

    assert PAGE.read_text("utf-8") == made, "CUTTINGS_WRITE_DOCS=1 writes it anew"


def test_statuses_are_those_of_http(document):
    known = {str(status.value) for status in HTTPStatus}

    assert {status for told in operations(document).values() for status in told["responses"]} <= known
