"""What the tests need beside Python: LibreOffice, the Open XML SDK validator, Excel's own rules."""
