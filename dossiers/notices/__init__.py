"""Telling the dossier's people what happened: an event notes down whom, a worker sends."""
