"""Reports of the desk, each a list to look at and to take away as .xlsx or .csv."""
