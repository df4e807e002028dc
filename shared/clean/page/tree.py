"""A page's text -> its tree."""

import lxml.html

from shared.errors import Rejected

# The parser must not take the page's word for its charset (it is text already), nor give up at 256 levels.
_PARSER_OPTIONS = {"encoding": "utf-8", "huge_tree": True, "remove_comments": True, "remove_pis": True}


def tree_of(text: str) -> lxml.html.HtmlElement:
    """Raises Rejected where there is nothing to make a tree of."""
    parser = lxml.html.HTMLParser(**_PARSER_OPTIONS)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as problem:
        raise Rejected("no-body", f"the page cannot be read as HTML: {problem}") from None
