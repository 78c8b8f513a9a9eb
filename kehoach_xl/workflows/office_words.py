"""What every document of the coordinating body says around its body: letterhead, to whom, nơi nhận, who signs."""

from collections.abc import Sequence

from kehoach_xl.building import plan_document_words
from kehoach_xl.domain.office import Office
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.text import clean, fold

# Written by hand where nobody is named.
NO_NAME, NO_PLACE = "(Họ và tên)", "…………"
# A line of the letterhead has room for so many units of 1/100 em: 58 mm of bold capitals of 13 points.
ROOM, LETTER, NARROW, GAP = 1250, 72, 35, 25
# A name begins with one syllable («SỞ»), or with two that belong together («CHI CỤC»); the rest comes in pairs.
ALONE = frozenset(("SỞ", "BAN", "PHÒNG", "CỤC", "THUẾ", "HỘI", "ĐÀI", "BỘ", "VIỆN", "VỤ", "XÃ", "PHƯỜNG"))


def office_words(plan: Plan, name: str, how: Office, to: str, recipients: Sequence[str]) -> dict[str, object]:
    """``name`` is the body's own, ``to`` stands after «Kính gửi»; ``recipients`` come before those she added, the
    file copy comes last. A text that is not known is ''."""
    over, own = plan_document_words.letterhead(name)
    issuer = clean(plan.issuer)
    above = " ".join(over) or ("" if fold(issuer) == fold(name) else issuer.upper())
    lines = [*recipients, *(f"{one.rstrip(' .;')};" for one in how.recipients), "Lưu: VT."]
    return {
        "co_quan_cap_tren": above, "co_quan_ban_hanh": in_two_lines(" ".join(own)), "ky_hieu": how.sign,
        "dia_danh": how.place or NO_PLACE, "kinh_gui": to, "noi_nhan": lines, "quyen_ky": how.signer_authority,
        "chuc_vu_ky": how.signer_title or plan_document_words.signatory(name)[-1],
        "nguoi_ky": how.signer_name or NO_NAME,
    }  # fmt: skip


def in_two_lines(name: str) -> str:
    """A name in capitals that is too long for a line of the letterhead: the only blank at which it may break is the
    one after a comma, before «VÀ», or between pairs of syllables that leaves the most even lines. A name that needs
    three lines breaks where it comes.

    >>> in_two_lines("SỞ KẾ HOẠCH VÀ ĐẦU TƯ").split(" ")
    ['SỞ\\xa0KẾ\\xa0HOẠCH', 'VÀ\\xa0ĐẦU\\xa0TƯ']
    """
    if _wide(name) <= ROOM:
        return name
    words = name.split(" ")
    joints = [at for at in range(1, len(words)) if words[at] == "VÀ" or words[at - 1].endswith(",")]
    pairs = range(1 if words[0] in ALONE else 2, len(words), 2)
    for breaks in (joints, pairs):
        lines = [(" ".join(words[:at]), " ".join(words[at:])) for at in breaks]
        if fitting := [two for two in lines if max(map(_wide, two)) <= ROOM]:
            even = min(fitting, key=lambda two: max(map(_wide, two)))
            return " ".join(line.replace(" ", "\u00a0") for line in even)
    return name


def _wide(text: str) -> int:
    return sum(GAP if sign == " " else NARROW if sign in "IÌÍỈĨỊ,-." else LETTER for sign in text)
