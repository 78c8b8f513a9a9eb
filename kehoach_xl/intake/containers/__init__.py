"""What is inside mails and archives: each file by name and bytes, nothing opened here."""
