# ruff: noqa: RUF001 - words of other scripts are meant
"""The section named above a title."""

import re
from collections.abc import Collection, Sequence

from shared.clean.boilerplate import is_furniture
from shared.clean.lines import Line
from shared.clean.names import is_agency
from shared.clean.signature import is_byline

_SECTION = re.compile(r"[^\W\d_][\w&'’ /.-]{1,29}")
_CRUMB = re.compile(r"\s*[»›>→]\s*")
_HOME = re.compile(
    r"home|startseite|start|accueil|inicio|portada|首页|トップ"
    r"|登录|登入|注册|登录注册|ログイン|新規登録|会員登録|로그인|회원가입|connexion|entrar"
    r"|войти|вход|регистрация|تسجيل الدخول"
    r"|news|newsletter|live|video|text|print",
    re.IGNORECASE,
)
_MENU = 5  # short lines in a row make a menu: the last of it is nearest to the title, and names nothing


def section_at(lines: Sequence[Line], dates: Collection[int], title: int) -> tuple[int, str] | None:
    """The line just above the title that names a section, and the name: not the end of a menu."""
    for place in range(title - 1, max(-1, title - 4), -1):
        text = _last_crumb(lines[place].text)
        if not _SECTION.fullmatch(text) or text.count(" ") > 2 or is_furniture(text) or _HOME.fullmatch(text):
            continue
        if place in dates or is_byline(text) or is_agency(text) or (_is_menu(lines, place) and lines[place].times < 2):
            continue
        return place, text
    return None


def _last_crumb(text: str) -> str:
    """Trade of "Home > Business > Trade"; any other text as it is."""
    return _CRUMB.split(text)[-1] if len(text) <= 160 else text


def _is_menu(lines: Sequence[Line], place: int) -> bool:
    """Short lines all the way up, and no "Sign in" or "Subscribe" just above: there menus end."""
    above = lines[max(0, place - _MENU) : place]
    if len(above) < _MENU or any(is_furniture(line.text) for line in above[-2:]):
        return False
    return all(line.weight < 30 and not line.ends_sentence for line in above)
