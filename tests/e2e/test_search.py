"""What a reader meets in the deployed search beside results: other forms of words, completions, better words."""

from urllib.parse import quote

GERMAN = """Die alten {word}häuser der Stadt werden verkauft

Der Rat hat am Dienstag beschlossen, dass die {word}häuser in der Altstadt bis zum Herbst einen neuen Besitzer finden
sollen. Die Bürger der Stadt wurden vorher nicht gefragt, und viele von ihnen sind darüber sehr verärgert.
"""


def test_a_german_article_is_found_by_another_form_of_its_words_and_completed_by_its_title(newsroom, word):
    receipt = newsroom.publish("haeuser.txt", GERMAN.format(word=word))
    title = f"Die alten {word}häuser der Stadt werden verkauft"

    assert receipt["state"] == "indexed"
    assert newsroom.titles(f"{word}haus") == newsroom.titles(f"{word}hauser") == [title]
    status, told = newsroom.get(f"/suggest?q={quote(f'die alten {word}h')}")
    assert (status, [(each["text"], each["kind"]) for each in told["suggestions"]]) == (200, [(title, "title")])
    assert newsroom.api.search({"q": f"{word}hausser"})["did_you_mean"] == f"{word}hauser"
    assert newsroom.get("/suggest?q=a", key=None)[0] == 403
