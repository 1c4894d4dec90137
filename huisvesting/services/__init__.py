"""What happens in huisvesting: one function per event, in the order of the chain."""
