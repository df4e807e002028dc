# ruff: noqa: E501 - lists of words are read by the line
"""What the names of elements, classes and ids tell of the text inside, as bits of one number."""

import re
from functools import lru_cache

# Words in class, id and itemprop, in the languages stylesheets are written in. What they mean for the text is
# learnt; here they are only told apart.
_GROUPS = (
    ("body", r"article-?_?body|body-?_?(?:text|copy|content)|story-?_?(?:body|text|content)|(?:article|entry|post|page|main)-?_?(?:text|content|copy)|rich-?_?text|prose|wysiwyg"),
    ("article", r"article|artikel|story|post(?!er)|entry|beitrag"),
    ("content", r"content|text|body|copy|main|inhalt|paragraph"),
    ("lead", r"lead(?!er)|intro|standfirst|stand-first|dek\b|summary|abstract|subtitle|sub-?_?head|sub-?_?title|perex|vorspann|excerpt|chapo|ingress|kicker|strap|description"),
    ("caption", r"caption|credit|copyright|legend|bildunter|quelle|fig(?:ure|caption)|image|img|photo|picture|media|gallery|slide|carousel"),
    ("video", r"video|player|audio|podcast|embed|iframe|tweet|twitter|instagram|facebook"),
    ("byline", r"byline|author|autor|writer|bio\b|contributor|profile|people|person"),
    ("meta", r"meta(?!l)|date|time|publish|posted|updated|info\b|breadcrumb|crumb|kicker|section|category|rubri|topic|tag(?:s|-|_|\b)|label|keyword"),
    ("related", r"relat|recommend|recirc|popular|trending|most-?_?(?:read|viewed)|more-?_?(?:from|on|stories|news)|read-?_?(?:more|next|also)|readmore|further|similar|suggest|outbrain|taboola|also|latest|up-?_?next|next-?_?(?:article|story|up)"),
    ("teaser", r"teaser|promo|card|tile|item|list|feed|river|grid|collection|headline|swiper|thumb|package"),
    ("comment", r"comment|kommentar|disqus|discussion|respon[ds]|reply|replies|forum|reader|livefyre|viafoura|coral"),
    ("share", r"share|sharing|social|follow|bookmark|print|toolbar|tools\b|button|btn|action|icon|like"),
    ("signup", r"newsletter|subscri|sign-?_?up|signin|sign-?_?in|login|regist|paywall|premium|abo\b|offer|donat|membership|cta\b|call-?_?to|piano|support|optin"),
    ("advert", r"\bads?\b|ad-|-ad\b|_ad\b|advert|sponsor|anzeige|werbung|commerc|affiliate|shop|product|price|buy|outbrain|dfp|gpt\b|partner"),
    ("chrome", r"nav\b|navi|menu|header(?!line)|footer|sidebar|side-?_?bar|aside|rail\b|banner|masthead|toolbar|site-|global|top-?_?bar|skip|search|logo|widget|secondary"),
    ("overlay", r"modal|popup|pop-up|overlay|dialog|cookie|consent|gdpr|privacy|notice|alert|toast|drawer|lightbox|tooltip"),
    ("box", r"infobox|info-?_?box|fact|box\b|inset|pull-?_?quote|quote|zitat|highlight|callout|sidebar|factbox|kasten|toc\b|table-?_?of|contents\b|note|correction|disclaimer|footnote"),
    ("unseen", r"hidden|hide\b|sr-only|screen-?_?reader|visually|invisible|noprint|no-?_?print|collapsed|template|d-none"),
)  # fmt: skip
GROUPS = tuple(name for name, _ in _GROUPS)
UNSEEN = 1 << GROUPS.index("unseen")
_PATTERNS = tuple((1 << place, re.compile(pattern)) for place, (_, pattern) in enumerate(_GROUPS))
_LONGEST = 300  # characters: stylesheets that write more say it in the first


@lru_cache(maxsize=4096)
def hints_in(names: str) -> int:
    """The groups of words in it, one bit a group. Pages repeat their classes: most answers are remembered."""
    names = names[:_LONGEST].lower()
    return sum(bit for bit, pattern in _PATTERNS if pattern.search(names))
