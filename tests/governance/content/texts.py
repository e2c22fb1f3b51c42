"""The starting text as an organisation would fill it in."""

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.kinds import PlainSection, VersionText

FILLED = {
    "[Name and role]": "Grace Adeyemi, coordinator",
    "telephone [number]": "telephone 01632 960900",
    "[address]": "grace@harbourlights.example",
    "[out-of-hours telephone number]": "01632 960199",
}


def starting_text(filled=True):
    sections = []
    for model in CODE_OF_PRACTICE.sections:
        body = model.starting_text
        for place, value in FILLED.items() if filled else ():
            body = body.replace(place, value)
        sections.append(PlainSection(model.key, model.heading, body))
    return VersionText("Code of Practice", "en-gb", tuple(sections))
