"""A release rehearsed end to end in a scratch folder, with a next version of each kind, as the documentation tells."""
