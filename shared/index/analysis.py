"""How text becomes the words of the index, in any language: docs/decisions/0023 says why so."""

# ruff: noqa: RUF001 - letters of other scripts that look like ours are what this is about

from typing import Any

type Json = dict[str, Any]

# Marks that asciifolding leaves alone, which only knows Latin letters, and the accents that stand apart.
_ACCENTS = {
    "Άά": "α", "Έέ": "ε", "Ήή": "η", "ΊίΪϊΐ": "ι", "Όό": "ο", "ΎύΫϋΰ": "υ", "Ώώ": "ω", "ς": "σ", "Ёё": "е",
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331": "",
}  # fmt: skip

# Particles of Korean, which stand at the end of a word: bigrams alone would ask for them.
_KOREAN_ENDINGS = (
    "까지|부터|에서|에게|한테|으로|처럼|보다|이나|이며|이고|이다|하는|하고|했다|한다|들이|들은|들을|들의|"
    "은|는|이|가|을|를|의|에|와|과|도|만|로"
)  # fmt: skip

_FILTERS: Json = {
    "french_elision": {
        "type": "elision",
        "articles_case": True,
        "articles": ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
    },
    "italian_elision": {
        "type": "elision",
        "articles_case": True,
        "articles": ["all", "dall", "dell", "nell", "sull", "coll", "un", "quell", "quest", "dov", "gl", "sant"],
    },
    # As the lone characters that the tokenizer makes of them, ideographs say little: 中 is in half of all articles.
    # Beside the pairs they are kept in the index, for who asks for one.
    "pairs": {"type": "cjk_bigram", "output_unigrams": True},
    "asked_pairs": {"type": "cjk_bigram"},
    "korean_endings": {
        "type": "pattern_replace",
        "pattern": f"^([가-힣]{{2,}}?)(?:{_KOREAN_ENDINGS})$",
        "replacement": "$1",
    },
    "english_possessive": {"type": "stemmer", "language": "possessive_english"},
    "english_stem": {"type": "stemmer", "language": "porter2"},
    "russian_stem": {"type": "stemmer", "language": "russian"},
    "arabic_stem": {"type": "stemmer", "language": "arabic"},
    "hindi_stem": {"type": "stemmer", "language": "hindi"},
    "greek_stem": {"type": "stemmer", "language": "greek"},
    # Light ones where they find as much beside the others: they cost a third.
    "german_stem": {"type": "stemmer", "language": "light_german"},
    "french_stem": {"type": "stemmer", "language": "light_french"},
    "spanish_stem": {"type": "stemmer", "language": "light_spanish"},
    "spanish_verb_stem": {"type": "stemmer", "language": "spanish"},
    # nações, and nacoes as it is typed in haste, are nação to the stemmer.
    "portuguese_cedilla": {"type": "pattern_replace", "pattern": "c(?:ao|oes)$", "replacement": "ção"},
    "portuguese_nasals": {"type": "pattern_replace", "pattern": "(?:ao|oes|ões)$", "replacement": "ão"},
    "portuguese_stem": {"type": "stemmer", "language": "light_portuguese"},
    "italian_stem": {"type": "stemmer", "language": "italian"},
    "dutch_stem": {"type": "stemmer", "language": "dutch"},
    "dutch_s": {"type": "pattern_replace", "pattern": "z$", "replacement": "s"},  # huizen, huis
    "dutch_f": {"type": "pattern_replace", "pattern": "v$", "replacement": "f"},  # brieven, brief
    "swedish_stem": {"type": "stemmer", "language": "swedish"},
    "danish_stem": {"type": "stemmer", "language": "danish"},
    # Every stem that a word has in one of these languages, at the place of the word: mostly they agree, and a word of
    # an article has 1.5 to 1.8 of them. Accents are folded last, since stemmers go by them.
    "stems": {
        "type": "multiplexer",
        "preserve_original": False,
        "filters": [
            f"{each},asciifolding"
            for each in (
                "german_normalization,german_stem",
                "french_stem",
                "spanish_stem",
                "spanish_verb_stem",
                "portuguese_cedilla,portuguese_nasals,portuguese_stem",
                "italian_stem",
                "dutch_stem,dutch_s,dutch_f",
                "swedish_stem",
                "danish_stem",
            )
        ],
    },
}

_KANJI, _HIRAGANA = "[\u4e00-\u9fff]", "[\u3041-\u3096]"

_FOLDING = ["french_elision", "cjk_width", "lowercase", "arabic_normalization", "asciifolding"]


def _analyzer(*filters: str, characters: tuple[str, ...] = ()) -> Json:
    return {
        "type": "custom",
        "tokenizer": "standard",
        "char_filter": ["accents", *characters],
        "filter": list(filters),
    }


def _prose(pairs: str, *characters: str) -> Json:
    """English stems, and those of each script that only a language or two are written in: they cannot collide."""
    stems = ("english_stem", "russian_stem", "arabic_stem", "hindi_normalization", "hindi_stem", "greek_stem")
    return _analyzer("english_possessive", *_FOLDING, "korean_endings", pairs, *stems, characters=characters)


ANALYSIS: Json = {
    "char_filter": {
        "accents": {"type": "mapping", "mappings": [f"{c}=>{to}" for each, to in _ACCENTS.items() for c in each]},
        # Of a Japanese word that is asked for, what bends: 食べました is 食べ, 東京で is 東京.
        "japanese_endings": {
            "type": "pattern_replace",
            "pattern": f"(?<!{_KANJI})({_KANJI}(?:{_KANJI}+|{_HIRAGANA})){_HIRAGANA}+(?=\\s|$)",
            "replacement": "$1",
        },
    },
    "filter": _FILTERS,
    "normalizer": {"folded": {"type": "custom", "char_filter": ["accents"], "filter": ["lowercase", "asciifolding"]}},
    "analyzer": {
        "prose": _prose("pairs"),
        "asked_prose": _prose("asked_pairs", "japanese_endings"),
        "stems": _analyzer("french_elision", "italian_elision", "lowercase", "stems"),
        "exact": _analyzer(*_FOLDING),
    },
}
