"""Static files under names that carry their content's hash, made ready when the product starts."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # no types
    """Hashed names where the files were collected, plain names where they were not (tests, one-off scripts)."""

    manifest_strict = False
    # Modules import one another by relative address; those addresses get the hash too.
    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[tuple[str | None, bool, int], str] = {}

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress each content once: under the name that pages use, not beside it under the plain one."""
        hashed = set(self.hashed_files.values())
        named: Iterator[tuple[str, str]] = super().compress_files(hashed.intersection(paths))
        return named

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, worked out once: a page names ninety, most of them the same icons."""
        known = (name, force, len(self.hashed_files))
        if known not in self._addresses:
            self._addresses[known] = str(super().url(name, force))
        return self._addresses[known]

    def stored_name(self, name: str) -> str:
        """The name under which a file is served."""
        known = bool(self.hashed_files)
        return str(super().stored_name(name)) if known else name


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc] # no types
    """Hands out each file in one piece: none is large, and ASGI servers complain of files that are read bit by bit."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The file, or the part of it that was asked for, with the headers worked out beforehand."""
        result = static_file.get_response(request.method, request.META)
        content = b""
        if result.file is not None:
            with closing(result.file) as file:
                content = file.read()
        headers = dict(result.headers)
        return HttpResponse(content, headers=headers, status=int(result.status))


def collect() -> bool:
    """Copy, hash and compress the static files if any changed since the last time; say whether that was so."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    print_now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == print_now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(print_now, encoding="ascii")
    return True


def fingerprint() -> str:
    """Names, sizes and times of all static files, hashed."""
    seen = hashlib.sha256(staticfiles_storage.__class__.__name__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda result: result[0]):
            file = Path(storage.path(name)).stat()
            seen.update(f"{name}|{file.st_size}|{file.st_mtime_ns}\n".encode())
    return seen.hexdigest()
