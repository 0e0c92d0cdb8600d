from django.db import models

from .sealed import Sealed


class CitizenLogin(Sealed):
    """That a citizen is logged in, in one browser, and what the sign-on told of him (đăng nhập của người dân).

    The browser has the token; here stands its fingerprint. What was told is sealed, and goes with the login.
    """

    token = models.CharField(max_length=80, unique=True)
    claims = models.BinaryField()  # sealed: {subject, name, …}: dossiers/citizens.py
    began_at = models.DateTimeField()
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.token
