"""Every kind of damage to a released copy: what ``verify`` finds, and that it never ends otherwise than with a word."""
