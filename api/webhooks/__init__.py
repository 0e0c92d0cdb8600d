"""Webhooks: others are told that the public record changed, and read the rest by GraphQL. See docs/adr/0009."""
