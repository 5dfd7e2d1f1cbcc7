"""The one error of the embedded services."""


class EmbeddedServerError(RuntimeError):
    """An embedded server cannot be prepared, started or stopped; the message is for the user."""
