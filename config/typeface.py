"""The typeface of the pages where a computer has none that we name: that of the PDFs, cut down to what is read."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset

PACKAGE = "font_roboto"
WEIGHTS = {400: "Roboto-Regular", 700: "Roboto-Bold"}
SIGNS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # the letters of European languages, Welsh among them
    *range(0x1E80, 0x1E86),
    *range(0x1EF2, 0x1EF4),
    *range(0x2010, 0x2028),  # dashes, quotation marks, bullets
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    0x2122,
    0x2212,
)
FACE = """@font-face {{
  font-family: Roboto; font-weight: {weight}; font-display: fallback;
  src: local("{name}"), url("{file}") format("woff2");
}}
"""


def write(target: Path) -> None:
    """Write one file for each weight, and type.css that names them, into the folder."""
    target.mkdir(parents=True, exist_ok=True)
    styles = ""
    for weight, name in WEIGHTS.items():
        file = f"roboto-{weight}.woff2"
        with as_file(files(PACKAGE) / "files" / f"{name}.ttf") as source:
            cut(source, target / file)
        styles += FACE.format(weight=weight, name=name, file=file)
    (target / "type.css").write_text(styles, "utf-8")


def cut(source: Path, target: Path) -> None:
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum"], notdef_outline=True
    )
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=SIGNS)
        cutter.subset(font)
        subset.save_font(font, str(target), options)
