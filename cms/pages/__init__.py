"""Editorial pages: news, guides, help, life situations, contact. Here Wagtail's own publishing is the publishing.

They are ordinary Wagtail pages beside the record, never part of it, and know nothing of drafts of editions: that is why
the API may read this package and nothing else of the desk.
"""
