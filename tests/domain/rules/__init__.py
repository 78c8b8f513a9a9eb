"""For every rule of «Kiểm tra»: the smallest change of a clean master that breaks it, and the nearest that does not."""
