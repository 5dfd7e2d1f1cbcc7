"""Today as the database sees it, for expressions that outlive a day.

A column of a list is made when the process starts; a date taken from Python then would stay that day for ever.
"""

from typing import Any

from django.db.models.functions import Now, TruncDate

TODAY: Any = TruncDate(Now())
