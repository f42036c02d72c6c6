"""A site of made-up things beside the same bytes from a template engine: `python -m tests.benchmarks.site [PRODUCTS]`.

Jinja2 is given every value ready, and whatever is no page of a product as a text that it only passes on; that its
pages are those of the site, letter for letter, is looked at first. Both write as many files of the same names into the
same file system, in turns, in one process. Judges nothing; prints what each took, in processor time and by the clock.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, Template

from talktag.model.site.manifest import MANIFEST
from talktag.ops.site.owner_view import owner_view
from talktag.ops.site.site import SiteRequest, site
from talktag.page.markup import Html
from talktag.page.site.describe_thing import sections_of
from talktag.page.site.frame import menu, page_parts
from talktag.page.site.thing_page import FORMATS, ROOT
from talktag.page.wording import wording
from tests.kit.bench import Bench, make_bench, make_template
from tests.kit.sites import finish

from .made_up import household

ROUNDS = 3
PAGE = """{{ start | safe }}<title>{{ name }}</title>
{{ before | safe }}{{ menu | safe }}
<header><p class="kicker">{{ kicker }}</p><h1 dir="auto">{{ name }}</h1>
{%- if made %}<p class="made" dir="auto">{{ made }}</p>{% endif %}</header>
{% for section in sections %}<section class="part"><h2>{{ section.heading }}</h2>
{%- for block in section.blocks %}
{%- if block.facts %}<dl>{% for fact in block.facts -%}
<div><dt dir="auto">{{ fact.label }}</dt><dd dir="auto">{{ fact.lines | join("\n") }}</dd></div>{% endfor %}</dl>
{%- elif block.points %}<ul class="plain">{% for point in block.points -%}
<li dir="auto"><strong>{{ point.main }}</strong>{{ rest(point.rest) }}</li>{% endfor %}</ul>
{%- elif block.items %}<ol class="history">{% for item in block.items -%}
<li><p><span class="date">{{ item.date }}</span><strong dir="auto">{{ item.title }}</strong></p>
{%- if item.text %}<p class="text" dir="auto">{{ item.text }}</p>{% endif %}{{ rest(item.rest) }}</li>{% endfor %}</ol>
{%- elif block.files %}<p>{{ block.note.text }}</p><table><thead><tr><th>{{ block.headings[0] }}</th><th>
{{- block.headings[1] }}</th><th class="number">{{ block.headings[2] }}</th></tr></thead><tbody>
{%- for file in block.files %}<tr><td>{{ file.name }}</td><td>{{ file.kind }}</td><td class="number">
{{- file.size }}</td></tr>{% endfor %}</tbody></table>
{%- endif %}{% endfor %}</section>
{% endfor %}
{%- for heading, links in related %}<section><h2>{{ heading }}</h2><ul class="things">{% for link in links -%}
<li><a href="{{ link.stem }}.html" dir="auto">{{ link.name }}</a></li>{% endfor %}</ul></section>
{% endfor %}<section><h2>{{ data }}</h2><ul class="formats">{% for ending, form in formats -%}
<li><a href="{{ stem }}.{{ ending }}">{{ form }}</a></li>{% endfor %}</ul></section>
{{ end | safe }}"""
REST = """{% macro rest(texts) %}{% if texts %}<p class="muted">{% for text in texts -%}
{% if not loop.first %} · {% endif %}<bdi>{{ text }}</bdi>{% endfor %}</p>{% endif %}{% endmacro %}"""


class Took(NamedTuple):
    """Seconds of the processor, those of the clock."""

    processor: float
    clock: float


def measured(work: Callable[[], object]) -> Took:
    """What a piece of work took."""
    began, clock = time.process_time(), time.perf_counter()
    work()
    return Took(time.process_time() - began, time.perf_counter() - clock)


def furnished(folder: Path, count: int) -> Bench:
    """A store of so many things."""
    make_template(folder / "template")
    bench = make_bench(
        folder / "template", folder / "bench", {"talktag.toml": _settings(), ".gitattributes": "* -text\n"}
    )
    recipient = bench.session().key_folder.public().owner_recipient
    for owned in household(count, [recipient]):
        for path, data in owned.files.items():
            bench.write(path, data)
    bench.session().store.catalogue.products()  # an index is there by then
    return bench


def _settings() -> str:
    return 'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana"\ncontact = "ana@example.org"\n'


def build(bench: Bench, folder: Path) -> int:
    """Make the site; how many products' pages were made anew."""
    outcome = bench.ask(site, SiteRequest(folder))
    for effect in outcome.effects:
        finish(effect, bench)
    return int(outcome.data.values()["anew"])


def ready(bench: Bench, folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The values of every page of a product, ready for the template, by the name of its file."""
    view = owner_view(bench.session(), "en", with_files=False)
    words, own = wording("en"), view.frame.words
    whole = b"".join(page_parts(view.frame, "TITLE", [Html("PARTS")], ROOT)).decode()
    start, _, rest = whole.partition("<title>TITLE</title>\n")
    before, _, end = rest.partition("PARTS\n")
    constant = {
        "start": start,
        "before": before,
        "end": end,
        "menu": menu(view.frame, ROOT),
        "kicker": words.record,
        "data": own.data,
        "formats": FORMATS,
    }
    for source in view.sources:
        thing = source.tell().thing
        made = " ".join(str(thing.values[key]) for key in ("maker", "model") if thing.values.get(key))
        related = [(own.part_of, (thing.inside,))] if thing.inside else []
        related += [(own.parts, thing.parts)] if thing.parts else []
        values = {
            "name": thing.name,
            "stem": thing.stem,
            "made": made if made != thing.name else "",
            "related": related,
        }
        yield f"things/{thing.stem}.html", {**constant, **values, "sections": sections_of(thing, words, own)}


def same(one: str, other: bytes) -> bool:
    """Whether two pages are letter for letter the same, but for how a quote is spelled."""
    return one.replace("&#39;", "&#x27;").replace("&#34;", "&quot;") == other.decode()


def render(
    pages: Mapping[str, Mapping[str, Any]], others: Mapping[str, str], template: Template, plain: Template, to: Path
) -> None:
    """Write all of it by the template engine."""
    for name, values in pages.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template.render(values).encode())
    for name, text in others.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plain.render(text=text).encode())


def main() -> None:
    """Print what a site took, what the template engine took, and the one as a multiple of the other."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        _run(Path(name), count)


def _run(folder: Path, count: int) -> None:
    bench = furnished(folder, count)
    made = folder / "site"
    first = [measured(lambda: build(bench, made))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    template, plain = environment.from_string(REST + PAGE), environment.from_string("{{ text | safe }}")
    pages = dict(ready(bench, made))
    for page, values in pages.items():
        assert same(template.render(values), (made / page).read_bytes()), page
    files = {str(path.relative_to(made)): path for path in made.rglob("*") if path.is_file()}
    others = {each: path.read_text("utf-8") for each, path in files.items() if each not in pages | {MANIFEST: 0}}
    size = sum(path.stat().st_size for path in files.values())
    by_template = []
    for number in range(ROUNDS):
        to = folder / "templates"
        by_template.append(measured(lambda to=to: render(pages, others, template, plain, to)))
        shutil.rmtree(to)
        if number + 1 < ROUNDS:
            shutil.rmtree(made)
            first.append(measured(lambda: build(bench, made)))
    again = measured(lambda: build(bench, made))
    record = next((bench.things / "products").rglob("*.toml"))
    record.write_text(f'condition = "worn"\n{record.read_text("utf-8")}', encoding="utf-8")
    one = measured(lambda: build(bench, made))
    print(f"{count} products, {len(files)} files, {size / 1e6:.0f} MB; at most {memory} MB held")
    for what, took in (
        ("site", min(first)),
        ("templates alone", min(by_template)),
        ("again", again),
        ("one changed", one),
    ):
        print(f"{what}: {took.processor:.2f} s of the processor, {took.clock:.2f} s by the clock")
    ratio = Took(*(ours / theirs for ours, theirs in zip(min(first), min(by_template), strict=True)))
    print(f"ratio: {ratio.processor:.2f} of the processor, {ratio.clock:.2f} by the clock")


if __name__ == "__main__":
    main()
