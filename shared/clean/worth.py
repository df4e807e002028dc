"""Whether what was cleaned is an article at all, or a page that stands where one should be.

A doubt speaks for the article: one that is refused is lost to search, a front page that is taken is one poor hit.
So nothing is judged that reads on for a few paragraphs, and a wall is one only where it is nearly all the page says.
"""

from shared.article import Cleaned, Document
from shared.clean.prose import is_prose, paragraphs, weight
from shared.errors import Rejected

_STORY = 1_400  # letters in sentences: the longest of the walls that we know has 900, one article in eight has fewer
_LONG = 260  # letters: teasers in lists are shorter, and a story of a few paragraphs has two such
_SURELY = 20_000  # characters of body: no wall and no list is as long, and to look closer would take a while
DETAILS = {
    "error-page": "the page says that what was asked for is not there: the site's error was saved, not the story",
    "bot-check": "the page only asks for JavaScript or for proof of being human: save it from a browser",
    "consent-wall": "the page only asks for consent to cookies: accept or refuse them, then save the page again",
    "login-wall": "the page only asks to log in: save it again when logged in",
    "paywall-stub": "only the first sentences are there, and then an offer to subscribe: upload the whole article",
    "search-results": "the page lists what a search found: upload the articles themselves",
    "section-front": "the page is a list of stories and tells none of them: upload the articles themselves",
}


def refuse_no_article(document: Document, cleaned: Cleaned) -> None:
    """Raises Rejected where the document is no article, with what it is instead."""
    if _is_plainly_a_story(cleaned.body):
        return
    from shared.clean.walls import what_instead  # noqa: PLC0415 - 40 ms of words that most stories need not wait for

    if reason := what_instead(document, cleaned):
        raise Rejected(reason, DETAILS[reason])


def better_told(document: Document, rejection: Rejected) -> Rejected:
    """Why there is no body, where that can be told: a wall has often no sentence that could be one."""
    if rejection.reason != "no-body":
        return rejection
    from shared.clean.walls import what_instead  # noqa: PLC0415 - as above

    reason = what_instead(document, Cleaned("", 0.0))
    return Rejected(reason, DETAILS[reason]) if reason else rejection


def _is_plainly_a_story(body: str) -> bool:
    if len(body) > _SURELY:
        return True
    letters, long = 0, 0
    for text in paragraphs(body):
        if is_prose(text):
            size = weight(text)
            letters, long = letters + size, long + (size > _LONG)
            if letters > _STORY and long >= 2:
                return True
    return False
