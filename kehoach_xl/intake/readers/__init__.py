"""One reader for each format that is no .xlsx, each giving the same plain workbook."""
