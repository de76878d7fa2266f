"""Hostile input: cases by the hundred, each met by a command in a process of its own."""
