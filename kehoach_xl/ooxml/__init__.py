"""Office Open XML packages, read within bounds and patched part by part."""
