"""The custom property by which the review of a document is known from outside, and the version of its layout."""

MARK, VERSION = "kehoach_review", "1"
