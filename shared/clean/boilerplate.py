# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""What pages say around articles, in the languages we meet most. Patterns of wording, never names of sites.

The patterns are in lower case and meet text in lower case: a pattern that ignores case tries each of its hundreds of
branches at each line, one that minds it tells most of them by their first letter, in a third of the time.
"""

import re

from shared.clean.alternatives import by_first_letter

# Lines that are about the page and not the story, whole or from their beginning.
_FURNITURE = (
    # sharing, saving, printing
    r"share(?: (?:this|on|via|now|full article|article|tweet|save).{0,40}|d?)?$|tweet$|save$|print$|e-?mail$|copy (?:link|url)|link copied|facebook$|twitter$"
    r"|whatsapp$|linkedin$|pinterest$|reddit$|flipboard$|telegram$|instagram$|teilen$|drucken$|merken$|partager$|imprimer$|compartir$|imprimir$|condividi$|del$|dela$|paylaş$"
    # reading on
    r"|read (?:more|also|next|the full|full story|on)\b|also read|see also|more(?::| on | from | in | stories| news| top| photos?| videos?|$)|related\b.{0,30}$|recommended\b.{0,30}$"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|don'?t miss|most (?:popular|read|viewed|shared|recent|commented)|trending|popular (?:now|stories|in)|top (?:stories|news)"
    r"|latest (?:news|stories|videos?|articles)$|editor'?s'? (?:picks?|choice)|up next|next (?:article|story|post)|previous (?:article|story|post)|continue reading|keep reading|show more|load more|view (?:all|more|comments)"
    r"|lesen sie (?:auch|mehr|hier)|lies (?:auch|mehr)|mehr (?:zum thema|dazu|aus|von|lesen|artikel|themen)|zum thema|weitere (?:artikel|themen|meldungen|nachrichten)|meistgelesen|das könnte sie|auch interessant|empfohlen"
    r"|lire (?:aussi|la suite|plus)|à lire (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|les plus (?:lus|vus)|à (?:voir|découvrir) (?:aussi|également)"
    r"|lea? (?:también|además|más)|leer más|ver más|te puede interesar|m[aá]s (?:noticias|informaci[oó]n|le[ií]d[ao]s|sobre)|lo m[aá]s (?:le[ií]do|visto)|noticias relacionadas|leggi anche|leia (?:também|mais)"
    r"|les (?:også|mer|mere)|läs (?:också|mer|även)|lees (?:ook|meer|verder)|czytaj (?:też|także|więcej)|zobacz (?:też|także)|polecane|читайте также|ayrıca oku|ilgili haberler"
    r"|相关(?:阅读|新闻|链接)|延伸阅读|推荐阅读|更多|関連(?:記事|ニュース)|あわせて読みたい|おすすめ|관련"
    # comments, newsletters, subscriptions
    r"|comments?(?: \(?\d.{0,20}|$|\s*[:|])|\d+ comments?$|leave a (?:comment|reply)|join the (?:conversation|discussion)|post a comment|kommentare?\b.{0,30}$|commentaires?\b.{0,20}$|comentarios?\b.{0,20}$"
    r"|sign (?:up|in|out)\b|log ?in\b|log ?out|register\b.{0,40}$|subscribe\b|subscriptions?$|newsletters?\b|get (?:the|our) .{0,60}(?:newsletter|inbox|app)\b|already a (?:subscriber|member)|start your free|support (?:our|independent)"
    r"|anmelden|abmelden|registrieren|abonnieren|jetzt (?:abonnieren|testen|anmelden|lesen|bestellen)|s.(?:abonner|inscrire|identifier)\b|se connecter|suscr[ií]b|iniciar sesi[oó]n|iscriviti|accedi|inloggen"
    r"|download (?:the|our) .{0,30}app|get the app|follow (?:us|him|her|me|our|the|@|on)\b.{0,60}$|folgen sie|suivez|s[ií]guenos|like us"
    # ads, cookies, rights, contact
    r"|advertisement|advertising$|sponsored|paid (?:content|post)|story continues below|article continues (?:below|after)|promoted|anzeige$|werbung$|publicit[éè]|publicidad|reklama?$|annonse$|annons$"
    r"|(?:we|this (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie|privacy|datenschutz|impressum|terms (?:of|and|&)|nutzungsbedingungen|agb$|mentions légales|aviso legal|politique de confidentialité"
    r"|copyright|©|\(c\) ?\d{4}|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|reproduction|版权所有|著作権|無断"
    r"|contact (?:us|the)|about (?:us|the author|this author)|kontakt$|contacto$|careers?$|jobs$|back to (?:top|the top)|nach oben|haut de page|skip to|jump to|zum inhalt|aller au contenu|saltar al"
    # controls and pictures
    r"|menu$|search$|home(?:page)?$|close$|open$|next$|previous$|play$|pause$|mute$|loading|expand|collapse|hide |show |toggle|click (?:here|to)|tap (?:here|to)|watch(?: now| live|:|$)|listen(?: to this| now|:|$)|\d+ min(?:ute)?s? (?:read|ago)"
    r"|menü$|suche$|startseite$|rechercher$|accueil$|buscar$|inicio$|cerca$|søk$|sök$|zoeken$|szukaj$|ara$|首页|搜索|打印|分享|責任編集|责任编辑|责编|编辑[:：]|来源[:：]"
    r"|(?:image|media|photo) caption\b|legende ?:|follow .{2,40} on (?:google|facebook|twitter|instagram|x\b)|first published\b|weiterlesen$|lesezeit\b|article content$|this advertisement\b|externer inhalt\b"
    r"|(?:skip past|after) newsletter|continues below|in pocket\b|\(?(?:additional )?reporting by\b|\(?editing by\b|duration \d|rating: \d|\d+ (?:minutes?|hours?|days?) ago\b.{0,20}$|suite de l'article|sigue leyendo"
    r"|(?:photo|image|picture|video|foto|bild|imagen|grafik|source|quelle|credit|illustration|images?) ?(?:by|credit|source|courtesy|von|:|/)|getty images|file (?:photo|picture|image)|in pictures|photo gallery"
    r"|(?:tags?|topics?|themen|schlagworte|stichworte|keywords|categor(?:y|ies)|filed under|temas|etiquetas|mots-clés|sujets)\s*[:：]?(?:\s|$)"
)
FURNITURE = re.compile(rf"[\s>»›→•·*|\[(#▶►-]*{by_first_letter(_FURNITURE)}")
# After one of these no line of the story follows, unless as much again comes after.
_ENDINGS = (
    r"related (?:articles?|stories|topics|news|posts|content|coverage|links?)|more (?:from|stories|top stories|on this story|news|in|like this)|more$|most (?:popular|read|viewed|shared|recent)|morephoto|trending"
    r"|recommended|you (?:may|might) (?:also )?(?:like|be interested)|comments?\b.{0,12}$|\d+ comments?$|leave a (?:comment|reply)|join the conversation|read (?:more|next)$|up next|latest (?:news|stories)|top (?:stories|news)"
    r"|about the author|editor'?s'? (?:picks?|choice)|copyright|©|\(c\) ?\d{4}|all rights reserved|follow us|tags?\s*[:：]?$|topics?\s*[:：]?$|filed under"
    r"|mehr zum thema|weitere (?:artikel|themen|meldungen)|meistgelesen|kommentare?\b.{0,12}$|das könnte sie|lesen sie auch|startseite$|zur startseite|themen\s*:?$|impressum"
    r"|sur le même (?:sujet|thème)|à lire (?:aussi|également)|les plus lus|commentaires?\b.{0,12}$|mots-clés|te puede interesar|lo m[aá]s (?:le[ií]do|visto)|noticias relacionadas|comentarios?\b.{0,12}$|temas\s*:?$"
    r"|les (?:også|mer)$|läs (?:också|mer)$|lees ook|czytaj także|相关(?:阅读|新闻)|延伸阅读|关键词|責任編集|责任编辑|\(?责编|関連(?:記事|ニュース)|あわせて読みたい|アクセスランキング"
)
ENDING = re.compile(rf"[\s>»›→•·*|\[(#-]*{by_first_letter(_ENDINGS)}")
# Rights, cookies, offers: long sentences that read like prose and are none of the story.
_FINE_PRINT = (
    r"\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|rights? reserved|without (?:prior )?(?:written )?permission|copyright ©"
    r"|(?:we|uses?|use of|our|accept|manage|verwenden|utilise[rz]?|des|utiliza\w*|usa) cookies|cookie (?:policy|settings|preferences)|privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions|& conditions)|datenschutz(?:erklärung|hinweise|bestimmungen)"
    r"|sign(?:ing)? up (?:for|to)|our (?:free )?(?:daily |weekly )?newsletter|(?:your|in your) inbox|subscribe to|newsletter abonnieren|unseren newsletter|for our newsletter|email address|e-mail-adresse|adresse e?-?mail"
    r"|javascript|your browser|ad ?blocker|affiliate (?:links?|commission)|earn (?:a )?commission|click here|download (?:the|our) .{0,20}app|follow us on|like us on|contact us at|send (?:us )?(?:an )?(?:e-?mail|tips?)"
    r"|externe[rn]? inhalte? (?:anzu|ange|nicht verf)|an drittplattformen|jederzeit widerrufen|affiliate-links?|as (?:a|your) preferred source|enable javascript|has not loaded yet"
    r"|(?:material|content) may not be (?:published|reproduced)|is (?:not )?responsible for the content|views expressed|opinions expressed|log in to|create (?:a free|an) account|free trial|cancel any ?time|already (?:a )?subscri)"
    r"|©\s?\d{4}|\(c\) \d{4}"
)
FINE_PRINT = re.compile(_FINE_PRINT)
# One of these words, in whatever punctuation, is in every match: hardly any paragraph has one, and to part a line into
# words and look them up takes a fifth of the time that the pattern takes.
_FINE_PRINT_WORDS = (
    "reserved", "vorbehalten", "réservés", "reservados", "permission", "©", "(c)", "cookies", "policy", "settings",
    "preferences", "notice", "terms", "datenschutzerklärung", "datenschutzhinweise", "datenschutzhinweisen",
    "datenschutzbestimmungen", "sign", "signing", "newsletter", "newsletters", "inbox", "subscribe", "abonnieren",
    "address", "addresses", "e-mail-adresse", "email", "e-mail", "mail", "javascript", "browser", "browsers",
    "blocker", "blockers", "adblocker", "adblockers", "link", "links", "affiliate-link", "affiliate-links",
    "commission", "commissions", "click", "download", "follow", "like", "contact", "tip", "tips", "inhalt",
    "inhalte", "anzuzeigen", "drittplattformen", "widerrufen", "widerrufbar", "preferred", "loaded", "published",
    "reproduced", "responsible", "expressed", "log", "account", "trial", "cancel", "subscriber", "subscribers",
    "subscribed", "subscription",
)  # fmt: skip
_FINE_PRINT_TOKENS = frozenset(
    f"{lead}{word}{tail}"
    for word in _FINE_PRINT_WORDS
    for lead in ("", "(", '"', "“", "„", "*", "»", "[")
    for tail in ("", ".", ",", ":", ";", "!", "?", ")", '"', "”", "“", "'s", "’s", ".)", "…", "]", "*", "«")
)
# "Home | About us | Jobs", "A » B » C": rows of links.
_MARKS_BEYOND_ASCII = ("»", "›", "•", "·")
_LONGEST_FURNITURE = 160  # characters
LINK_ROW = re.compile(r"(?:[^|»›•·>]{1,40}[|»›•·>]){2,}[^|»›•·>]{0,40}$")


# The readers' own words begin: long sentences that are none of the story.
_COMMENTS = (
    r"(?:top rated |all |view |show |\d+ |reader |latest )?"
    r"(?:comments?|kommentare?|commentaires?|comentarios|commenti|kommentarer|reacties|komentarze|yorumlar|комментарии|评论|コメント)"
)
_TALK = r"leave a (?:comment|reply)|join the (?:conversation|discussion)|\d+ (?:responses|replies|thoughts) (?:to|on)\b"
STOP = re.compile(rf"[\W\d]*{_COMMENTS}[\W\d]*$|{_TALK}")
# What any of the three above begins with: most lines begin with none, and are asked no further.
_SOME_OPENING = re.compile(rf"[\W\d]*{by_first_letter(f'{_FURNITURE}|{_ENDINGS}|{_COMMENTS}|{_TALK}')}")


def may_be_about_page(text: str) -> bool:
    """Whether the line may be a stop, an ending or furniture: asked of each, so it must cost little."""
    return len(text) <= _LONGEST_FURNITURE and (_has_row_marks(text) or bool(_SOME_OPENING.match(text.lower())))


def is_stop(text: str) -> bool:
    return len(text) <= 60 and bool(STOP.match(text.lower()))


def is_furniture(text: str) -> bool:
    if len(text) > _LONGEST_FURNITURE:
        return False
    return bool(FURNITURE.match(text.lower()) or (_has_row_marks(text) and LINK_ROW.match(text)))


def _has_row_marks(text: str) -> bool:
    if "|" in text or ">" in text:
        return True
    return not text.isascii() and any(map(text.__contains__, _MARKS_BEYOND_ASCII))


def is_ending(text: str) -> bool:
    return len(text) <= 80 and bool(ENDING.match(text.lower()))


def is_fine_print(text: str) -> bool:
    if not 40 <= len(text) <= 700:
        return False
    lower = text.lower()
    if _FINE_PRINT_TOKENS.isdisjoint(lower.split()) and "©" not in lower:
        return False
    return FINE_PRINT.search(lower) is not None


# A credit for a picture near the end of a line, or the words that captions begin with.
_CREDIT = re.compile(
    r"(?:\((?:photo|image|foto|bild|picture|file|ap|afp|reuters|getty)\b|©|\b(?:photos?|image|picture|foto|bild|photograph|illustration|ljosmynd|zdroj|fot\.)\s?(?::|by\b|©)"
    r"|\bgetty images?|\bpicture alliance|\bimago\b|\bshutterstock|\bistock|/\s?(?:ap|afp|reuters|dpa|epa|getty|efe|ansa)\b|\bvia (?:ap|reuters|afp|getty)|\bcredit\s?(?::|\.\.\.))[^.!?]{0,80}[.)]?$",
)
_CAPTION_START = re.compile(r"file ?(?:photo|picture)?\s?[:-]|in this (?:file |undated )?(?:photo|image|picture)")
# One of these, or an agency behind a slash or a bracket, is in every credit.
_CREDIT_STEMS = (
    "©", "photo", "foto", "imag", "picture", "bild", "getty", "alliance", "stock", "via ", "credit", "illustration", "zdroj",
    "fot.", "ljosmynd",
)  # fmt: skip
_AGENCY_MARK = re.compile(r"[(/]\s?(?:ap|afp|reuters|dpa|epa|efe|ansa|file)\b")
_CREDIT_WITHIN = 110  # characters from the end
_CAPTION_WITHIN = 40  # characters from the start


def is_caption(text: str) -> bool:
    if not 15 <= len(text) <= 300:
        return False
    tail = text[-_CREDIT_WITHIN:].lower()
    if (any(map(tail.__contains__, _CREDIT_STEMS)) or _AGENCY_MARK.search(tail)) and _CREDIT.search(tail):
        return True
    return _CAPTION_START.match(text[:_CAPTION_WITHIN].lower()) is not None


# What stands alone under a picture, or under its caption, and says whose it is.
_PICTURE_CREDIT = re.compile(
    r"[(\[]?(?:©|℗|(?:foto|photo|bild|image|picture|credit|fot|фото|zdroj|kuva|ljósmynd|fotoğraf|fotografía|illustration|grafik)\b\.?\s?(?:\[m\])?\s*(?:[:：©/|]|credits?\b|by\b|von\b|$)"
    r"|写真|撮影|사진|图片|getty images|[\w. ]{3,30}/(?:ap|afp|reuters|dpa|epa|getty|efe|ansa|imago|picture alliance)\b)",
    re.IGNORECASE,
)


def is_picture_credit(text: str) -> bool:
    """Whether the line says whose a picture is: the one above it is then its caption."""
    return len(text) <= 80 and bool(_PICTURE_CREDIT.match(text))
