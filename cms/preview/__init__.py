"""Drafts in the real portal: an editor presses *Xem trước*, and a token opens that one text for a quarter of an hour.

`press` writes (the desk's side), `opening` reads (the API's side): it is all of the desk that the API may import, and
knows no model of drafts. Everything fails closed: what cannot be shown to be still allowed is not there.
"""
