"""Do the examples of the rules pin what the rules do?  Rules are changed a little, one place at a time, and judged.

cosmic-ray makes the changes (mutants).  A mutant is killed where a test of the rules fails with it.  What survives is
listed with the reason why no test can or should tell it from the rule.
"""
