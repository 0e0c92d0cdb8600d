"""Development tooling. Needs nothing but the standard library of Python 3.11."""
