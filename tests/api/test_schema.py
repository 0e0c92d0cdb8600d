"""The schema is a contract: committed, described, and never a door to a draft."""

import re
from itertools import islice

import pytest
from django.apps import apps
from django.core.management import call_command
from graphql import GraphQLObjectType

from api.schema import schema


def batched(many, size):
    left = iter(many)
    while some := list(islice(left, size)):
        yield some


def types():
    return [kind for name, kind in schema.graphql_schema.type_map.items() if not name.startswith("__")]


def test_the_committed_schema_is_the_one_of_the_code():
    call_command("print_schema", check=True)


def described():
    """Each type, field, argument and value with its description."""
    for kind in types():
        yield str(kind), kind.description
        for name, field in (getattr(kind, "fields", None) or {}).items():
            yield f"{kind}.{name}", field.description
            for argument, told in (getattr(field, "args", None) or {}).items():
                yield f"{kind}.{name}({argument})", told.description
        for name, value in (getattr(kind, "values", None) or {}).items():
            yield f"{kind}.{name}", value.description


def test_every_type_field_argument_and_value_is_described_with_the_vietnamese_term():
    standard = {"String", "Int", "ID", "Boolean", "Float", "DateTime"}
    told = {name: text or "" for name, text in described() if name not in standard}
    assert len(told) > 400
    assert [name for name, text in told.items() if not re.search(r"[(,][^(,]*\w+\)|[^\x00-\x7f]", text)] == []


def test_no_type_stands_over_a_model():
    """graphene-django's get_node is objects.get(pk), which hands out drafts."""
    from graphene_django import DjangoObjectType

    for kind in types():
        made_from = getattr(kind, "graphene_type", None)
        if isinstance(kind, GraphQLObjectType):
            assert not issubclass(made_from, DjangoObjectType), kind


@pytest.mark.django_db
def test_no_id_with_a_primary_key_opens_anything(province, ask, client):
    """The keys of all models are tried as global ids of every type, and wherever a code or a number is taken."""
    import json

    from graphene import Node

    from tests import build

    build.edition(build.decision(), name="DẤU-CỦA-DỰ-THẢO")
    tried: set[str] = set()  # many models have the same keys
    nodes = schema.graphql_schema.get_possible_types(schema.graphql_schema.get_type("Node"))
    for model in apps.get_models():
        for place, row in enumerate(model._base_manager.all()):
            asked = ["{ procedure(code: %s) { name } }", "{ decision(number: %s) { title } }"]
            queries = [query % json.dumps(str(row.pk)) for query in asked]
            # Every key as what has ids; the first of each model as every type there is.
            kinds = types() if place < 3 else nodes
            names = {model.__name__, *(kind.name for kind in kinds if isinstance(kind, GraphQLObjectType))}
            ids = [each for name in sorted(names) if (each := Node.to_global_id(name, row.pk)) not in tried]
            tried.update(ids)
            queries += [
                "{ %s }"
                % " ".join(
                    f"n{place}: node(id: {json.dumps(each)}) {{ __typename ... on Edition {{ name }} }}"
                    for place, each in enumerate(some)
                )
                for some in batched(ids, 10)
            ]
            for query in [each for each in queries if each not in tried]:
                tried.add(query)
                answer = client.post("/graphql", json.dumps({"query": query}), content_type="application/json").json()
                assert "DẤU" not in json.dumps(answer, ensure_ascii=False)
                assert all(not found for name, found in (answer["data"] or {}).items() if name.startswith("n")), query
