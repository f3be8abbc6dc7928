"""The rules of `diff`: every kind of change has a name, a severity, and a text that says what it means for a user.

The page `diff-rules.md` of the generated documentation is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["RULES", "SEVERITIES", "Part", "Rule", "Severity"]

Severity = Literal["major", "minor", "patch"]
Part = Literal["model", "request", "response"]

SEVERITIES: tuple[Severity, ...] = ("major", "minor", "patch")
"""Worst first. Major breaks a program that works today; minor adds; patch is told and changes nothing in a program."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `text` says what it means for a program that was written against the old schema."""

    id: str
    severity: Severity
    part: Part
    title: str
    text: str


_TABLE: tuple[Rule, ...] = (
    Rule(
        "removed-model",
        "major",
        "model",
        "A model is removed",
        "There is no schema for it any more, and no endpoint in the client. Programs that use it fail when they are "
        "type-checked or run. `client.model(id)` still reaches it for as long as the server has it.",
    ),
    Rule(
        "renamed-model",
        "major",
        "model",
        "A model has another id",
        "A model with the same inputs and outputs and a similar id is there instead. Programs must call it by its "
        "new name.",
    ),
    Rule(
        "renamed-endpoint",
        "major",
        "model",
        "A model has another name in Python",
        "The id is the same, but another model took the name that it had in the client.",
    ),
    Rule(
        "gone-model",
        "major",
        "model",
        "The server's catalogue no longer lists a model",
        "Its schema is kept and marked; a call may be refused by the server at any time.",
    ),
    Rule(
        "returned-model",
        "minor",
        "model",
        "The catalogue lists a model again",
        "It was marked as gone, and is there again.",
    ),
    Rule("new-model", "minor", "model", "A model is new", "Nothing that works today is touched."),
    Rule(
        "changed-price",
        "minor",
        "model",
        "The base price of a model changed",
        "The same request may cost something else. The base price is a rate, not a quote.",
    ),
    Rule(
        "changed-kind",
        "minor",
        "model",
        "The kind of output changed",
        "The model makes images, videos or sounds where it was known for another kind, or for none.",
    ),
    Rule(
        "changed-categories", "patch", "model", "The categories of a model changed", "Only searches notice."
    ),
    Rule(
        "changed-example",
        "patch",
        "model",
        "The example of a model changed",
        "Only the documentation notices.",
    ),
    Rule(
        "changed-text",
        "patch",
        "model",
        "A title or description changed",
        "Only the documentation notices, be it of a model, an input or a field of the output.",
    ),
    Rule(
        "new-required-input",
        "major",
        "request",
        "A new input must be given",
        "Every call that works today lacks it, and is refused.",
    ),
    Rule(
        "now-required-input",
        "major",
        "request",
        "An input that could be left out must be given",
        "Calls that leave it out are refused.",
    ),
    Rule(
        "removed-input",
        "major",
        "request",
        "An input is removed",
        "Calls that give it are refused, because inputs are closed: what the schema does not name is a mistake.",
    ),
    Rule(
        "renamed-argument",
        "major",
        "request",
        "An input has another name in Python",
        "Its name on the wire is the same, but the keyword argument is another.",
    ),
    Rule(
        "no-other-inputs",
        "major",
        "request",
        "Inputs that the schema does not name are no longer taken",
        "Calls that give such inputs are refused.",
    ),
    Rule(
        "removed-enum-value",
        "major",
        "request",
        "A choice is removed",
        "Calls that give this value are refused.",
    ),
    Rule(
        "new-enum",
        "major",
        "request",
        "An input that took any value takes only some",
        "Calls with any other value are refused.",
    ),
    Rule(
        "narrower-bound",
        "major",
        "request",
        "A number's bounds are narrower",
        "Numbers that were allowed (by minimum, maximum or step) are refused.",
    ),
    Rule(
        "narrower-length",
        "major",
        "request",
        "A text, list or object may be less long, or must be longer",
        "Lengths that were allowed are refused; or a list must now hold different items.",
    ),
    Rule(
        "narrower-pattern",
        "major",
        "request",
        "A text must match another pattern",
        "Texts that were allowed may be refused. Whether one pattern allows all that another does is not worked out.",
    ),
    Rule(
        "narrower-file",
        "major",
        "request",
        "A file must be smaller, larger or of another shape",
        "Files that were allowed are refused.",
    ),
    Rule(
        "changed-media",
        "major",
        "request",
        "An input became a file, ceased to be one, or takes another kind of file",
        "A file's input takes addresses, paths and bytes; any other takes plain text. The same call means something "
        "else, or is refused.",
    ),
    Rule(
        "changed-type",
        "major",
        "request",
        "An input's type changed",
        "Values of the old type are refused.",
    ),
    Rule(
        "refused-null",
        "major",
        "request",
        "An input may no longer be null",
        "Calls that give null are refused.",
    ),
    Rule(
        "changed-condition",
        "major",
        "request",
        "A condition on an input changed",
        "Conditions over several values (such as `anyOf`, `not`, `if`, `dependentRequired`) changed in a way that is "
        "not known to allow all that was allowed before.",
    ),
    Rule(
        "changed-default",
        "major",
        "request",
        "An input's default changed",
        "Calls that leave it out are still taken, and give another result.",
    ),
    Rule(
        "new-optional-input",
        "minor",
        "request",
        "A new input may be given",
        "Nothing that works today is touched.",
    ),
    Rule(
        "no-longer-required",
        "minor",
        "request",
        "An input may be left out",
        "Calls that give it are taken as before.",
    ),
    Rule(
        "unlisted-input",
        "minor",
        "request",
        "An input is no longer named, but still taken",
        "The object takes inputs that it does not name, and this is one of them now.",
    ),
    Rule(
        "new-enum-value",
        "minor",
        "request",
        "A choice is new",
        "The values that were allowed are allowed still.",
    ),
    Rule(
        "wider-limits",
        "minor",
        "request",
        "More values are allowed",
        "A bound, length, pattern, condition or list of choices is wider or gone.",
    ),
    Rule(
        "wider-type",
        "minor",
        "request",
        "More types are allowed",
        "Values of the old type are allowed still.",
    ),
    Rule(
        "new-default",
        "minor",
        "request",
        "A default is named where none was",
        "What the server does when the input is left out was not known before.",
    ),
    Rule(
        "removed-default",
        "minor",
        "request",
        "A default is no longer named",
        "What the server does when the input is left out is not known any more.",
    ),
    Rule(
        "changed-suggestion",
        "patch",
        "request",
        "The suggested value of a required input changed",
        "A required input's default is never used: the input must be given.",
    ),
    Rule(
        "changed-format",
        "patch",
        "request",
        "A format changed that refuses nothing",
        "Formats other than those of files are only told.",
    ),
    Rule(
        "removed-field",
        "major",
        "response",
        "A field of the output is removed",
        "Programs that read it find nothing, and fail when they are type-checked.",
    ),
    Rule(
        "changed-output-type",
        "major",
        "response",
        "A field of the output has another type",
        "Programs that read it get a value they were not written for.",
    ),
    Rule(
        "newly-nullable",
        "major",
        "response",
        "A field of the output may be missing or null",
        "Programs that rely on it must look first.",
    ),
    Rule(
        "new-field", "minor", "response", "The output has a new field", "Nothing that works today is touched."
    ),
    Rule(
        "new-output-value",
        "minor",
        "response",
        "A field of the output may have a new value",
        "Outputs are open: an unknown value passes.",
    ),
    Rule(
        "changed-output-format",
        "minor",
        "response",
        "A field of the output has another format",
        "Its type is the same; a file may be of another kind, or a text be written in another way.",
    ),
    Rule(
        "narrower-output",
        "minor",
        "response",
        "The output is said more exactly",
        "A type, null or a value is no longer among the possible ones.",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}
"""Every rule by its id, breaking ones first within a part."""
