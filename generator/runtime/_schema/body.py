"""The request body: JSON as UTF-8, with local files as data URIs, never larger than the cap."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Literal, cast

from .._plain.json_values import is_dict, is_list, not_json, path_text, shorten, size_text
from ..errors import InputError, InputIssue
from .local_file import LocalFile, NotAFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Path = tuple[str | int, ...]

__all__ = ["DEFAULT_MAX_BODY", "check_body", "has_local_files", "prepare_body"]

DEFAULT_MAX_BODY = 64 * 1024 * 1024
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_HOST_IT = "put the file where it has a public https URL and pass the URL instead"


def has_local_files(body: Mapping[str, Any]) -> bool:
    """Return whether making this body reads files, which may block."""
    return next(_files(body), None) is not None


def prepare_body(
    body: Mapping[str, Any],
    *,
    local_files: Literal["inline", "refuse"] = "inline",
    max_body: int = DEFAULT_MAX_BODY,
    model_id: str | None = None,
) -> bytes:
    """Return the body to send. Reads local files: call it where that may block.

    `max_body` is in bytes, and is checked before anything is read whose size is known. Raises InputError naming the
    fields: for a body that is too large, a local file where `local_files="refuse"`, a file that has gone, or a value
    that is not JSON.
    """
    files, parts, room = _laid_out(body, local_files, max_body, model_id)
    for index, (path, file) in enumerate(files):
        # Base64 makes four characters of three bytes; what is larger than the room is not read to its end.
        data = _read(model_id, path, file, max(room, 0) // 4 * 3)
        room -= len(data)
        parts[2 * index + 1] = data
    if room < 0:
        _check_room(model_id, files, [len(part) for part in parts[1::2]], max_body, max_body)
    return b"".join(parts)


def check_body(
    body: Mapping[str, Any],
    *,
    local_files: Literal["inline", "refuse"],
    max_body: int,
    model_id: str | None = None,
) -> None:
    """Raise what `prepare_body` would raise, as far as that can be told without reading a file."""
    _laid_out(body, local_files, max_body, model_id)


def _laid_out(
    body: Mapping[str, Any], local_files: str, max_body: int, model_id: str | None
) -> tuple[list[tuple[Path, LocalFile]], list[bytes], int]:
    """Return the local files with their places, the body in parts with empty ones for files, and the room for these."""
    files = list(_files(body))
    if files and local_files == "refuse":
        raise _error(
            model_id, [(path, file, "is a local file, and local files are refused here") for path, file in files],
            hint=f'{_HOST_IT}, or allow it with local_files="inline"',
        )  # fmt: skip
    # Every file is first a double mark that no value can hold by chance: no data URI passes through the JSON encoder.
    mark = secrets.token_hex(16) if files else ""
    try:
        text = _ENCODER.encode(_marked(body, mark * 2))
        parts = [part.encode() for part in (text.split(mark) if files else (text,))]
    except (TypeError, ValueError, RecursionError) as error:
        issues = [(path, value, reason) for path, value, reason in not_json(body)]
        raise _error(model_id, issues or [((), body, f"cannot be written as JSON: {error}")]) from None
    sizes = [_length(model_id, path, file) for path, file in files]
    room = max_body - sum(len(part) for part in parts[::2])
    _check_room(model_id, files, sizes, room, max_body)
    return files, parts, room


def _files(value: object, path: Path = ()) -> Iterator[tuple[Path, LocalFile]]:
    """Yield every local file with its place, in the order in which JSON is written."""
    if isinstance(value, LocalFile):
        yield path, value
    elif is_dict(value):
        for name, item in value.items():
            if isinstance(item, (LocalFile, dict, list)):
                yield from _files(cast("object", item), (*path, name))
    elif is_list(value):
        for index, item in enumerate(value):
            if isinstance(item, (LocalFile, dict, list)):
                yield from _files(cast("object", item), (*path, index))


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, LocalFile):
        return mark
    if is_dict(value):
        # The encoder would make texts of other names, and say nothing.
        if not all(isinstance(cast("object", name), str) for name in value):
            raise TypeError("a name in a JSON object is a string")
        return {name: _marked(item, mark) for name, item in value.items()}
    if is_list(value):
        return [_marked(item, mark) for item in value]
    return value


def _length(model_id: str | None, path: Path, file: LocalFile) -> int:
    try:
        return file.text_length or 0
    except NotAFile as error:
        raise _error(model_id, [(path, file, str(error))]) from None


def _read(model_id: str | None, path: Path, file: LocalFile, limit: int) -> bytes:
    try:
        return file.encoded(limit)
    except NotAFile as error:
        raise _error(
            model_id, [(path, file, str(error))], hint=f"To send it all the same, {_HOST_IT}."
        ) from None


def _check_room(
    model_id: str | None, files: list[tuple[Path, LocalFile]], sizes: list[int], room: int, max_body: int
) -> None:
    if sum(sizes) <= room:
        return
    if not files:
        raise _error(model_id, [((), None, f"the body is larger than {size_text(max_body)}")])
    largest = sorted(zip(sizes, files, strict=True), key=lambda pair: -pair[0])[:5]
    raise _error(
        model_id,
        [
            (path, file, f"takes {size_text(size)} of a body of at most {size_text(max_body)}")
            for size, (path, file) in largest
        ],
        hint=f"Local files are sent inside the request. For one so large, {_HOST_IT}.",
    )


def _error(
    model_id: str | None, issues: list[tuple[Path, object, str]], hint: str | None = None
) -> InputError:
    found = [
        InputIssue(path=path_text(path), message=message, value=shorten(value))
        for path, value, message in issues
    ]
    lines = "; ".join(f"{issue.path or 'the input'}: {issue.message}" for issue in found)
    return InputError(
        f"{model_id}: {lines}" if model_id else lines, model_id=model_id, issues=found, hint=hint
    )
