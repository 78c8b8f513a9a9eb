"""Understanding the document of a plan: its appendix, its prose, its numbers, the bodies it names."""
