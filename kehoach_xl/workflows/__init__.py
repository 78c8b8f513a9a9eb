"""One file per operation, each a function of an xlwings Book."""
