"""A second opinion on what a save wrote; the standard library only, and nothing of what reads and writes."""
