"""Faults: processes are killed while citizens file, a backup is taken meanwhile; at the end nothing may be missing."""
