"""Opening what came back: gate, read, identify."""
