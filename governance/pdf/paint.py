"""HTML and CSS to a PDF as WeasyPrint makes it. Imported by the child process alone."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from governance.pdf.child import Request


class NotAllowed(FatalURLFetchingError):
    """The document asked for a resource. Fatal, so that WeasyPrint does not go on without it."""


class Assets(URLFetcher):
    """Serves `asset:` names of an allow-list, `picture:` by the hash of what came with the request, and nothing
    else: no file, no network, no data address.
    """

    def __init__(self, assets: dict[str, str], pictures: dict[str, str]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._assets = {f"asset:{name}": path for name, path in assets.items()}
        self._pictures = {f"picture:{sha256}": base64.b64decode(data) for sha256, data in pictures.items()}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raises NotAllowed for any address that is not on the list."""
        picture = self._pictures.get(url)
        if picture is not None and url == f"picture:{hashlib.sha256(picture).hexdigest()}":
            kind = "image/svg+xml" if picture.startswith(b"<svg") else "image/png"
            return URLFetcherResponse(url, picture, {"Content-Type": kind})
        path = self._assets.get(url)
        if path is None:
            self.refused.append(url[:200])
            raise NotAllowed(url[:200])
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


def paint(request: Request) -> tuple[bytes, int]:
    """The PDF and its number of pages. Raises NotAllowed for an address, or for more pages than the limit."""
    fetcher = Assets(request["assets"], request["pictures"])
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=request["css"], url_fetcher=fetcher, font_config=fonts)
    html = weasyprint.HTML(string=request["html"], url_fetcher=fetcher)
    document = html.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    pages = len(document.pages)
    if pages > request["page_limit"]:
        raise NotAllowed(f"pages:{pages}")
    pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    if fetcher.refused:  # inside an SVG WeasyPrint would go on without it
        raise NotAllowed(fetcher.refused[0])
    return pdf, pages
