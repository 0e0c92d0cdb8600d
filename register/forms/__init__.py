"""Intake forms (mẫu đơn điện tử): what they are, how they are checked, released and compared (docs/adr/0018)."""
