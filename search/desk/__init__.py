"""What editors see of search in Wagtail. The only part of `search` that knows Wagtail, see docs/adr/0008."""
