"""kehoach_xl: a provincial plan's appendix as one working Excel master."""

__version__ = "0.1.0"
