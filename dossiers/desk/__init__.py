"""What officers see of dossiers in Wagtail: plain views, no snippets. The only part of dossiers that knows Wagtail."""
