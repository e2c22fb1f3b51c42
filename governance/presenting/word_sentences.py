"""What is said of a Word file: what of it stays behind, and what looks different, by the words of its report."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

LEFT_OUT = {  # of the file and not in the draft
    "pictures": ngettext_lazy(
        "1 picture. Attach it to the draft if it is needed.",
        "%(count)d pictures. Attach them to the draft if they are needed.",
        "count",
    ),
    "drawings": ngettext_lazy(
        "1 chart or diagram.",
        "%(count)d charts or diagrams.",
        "count",
    ),
    "comments": ngettext_lazy(
        "1 comment.",
        "%(count)d comments.",
        "count",
    ),
    "deleted": ngettext_lazy(
        "1 passage that was deleted with tracked changes.",
        "%(count)d passages that were deleted with tracked changes.",
        "count",
    ),
    "headers": ngettext_lazy(
        "1 header or footer. The register prints its own.",
        "%(count)d headers and footers. The register prints its own.",
        "count",
    ),
    "contents": ngettext_lazy(
        "1 line of a table of contents. The register makes its own.",
        "%(count)d lines of a table of contents. The register makes its own.",
        "count",
    ),
    "objects": ngettext_lazy(
        "1 embedded object.",
        "%(count)d embedded objects.",
        "count",
    ),
    "formulas": ngettext_lazy(
        "1 formula.",
        "%(count)d formulas.",
        "count",
    ),
}
CHANGED = {  # in the draft, in another form
    "inserted": ngettext_lazy(
        "1 tracked insertion is taken as text.",
        "%(count)d tracked insertions are taken as text.",
        "count",
    ),
    "text_boxes": ngettext_lazy(
        "The text of 1 text box stands after the paragraph beside it.",
        "The text of %(count)d text boxes stands after the paragraphs beside them.",
        "count",
    ),
    "notes": ngettext_lazy(
        "1 footnote stands at the end of the text, with its number.",
        "%(count)d footnotes stand at the end of the text, with their numbers.",
        "count",
    ),
    "numbers": ngettext_lazy(
        "1 heading lost its typed number: the register numbers sections.",
        "%(count)d headings lost their typed numbers: the register numbers sections.",
        "count",
    ),
    "lists": ngettext_lazy(
        "1 part has numbered lists that begin again at 1. Check their numbers.",
        "%(count)d parts have numbered lists that begin again at 1. Check their numbers.",
        "count",
    ),
    "bold_headings": ngettext_lazy(
        "The file has no heading styles: 1 short bold line was taken as a heading.",
        "The file has no heading styles: %(count)d short bold lines were taken as headings.",
        "count",
    ),
    "tables_merged": ngettext_lazy(
        "1 table had merged cells, which are empty now.",
        "%(count)d tables had merged cells, which are empty now.",
        "count",
    ),
    "tables_nested": ngettext_lazy(
        "1 table inside a table stands as text.",
        "%(count)d tables inside tables stand as text.",
        "count",
    ),
    "tables_in_lists": ngettext_lazy(
        "1 table inside a list is a list now.",
        "%(count)d tables inside lists are lists now.",
        "count",
    ),
    "lists_in_tables": ngettext_lazy(
        "1 list inside a table stands in one line.",
        "%(count)d lists inside tables stand in one line each.",
        "count",
    ),
    "struck": ngettext_lazy(
        "1 passage was struck through. It stands as plain text: look whether it still holds.",
        "%(count)d passages were struck through. They stand as plain text: look whether they still hold.",
        "count",
    ),
    "raised": ngettext_lazy(
        "1 raised or lowered sign stands on the line.",
        "%(count)d raised or lowered signs stand on the line.",
        "count",
    ),
}
