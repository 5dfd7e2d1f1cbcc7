"""What a picture of an item may be. Nothing here imports Django: the limited child that reads packages asks it too."""

LIMIT = 2 * 2**20
# First bytes → ending; the ending says to the browser what it gets.
KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
TYPES = {".png": "image/png", ".jpg": "image/jpeg"}


def ending_of(first: bytes) -> str:
    """The ending that these first bytes deserve; empty for what is no picture of ours."""
    return next((ending for mark, ending in KINDS.items() if first.startswith(mark)), "")
