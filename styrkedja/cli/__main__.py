"""`python -m styrkedja.cli`, the same as `styrkedja`."""

from .main import main

main()
