"""``python -m kehoach_xl``."""

from kehoach_xl.cli import main

raise SystemExit(main())
