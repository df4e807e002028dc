"""`did_you_mean`: the question with words that no article has put right, asked in the same request as the search."""

from collections.abc import Mapping
from typing import Any

from shared.search.language import Question
from shared.search.ranking import TOKEN

type Json = dict[str, Any]

# Who has so many results was understood.
ENOUGH_RESULTS = 10
# Each word that is unknown is compared with the dictionary, the longer the slower: one of 512 letters took 100 ms. More
# words are pasted, not typed.
MOST_WORDS = 6
LONGEST_WORD = 20
MOST_LETTERS = 60
NAME = "spelling"


def asked(question: Question) -> Json:
    """The part of the request that asks for better words; nothing where none will be told."""
    words = TOKEN.findall(question.text)
    lengths = [len(word) for word in words]
    if len(words) > MOST_WORDS or max(lengths, default=0) > LONGEST_WORD or sum(lengths) > MOST_LETTERS:
        return {}
    # Of words that some article has, none is a mistake: a rare name is not a misspelt frequent word.
    term = {"field": "content.exact", "suggest_mode": "missing", "size": 1, "prefix_length": 1, "min_word_length": 4}
    return {"suggest": {"text": question.text, NAME: {"term": term}}}


def better(question: Question | None, answer: Mapping[str, Any]) -> str | None:
    """The question with other words; None when enough was found, or no word is known that is near."""
    if question is None or answer["hits"]["total"]["value"] >= ENOUGH_RESULTS:
        return None
    text, found = question.text, ""
    at = 0
    for entry in answer.get("suggest", {}).get(NAME, ()):
        start, end = entry["offset"], entry["offset"] + entry["length"]
        if entry["options"] and not _is_of_a_field(text, start, end):
            found += text[at:start] + entry["options"][0]["text"]
            at = end
    return found + text[at:] if found else None


def _is_of_a_field(text: str, start: int, end: int) -> bool:
    """True of both sides of section:Business, and of a prefix*, which need not be words of the text."""
    return text[max(start - 1, 0) : start] == ":" or text[end : end + 1] in {":", "*"}
