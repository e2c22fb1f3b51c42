"""What the front-end package brings that only GOV.UK may use never reaches a page."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from config import assets, typeface
from config.management.commands import build_assets

STYLES = (
    '@charset "UTF-8";:root{--govuk-text-colour:#0b0c0c}'
    "/*! Copyright (c) 2011 by somebody. */"
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    "@font-face{font-family:GDS Transport;font-weight:700;src:url(/assets/fonts/bold.woff2)}"
    ".govuk-body{font-family:GDS Transport,arial,sans-serif;margin:0}"
    ".govuk-footer__copyright-logo{display:inline-block}"
    "@media (min-width:40em){.govuk-footer__copyright-logo{width:50%}}"
    '.govuk-footer__copyright-logo:before{content:"";background-image:url(/assets/images/govuk-crest.svg)}'
    "@supports (mask:initial){.govuk-footer__copyright-logo:before{mask-image:url(/assets/images/govuk-crest.svg)}}"
    ".govuk-link{color:red}\n/*# sourceMappingURL=govuk-frontend.min.css.map */"
)
SCRIPTS = "const a=1;export{a as initAll};//# sourceMappingURL=govuk-frontend.min.js.map"
FORBIDDEN = ("Transport", "/assets/", "crest", "@font-face", "sourceMappingURL")


def package(folder, styles=STYLES, scripts=SCRIPTS):
    folder.mkdir()
    (folder / assets.STYLES).write_text(styles, "utf-8")
    (folder / assets.SCRIPTS).write_text(scripts, "utf-8")
    return folder


def test_styles_lose_typeface_crest_and_map_and_nothing_else():
    assert build_assets.clean_styles(STYLES) == (
        '@charset "UTF-8";:root{--govuk-text-colour:#0b0c0c}'
        ".govuk-body{font-family:var(--sr-font);margin:0}"
        ".govuk-link{color:red}\n"
    )


def test_scripts_lose_the_map_alone():
    assert build_assets.clean_scripts(SCRIPTS) == "const a=1;export{a as initAll};\n"


@pytest.mark.parametrize(
    "styles",
    [
        "",
        STYLES.replace("GDS Transport,arial,sans-serif", "Something Else"),
        STYLES.replace(".govuk-footer__copyright-logo", ".govuk-footer__arms"),
        STYLES + ".a{background:url(/assets/images/new.png)}",
        STYLES.replace(".govuk-link{", '.govuk-link{font-family:"GDS Transport";'),
    ],
    ids=["empty", "typeface renamed", "crest renamed", "a new picture", "typeface elsewhere"],
)
def test_package_of_another_shape_is_refused_and_nothing_is_written(tmp_path, styles):
    target = tmp_path / "vendor"

    with pytest.raises(build_assets.Unexpected):
        build_assets.write(package(tmp_path / "package", styles=styles), target)

    assert not target.exists()


def test_scripts_without_a_start_are_refused(tmp_path):
    with pytest.raises(build_assets.Unexpected):
        build_assets.write(package(tmp_path / "package", scripts="export{};"), tmp_path / "vendor")


def test_both_files_are_written(tmp_path):
    build_assets.write(package(tmp_path / "package"), tmp_path / "vendor")

    assert sorted(file.name for file in (tmp_path / "vendor").iterdir()) == [assets.STYLES, assets.SCRIPTS]


def test_built_files_hold_nothing_that_is_not_ours_to_use():
    """The real result, on a machine where it has been built; the files of this test are enough where it has not."""
    built = [file for file in assets.folder().glob("govuk-frontend.min.*") if file.suffix in (".css", ".js")]

    found = [(file.name, word) for file in built for word in FORBIDDEN if word in file.read_text("utf-8")]

    assert found == []


def test_typeface_is_small_and_named(tmp_path):
    typeface.write(tmp_path)

    styles = (tmp_path / assets.TYPE).read_text("utf-8")
    files = re.findall(r'url\("([^"]+)"\)', styles)
    assert files == ["roboto-400.woff2", "roboto-700.woff2"]
    assert all(0 < (tmp_path / file).stat().st_size < 20_000 for file in files)


def test_without_npm_the_command_says_what_to_install(monkeypatch, settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))

    with pytest.raises(CommandError, match=r"requirements-assets\.txt"):
        call_command("build_assets")


def test_lock_holds_the_package_to_a_fingerprint_and_names_no_address(settings):
    wanted = json.loads((settings.ROOT / "package.json").read_text("utf-8"))["dependencies"]
    text = (settings.ROOT / "package-lock.json").read_text("utf-8")
    locked = {
        name.removeprefix("node_modules/"): entry
        for name, entry in json.loads(text)["packages"].items()
        if name
    }

    assert {name: entry["version"] for name, entry in locked.items()} == wanted
    assert all(entry["integrity"].startswith("sha512-") for entry in locked.values())
    assert "http" not in text
