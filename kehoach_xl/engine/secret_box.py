"""A small window that asks for a password without showing it. Excel has no box that hides what is typed, so this is
Tk's."""

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tkinter

YES, NO = "Đồng ý", "Thôi"


def ask_secret(question: str, title: str, within: "tkinter.Misc | None" = None) -> str | None:
    """What was typed, None when she changed her mind, or where no window can be shown."""
    try:
        import tkinter
    except ImportError:  # Debian and some builds of Python keep it apart
        return None
    try:
        root = tkinter.Toplevel(within) if within else tkinter.Tk(className="kehoach_xl")
    except tkinter.TclError:
        return None
    try:
        return _asked(root, question, title)
    finally:
        with contextlib.suppress(tkinter.TclError):
            root.destroy()


def _asked(box: "tkinter.Tk | tkinter.Toplevel", question: str, title: str) -> str | None:
    import tkinter
    from tkinter import ttk

    said: list[str] = []
    done = tkinter.BooleanVar(box)
    box.title(title)
    box.resizable(False, False)
    frame = ttk.Frame(box, padding="12p")
    frame.pack(fill="both", expand=True)
    ttk.Label(frame, text=question, wraplength="280p").grid(row=0, column=0, columnspan=2, sticky="w")
    entry = ttk.Entry(frame, show="•", width=38)
    entry.grid(row=1, column=0, columnspan=2, sticky="ew", pady="8p")

    def agree(_: object = None) -> None:
        said.append(entry.get())
        done.set(True)

    def leave(_: object = None) -> None:
        done.set(True)

    ttk.Button(frame, text=YES, command=agree).grid(row=2, column=0, sticky="w")
    ttk.Button(frame, text=NO, command=leave).grid(row=2, column=1, sticky="e")
    entry.bind("<Return>", agree)
    entry.bind("<KP_Enter>", agree)
    box.bind("<Escape>", leave)
    box.protocol("WM_DELETE_WINDOW", leave)
    box.attributes("-topmost", True)  # Excel lies above everything that another program opens
    box.tk.eval(f"tk::PlaceWindow {box} center")
    box.lift()
    box.focus_force()
    entry.focus_set()
    if box.master is not None:
        with contextlib.suppress(tkinter.TclError):  # not visible yet on a slow screen
            box.grab_set()
    box.wait_variable(done)
    return (said or [""])[0] or None
