"""Pages as people really save and copy them: archives, encodings, line numbers, quotation marks, Markdown's backslashes."""

from __future__ import annotations

import quopri
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.plain.faults import FaultsError, Report
from generator.sources import load_tree
from generator.sources.page import read_page
from generator.sources.page_file import page_text
from generator.spec import ModelSpec
from tests.pace import seconds_here

PAGES = Path(__file__).parent / "pages"
TEXT = (PAGES / "a-unresolved-keys.txt").read_text(encoding="utf-8")
CHINESE = (PAGES / "c-zh.txt").read_text(encoding="utf-8")
MARKDOWN = (PAGES / "markdown.md").read_text(encoding="utf-8")
HTML = (PAGES / "highlighted.html").read_text(encoding="utf-8")
PLAIN = read_page(TEXT, "page.txt")


def _same(found: ModelSpec, wanted: ModelSpec) -> bool:
    return (found.model_id, found.input_schema, found.output_schema, found.example) == (
        wanted.model_id, wanted.input_schema, wanted.output_schema, wanted.example,
    )  # fmt: skip


def _each(form: str) -> Callable[[str], str]:
    return lambda text: "\n".join(
        form.format(number, line) for number, line in enumerate(text.split("\n"), 1)
    )


COPIES = {
    "numbers": _each("{:>4} {}"), "bars": _each("{:>4} | {}"), "tabs": _each("{}\t{}"), "dots": _each("{}. {}"),
    "colons": _each("{}: {}"), "zeros": _each("{:04d} {}"), "lines": _each("{}\n{}"), "boxes": _each("{:>3} │ {}"),
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "quoted twice": lambda text: "\n".join(f">> {line}" for line in text.split("\n")),
    "fenced": lambda text: f"# API\n\n```text\n{text}\n```\n",
    "indented": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "a block of numbers": lambda text: text[: text.index("{")] + "\n" + _each("{:>3} {}")(text[text.index("{") :]),
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_what_a_copy_puts_in_front_of_lines_is_taken_off(copy: str, name: str) -> None:
    assert _same(read_page(COPIES[copy](TEXT), name), PLAIN)


def test_markdown_s_own_backslashes_are_taken_off() -> None:
    escaped = "".join(f"\\{mark}" if mark in "_*[]{}" else mark for mark in MARKDOWN)
    assert _same(read_page(escaped, "page.md"), read_page(MARKDOWN, "page.md"))


def test_a_list_that_counts_and_a_pattern_stay_what_they_are() -> None:
    counted = TEXT.replace('"title"', '"enum": [\n1,\n2,\n3,\n4,\n5,\n6,\n7\n], "title"', 1)
    assert "enum" in str(read_page(counted, "page.txt").input_schema)
    schema = '{"type": "object", "properties": {"a": {"type": "string", "pattern": "^\\\\[a_\\\\.\\\\{]"}}}'
    page = f"--url https://model-api.runcomfy.net/v1/models/a/b \\\n{schema}"
    assert read_page(page, "p.txt").input_schema["properties"]["a"]["pattern"] == "^\\[a_\\.\\{]"


def test_the_line_of_a_fault_in_a_numbered_copy_is_the_file_s(tmp_path: Path) -> None:
    broken = TEXT.replace('"type": "object"', '"type": "object", "type": "object"', 1)
    lines = []
    for index, text in enumerate((broken, COPIES["bars"](broken))):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / "page.txt").write_text(text, encoding="utf-8")
        report = Report()
        load_tree(folder, report)
        lines.append(report.errors[0].line)
    assert lines[0] == lines[1] is not None


ENCODINGS = {
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 little": lambda text: text.encode("utf-16-le"),
    "utf-16 big": lambda text: text.encode("utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_unicode_is_read(encoding: str) -> None:
    data = ENCODINGS[encoding](CHINESE)
    assert _same(read_page(page_text(data, "page.txt"), "page.txt"), read_page(CHINESE, "page.txt"))


def test_html_is_read_by_its_declaration() -> None:
    page = (
        '<html><head><meta charset="gbk"></head><body><pre>'
        + CHINESE.replace("<", "&lt;")
        + "</pre></body></html>"
    )
    data = page.encode("gb18030")
    assert _same(read_page(page_text(data, "page.html"), "page.html"), read_page(CHINESE, "page.txt"))
    # Saved anew as UTF-8, the declaration is an old one.
    assert _same(
        read_page(page_text(page.encode(), "page.html"), "page.html"), read_page(CHINESE, "page.txt")
    )
    with pytest.raises(FaultsError, match="not the gbk that it says"):
        page_text(page.encode("gb18030") + b"\xff\xff", "page.html")


def test_text_in_gbk_is_refused_for_what_it_is() -> None:
    with pytest.raises(FaultsError, match="it looks like GBK"):
        page_text(CHINESE.encode("gbk", "replace"), "page.txt")
    with pytest.raises(FaultsError, match="is not UTF-8: byte 0xe9") as latin:
        page_text("café olé".encode("latin-1"), "page.txt")
    assert "GBK" not in str(latin.value)


def _archive(html: str, encoding: str = "utf-8") -> bytes:
    body = quopri.encodestring(html.encode(encoding)).replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/\r\nSubject: A page\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n'
        f"----x--\r\nContent-Type: text/html; charset={encoding}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    rest = "\r\n----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n----x----\r\n"
    return head.encode() + body + rest.encode()


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "Page.MHTML"])
def test_an_archive_of_chrome_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(_archive(HTML))
    report = Report()
    (spec,) = load_tree(tmp_path, report)
    assert not report.errors
    assert _same(spec, read_page(HTML, "page.html"))


@pytest.mark.parametrize("data", [b"", b"hello", b"MIME-Version: 1.0\r\n\r\n", _archive(HTML)[:600], b"\xff" * 50,
    b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5_000,
])  # fmt: skip
def test_an_archive_without_a_page_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(FaultsError) as refused:
        read_page(page_text(data, "page.mhtml"), "page.mhtml")
    (fault,) = refused.value.faults
    assert "save" in fault.hint
    assert fault.line is None


@pytest.mark.parametrize(
    "text",
    [
        "> " * 300_000,
        "1 \n2 \n" * 200_000,
        "\\_" * 500_000,
        ">\n" * 400_000,
        "\n".join(map(str, range(200_000))),
    ],
)
@pytest.mark.ci
def test_no_copy_takes_long(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(FaultsError):
        read_page(text, "page.md")
    assert time.process_time() - begun < seconds_here(8)
