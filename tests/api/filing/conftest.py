from tests.dossiers.conftest import _guests_may_file, offered

__all__ = ["_guests_may_file", "offered"]
