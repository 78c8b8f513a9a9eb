"""New workbooks, built from templates/ with XlsxWriter."""
