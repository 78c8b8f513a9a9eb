"""What every document of the coordinating body says around its body: letterhead, to whom, nơi nhận, who signs."""

from collections.abc import Sequence

from kehoach_xl.building import plan_document_words
from kehoach_xl.domain.office import Office
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.text import clean, fold

# Written by hand where nobody is named.
NO_NAME, NO_PLACE = "(Họ và tên)", "…………"


def office_words(plan: Plan, name: str, how: Office, to: str, recipients: Sequence[str]) -> dict[str, object]:
    """``name`` is the body's own, ``to`` stands after «Kính gửi»; ``recipients`` come before those she added, the
    file copy comes last. A text that is not known is ''."""
    over, own = plan_document_words.letterhead(name)
    issuer = clean(plan.issuer)
    above = " ".join(over) or ("" if fold(issuer) == fold(name) else issuer.upper())
    lines = [*recipients, *(f"{one.rstrip(' .;')};" for one in how.recipients), "Lưu: VT."]
    return {
        "co_quan_cap_tren": above, "co_quan_ban_hanh": " ".join(own), "ky_hieu": how.sign,
        "dia_danh": how.place or NO_PLACE, "kinh_gui": to, "noi_nhan": lines, "quyen_ky": how.signer_authority,
        "chuc_vu_ky": how.signer_title or plan_document_words.signatory(name)[-1],
        "nguoi_ky": how.signer_name or NO_NAME,
    }  # fmt: skip
