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


def offered(text: str, answer: dict[str, Any], articles: dict[str, int] | None = None) -> str | None:
    """What is offered where so many articles have each word; all have some, where nothing is said."""
    question = understand(text)
    guessed = spelling.guesses(question, answer)
    asked = spelling.counted(guessed)["aggs"]
    has = {
        n: (articles or {}).get(each["filter"]["term"]["content.exact"], 1 - bool(articles))
        for n, each in asked.items()
    }
    return spelling.better(question, guessed, {"aggregations": {n: {"doc_count": count} for n, count in has.items()}})


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
    assert offered(text, answered(text, **better)) == told


@pytest.mark.parametrize(("total", "told"), [(0, "alibaba"), (9, "alibaba"), (10, None)])
def test_who_found_enough_meant_what_was_asked(total: int, told: str | None) -> None:
    assert offered("alibabba", answered("alibabba", total, alibabba="alibaba")) == told


def test_a_word_that_no_article_has_any_more_is_not_offered() -> None:
    text = "alibabba countefeit"
    answer = answered(text, alibabba="alibaba", countefeit="counterfeit")

    assert offered(text, answer, {"alibaba": 0, "counterfeit": 3}) == "alibabba counterfeit"
    assert offered(text, answer, {"alibaba": 0, "counterfeit": 0}) is None


def test_nothing_asked_was_meant_otherwise() -> None:
    assert spelling.guesses(None, answered("")) == ()


@pytest.mark.parametrize("text", ["word " * 7, "x" * 21, "harbour " + "é" * 200])
def test_a_pasted_text_is_not_compared_with_the_dictionary(text: str) -> None:
    question = understand(text)

    assert question is not None
    assert spelling.asked(question) == {}
