"""From a folder of files that anybody may have sent to plain workbooks: kept by hash, then opened within bounds."""
