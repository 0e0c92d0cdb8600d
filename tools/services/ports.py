"""Ports on 127.0.0.1, and the first words of a conversation there."""

import socket


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do it: a connection that lingers after a stop keeps no port busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def pick(wanted: int | None = None) -> int:
    """The wanted port when it is free, else any free one."""
    if wanted and is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def exchange(host: str, port: int, message: bytes) -> bytes:
    """The first bytes answered to the message; empty when nobody answers."""
    try:
        with socket.create_connection((host, port), timeout=3) as connection:
            connection.sendall(message)
            return connection.recv(1024)
    except OSError:
        return b""
