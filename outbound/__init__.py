"""Sending to addresses that others chose. Plain Python; knows none of ours, so that anything of ours may use it."""
