"""The file engine for xlwings, atomic saving, the lock, and the one place for Excel's native object."""

from kehoach_xl.engine.alone import xlwings
from kehoach_xl.engine.application import FileEngine
from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.opening import live_book, open_book

__all__ = ["ENGINE_NAME", "live_book", "open_book", "xlwings"]

if ENGINE_NAME not in xlwings.engines.engines_by_name:
    xlwings.engines.add(xlwings.Engine(impl=FileEngine()))
