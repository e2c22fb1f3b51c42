"""Why there is no PDF. The message is a sentence for people."""

from __future__ import annotations


class PdfRefused(Exception):
    """This document cannot be printed:

    too long, too deep, or asking for something outside itself. Trying again is vain.
    """


class PdfUnavailable(Exception):
    """This machine cannot print now:

    libraries are missing, or too much is being printed. Nothing is wrong with the text.
    """
