"""What papers of the authorities have in common: head, type, texts that are no markup. Knows none of ours."""
