"""The window of the desktop panel: which master, the buttons in the order of the work, what is going on.

Everything runs in the thread of the window, since what COM gives belongs to the thread that asked for it. While an
operation runs every button is disabled, and the window is drawn anew at each line of progress.

The window keeps its height whatever it says: the foot has room for a question's answers, and a longer text is
scrolled. So it fits a low screen, and no answer is ever below the screen's edge.
"""

import contextlib
import sys
import tkinter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from tkinter import font, ttk

from kehoach_xl import ribbon
from kehoach_xl.attached import Attached, View
from kehoach_xl.buttons import Button, buttons
from kehoach_xl.engine.secret_box import ask_secret
from kehoach_xl.messages import Message
from kehoach_xl.press import press
from kehoach_xl.reports.notice import Notice

TITLE = "Kế hoạch – Bảng điều khiển"
REFRESH_MS, TIP_MS = 2000, 600
HINT = "126p"  # the width of the line beside a button, which wraps
LINES, LEAST = 7, 3  # of text at the foot: at first, and when the window is made as low as it goes
ALWAYS = ("ShowHelp", "ImportDocument")  # make sense without a master
FAMILIES = ("Segoe UI", "Noto Sans", "DejaVu Sans", "Liberation Sans")  # these have every Vietnamese letter
# The colours of the workbook.
INK, MUTED, PAPER, NAVY, SKY, MIST, LINE = "#1B2A41", "#5B6675", "#FFFFFF", "#1F3A5F", "#DCE6F2", "#F3F6FA", "#B8C4D3"
HOVER, DOWN, PALE, AMBER = "#C9D9EC", "#B5C9E1", "#98A3B0", "#8A5A00"


class Window(tkinter.Tk):
    """One window on one :class:`Attached` master. Distances are in points, so that it grows with the screen's dpi."""

    def __init__(self, master: Attached) -> None:
        _sharp()
        super().__init__(className="kehoach_xl")
        self.attached = master
        self.running, self.doing = False, ""
        self.view: View | None = None
        self.buttons: dict[str, ttk.Button] = {}
        self.hints: dict[str, ttk.Label] = {}
        self.title(TITLE)
        self.iconphoto(True, _icon(self))
        self.configure(background=PAPER)
        self.resizable(False, True)
        self.fonts = _fonts(self)  # a font that nobody holds is gone
        _style(self)
        self._head()
        self._body()
        self._foot()
        self.protocol("WM_DELETE_WINDOW", self._close)
        self.say(str(Message("PANEL_005")))
        self._size()
        self.refresh()

    # -- its parts -----------------------------------------------------------------------------

    def _head(self) -> None:
        head = ttk.Frame(self, style="Head.TFrame", padding=("14p", "10p"))
        head.pack(fill="x")
        self.name = ttk.Label(head, style="Name.TLabel")
        self.name.pack(fill="x")
        self.says = ttk.Label(head, style="Says.TLabel", wraplength="420p")
        self.says.pack(fill="x", pady=("2p", 0))

    def _body(self) -> None:
        body = ttk.Frame(self, padding=("14p", "5p", "14p", "9p"))
        body.pack(fill="x")
        groups = [tuple(each) for _, each in groupby(buttons(), key=lambda each: each.group)]
        left = 0
        while 2 * sum(map(len, groups[: left + 1])) <= len(buttons()):
            left += 1
        for column, side in enumerate((groups[:left], groups[left:])):
            half = ttk.Frame(body)
            half.grid(row=0, column=column, sticky="new", padx=("14p" if column else 0, 0))
            half.columnconfigure(1, minsize="133p")
            for group in side:
                self._group(half, group)

    def _group(self, half: ttk.Frame, group: Sequence[Button]) -> None:
        """The buttons of one group under its name, each with a line beside it."""
        row = half.grid_size()[1]
        label = ttk.Label(half, text=group[0].group_label, style="Group.TLabel")
        label.grid(row=row, column=0, columnspan=2, sticky="w", pady=("5p", "1p"))
        for each in group:
            row += 1
            made = ttk.Button(half, text=each.label, command=lambda each=each: self.press(each))
            made.grid(row=row, column=0, sticky="ew", pady="1p")
            hint = ttk.Label(half, wraplength=HINT)
            hint.grid(row=row, column=1, sticky="w", padx=("7p", 0), pady="1p")
            self.buttons[each.sub], self.hints[each.sub] = made, hint
            Tip(made, lambda each=each: self._tip(each))

    def _foot(self) -> None:
        self.foot = foot = ttk.Frame(self, style="Foot.TFrame", padding=("14p", "6p", "8p", "6p"))
        foot.pack(fill="both", expand=True)  # packed last: it has what the parts above leave
        foot.columnconfigure(0, weight=1)
        foot.rowconfigure(0, weight=1)
        self.lines = Lines(foot)
        self.lines.grid(row=0, column=0, sticky="nsew")
        self.answers = ttk.Frame(foot, style="Foot.TFrame", padding=(0, "5p", 0, 0))
        self.answer = tkinter.StringVar(self)
        self.yes = ttk.Button(self.answers, text="Đồng ý", style="Yes.TButton", command=lambda: self.answer.set("yes"))
        self.no = ttk.Button(self.answers, text="Thôi", command=lambda: self.answer.set("no"))
        self.yes.pack(side="left")
        self.no.pack(side="left", padx=("6p", 0))
        for key, pages in (("<Prior>", -1), ("<Next>", 1)):  # from wherever the keyboard is, also from an answer
            self.bind(key, lambda _, pages=pages: self.lines.page(pages))

    def _size(self) -> None:
        """Height and place to begin with, once and for all; what is said later changes nothing about them."""
        self.update_idletasks()
        left, top, across, most = _area(self)
        width, height = self.winfo_reqwidth(), min(self.winfo_reqheight(), most)
        least = self.winfo_reqheight() - (LINES - LEAST) * self.lines.pitch + self.answers.winfo_reqheight()
        self.minsize(width, min(least, most))
        self.maxsize(max(width, across), most)
        # On the right, for Excel is at work on the left; left to itself, Windows may put its foot below the screen.
        self.geometry(f"{width}x{height}+{left + max(0, across - width)}+{top + (most - height) // 3}")

    # -- what it shows -------------------------------------------------------------------------

    def say(self, text: str, warns: bool = False) -> None:
        """Put a text at the foot."""
        self.lines.put(text.replace("\n\n", "\n"), AMBER if warns else INK)

    def refresh(self) -> None:
        """Look at the master again every two seconds, unless nobody looks at the window."""
        if not self.running and self.state() != "iconic":
            self.look()
        self.after(REFRESH_MS, self.refresh)

    def look(self) -> None:
        view = self.attached.view()
        if view is None or view == self.view:
            return
        self.view = view
        self.name.configure(text=view.name or str(Message("PANEL_006")))
        self.says.configure(text=str(view.says))
        self._enable()

    def _enable(self) -> None:
        view = self.view
        for each in buttons():
            reason = view.reasons.get(each.sub, "") if view else ""
            usable = not self.running and not reason and (each.sub in ALWAYS or bool(view and view.name))
            self.buttons[each.sub].state(["!disabled" if usable else "disabled"])
            self.hints[each.sub].configure(
                text=reason or each.screentip, style="Reason.TLabel" if reason else "Hint.TLabel"
            )

    def _tip(self, button: Button) -> str:
        reason = self.view.reasons.get(button.sub, "") if self.view else ""
        return f"{reason}\n{button.supertip}" if reason else button.supertip

    # -- what it does --------------------------------------------------------------------------

    def press(self, button: Button) -> None:
        """Run one operation; what came of it stands at the foot of the window."""
        if self.running:
            return
        self.doing = button.label
        self._busy(True)
        act = getattr(ribbon, button.function).act
        try:
            self.show(str(Message("PANEL_007", {"label": button.label})))
            with contextlib.ExitStack() as held:
                press(act, lambda: held.enter_context(self.attached.book()), self)
        finally:
            self._busy(False)
        self.look()

    def _busy(self, running: bool) -> None:
        self.running = running
        self.configure(cursor="watch" if running else "")
        self._enable()

    # -- the screen of the operation (:class:`kehoach_xl.press.Screen`) ------------------------

    def show(self, line: str) -> None:
        if line:
            self.say(line)
            self.update()

    def tell(self, notice: Notice) -> None:
        self.say(notice.text, notice.warns)

    def ask(self, question: str) -> bool:
        self.say(question)
        self.answers.grid(row=1, column=0, sticky="w")
        self.configure(cursor="")
        self.lift()
        before = self.focus_get()
        self.yes.focus()
        self.wait_variable(self.answer)
        self.answers.grid_remove()
        (before or self).focus()
        self.configure(cursor="watch")
        agreed = self.answer.get() == "yes"
        self.show(str(Message("PANEL_007" if agreed else "PANEL_008", {"label": self.doing})))
        return agreed

    def choose(self, title: str, endings: Sequence[str]) -> Path | None:
        """The system's own dialog."""
        from tkinter import filedialog

        self.configure(cursor="")
        shapes = [("Văn bản", tuple(endings)), ("Mọi tệp", "*")]
        found = filedialog.askopenfilename(parent=self, title=title, filetypes=shapes)
        self.configure(cursor="watch")
        return Path(found) if found else None

    def secret(self, question: str) -> str | None:
        self.configure(cursor="")
        found = ask_secret(question, TITLE, within=self)
        self.configure(cursor="watch")
        return found

    def _close(self) -> None:
        if not self.running:  # an operation is never cut off halfway
            self.destroy()
        elif self.answers.winfo_ismapped():
            self.answer.set("no")


class Lines(ttk.Frame):
    """A text of whole lines, as many as there is room for; the mouse and the keyboard scroll it line by line.

    Tk gives a text any height and shows the upper half of a line; here the text is as high as its lines.
    """

    def __init__(self, within: tkinter.Misc) -> None:
        super().__init__(within, style="Foot.TFrame")
        self.text = tkinter.Text(
            self, height=LINES, width=1, wrap="word", font="Small", background=MIST, relief="flat", borderwidth=0,
            highlightthickness="1p", highlightbackground=MIST, highlightcolor=NAVY, padx="3p", pady="1p",
            state="disabled", cursor="arrow", takefocus=True,
        )  # fmt: skip
        self.pitch = font.nametofont("Small", self).metrics("linespace")
        self.edge = self.text.winfo_reqheight() - LINES * self.pitch
        self.bar = ttk.Scrollbar(self, command=self._drag, takefocus=False)
        self.text.configure(yscrollcommand=self._scrolled)
        self.text.grid(row=0, column=0, sticky="new")
        # Room for the bar is kept, lest the lines break anew when it comes; and nothing that happens inside asks the
        # window for more height.
        self.columnconfigure(0, weight=1)
        self.columnconfigure(1, minsize=self.bar.winfo_reqwidth())
        self.rowconfigure(0, weight=1)
        self.grid_propagate(False)
        self.configure(height=self.text.winfo_reqheight())
        self.bind("<Configure>", self._fit)
        self._keys()

    def put(self, text: str, colour: str) -> None:
        """Show this from its beginning."""
        self.text.configure(state="normal", foreground=colour)
        self.text.replace("1.0", "end", text)
        self.text.configure(state="disabled")
        self.text.yview_moveto(0)

    def page(self, pages: int) -> str:
        self.text.yview_scroll(pages, "pages")
        return "break"

    def _fit(self, event: tkinter.Event) -> None:
        self.text.configure(height=max(1, (event.height - self.edge) // self.pitch))

    def _keys(self) -> None:
        text = self.text
        moves: dict[str, Callable[[], object]] = {
            "<Up>": lambda: text.yview_scroll(-1, "units"), "<Down>": lambda: text.yview_scroll(1, "units"),
            "<Prior>": lambda: self.page(-1), "<Next>": lambda: self.page(1),
            "<Home>": lambda: text.yview_moveto(0), "<End>": lambda: text.yview_moveto(1),
            "<Button-4>": lambda: text.yview_scroll(-2, "units"), "<Button-5>": lambda: text.yview_scroll(2, "units"),
        }  # fmt: skip
        for event, move in moves.items():
            text.bind(event, lambda _, move=move: move() or "break")
        text.bind("<MouseWheel>", self._wheel)  # Windows
        text.bind("<Button-1>", lambda _: text.focus(), add=True)

    def _wheel(self, event: tkinter.Event) -> str:
        self.text.yview_scroll(-2 if event.delta > 0 else 2, "units")
        return "break"

    def _drag(self, how: str, number: str, *unit: str) -> None:
        """The bar's word; a place between two lines becomes the beginning of a line."""
        if how == "moveto":
            lines = self.text.count("1.0", "end", "displaylines")
            lines = lines[0] if isinstance(lines, tuple) else lines or 0
            self.text.yview(f"1.0 + {round(float(number) * lines)} display lines")
        else:
            self.text.yview(how, number, *unit)

    def _scrolled(self, first: str, last: str) -> None:
        self.bar.set(first, last)
        if float(first) > 0 or float(last) < 1:
            self.bar.grid(row=0, column=1, sticky="ns")
        else:
            self.bar.grid_remove()


class Tip:
    """A longer text beside a button, when the mouse rests on it."""

    def __init__(self, over: ttk.Button, text: Callable[[], str]) -> None:
        self._over, self._text = over, text
        self._waiting, self._shown = "", None
        over.bind("<Enter>", self._soon, add=True)
        for event in ("<Leave>", "<ButtonPress>", "<Key>", "<Destroy>"):
            over.bind(event, self._hide, add=True)

    def _soon(self, _: object) -> None:
        self._hide()
        self._waiting = self._over.after(TIP_MS, self._show)

    def _show(self) -> None:
        self._waiting = ""
        self._shown = tip = tkinter.Toplevel(self._over, background=LINE, padx=1, pady=1)
        tip.wm_overrideredirect(True)
        ttk.Label(tip, text=self._text(), style="Tip.TLabel", wraplength="230p", padding=("7p", "5p")).pack()
        over = self._over
        left, top = over.winfo_rootx() + over.winfo_width() // 2, over.winfo_rooty() + over.winfo_height() + 3
        tip.wm_geometry(f"+{left}+{top}")

    def _hide(self, _: object = None) -> None:
        if self._waiting:
            self._over.after_cancel(self._waiting)
        if self._shown is not None:
            self._shown.destroy()
        self._waiting, self._shown = "", None


def _sharp() -> None:
    """Ask Windows for real pixels, before the first window: else it enlarges a small picture."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


def _area(window: tkinter.Tk) -> tuple[int, int, int, int]:
    """Left, top, width and height, in pixels, of what a window can fill here: the screen without the taskbar, less the
    window's own title and frame."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        user, area = ctypes.windll.user32, wintypes.RECT()
        if user.SystemParametersInfoW(0x30, 0, ctypes.byref(area), 0):  # SPI_GETWORKAREA
            title, frame, padding = map(user.GetSystemMetrics, (4, 33, 92))  # SM_CYCAPTION, _CYFRAME, _CXPADDEDBORDER
            edge = 2 * (frame + padding)
            return area.left, area.top, area.right - area.left - edge, area.bottom - area.top - edge - title
    return 0, 0, *window.maxsize()


def _icon(window: tkinter.Tk) -> tkinter.PhotoImage:
    """Three bars of progress."""
    icon = tkinter.PhotoImage(master=window, width=32, height=32)
    icon.put(NAVY, to=(0, 0, 32, 32))
    for top, right in ((7, 26), (14, 20), (21, 13)):
        icon.put(PAPER, to=(6, top, right, top + 4))
    return icon


def _fonts(window: tkinter.Tk) -> list[font.Font]:
    """«Plain», «Small», «Strong» and «Large», of the first family that is there."""
    there = set(font.families(window))
    family = next((one for one in FAMILIES if one in there), "TkDefaultFont")
    sizes = {"Plain": (10, "normal"), "Small": (9, "normal"), "Strong": (10, "bold"), "Large": (14, "bold")}
    return [font.Font(window, name=name, family=family, size=n, weight=weight) for name, (n, weight) in sizes.items()]


def _style(window: tkinter.Tk) -> None:
    """One look on every system: the themes of the systems ignore colours."""
    style = ttk.Style(window)
    style.theme_use("clam")
    style.configure(".", background=PAPER, foreground=INK, font="Plain")
    labels = {
        "Name": (NAVY, PAPER, "Large"), "Says": (NAVY, SKY, "Small"), "Group": (PAPER, NAVY, "Strong"),
        "Hint": (PAPER, MUTED, "Small"), "Reason": (PAPER, AMBER, "Small"), "Tip": (PAPER, INK, "Small"),
    }  # fmt: skip
    for name, (background, foreground, letters) in labels.items():
        style.configure(f"{name}.TLabel", background=background, foreground=foreground, font=letters)
    style.configure("Head.TFrame", background=NAVY)
    style.configure("Foot.TFrame", background=MIST)
    style.configure(
        "TButton", background=SKY, foreground=NAVY, bordercolor=SKY, lightcolor=SKY, darkcolor=SKY, focuscolor=SKY,
        padding=("9p", "2p"), anchor="w", relief="raised", borderwidth=1,
    )  # fmt: skip
    style.configure("Yes.TButton", background=NAVY, foreground=PAPER, bordercolor=NAVY, lightcolor=NAVY, darkcolor=NAVY)
    for name, ring, face in (
        ("TButton", NAVY, [("disabled", MIST), ("pressed", DOWN), ("active", HOVER)]),
        ("Yes.TButton", AMBER, [("pressed", INK), ("active", INK), ("!active", NAVY)]),
    ):
        style.map(
            name, background=face, lightcolor=face, darkcolor=face, focuscolor=face,
            bordercolor=[("focus", ring), ("disabled", SKY), *face], foreground=[("disabled", PALE)],
        )  # fmt: skip
    for key in ("<Return>", "<KP_Enter>"):
        window.bind_class("TButton", key, lambda event: event.widget.invoke())
    for key, way in (("<Down>", "tk_focusNext"), ("<Up>", "tk_focusPrev")):
        window.bind_class("TButton", key, lambda event, way=way: _next_button(event.widget, way).focus())


def _next_button(widget: tkinter.Misc, way: str) -> tkinter.Misc:
    """The arrows go round the buttons; the text at the foot, whose arrows scroll, is reached by Tab."""
    widget = getattr(widget, way)()
    while not isinstance(widget, ttk.Button):
        widget = getattr(widget, way)()
    return widget
