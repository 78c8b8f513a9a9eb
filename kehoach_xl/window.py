"""The window of the desktop panel: which master, the buttons in the order of the work, what is going on.

Everything runs in the thread of the window, since what COM gives belongs to the thread that asked for it. While an
operation runs every button is disabled, and the window is drawn anew at each line of progress.
"""

import contextlib
import sys
import tkinter
from collections.abc import Callable
from tkinter import font, ttk

from kehoach_xl import ribbon
from kehoach_xl.attached import Attached, View
from kehoach_xl.buttons import Button, buttons
from kehoach_xl.messages import Message
from kehoach_xl.press import press
from kehoach_xl.reports.notice import Notice

TITLE = "Kế hoạch – Bảng điều khiển"
REFRESH_MS, TIP_MS = 2000, 600
LEAST, MOST = 3, 8  # lines at the foot
HELP = "ShowHelp"  # makes sense without a master
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
        self.resizable(False, False)
        self.fonts = _fonts(self)  # a font that nobody holds is gone
        _style(self)
        self._head()
        self._body()
        self._foot()
        self.protocol("WM_DELETE_WINDOW", self._close)
        self.say(str(Message("PANEL_005")))
        self.refresh()

    # -- its parts -----------------------------------------------------------------------------

    def _head(self) -> None:
        head = ttk.Frame(self, style="Head.TFrame", padding=("14p", "10p"))
        head.pack(fill="x")
        self.name = ttk.Label(head, style="Name.TLabel")
        self.name.pack(fill="x")
        self.says = ttk.Label(head, style="Says.TLabel", wraplength="350p")
        self.says.pack(fill="x", pady=("2p", 0))

    def _body(self) -> None:
        body = ttk.Frame(self, padding=("14p", "4p", "14p", "12p"))
        body.pack(fill="both", expand=True)
        body.columnconfigure(1, minsize="210p", weight=1)
        group, row = "", 0
        for each in buttons():
            if each.group != group:
                group = each.group
                ttk.Label(body, text=each.group_label, style="Group.TLabel").grid(
                    row=row, column=0, columnspan=2, sticky="w", pady=("8p", "3p")
                )
                row += 1
            made = ttk.Button(body, text=each.label, command=lambda each=each: self.press(each))
            made.grid(row=row, column=0, sticky="ew", pady="1.5p")
            hint = ttk.Label(body, wraplength="200p")
            hint.grid(row=row, column=1, sticky="w", padx=("10p", 0))
            self.buttons[each.sub], self.hints[each.sub] = made, hint
            Tip(made, lambda each=each: self._tip(each))
            row += 1

    def _foot(self) -> None:
        foot = ttk.Frame(self, style="Foot.TFrame", padding=("14p", "8p", "8p", "8p"))
        foot.pack(fill="x")
        foot.columnconfigure(0, weight=1)
        self.line = tkinter.Text(
            foot, height=LEAST, width=1, wrap="word", font="Small", background=MIST, relief="flat", borderwidth=0,
            highlightthickness=0, padx=0, pady=0, state="disabled", cursor="arrow", takefocus=False, spacing1="1.5p",
        )  # fmt: skip
        self.line.grid(row=0, column=0, sticky="ew")
        self.bar = ttk.Scrollbar(foot, command=self.line.yview)
        self.line.configure(yscrollcommand=self.bar.set)
        self.answers = ttk.Frame(foot, style="Foot.TFrame", padding=(0, "6p", 0, 0))
        self.answer = tkinter.StringVar(self)
        self.yes = ttk.Button(self.answers, text="Đồng ý", style="Yes.TButton", command=lambda: self.answer.set("yes"))
        self.no = ttk.Button(self.answers, text="Thôi", command=lambda: self.answer.set("no"))
        self.yes.pack(side="left")
        self.no.pack(side="left", padx=("6p", 0))

    # -- what it shows -------------------------------------------------------------------------

    def say(self, text: str, warns: bool = False) -> None:
        """Put a text at the foot, which grows with it up to a point."""
        self.line.configure(state="normal", foreground=AMBER if warns else INK)
        self.line.replace("1.0", "end", text.replace("\n\n", "\n"))
        self.line.configure(state="disabled")
        self.line.update_idletasks()
        lines = self.line.count("1.0", "end", "displaylines")
        lines = lines[0] if isinstance(lines, tuple) else lines or 1
        self.line.configure(height=min(max(lines, LEAST), MOST))
        if lines > MOST:
            self.bar.grid(row=0, column=1, sticky="ns")
        else:
            self.bar.grid_remove()

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
            usable = not self.running and not reason and (each.sub == HELP or bool(view and view.name))
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
        self.yes.focus()
        self.wait_variable(self.answer)
        self.answers.grid_remove()
        self.configure(cursor="watch")
        agreed = self.answer.get() == "yes"
        self.show(str(Message("PANEL_007" if agreed else "PANEL_008", {"label": self.doing})))
        return agreed

    def _close(self) -> None:
        if not self.running:  # an operation is never cut off halfway
            self.destroy()
        elif self.answers.winfo_ismapped():
            self.answer.set("no")


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
        padding=("9p", "4p"), anchor="w", relief="raised", borderwidth=1,
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
    window.bind_class("TButton", "<Down>", lambda event: event.widget.tk_focusNext().focus())
    window.bind_class("TButton", "<Up>", lambda event: event.widget.tk_focusPrev().focus())
