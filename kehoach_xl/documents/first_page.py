"""What the first page of a plan says of itself: its name, number, day and who issued it.

A number or a day left blank for the clerk («Số:      /KH-UBND», «ngày      tháng 03 năm 2026») stays as printed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kehoach_xl.documents import second_plan
from kehoach_xl.documents.bodies import Bodies, begins_like_a_body
from kehoach_xl.documents.outline import Node
from kehoach_xl.documents.thing import ASK, CLEAR, FACT, LOOK, Thing
from kehoach_xl.domain.dates import read_text
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Content, Paragraph, Place
from kehoach_xl.messages import Message

_KINDS = "KẾ HOẠCH HÀNH ĐỘNG|KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHƯƠNG TRÌNH HÀNH ĐỘNG|CHƯƠNG TRÌNH|ĐỀ ÁN|CHỈ THỊ"
_TITLE = re.compile(rf"(?P<kind>{_KINDS})(?: (?P<rest>.+))?")
# Where the text of a plan begins after its name.
_BEGINS = re.compile(r"(?:Thực hiện|Căn cứ|Để|Nhằm|Theo|Trên cơ sở|Xét|Thi hành|Tiếp tục|Ngày|Năm 20|Trong|Điều)\b")
_BLANK = r"[\s.…_]*"
_SIGN = r"/\s?[A-ZĐ]{2,}[\w-]*"
_NUMBER = re.compile(rf"Số\s*:{_BLANK}(?P<n>[0-9]{{0,5}}[a-z]?){_BLANK}(?P<sign>{_SIGN})")
_DATE = re.compile(
    rf"ngày{_BLANK}(?P<d>[0-9]{{0,2}}){_BLANK}tháng{_BLANK}(?P<m>[0-9]{{0,2}}){_BLANK}năm{_BLANK}(?P<y>[0-9]{{0,4}})",
    re.IGNORECASE,
)
_WITH = re.compile(
    rf"\(?Kèm theo (?:{_KINDS}) số{_BLANK}(?P<n>[0-9]{{0,5}}[a-z]?){_BLANK}(?P<sign>{_SIGN})"
    r"(?:,?\s*(?P<date>ngày[^)]{0,40}?[0-9]{4}))?(?: của (?P<who>[^)]{3,80}))?",
    re.IGNORECASE,
)
_STATE = re.compile(r"CỘNG H[ÒO][ÀA] XÃ HỘI.*|Độc lập.*", re.IGNORECASE)
# What a letterhead of two columns leaves between the kind of a document and its name when it is read line by line.
_BESIDE = re.compile(
    r"(?:CỘNG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA)?(?: ?VIỆT NAM)?|Độc lập.*|Số\s*:.*|20[0-9]{2}"
    r"|.{2,40}, ngày.{0,20}tháng.{0,20}",
    re.IGNORECASE,
)
# The heading of the state and its motto, wherever they stand in a line.
_NATION = re.compile(r"\s*(?:CỘNG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA(?: VIỆT NAM)?|Độc lập\s*[-–—]\s*Tự do.*)", re.IGNORECASE)
_DECIDES = re.compile(
    rf"(?:(?:về việc|v/v)\s+)?(?:ban hành|phê duyệt)\s+(?P<which>{_KINDS})\s+(?P<what>.+)", re.IGNORECASE
)
_REPORTS = re.compile(r"báo cáo (?:tình hình|kết quả)[^.]{0,120} như sau")
_OF_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|xã|phường) [A-ZĐÀ-Ỹ]")
# How many paragraphs or lines are looked at for a letterhead where the name of the plan is not found.
_HEAD = 12


def read(content: Content, nodes: Sequence[Node], bodies: Bodies) -> list[Thing]:
    """The name, number, day and issuing body, each where the document says it."""
    lines = list(_lines(content))
    at = next((n for n, (text, _) in enumerate(lines) if _TITLE.match(text) and _capital(text)), _HEAD)
    head = lines[:at]
    found = [_title(content, nodes), _number(head), _date(head), *_with(lines), _issuer(head, nodes, bodies)]
    first: dict[str, Thing] = {}
    for thing in found:
        if thing is not None:
            first.setdefault(thing.name, thing)
    named = [_named(thing, nodes, lines) if thing.name == "Cơ quan ban hành" else thing for thing in first.values()]
    return second_plan.told(named, lines, at, _NUMBER, _TITLE)


def is_report(nodes: Sequence[Node]) -> bool:
    """Whether a document without a plan's name says that it reports what was done."""
    return _title_at(_parted(nodes)) is None and any(
        fold(node.text) == "báo cáo" or _REPORTS.search(fold(node.text)) for node in nodes[:8]
    )


def _lines(content: Content) -> Iterator[tuple[str, Place]]:
    """Every line outside and inside tables, tidied."""
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield from ((clean(line), block.place) for line in block.text.split("\n"))
            continue
        for at, row in enumerate(block.grid):
            place = block.places[at] if block.places else NOWHERE
            yield from ((clean(line), place) for cell in row for line in cell.split("\n"))


def _capital(text: str) -> bool:
    found = _TITLE.fullmatch(text)
    return bool(found) and len(text) <= 400


def _title_at(nodes: Sequence[Node]) -> int | None:
    return next((at for at, node in enumerate(nodes[:30]) if not node.label and _capital(node.text)), None)


def _parted(nodes: Sequence[Node]) -> list[Node]:
    """The paragraphs of the first page; where the heading of the state runs into one, its lines without it."""
    found: list[Node] = []
    for node in nodes[:30]:
        if node.label or not _NATION.search(node.text):
            found.append(node)
            continue
        lines = [clean(_NATION.sub("", line)) for line in node.lines or (node.text,)]
        found += [replace(node, text=line, lines=(line,)) for line in lines if line]
    return found


def _title(content: Content, nodes: Sequence[Node]) -> Thing:
    nodes = _parted(nodes)
    at = _title_at(nodes)
    if at is None:
        note = Message("IMPORT_111" if is_report(nodes) else "IMPORT_110")
        return Thing(FACT, "Tên kế hoạch", confidence=ASK, notes=(note,))
    shape = {block.place: block for block in content.blocks if isinstance(block, Paragraph)}
    found = _TITLE.fullmatch(nodes[at].text)
    pieces = [found["rest"]] if found and found["rest"] else []
    for node in [one for one in nodes[at + 1 : at + 10] if not _BESIDE.fullmatch(one.text)][:5]:
        block = shape.get(node.place)
        stands_out = block is not None and (block.bold or block.centred)
        if node.label or node.text.endswith(":") or (pieces and (not stands_out or _BEGINS.match(node.text))):
            break
        if re.search(r"\w", node.text):
            pieces.append(node.text)
    kind, text = found["kind"], clean(" ".join(pieces)).rstrip(" ./")
    if kind == "QUYẾT ĐỊNH" and (decided := _DECIDES.fullmatch(text)):
        kind, text = decided["which"].upper(), decided["what"]
    loud = text.isupper()
    if len(text) > 1 and text[1].islower():
        text = text[0].lower() + text[1:]
    name = f"{kind if loud else kind.capitalize()} {text}".strip()
    notes = (Message("IMPORT_118"),) if loud else ()
    quote = clean(f"{found['kind']} {' '.join(pieces)}")
    return Thing(FACT, "Tên kế hoạch", value=name, place=nodes[at].place, quote=quote,
                 confidence=LOOK if notes or not pieces else CLEAR, notes=notes)  # fmt: skip


def _number(head: Sequence[tuple[str, Place]]) -> Thing | None:
    for text, place in head:
        if found := _NUMBER.search(text):
            return _of_number(found, text, place)
    return None


def _of_number(found: re.Match[str], text: str, place: Place) -> Thing:
    notes = () if found["n"] else (Message("IMPORT_112"),)
    value = clean(f"{found['n']}{found['sign']}").replace("/ ", "/")
    return Thing(FACT, "Số, ký hiệu", value=value, place=place, quote=text, confidence=LOOK if notes else CLEAR,
                 notes=notes)  # fmt: skip


def _date(head: Sequence[tuple[str, Place]]) -> Thing | None:
    for text, place in head:
        if (found := _DATE.search(text)) and any(found.group("d", "m", "y")):
            return _of_date(found[0], text, place)
    return None


def _of_date(words: str, text: str, place: Place) -> Thing:
    notes = () if read_text(words).day else (Message("IMPORT_113"),)
    return Thing(FACT, "Ngày văn bản", value=clean(words), place=place, quote=text,
                 confidence=LOOK if notes else CLEAR, notes=notes)  # fmt: skip


def _with(lines: Sequence[tuple[str, Place]]) -> Iterator[Thing]:
    """What an appendix says of its plan: «(Kèm theo Kế hoạch số … ngày … của UBND tỉnh …)»."""
    for at, (text, place) in enumerate(lines):
        if not fold(text).startswith(("(kèm theo", "kèm theo")):
            continue
        whole = clean(" ".join(line for line, _ in lines[at : at + 3]))
        if found := _WITH.match(whole):
            quote = whole[: whole.find(")", found.start()) + 1] or text
            yield _of_number(found, quote, place)
            if found["date"]:
                yield _of_date(found["date"], quote, place)
            if found["who"]:
                yield Thing(FACT, "Cơ quan ban hành", value=clean(found["who"]), place=place, quote=quote)
            return


def _issuer(head: Sequence[tuple[str, Place]], nodes: Sequence[Node], bodies: Bodies) -> Thing | None:
    says = _issues(nodes)
    if says and _OF_PLACE.search(says.value):
        return says
    return _letterhead(head, bodies) or says or _signature(nodes)


def _letterhead(head: Sequence[tuple[str, Place]], bodies: Bodies) -> Thing | None:
    """The body over the number: its own name, or the one above it and its own («UBND TỈNH …», «SỞ …»)."""
    names: list[tuple[str, Place]] = []
    printed: list[str] = []
    for line, place in head:
        text = clean(_STATE.sub("", line))
        if names and re.fullmatch(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG) .+", text):
            names[-1] = (f"{names[-1][0]} {text}", names[-1][1])
        elif text.isupper() and begins_like_a_body(text) and not re.search(r"Số\s*:", text):
            names.append((text, place))
        else:
            continue
        printed.append(line)
    if not names:
        return None
    own, place = names[-1]
    quote = clean(" ".join(printed))
    code = bodies.register.find(own)
    name = bodies.register.name(code) if code else _lowered(own)
    above = _province(names[0][0]) if len(names) > 1 else ""
    if above and fold(above) not in fold(name):
        return Thing(FACT, "Cơ quan ban hành", value=f"{name} {above}", place=place, quote=quote)
    return Thing(FACT, "Cơ quan ban hành", value=name, place=place, quote=quote)


def _province(text: str) -> str:
    """«tỉnh Lạng Sơn» of «UBND TỈNH LẠNG SƠN»."""
    found = re.search(r"(TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG) (.+)", text)
    return f"{found[1].lower()} {found[2].title()}" if found else ""


def _lowered(text: str) -> str:
    """A name in capitals as it is written in a sentence, where that is certain: committees of a province."""
    found = re.fullmatch(r"(UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG) .+", text)
    kind = found[1] if found else ""
    return f"{kind if kind == 'UBND' else kind.capitalize()} {_province(text)}" if found else text


def _issues(nodes: Sequence[Node]) -> Thing | None:
    """«…, Ủy ban nhân dân tỉnh … ban hành Kế hoạch …» before the first heading."""
    for node in nodes:
        if node.label:
            return None
        for found in re.finditer(r" (?:ban hành|xây dựng)(?: \w+){0,2} (?:Kế hoạch|kế hoạch)", node.text):
            name = re.split(r"[,;:.()]|\bvà\b", node.text[: found.start()])[-1].strip()
            if begins_like_a_body(name) and len(name) < 80:
                return Thing(FACT, "Cơ quan ban hành", value=name, place=node.place, quote=node.text)
    return None


def _signature(nodes: Sequence[Node]) -> Thing | None:
    for node in nodes:
        if found := re.match(r"TM\. (ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND)\b", node.text):
            return Thing(FACT, "Cơ quan ban hành", value=found[1].capitalize() if " " in found[1] else found[1],
                         place=node.place, quote=node.text, confidence=LOOK)  # fmt: skip
    return None


def _named(thing: Thing, nodes: Sequence[Node], lines: Sequence[tuple[str, Place]]) -> Thing:
    """«UBND tỉnh» alone, with the name of the province that the document speaks of most."""
    if not re.fullmatch(r"(?:ubnd|uỷ ban nhân dân)(?: tỉnh)?", fold(thing.value)):
        return thing
    text = " ".join(line for line, _ in lines)
    found = Counter(re.findall(r"(?<!các )(?<!với )\btỉnh ([A-ZĐ]\w+ [A-ZĐ]\w+)\b", text))
    if not found:
        return thing
    printed = thing.value if fold(thing.value).endswith("tỉnh") else f"{thing.value} tỉnh"
    note = Message("IMPORT_115", {"printed": thing.value})
    return Thing(FACT, thing.name, value=f"{printed} {found.most_common(1)[0][0]}", place=thing.place,
                 quote=thing.quote, confidence=LOOK, notes=(note,))  # fmt: skip


def short_title(title: str, framework: str, issuer: str, year: str) -> str:
    """A short name: the index or the resolution, whose it is, and the year: «FTA Index Hà Tĩnh 2025»."""
    resolution = re.search(r"Nghị quyết số ([0-9]+)", title)
    whose = re.sub(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s*|\b(?:tỉnh|thành phố)\s*", "", issuer, flags=re.I)
    words = re.sub(r"^(?:Kế hoạch|Quyết định|Nghị quyết|Chương trình) |,?\s*(?:trong |cho )?năm 20[0-9]{2}", "", title)
    if whose:
        words = re.sub(rf"(?:\s+trên địa bàn)?\s+(?:(?:tỉnh|thành phố)\s+)?{re.escape(whose)}\b", "", words, flags=re.I)
    what = framework or (f"Nghị quyết {resolution[1]}" if resolution else " ".join(words.split()[:6]).rstrip(" ,"))
    return clean(f"{what} {whose} {year}")
