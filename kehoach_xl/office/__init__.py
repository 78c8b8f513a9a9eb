"""LibreOffice as the printer of workbook files, where there is no Excel."""
