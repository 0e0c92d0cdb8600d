"""The product as an operator has it: backed up, and restored elsewhere with all that it held."""

import subprocess
import sys

import pytest

from tests.browser.stack import ROOT
from tools.drill.comparing import differences
from tools.drill.product import Product

FILES = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from register import files
default_storage.save("documents/mau-don.pdf", ContentFile(b"%PDF-1.7 upload"))
files.store(b"%PDF-1.7 public")
"""
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


@pytest.fixture(params=ENGINES)
def products(request, tmp_path):
    """One with a small province in it, one without anything."""
    database = ""
    if request.param == "postgresql":
        from django.conf import settings

        database = settings.DATABASE_URL
    made = Product(tmp_path, "here", database), Product(tmp_path, "there", database)
    made[0].manage("migrate")
    made[0].manage("load_sample")
    made[0].manage("shell", "-v0", "-c", FILES)
    yield made
    for each in made:
        each.forget()


def tried(product, *arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=product.environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
def test_what_was_backed_up_stands_there_row_by_row_answer_by_answer_file_by_file(products, tmp_path):
    here, there = products
    here.manage("backup", str(tmp_path / "backup"))
    looked = here.look()
    there.manage("restore", str(tmp_path / "backup"))
    restored = there.look()
    assert len(restored["files"]) == 2
    assert len(restored["answers"]) > 50
    assert list(differences(looked, restored, looked)) == []

    # Once more: not over what stands there now, unless it is asked for; what came since is gone then.
    code, said = tried(there, "restore", str(tmp_path / "backup"))
    assert code == 1
    assert "đã có dữ liệu" in said
    (there.folder / "media" / "later.pdf").write_bytes(b"later")
    there.manage("restore", str(tmp_path / "backup"), "--over")
    assert list(differences(looked, there.look(), looked)) == []

    # It is guarded, another log than the one that was lost, and writes to nobody yet.
    found = tried(there, "doctor", "--language", "en")[1]
    assert "✓ database" in found
    assert "✓ triggers" in found
    assert "! hold: Letters and webhooks wait" in found
    asked = "from register.changes import epoch; print(epoch())"
    assert here.manage("shell", "-v0", "-c", asked) != there.manage("shell", "-v0", "-c", asked)
