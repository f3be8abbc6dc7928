"""The settings of Sphinx for the site; `sources` lays its pages beside a copy of this file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import runcomfy
from sphinx.ext.napoleon import Config, GoogleDocstring

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "runcomfy-client"
version = release = runcomfy.__version__
language = "en"
smartquotes = False  # an option is not a dash
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
nitpicky = False  # names of httpx and pydantic lead out of the site
suppress_warnings = ["toc.not_included"]  # a hundred model pages have their own list

# The pages of models are written for GitHub's Markdown and nothing more: no text of a schema can be a directive.
myst_gfm_only = True
myst_heading_anchors = 4
myst_linkify_fuzzy_links = False

# A single backtick in a docstring is code.
default_role = "code"
autoclass_content = "both"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
# What the bases of other libraries bring is told in their documentation.
autodoc_default_options = {
    "members": True,
    "inherited-members": "BaseModel,BaseException,Exception,OSError,TimeoutError,ValueError,Enum,dict,str,tuple,object",
    # What Python adds to every exception is in its own documentation.
    "exclude-members": "model_config,model_post_init,add_note,args,with_traceback",
}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "runcomfy-client"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_extra_path = ["extra"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {"top_of_page_buttons": []}
# Both are dark or light enough to be read.
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def setup(app: Sphinx) -> None:
    """Sphinx calls this one."""
    app.connect("autodoc-process-docstring", _laid_out)
    app.connect("autodoc-process-signature", _signed)


def _signed(
    _app: Sphinx,
    what: str,
    _name: str,
    _thing: object,
    _options: object,
    signature: str | None,
    returned: str | None,
) -> tuple[str, str | None] | None:
    """Take away the arguments of what nobody makes by hand: protocols, and what takes private things."""
    return (
        ("", returned)
        if what == "class" and signature and re.match(r"\(_[a-z]|\(\*args, \*\*kwargs\)", signature)
        else None
    )


def _laid_out(_app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Turn a docstring as this project writes them into reStructuredText: sections such as Args, and indented programs."""
    # pydantic's words about the constructor of every model are another Markdown's, and none of this package's.
    foreign = next((number for number, line in enumerate(lines) if line.startswith(_FOREIGN)), len(lines))
    # Letters that touch a backtick would keep it from being code, as in the plural of a name.
    lines[:] = [re.sub(r"(`[^`]+`)(?=[A-Za-z])", r"\1\\ ", line) for line in lines[:foreign]]
    text: list[str] = []
    for number, line in enumerate(lines):
        text.append(line)
        above = next((one for one in reversed(lines[:number]) if one), "")
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not line and below.startswith("    ") and above and not above.startswith(" "):
            text += ["::", ""]
    # A property's text is not an attribute's "type: text", which a colon in it would make of it.
    kind = "method" if what in ("property", "attribute", "data") else what
    lines[:] = GoogleDocstring(text, _DOCSTRINGS, None, kind, name, thing, options).lines()


_FOREIGN = "Create a new model by parsing and validating input data"
_DOCSTRINGS = Config(napoleon_numpy_docstring=False, napoleon_use_rtype=False)
