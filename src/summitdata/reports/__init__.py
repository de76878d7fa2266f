"""Writing a report for people and for machines, one small module each."""
