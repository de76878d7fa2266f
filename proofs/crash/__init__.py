"""Every system call of the write path, killed before it or failed: what is left, and what the next run makes of it."""
