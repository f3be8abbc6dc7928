"""The schemas folder: every document below it, in whatever form, in an order that no file system decides."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.names.ids import root_prefix
from generator.plain.faults import Fault, FaultsError, Report, refuse, unexpected
from generator.plain.strictjson import MAX_BYTES, decode, lines_of, parse
from generator.plain.text import encodable, show
from generator.sources.document import from_document, looks_canonical
from generator.sources.folder import INPUT, OUTPUT, from_folder
from generator.sources.input_texts import TABLE, InputTexts, read_input_texts
from generator.sources.page_file import ARCHIVES, HTML, page_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.plain.strictjson import Json
    from generator.sources.known import Documents
    from generator.spec import ModelSpec

__all__ = ["PAGE_SUFFIXES", "load_tree", "locate", "read_file"]

PAGE_SUFFIXES = (".txt", ".md", *HTML)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: its path below the root, its name in faults, and where it is."""

    path: str
    name: str
    place: Path


def load_tree(root: Path, report: Report, documents: Documents | None = None) -> list[ModelSpec]:
    """Return the models of every schema document below `root`, sorted by id; tell `report` everything wrong.

    A document is a canonical `.json` file, a folder with `input.json`, or a saved page (`.txt`, `.md`, `.html`,
    `.htm`, `.mhtml`, `.mht`), told apart by names and content. Hidden files, `*.lock` and the `<page>_files` folder
    that a browser saves beside a page are passed over; any other file is told as a warning. The table `inputs.toml`
    of the root tells what inputs mean, see `input_texts`. A file in faults is named
    by the root's own name and its path below. A document with an error is left out, and the others are read. Of what
    is known in `documents` the models are only as these know them.
    """
    found = Report()
    whole: list[ModelSpec] = []
    specs: list[ModelSpec] = []
    texts = InputTexts([])
    files = sorted(_files(root, found), key=lambda file: file.path)
    folders: dict[str, dict[str, tuple[str, Json]]] = defaultdict(dict)
    for file in files:
        try:
            if file.path == TABLE:
                texts = read_input_texts(read_file(file.place, file.name), file.name, found)
                continue
            known = documents.recall(file.name) if documents is not None else None
            if known is not None:
                specs.append(known[0])
                found.add(*known[1])
                continue
            spec = _read(file, folders, found, documents)
        except FaultsError as error:
            found.add(*error.faults)
        except Exception as error:  # noqa: BLE001 - one document must not hide the faults of the others
            found.add(unexpected(file.name, "reading this document", error))
        else:
            if spec:
                specs.append(spec)
                whole.append(spec)
    specs.extend(_from_folders(folders, found))
    specs = [texts.given_to(spec) for spec in _unique(specs, found)]
    located = locate(found, root)
    report.add(*located)
    if documents is not None:
        _remember(whole, located, documents)
        places = {file.name: file for file in files}
        documents.reads_by(lambda name: _read_alone(places[name]))
    return specs


def _remember(specs: list[ModelSpec], faults: Iterable[Fault], documents: Documents) -> None:
    told: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        told[fault.file].append(fault)
    for spec in specs:
        if all(fault.severity != "error" for fault in told[spec.file]):
            documents.note(spec, told[spec.file])


def _read_alone(file: _File) -> ModelSpec:
    """Read a document that was good when it was read before. Raises FaultsError where it no longer is."""
    report = Report()
    spec = _read(file, {}, report, None)
    if spec is None:
        raise FaultsError(*report.errors)
    return spec


def read_file(path: Path, name: str) -> bytes:
    """Return the bytes of an ordinary file of at most 32 MiB. Raises FaultsError, which calls it `name`."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            refuse(name, "this is not an ordinary file")
        if state.st_size > MAX_BYTES:
            refuse(
                name, f"the file is larger than {MAX_BYTES // (1024 * 1024)} MiB", "no schema is that large"
            )
        return path.read_bytes()
    except OSError as error:
        refuse(name, f"the file cannot be read: {error.strerror or type(error).__name__}")


def locate(faults: Iterable[Fault], root: Path) -> tuple[Fault, ...]:
    """Return faults of files below `root` with their lines, where those can be known and are not yet.

    A pointer to something that is not there, such as a missing key, gets the line of what should hold it.
    """
    listed = list(faults)
    wanted: dict[str, set[str]] = defaultdict(set)
    for fault in listed:
        if fault.line is None and fault.pointer:
            wanted[fault.file].update(_ancestors(fault.pointer))
    prefix = root_prefix(root)
    lines = {
        file: _lines(root / file.removeprefix(prefix), file, pointers)
        for file, pointers in wanted.items()
        if file.startswith(prefix)
    }
    return tuple(_with_line(fault, lines.get(fault.file, {})) for fault in listed)


def _with_line(fault: Fault, lines: dict[str, int]) -> Fault:
    if fault.line is not None or not fault.pointer:
        return fault
    return fault.at_line(next((lines[place] for place in _ancestors(fault.pointer) if place in lines), None))


def _ancestors(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _lines(path: Path, file: str, pointers: set[str]) -> dict[str, int]:
    try:
        data = read_file(path, file)
        if file.casefold().endswith(ARCHIVES):
            return {}  # the lines of the page are not those of the file
        if file.casefold().endswith(PAGE_SUFFIXES):
            from generator.sources.page import page_lines

            return page_lines(page_text(data, file), file, pointers)
        return lines_of(decode(data, file), pointers)
    except FaultsError:
        return {}


def _files(root: Path, report: Report) -> Iterator[_File]:
    prefix = root_prefix(root)
    real_root = os.path.realpath(root)
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as scan:
                entries = list(scan)
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror or type(error).__name__}"
            report.error((prefix + folder).rstrip("/") or str(root), "", message)
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            name = prefix + path
            if entry.name.startswith(".") or entry.name.endswith(".lock"):
                continue
            if encodable(entry.name) != entry.name:
                report.error(encodable(name), "", "the name of the file is not UTF-8", "rename it")
                continue
            if entry.is_symlink() and not _may_follow(entry, real_root, name, report):
                continue
            if entry.is_dir():
                if not _belongs_to_page(entry.name, names):
                    waiting.append(path)
            else:
                yield _File(path, name, Path(entry.path))


def _may_follow(entry: os.DirEntry[str], real_root: str, name: str, report: Report) -> bool:
    target = os.path.realpath(entry.path)
    if os.path.commonpath([real_root, target]) != real_root:
        report.error(name, "", "this link leads out of the schemas folder", "put the file itself here")
        return False
    if entry.is_dir():
        report.error(name, "", "this is a link to a folder", "links to folders are not followed: remove it")
        return False
    return True


def _belongs_to_page(folder: str, names: set[str]) -> bool:
    stem = folder.removesuffix("_files")
    return stem != folder and bool(names & {stem + ".html", stem + ".htm"})


def _read(
    file: _File,
    folders: dict[str, dict[str, tuple[str, Json]]],
    report: Report,
    documents: Documents | None,
) -> ModelSpec | None:
    lower = file.path.casefold()
    if lower.endswith(PAGE_SUFFIXES):
        from generator.sources.page import read_page

        return read_page(page_text(_content(file, documents), file.name), file.name, report)
    if not lower.endswith(".json"):
        message = "this is not a schema document, and is left out"
        report.warning(file.name, "", message, f"documents end in .json, {', '.join(PAGE_SUFFIXES)}")
        return None
    folder, _, base = file.path.rpartition("/")
    is_part = base in {INPUT, OUTPUT}
    try:
        value: Json = parse(_content(file, documents), file.name)
    except FaultsError:
        if is_part:  # known to be there, so that its sibling is not blamed
            folders[folder][base + "!"] = (file.name, None)
        raise
    if is_part and not looks_canonical(value):
        folders[folder][base] = (file.name, value)
        return None
    return from_document(value, file.name, report)


def _content(file: _File, documents: Documents | None) -> bytes:
    content = read_file(file.place, file.name)
    if documents is not None and not documents.is_as_hashed(file.name, content):
        refuse(file.name, "the file was changed while it was read", "run the same again")
    return content


def _from_folders(folders: dict[str, dict[str, tuple[str, Json]]], report: Report) -> Iterator[ModelSpec]:
    for folder, parts in folders.items():
        if INPUT in parts and OUTPUT + "!" not in parts:
            if spec := from_folder(folder, parts[INPUT], parts.get(OUTPUT), report):
                yield spec
        elif OUTPUT in parts and INPUT + "!" not in parts:
            message = f"there is no {INPUT} beside this file"
            report.error(parts[OUTPUT][0], "", message, "every model needs an input schema")


def _unique(specs: list[ModelSpec], report: Report) -> list[ModelSpec]:
    """Return the specs sorted by id, without those that share one, which are told."""
    by_id: dict[str, list[ModelSpec]] = defaultdict(list)
    for spec in sorted(specs, key=lambda spec: (spec.model_id, spec.file)):
        by_id[spec.model_id].append(spec)
    for model_id, same in by_id.items():
        for other in same[1:]:
            message = f"the model {show(model_id)} is in {show(same[0].file)} already"
            pointer = "/model_id" if other.input_pointer else ""
            report.error(other.file, pointer, message, "keep one of the two files")
    return [same[0] for same in by_id.values() if len(same) == 1]
