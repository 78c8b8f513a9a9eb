"""xlwings by itself: it takes along pandas, numpy, polars, Matplotlib and Pillow where they are installed, for values
that this program never hands it (0.25 s and 45 MB of each start; measured with pandas and numpy only), and cryptography
for a licence that nothing here asks for (10 ms)."""

import sys

TAKEN_ALONG = ("numpy", "pandas", "polars", "matplotlib", "PIL", "cryptography")

_missing = [name for name in TAKEN_ALONG if name not in sys.modules]
# None in sys.modules means «cannot be imported», and xlwings then does without, as where it is not installed. What was
# imported before stays; what is wanted later is imported then.
sys.modules.update(dict.fromkeys(_missing))  # type: ignore[arg-type]
try:
    import xlwings
finally:
    for name in _missing:
        sys.modules.pop(name, None)

__all__ = ["xlwings"]
