"""Pure decisions: no Excel, no files."""
