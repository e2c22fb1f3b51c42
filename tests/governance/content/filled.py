"""Starting texts as an organisation would fill them in, of whatever kind."""

import re

from governance.kinds import PlainSection, VersionText

PLACE = re.compile(r"(?<!\\)\[[^\[\]\n]{2,100}\](?![(\[])")
VALUES = (
    ("such as", "what Northshire needs"),
    ("e-mail", "desk@northshire.example"),
    ("weeks", "six"),
    ("number", "01632 960900"),
    ("length of time", "three years"),
    ("date", "1 March 2027"),
    ("link", "[our page](https://northshire.example/page)"),
)


def filled_in(body):
    def value(place):
        return next((value for word, value in VALUES if word in place[0].lower()), "Northshire Council")

    return PLACE.sub(value, body)


def filled_text(kind):
    sections = tuple(PlainSection(m.key, m.heading, filled_in(m.starting_text)) for m in kind.sections)
    return VersionText(str(kind.label), "en-gb", sections)


def without(text, *phrases):
    """The text without each sentence, item or heading that has one of the phrases; nothing becomes empty."""
    sections = []
    for section in text.sections:
        lines = (_line_without(line, phrases) for line in section.body.split("\n"))
        body = "\n".join(line for line in lines if line is not None)
        heading = section.heading if not any(phrase in section.heading for phrase in phrases) else "More"
        sections.append(PlainSection(section.key, heading, body if body.strip() else "There is more to say."))
    return VersionText(text.title, text.language, tuple(sections), text.next_review_on)


def _line_without(line, phrases):
    kept = [
        part
        for part in re.split(r"(?<=[.!?])\s+", line)
        if not any(phrase.lower() in part.lower() for phrase in phrases)
    ]
    return " ".join(kept) if kept or not line.strip() else None
