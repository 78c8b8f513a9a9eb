"""What each sheet of the master looks like, bound by defined names."""
