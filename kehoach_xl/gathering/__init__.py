"""The store: the progress records of many masters packed into one file, and what is counted from them."""
