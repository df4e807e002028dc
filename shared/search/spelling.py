"""`did_you_mean`: the question with words that no article has put right, asked in the same request as the search.

Only where there is a better word does it take a second, which sees that an article has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
FIELD = "content.exact"
PATIENCE = "1s"


@dataclass(frozen=True, slots=True)
class Guess:
    """The word that may be meant by what stands from `start` to `end` of the question."""

    start: int
    end: int
    word: str


def asked(question: Question) -> Json:
    """The part of the request that asks for better words; nothing where none will be told."""
    words = TOKEN.findall(question.text)
    lengths = [len(word) for word in words]
    if len(words) > MOST_WORDS or max(lengths, default=0) > LONGEST_WORD or sum(lengths) > MOST_LETTERS:
        return {}
    # Of words that some article has, none is a mistake: a rare name is not a misspelt frequent word.
    term = {"field": FIELD, "suggest_mode": "missing", "size": 1, "prefix_length": 1, "min_word_length": 4}
    return {"suggest": {"text": question.text, NAME: {"term": term}}}


def guesses(question: Question | None, answer: Mapping[str, Any]) -> tuple[Guess, ...]:
    """The better words that OpenSearch knows; none when enough was found."""
    if question is None or answer["hits"]["total"]["value"] >= ENOUGH_RESULTS:
        return ()
    entries = answer.get("suggest", {}).get(NAME, ())
    found = (
        Guess(each["offset"], each["offset"] + each["length"], each["options"][0]["text"])
        for each in entries
        if each["options"]
    )
    return tuple(guess for guess in found if not _is_of_a_field(question.text, guess.start, guess.end))


def counted(guessed: Sequence[Guess]) -> Json:
    """A request that counts the articles which have each word.

    The dictionary keeps the words of what was retracted until OpenSearch merges its segments: of a name that a court
    forbade, any misspelling would tell it.
    """
    aggs = {str(n): {"filter": {"term": {FIELD: each.word}}} for n, each in enumerate(guessed)}
    return {"size": 0, "track_total_hits": False, "timeout": PATIENCE, "aggs": aggs}


def better(question: Question | None, guessed: Sequence[Guess], answer: Mapping[str, Any]) -> str | None:
    """The question with the words that some article has, by the answer to `counted`; None where none has."""
    text, found, at = question.text if question else "", "", 0
    there = [each for n, each in enumerate(guessed) if answer["aggregations"][str(n)]["doc_count"]]
    for guess in there:
        found += text[at : guess.start] + guess.word
        at = guess.end
    return found + text[at:] if there else None


def _is_of_a_field(text: str, start: int, end: int) -> bool:
    """True of both sides of section:Business, and of a prefix*, which need not be words of the text."""
    return text[max(start - 1, 0) : start] == ":" or text[end : end + 1] in {":", "*"}
