"""What ranks one result above another: every number and word list of it, with its reason."""
# ruff: noqa: RUF001 - words of other scripts look like ours

import re
from collections.abc import Sequence
from itertools import pairwise

# One field of everything, scored by divergence from randomness, and light lifts. The figures are what each adds to the
# mean nDCG@10 over three test collections (docs/decisions/0022): .497 for the bare words, .508 for all that is here.
TITLE_BOOST = 0.3  # +.004: an article's title says what it is about. Unstemmed does better than stemmed.
CLOSENESS_BOOST = 0.1  # +.001: neighbours in the question that are neighbours in the text. Twice that costs NPL .007
CLOSENESS_SLOP = 1
EXACT_BOOST = 0.1  # -.002, but readers expect the word itself before its relatives (organs, organization)
EXACT_BOOST_OF_ONE = 0.5  # shared by the words: of who types one or two, how they are written tells the most
# Both of two, two of more: a question put in a sentence names much that the article it wants does not. As good as "any
# one", and the total then counts what a reader would call a result. 60 % of up to six costs .004.
ENOUGH_WORDS = "2<-1 3<2"
# Below what the word as it is written scores: with the stems of eight languages, words also meet by chance.
STEMS_WEIGHT = 0.3
# A twentieth more for today's article than for one of a month ago, a tenth more than for an old one: it decides between
# equals. Nothing is forgotten for its age.
FRESHNESS = 0.1
FRESHNESS_HALVES = "30d"

# A boolean query of more than 1,024 clauses fails. A text becomes at most 512 tokens, and the lifts treble them.
MAX_RANKED_TOKENS = 200
MAX_EXPANDED_TOKENS = 100  # which their stems treble again
MAX_PAIRS = 64

# +.015 to leave these out: they say how a question is put, not what it is about. May and Will are names as well.
FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - 130 quoted words on as many lines tell no more
        "a about above after again against all also am an and any anyone are as at be because been before being below "
        "between both but by can could did do does doing during each few for from further had has have having he her "
        "here hers him his how i if in into is it its itself just many me more most much must my no nor not now of off "
        "on once only or other our out over own same shall she should so some such than that the their them then there "
        "these they this those through to too under until up upon very was we were what when where which while who "
        "whom whose why with would you your"
    ).split(),
)
# Of other languages, without what is an English word or a name too (die, war, van, mit). In a question of four words
# or more they count as such: two or three are often a name (La Paz, El Niño).
OTHER_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - as above
        "der das dem des und von zu zum zur auf für im ist sind ein eine einen einem einer eines nicht sich auch wie "
        "oder aus bei nach wird werden über durch le la les du de et en un une dans par sur au aux est que qui ne pas "
        "ce cette ces el los las del y una por para como se su sus lo o um uma nos nas da dos das em ao à às com não é "
        "il gli di della dello dei delle degli nel nella e che non sono het een voor te zijn niet och att för av den "
        "det på är og til på en ikke и в на с по о за из у к от для не что как во это"
    ).split(),
)
# Of those languages too, but in a question they may be what it is about (war, van, plus). In an article that is not
# English they are not.
FOREIGN_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - as above
        "die war waren mit sie er es ihr ihre ihren ihrer ihm ihn wir uns ich mich mein man als vor seit bis gegen "
        "ohne unter zwischen kann können könnte muss müssen soll sollen will wollen hat habe haben hatte hatten dass "
        "daß noch nur aber wenn mehr schon sehr sein seine seinen seiner seinem sei dies diese dieser dieses diesem "
        "diesen jetzt hier dort dann doch mal viel viele alle allem allen alles andere anderen immer wieder denn weil "
        "ob damit dazu dabei davon daran darauf wo wer wurde wurden würde worden sagte sagt laut etwa rund gibt ab "
        "ins beim vom kein keine keinen ils elle elles nous vous leur leurs son sa ses mais plus ont été était être "
        "avoir avec sans sous entre aussi tout tous toute toutes comme si ou où donc ni dont cela ça fait este esta "
        "estos estas ese esa eso pero más ha han fue fueron ser sobre sin también hasta desde cuando donde muy ya "
        "todo todos porque yo seu sua seus suas mas foi foram são pelo pela pelos pelas isso sem também até quando já "
        "muito ele ela eles elas più anche ma come dal dalla nelle alla ai sul sulla loro suo questo questa essere "
        "stato hanno van met aan ook maar door naar bij uit dan nog wel dit werd heeft hebben om men som var hade har "
        "hun hon vi sig inte også eller efter fra från vid ved hvor där nu kan skal ska vil blev blir bliver mot ut "
        "upp ned så når был была было были его её он она они мы вы я же бы ли но а или при до со также этот эта эти "
        "все так"
    ).split(),
)
QUESTION_WORDS = 4
TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
# Each letter outside ASCII counts as a token: in some scripts it is one.
MOST_TOKENS = re.compile(r"[0-9A-Za-z]+|[^\W_]")
# Scripts that part no words: what is typed in one go is several.
UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{3}")


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """The words that tell what is looked for; all of them when none does (to be or not to be)."""
    return tuple(word for word, tells in _marked(words) if tells) or tuple(words)


def neighbours(words: Sequence[str]) -> list[str]:
    """Pairs of telling words that stand side by side, and each word that is more than one (anti-counterfeiting)."""
    compounds = [word for word in words if len(TOKEN.findall(word)) > 1 or UNPARTED.search(word)]
    pairs = [f"{one} {other}" for (one, tells), (other, too) in pairwise(_marked(words)) if tells and too]
    return [*compounds, *pairs][:MAX_PAIRS]


def exact_boost(words: Sequence[str]) -> float:
    return max(EXACT_BOOST, EXACT_BOOST_OF_ONE / max(len(words), 1))


def rankable(text: str) -> bool:
    """True when the lifts for `text` stay within what one query may hold."""
    return len(MOST_TOKENS.findall(text)) <= MAX_RANKED_TOKENS


def expandable(alternatives: Sequence[Sequence[str]]) -> bool:
    """True when a question with its synonyms stays within what one query may hold."""
    return sum(len(MOST_TOKENS.findall(text)) for texts in alternatives for text in texts) <= MAX_EXPANDED_TOKENS


def _marked(words: Sequence[str]) -> list[tuple[str, bool]]:
    """Each word, and whether it tells something. Capitals among small letters do: the WHO is not who."""
    capitals_tell = not all(word.isupper() for word in words)
    functions = FUNCTION_WORDS | OTHER_FUNCTION_WORDS if len(words) >= QUESTION_WORDS else FUNCTION_WORDS
    return [
        (word, _bare(word) not in functions or (capitals_tell and len(word) > 1 and word.isupper())) for word in words
    ]


def _bare(word: str) -> str:
    return word.strip(".?!:").lower()
