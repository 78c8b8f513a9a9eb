"""«Nhập thay»: a report that came as paper, Word or a signed letter and is entered by the coordinator."""

MEDIA = ("Văn bản giấy", "Văn bản điện tử", "Tệp Word, PDF", "Thư điện tử")
"""How such a report may have come."""
