"""What a person sees on a terminal: the timeline, one record, the list of tables."""
