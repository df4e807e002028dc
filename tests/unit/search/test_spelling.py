from typing import Any

import pytest

from shared.search import spelling
from shared.search.language import understand


def answered(text: str, total: int = 0, **better: str) -> dict[str, Any]:
    """As OpenSearch answers: an entry for each word, with an option where it is unknown and another is near."""
    entries, at = [], 0
    for word in text.replace("-", " ").replace('"', " ").replace(":", " ").replace("*", " ").split():
        at = text.index(word, at)
        options = [{"text": better[word], "score": 0.8, "freq": 3}] if word in better else []
        entries.append({"text": word, "offset": at, "length": len(word), "options": options})
        at += len(word)
    return {"hits": {"total": {"value": total}}, "suggest": {"spelling": entries}}


@pytest.mark.parametrize(
    ("text", "better", "told"),
    [
        ("alibabba", {"alibabba": "alibaba"}, "alibaba"),
        (
            'the alibabba "countefeit"',
            {"alibabba": "alibaba", "countefeit": "counterfeit"},
            'the alibaba "counterfeit"',
        ),
        ("-alibabba brands", {"alibabba": "alibaba"}, "-alibaba brands"),
        ("alibaba", {}, None),
        ("section:Busines", {"Busines": "business"}, None),
        ("alibabb*", {"alibabb": "alibaba"}, None),
    ],
)
def test_only_words_that_no_article_has_are_put_right(text: str, better: dict[str, str], told: str | None) -> None:
    assert spelling.better(understand(text), answered(text, **better)) == told


@pytest.mark.parametrize(("total", "told"), [(0, "alibaba"), (9, "alibaba"), (10, None)])
def test_who_found_enough_meant_what_was_asked(total: int, told: str | None) -> None:
    assert spelling.better(understand("alibabba"), answered("alibabba", total, alibabba="alibaba")) == told


def test_nothing_asked_was_meant_otherwise() -> None:
    assert spelling.better(None, answered("")) is None


@pytest.mark.parametrize("text", ["word " * 7, "x" * 21, "harbour " + "é" * 200])
def test_a_pasted_text_is_not_compared_with_the_dictionary(text: str) -> None:
    question = understand(text)

    assert question is not None
    assert spelling.asked(question) == {}
