"""Kinds of files that hold no form, whatever is in them."""

from kehoach_xl.ooxml import sniff

# What is said of each.
NOT_READ = {
    sniff.EMPTY: "GATE_001", sniff.ZEROS: "INTAKE_023", sniff.PDF: "GATE_022", sniff.IMAGE: "INTAKE_040",
    sniff.ARCHIVE: "INTAKE_041", sniff.LINK: "INTAKE_042", sniff.TNEF: "INTAKE_043", sniff.OLD_OFFICE: "INTAKE_044",
    sniff.RICH_TEXT: "INTAKE_044", sniff.PROGRAM: "INTAKE_045", sniff.SHEET_XML: "INTAKE_046",
    sniff.WEB_ARCHIVE: "INTAKE_047", sniff.BINARY: "INTAKE_050",
}  # fmt: skip
NO_FORM_CODES = frozenset(NOT_READ.values())
