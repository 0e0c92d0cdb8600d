"""From text as typed to a plan: pure functions, each a small rule that `explain` can name. See docs/search.md."""
