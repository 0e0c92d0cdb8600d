"""What officers see of webhooks in Wagtail. The only part of them that knows Wagtail, see docs/adr/0009."""
