"""``young_supported``: young specialists who took part in the window in a form of support.

An event marked as one, in any role, or a mentoring pair as the mentee on any day of the window.
"""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.participations import of_people

RULE = Rule(
    code="young_supported",
    title="Молодые специалисты, охваченные поддержкой",
    population=Population.YOUNG,
    words=(
        "кто участвовал {window} в мероприятии, отмеченном как форма поддержки молодых,"
        " или состоял наставляемым в наставнической паре"
    ),
    nothing="в мероприятиях не участвовал, наставника в учитываемом периоде не было",
    steps=(Step("support", "мероприятия, в которых участвовал, не отмечены как форма поддержки молодых"),),
    sources=(
        of_people({"support": "v.supports_young"}),
        Source(
            records=(Record.PAIR,),
            rows=('events_mentoringpair m WHERE m.start <= {day} AND (m."end" IS NULL OR m."end" >= {since})'),
            subject="m.person_id",
            id="m.id",
            on="m.start",
        ),
    ),
)
