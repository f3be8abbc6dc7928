"""A language server as an editor talks to it: over its standard input and output, in JSON-RPC."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["LanguageServer"]


class LanguageServer:
    """One server, one folder, one document, whose text is given; a `|` in it is where the cursor stands."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._uri = (folder / "typed.py").as_uri()
        self._number = 0
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        root = folder.as_uri()
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "typed"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {"hover": {"contentFormat": ["markdown"]}},
                },
            },
        )
        self._tell("initialized", {})
        self._version = 0

    def hover(self, text: str) -> str:
        """What is shown where the mouse rests."""
        found = self._ask("textDocument/hover", self._at(text))
        contents = (found or {}).get("contents", "")
        return str(contents.get("value") if isinstance(contents, dict) else contents)

    def completions(self, text: str) -> list[str]:
        """The names that are offered."""
        found = self._ask("textDocument/completion", self._at(text))
        return [item["label"] for item in (found["items"] if isinstance(found, dict) else found)]

    def signature(self, text: str) -> str:
        """The signature that is shown inside of the parentheses of a call."""
        found = self._ask("textDocument/signatureHelp", self._at(text))
        return str(found["signatures"][0]["label"])

    def _at(self, text: str) -> dict[str, Any]:
        before, _, after = text.partition("|")
        self._version += 1
        document = {
            "uri": self._uri,
            "languageId": "python",
            "version": self._version,
            "text": before + after,
        }
        if self._version > 1:
            self._tell("textDocument/didClose", {"textDocument": {"uri": self._uri}})
        self._tell("textDocument/didOpen", {"textDocument": document})
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        return {"textDocument": {"uri": self._uri}, "position": {"line": line, "character": column}}

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has gone away"
        found: dict[str, Any] = json.loads(stream.read(length))
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
