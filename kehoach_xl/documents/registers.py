"""Which register of bodies a document is read with: that of its own province, else the common one."""

import re
from collections import Counter

from kehoach_xl.documents.bodies import best
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.registers import COMMON, belongs_to, known, register
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import Content, Table

# «tỉnh Hà Tĩnh», «TỈNH QUẢNG NGÃI», «thành phố Cần Thơ»: two words with capitals after the word.
_PROVINCE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?)\s+([^\W\d_]+\s+[^\W\d_]+)", re.IGNORECASE)


def choose(content: Content) -> tuple[str, Register]:
    """The register that knows most of the bodies, among those of the province that the document speaks of most; the
    common one for a province without."""
    text = text_of(content)
    own = [one for one in known() if one != COMMON and _is_of(one, text)]
    return best([(one, register(one)) for one in own or [COMMON]], text)


def text_of(content: Content) -> str:
    """All the text of a document, a line per paragraph and per cell."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Table):
            lines += [" ".join(text.split()) for row in block.grid for text in row if text]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _is_of(register_id: str, text: str) -> bool:
    """Whether a document mentions all that the register belongs to, its province at least as often as another."""
    folded = fold(text)
    province, *others = map(fold, belongs_to(register_id))
    named = Counter(fold(name) for name in _PROVINCE.findall(text) if all(word[:1].isupper() for word in name.split()))
    most = max((count for name, count in named.items() if name != province), default=0)
    return 0 < folded.count(province) >= most and all(other in folded for other in others)
