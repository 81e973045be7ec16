"""Goal-and-analysis reports: goals of bodies, each with a text about how it goes."""
