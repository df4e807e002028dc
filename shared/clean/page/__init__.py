"""The body of a page: its blocks, what speaks for and against each, and a small trained judge of them."""
