"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

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
    and has typed nothing: those a browser may keep, and must ask again before it shows them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not request.path.startswith(PUBLIC):
            if is_private(request, response):
                patch_cache_control(response, no_store=True, private=True)
            else:
                patch_cache_control(response, no_cache=True)
        return response


def is_private(request: HttpRequest, response: HttpResponse) -> bool:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return signed_in or request.method not in ("GET", "HEAD") or bool(response.cookies)
