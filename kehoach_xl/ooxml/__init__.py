"""Workbook packages and their parts, bounded; standard library only."""
