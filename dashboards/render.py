"""Views to HTML strings: the one Jinja environment, islands of data, a policy that lets nothing else in."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.views.page import Site
from dashboards.views.parts import Moment, Name, Number, spoken

HERE = Path(__file__).parent
STYLES = ("page.css", "topics.css", "sections.css")
#: In this order they make one script; the last one starts what the others define.
SCRIPTS = ("page.js", "sql.js", "charts.js", "topics.js", "pixels.js", "scene.js", "map.js", "start.js")

# Characters that HTML forbids in text, and halves of surrogate pairs, which UTF-8 cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_IN_ISLANDS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def html_site(site: Site) -> str:
    """Return the whole site as one HTML document that needs nothing beside itself."""
    style, script = _static(STYLES), f"(() => {{\n'use strict';\n{_static(SCRIPTS)}}})();\n"
    return (
        _environment()
        .get_template("site.html.j2")
        .render(
            site=site,
            policy=policy(style, script),
            # Our own files, not data: they stand in the page as they are.
            style=Markup(style),
            script=Markup(script),
            islands={name: island(data) for name, data in site.islands.items()},
        )
    )


def policy(style: str, script: str) -> str:
    """Return the content security policy that runs this style and script, and loads and sends nothing."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def island(data: object) -> Markup:
    """Return data as JSON that no character of can end the script element it stands in."""
    text = json.dumps(_clean(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_IN_ISLANDS))


@cache
def _environment() -> Environment:
    """Return the one environment: everything is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["figure"] = lambda part: isinstance(part, Number)
    environment.tests["moment"] = lambda part: isinstance(part, Moment)
    environment.tests["name"] = lambda part: isinstance(part, Name)
    environment.filters["spoken"] = spoken
    return environment


def _printable(value: object) -> object:
    """Return what may stand in a page: no forbidden character, and never a None that a view forgot."""
    if value is None:
        raise TypeError("a template prints None; the view has to say what stands there")
    return value if isinstance(value, Markup) else _clean(value)


def _clean(data: object) -> object:
    """Return data with every forbidden character of its texts replaced by the sign for one."""
    if isinstance(data, str):
        return _FORBIDDEN.sub("\ufffd", data)
    if isinstance(data, Mapping):
        return {_clean(key): _clean(value) for key, value in data.items()}
    return [_clean(value) for value in data] if isinstance(data, list | tuple) else data


def _static(names: Sequence[str]) -> str:
    """Return static files as one text."""
    return "\n".join((HERE / "static" / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    """Return the hash by which a content security policy knows an inline element."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
