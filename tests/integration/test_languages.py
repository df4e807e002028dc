"""In each language, on a real node: an inflected word finds, accents do not matter, the word as written comes first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch, Urllib3HttpConnection
from opensearchpy.helpers import bulk

from shared.index import reader
from shared.index.aliases import LIVE, aliases, prepare
from shared.index.mapping import ARTICLES
from shared.repair.builds import Way
from shared.repair.notices import Functions
from shared.repair.rebuild import Rebuild
from shared.search import request, synonyms
from shared.search.results import Page
from shared.settings import Settings


@dataclass(frozen=True)
class Language:
    """Two articles that differ in a word: `written` in one, `inflected` in the other, longer one."""

    lang: str
    written: str
    inflected: str
    without_accents: str
    frame: str

    def texts(self) -> tuple[str, str]:
        return self.frame.format(self.inflected), f"{self.frame.format(self.written)} {self.frame.format('…')}"


LANGUAGES = [
    Language("en", "elections", "election", "elections", "The {} was held on Sunday in the whole country."),
    Language("de", "Häuser", "Haus", "hauser", "Am Sonntag wurde {} im ganzen Land besichtigt."),
    Language("fr", "élections", "élection", "elections", "Dimanche on a parlé de l'{} dans tout le pays."),
    Language("es", "canciones", "canción", "canciones", "El domingo se oyó {} en todo el país."),
    Language("pt", "nações", "nação", "nacoes", "No domingo falou-se de {} em todo o lado."),
    Language("it", "città", "città", "citta", "Domenica si è parlato della {} in tutto il paese."),
    Language("it", "scuole", "scuola", "scuole", "Domenica si è parlato di {} in tutto il paese."),
    Language("nl", "huizen", "huis", "huizen", "Zondag werd {} in het hele land bekeken."),
    Language("sv", "tidningarna", "tidning", "tidningarna", "I söndags talade man om {} i hela landet."),
    Language("da", "aviserne", "avis", "aviserne", "I søndags talte man om {} i hele landet."),
    Language("ru", "поезда", "поездов", "поезда", "В воскресенье говорили про {} по всей стране."),
    Language("el", "εκλογές", "εκλογή", "εκλογες", "Την Κυριακή έγινε λόγος για {} σε όλη τη χώρα."),
    Language("ar", "المدارس", "مدارس", "المدارس", "تحدث الناس يوم الأحد عن {} في البلاد كلها."),
    Language("hi", "किताबें", "किताब", "किताबें", "रविवार को पूरे देश में {} की बात हुई।"),
    Language("ko", "정부가", "정부는", "정부가", "일요일에 {} 전국에서 말했다."),
    Language("ja", "食べました", "食べる", "食べました", "日曜日に市場で{}と全国で話した。"),
    Language("zh", "选举", "选举", "选举", "星期日全国都在谈论{}这件事。"),
]

type Shelve = Callable[..., Callable[..., Page]]


@pytest.fixture
def shelve(opensearch_url: str) -> Iterator[Shelve]:
    """Puts documents into an index of its own, and gives what searches it as the function does."""
    client = OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)
    name = f"test-languages-{uuid4().hex}"
    client.indices.create(index=name, body={**ARTICLES, "aliases": {f"{name}-read": {"filter": LIVE}}})

    def put(documents: dict[str, dict[str, Any]], told: str = "") -> Callable[..., Page]:
        bulk(
            client,
            ({"_index": name, "_id": each, "_source": {"id": each, **fields}} for each, fields in documents.items()),
            refresh=True,
        )

        def ask(q: str, **parameters: str) -> Page:
            asked = {name.replace("_", "-"): [value] for name, value in parameters.items()}
            wanted = request.read({"q": [q], **asked})
            return reader.page(client, Settings("", "", read_alias=f"{name}-read"), wanted, synonyms.parse(told))

        return ask

    yield put
    client.indices.delete(index=name)


def ids(page: Page) -> list[str]:
    return [result["id"] for result in page["results"]]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: f"{each.lang} {each.written}")
@pytest.mark.parametrize("is_detected", [True, False], ids=["language known", "language unknown"])
def test_finds_each_form_of_a_word_and_that_which_was_asked_first(
    shelve: Shelve, language: Language, is_detected: bool
) -> None:
    """The article with the word as written is the longer one, which alone would put it second."""
    other, same = language.texts()
    lang = {"lang": language.lang} if is_detected else {}
    ask = shelve({"other": {"title": "…", "body": other, **lang}, "same": {"title": "…", "body": same, **lang}})

    for asked in (language.written, language.without_accents):
        found = ids(ask(asked))
        assert set(found) == {"same", "other"}
        assert language.written == language.inflected or found[0] == "same"


@pytest.mark.parametrize(("asked", "found"), [("选举", ["zh"]), ("東京", ["ja"]), ("서울", ["ko"]), ("京", ["ja"])])
def test_finds_a_word_of_two_characters_in_text_that_parts_no_words(
    shelve: Shelve, asked: str, found: list[str]
) -> None:
    ask = shelve(
        {
            "zh": {"title": "全国选举", "body": "星期日举行。", "lang": "zh"},
            "apart": {"title": "选区", "body": "举手表决。", "lang": "zh"},
            "ja": {"title": "会議", "body": "会議は東京で開かれた。", "lang": "ja"},
            "ko": {"title": "회의", "body": "회의는 서울에서 열렸다.", "lang": "ko"},
        }
    )

    assert ids(ask(asked)) == found


def test_finds_an_elided_and_a_decomposed_word(shelve: Shelve) -> None:
    ask = shelve(
        {"fr": {"title": "L’avion", "body": "cafe\u0301", "lang": "fr"}, "it": {"title": "Dell'arte", "lang": "it"}}
    )

    assert [ids(ask(q)) for q in ("avion", "l'avion", "café", "arte", "straße")] == [["fr"], ["fr"], ["fr"], ["it"], []]


def test_the_stems_of_other_languages_are_not_those_of_english_articles(shelve: Shelve) -> None:
    """To a German stemmer news is a form of new."""
    ask = shelve({"new": {"title": "A new thing", "lang": "en"}, "news": {"title": "The news", "lang": "en"}})

    assert [ids(ask("new")), ids(ask("news"))] == [["new"], ["news"]]


def test_marks_the_title_by_the_stems_of_its_language(shelve: Shelve) -> None:
    ask = shelve({"de": {"title": "Alte Häuser & neue", "body": "Mehr ist nicht.", "lang": "de"}})

    assert ask("Haus")["results"][0]["highlights"] == {"title": ["Alte <em>Häuser</em> &amp; neue"], "body": []}


def test_excludes_and_requires_each_form_of_a_word(shelve: Shelve) -> None:
    ask = shelve(
        {
            "haus": {"title": "Häuser am See", "lang": "de"},
            "boot": {"title": "Boote am See", "lang": "de"},
        }
    )

    assert [ids(ask("See -Haus")), ids(ask("+Haus See")), ids(ask("Haus OR nichts"))] == [["boot"], ["haus"], ["haus"]]


def test_looks_only_in_the_fields_that_are_named(shelve: Shelve) -> None:
    ask = shelve(
        {
            "title": {"title": "The global brands alliance", "body": "Nothing."},
            "body": {"title": "Nothing", "body": "An alliance of global brands."},
            "author": {"title": "Nothing", "body": "Nothing.", "authors": ["Alliance Brown"]},
        }
    )

    assert ids(ask("alliance", query_fields="title")) == ["title"]
    assert ids(ask('"global brands"', query_fields="body")) == ["body"]
    assert ids(ask("allia*", query_fields="author")) == ["author"]
    assert set(ids(ask("brown alliance", query_fields="title,author"))) == {"author"}
    assert set(ids(ask("alliance", query_fields="title,body"))) == {"title", "body"}
    assert ids(ask("-alliance", query_fields="title,body")) == ["author"]


def test_says_what_may_have_been_meant_where_little_was_found(shelve: Shelve) -> None:
    ask = shelve({f"{n}": {"title": "Counterfeit brand", "body": f"Alibaba sues number {n}."} for n in range(12)})

    asked = ['alibabba "countefeit brand" -xyzzyx', "Alibaba", "brand", "zzzzzzzz", "author:alibabba", "alibabb*"]
    assert [ask(q)["did_you_mean"] for q in asked] == [
        'alibaba "counterfeit brand" -xyzzyx',
        None,
        None,
        None,
        None,
        None,
    ]


def test_what_is_new_scores_a_little_more_and_what_has_no_date_as_if_it_were_old(shelve: Shelve) -> None:
    text = {"title": "Harbour", "body": "A ferry."}
    today, month_ago = datetime.now(UTC), datetime.now(UTC) - timedelta(days=31)
    ask = shelve(
        {
            "old": {**text, "published_at": "2001-01-01T00:00:00Z"},
            "none": text,
            "month": {**text, "published_at": month_ago.isoformat(timespec="milliseconds")},
            "today": {**text, "published_at": today.isoformat(timespec="milliseconds")},
            "mistaken": {**text, "published_at": "2099-01-01T00:00:00Z"},
        }
    )

    def scores(**parameters: str) -> dict[str, float]:
        return {result["id"]: result["score"] for result in ask("harbour", **parameters)["results"]}

    plain, undated = scores(), scores(from_date="1990-01-01")
    more = {each: round(score / plain["old"], 2) for each, score in plain.items()}
    assert more == {"today": 1.1, "month": 1.05, "old": 1, "none": 1, "mistaken": 1}
    assert len(undated) == 4
    assert len(set(undated.values())) == 1


def test_synonyms_find_each_other(shelve: Shelve) -> None:
    told = "tv, television, the box\nlorry => truck"
    ask = shelve(
        {
            "tv": {"title": "A licence for your TV"},
            "television": {"title": "Licence of a television set"},
            "truck": {"title": "A truck"},
            "lorry": {"title": "A lorry"},
        },
        told,
    )

    assert set(ids(ask("TV licence"))) == set(ids(ask("licence the box"))) == {"tv", "television"}
    marked = {result["id"]: result["highlights"]["title"] for result in ask("the box licence")["results"]}
    assert marked["television"] == ["<em>Licence</em> of a <em>television</em> set"]
    assert [set(ids(ask("lorry"))), ids(ask("truck"))] == [{"lorry", "truck"}, ["truck"]]


def test_a_question_full_of_synonyms_is_within_what_a_node_takes(shelve: Shelve) -> None:
    names = [f"{letter * 3} niños häuser" for letter in "abcdefgh"]
    ask = shelve({"tv": {"title": "tv"}}, f"tv, {', '.join(names)}")

    assert [ids(ask(" ".join(["tv"] * count))) for count in (1, 4, 5, 100, 170)] == [["tv"]] * 5


def test_an_index_of_before_answers_and_a_rebuild_gives_it_the_stems(opensearch_url: str) -> None:
    """Functions are deployed before the index is rebuilt: until then it lacks fields, and nobody meets an error."""
    client = OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)
    name = f"test-before-{uuid4().hex}"
    settings = Settings("", "bucket", read_alias=name, write_alias=f"{name}-write", ledger_alias=f"{name}-ledger")
    text = {"type": "text", "fields": {"exact": {"type": "text"}}}
    folded = {"type": "keyword", "fields": {"folded": {"type": "keyword"}}}
    before = {
        **dict.fromkeys(("title", "body", "content"), text),
        **{each: {"type": "date"} for each in ("published_at", "deleted_at")},
        **dict.fromkeys(("id", "lang", "section"), folded),
        "title": {**text, "copy_to": "content"},
    }
    client.indices.create(index=f"{name}-v1", body={"mappings": {"properties": before}, "aliases": aliases(settings)})
    prepare(client, settings)
    client.index(
        index=f"{name}-v1", id="haus", body={"id": "haus", "title": "Häuser am See", "lang": "de"}, refresh=True
    )

    def found(q: str) -> list[str]:
        return ids(reader.page(client, settings, request.read({"q": [q]})))

    assert [found("Häuser"), found("Haus")] == [["haus"], []]
    assert reader.suggestions(client, settings, "Häu") == {
        "suggestions": [{"text": "Häuser am See", "kind": "title", "id": "haus"}]
    }
    Rebuild(client, settings, Functions(None, settings), lambda _: None).run(Way.INDEX)
    assert [found("Häuser"), found("Haus")] == [["haus"], ["haus"]]
    client.indices.delete(index=f"{name}-*")
