"""What a Wagtail team would write to hand the desk's texts out through wagtail-grapple: its fields, one by one.

The drafts of the imported decisions hold the same content as the announced documents.
"""

from typing import Any

from django.apps import AppConfig


class Beside(AppConfig):
    name = "benchmarks.grapple"
    label = "beside"

    def ready(self) -> None:
        from grapple.helpers import register_query_field, register_streamfield_block
        from grapple.models import GraphQLFloat, GraphQLForeignKey, GraphQLInt, GraphQLStreamfield, GraphQLString

        from cms import blocks
        from cms.models import Decision, Edition, Procedure
        from register.models import Agency, Sector

        text = GraphQLString
        streams = ("successors", "agencies", "steps", "methods", "components", "results", "legal_basis", "related")
        models: dict[Any, list[Any]] = {
            Procedure: [text("code")],
            Decision: [text("number"), text("title"), text("signed_on")],
            Sector: [text("key")],
            Agency: [text("key")],
            Edition: [
                *map(text, ("name", "change", "form", "kind", "reception", "conditions", "transition", "effective_on")),
                *map(GraphQLStreamfield, streams),
                GraphQLForeignKey("procedure", "cms.Procedure"),
                GraphQLForeignKey("decision", "cms.Decision"),
                GraphQLForeignKey("sector", "register.Sector"),
            ],
        }
        for model, fields in models.items():
            model.graphql_fields = fields
        declared: dict[Any, list[Any]] = {
            blocks.StepBlock: [text("title"), text("text")],
            blocks.LimitBlock: [
                text("case"),
                GraphQLFloat("value"),
                text("unit"),
                GraphQLFloat("statutory_value"),
                text("text"),
            ],
            blocks.FeeBlock: [
                *map(text, ("kind", "case", "rule", "act", "from_on", "until_on", "area")),
                GraphQLInt("amount"),
            ],
            blocks.MethodBlock: [
                text("channel"),
                text("description"),
                GraphQLStreamfield("limits"),
                GraphQLStreamfield("fees"),
            ],
            blocks.ComponentBlock: [
                *map(text, ("kind", "name", "form_name", "note")),
                GraphQLInt("originals"),
                GraphQLInt("copies"),
            ],
            blocks.CaseBlock: [text("case"), GraphQLStreamfield("items")],
            blocks.ResultBlock: [text("name"), text("code")],
            blocks.ActBlock: [*map(text, ("number", "title", "issued_on", "issuer"))],
            blocks.AgencyBlock: [*map(text, ("role", "text", "act"))],
        }
        for block, fields in declared.items():
            block.graphql_fields = fields
            register_streamfield_block(block)
        register_query_field("edition", "editions")(Edition)
