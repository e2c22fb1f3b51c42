"""Headers that neither Django nor django-csp sets, and refusals that Django gives without words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control

from config.views.errors import method_not_allowed, page

FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)
PUBLIC = "/static/"


class PrivateAndClosed:
    """Closes features of the browser that no page uses, and keeps private pages out of every cache.

    Private is each answer but the static files and the pages that somebody gets who is not signed in
    and has typed nothing: those a browser may keep, and must ask again before it shows them. What never changes
    under its address ("immutable") may be kept as it says, by a reader's own browser alone where it is private.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not request.path.startswith(PUBLIC):
            if "immutable" in response.headers.get("Cache-Control", ""):
                if is_private(request, response):
                    patch_cache_control(response, private=True)
            elif is_private(request, response):
                patch_cache_control(response, no_store=True, private=True)
            else:
                patch_cache_control(response, no_cache=True)
        return response


def is_private(request: HttpRequest, response: HttpResponse) -> bool:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return signed_in or request.method not in ("GET", "HEAD") or bool(response.cookies)


class NotTooLarge:
    """Answers 413, with a page, to a body that is larger than the service takes; nothing of it is kept.

    A page that takes files says by `largest_body` how much that is there. The body is read to its end all the same,
    up to a limit: a browser shows no answer while it still sends.
    """

    READ_AT_MOST = 256 * 1024 * 1024  # bytes

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        largest = largest_body(request)
        if content_length(request) <= largest:
            return self.get_response(request)
        left = self.READ_AT_MOST
        try:
            while left > 0 and (piece := request.read(min(left, 64 * 1024))):
                left -= len(piece)
        except UnreadablePostError:
            pass  # who sent it has gone
        return page(request, 413, takes_a_file=largest > settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def largest_body(request: HttpRequest) -> int:
    """Bytes that the page at this address takes."""
    usual: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if content_length(request) <= usual:
        return usual
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return usual
    return max(usual, getattr(view, "largest_body", 0))


def content_length(request: HttpRequest) -> int:
    """Bytes that the request says it sends; 0 for none, or for what is no number."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() and len(said) < 20 else 0


class WordsForRefusals:
    """Django answers a wrong method with nothing at all; people get a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return method_not_allowed(request, response)
        return response
