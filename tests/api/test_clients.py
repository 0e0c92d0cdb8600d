"""Clients that others wrote page over our connections, forth and back, with their own caches."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from api import persisted
from tests.build import announced
from tools import portal

FRONTEND = Path(settings.BASE_DIR) / "frontend"
CODES = [f"1.00000{n}" for n in range(1, 6)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_urqls_cache_pages_forth_and_back(province, live_server):
    announced("1/QĐ-UBND", tuple(CODES), effective_on=dt.date(2024, 4, 1))
    done = subprocess.run(
        ["node", "scripts/page-with-urql.js", f"{live_server.url}/graphql"],
        cwd=FRONTEND,
        env=portal.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *pages, told = map(json.loads, done.stdout.splitlines())
    forth, back = pages[:4], pages[4:]
    assert forth == [CODES[:2], CODES[:4], CODES, CODES]  # the cache joins the pages; the last comes from it alone
    assert back == [CODES[3:], CODES[1:], CODES]
    assert told == {"requests": 6}


USE = """
import { ProcedureDocument, type ProcedureQuery } from './made/graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

declare const answer: ProcedureQuery;
declare function ask<Answer, Asked>(document: TypedDocumentNode<Answer, Asked>, asked: Asked): Answer;

export const code: string | undefined = answer.procedure?.code;
const asked = { code: '1.001612', locale: 'vi' };
export const name: string | null | undefined = ask(ProcedureDocument, asked).procedure?.name;
// @ts-expect-error a code is no number
export const wrong: number | undefined = answer.procedure?.code;
// @ts-expect-error the code is required
ask(ProcedureDocument, {});
// @ts-expect-error a fee is said in đồng, so there is no such field
answer.procedure?.edition?.content.methods[0]?.fees[0]?.amount?.dollars;
"""


@pytest.mark.slow
def test_codegens_client_preset_makes_types_of_the_portals_documents_that_compile_strictly(tmp_path):
    """As docs/api tells it: what the preset makes is used, and misused, by a few lines under `tsc --strict`."""
    (tmp_path / "node_modules").symlink_to(FRONTEND / "node_modules")
    (tmp_path / "use.ts").write_text(USE)
    texts = ("Answers", "Date", "DateTime", "LookUpCode", "MailAddress", "PrivateText", "ProcedureCode")
    scalars = {"Dong": "number", **dict.fromkeys(texts, "string")}
    config = {
        "schema": str(FRONTEND.parent / "api" / "schema.graphql"),
        "documents": str(FRONTEND / "src/**/*.graphql"),
        "generates": {
            "made/": {
                "preset": "client",
                "presetConfig": {"fragmentMasking": False},
                "config": {"strictScalars": True, "scalars": scalars},
            }
        },
    }
    strict = {"strict": True, "noEmit": True, "target": "es2022", "module": "esnext", "moduleResolution": "bundler"}
    (tmp_path / "codegen.json").write_text(json.dumps(config))
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": strict, "files": ["use.ts", "made/index.ts"]})
    )

    def run(*command: str) -> str:
        done = subprocess.run(
            [FRONTEND / "node_modules" / ".bin" / command[0], *command[1:]],
            cwd=tmp_path,
            env=portal.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("graphql-codegen", "--config", "codegen.json")
    documents = (tmp_path / "made" / "graphql.ts").read_text().count("Document = ")
    assert documents >= len(persisted.documents())
    run("tsc", "--project", "tsconfig.json")
