"""The file engine for xlwings: the same operations without Excel."""
