"""`make drill`: backs up while others write, restores elsewhere, and compares all that was there."""
