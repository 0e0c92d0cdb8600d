"""Ways on which people are told something: e-mail, SMS, Zalo. Knows the clock alone of ours."""
