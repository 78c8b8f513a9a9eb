"""What belongs to Windows: the registry, folders, shortcuts, what Excel's settings say. Imported on any system."""
