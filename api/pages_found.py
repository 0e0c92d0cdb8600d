"""Editorial pages by their words. The pages' words are kept in the process until an editor changes one."""

from cms.pages.plain import texts
from cms.pages.read import Entry, Tree
from search.texts import Texts

MOST = 3
KEEP = 4  # two versions of two languages

_kept: dict[tuple[int, str], tuple[list[Entry], Texts]] = {}


def pages_found(query: str, tree: Tree) -> list[Entry]:
    """Public pages of that tree with the words of the query in title or text, the best first."""
    if not query.strip() or not tree.entries:
        return []
    key = (tree.version, tree.asked)
    if key not in _kept:
        rows = list(texts(tree))
        made = [entry for entry, _words in rows], Texts((entry.title, words) for entry, words in rows)
        while len(_kept) >= KEEP:
            _kept.pop(next(iter(_kept)))
        _kept[key] = made
    entries, held = _kept[key]
    return [entries[place] for place in held.having(query, MOST)]


def forget() -> None:
    """Needed only where the version itself is taken back, as tests do."""
    _kept.clear()
