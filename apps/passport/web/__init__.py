"""Pages of passports: what a page shows is gathered here, ``views`` only answer requests."""
