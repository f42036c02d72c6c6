"""`talktag help json`: what every command takes and answers, held against the parser and against JSON Schema's own."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import talktag
from talktag.cli.describing.document import outputs
from talktag.cli.flags import GLOBAL_OPTIONS
from tests.kit.answers import description_of, faults, spoiled

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

DOCUMENT = description_of()
SAMPLES = {"string": "word", "integer": 2000, "number": 1.5, "boolean": True}
# For every list of words that is said to be whole: a command line with another word.
OTHER_WORDS = {
    "retire --how": "retire trek --how eaten",
    "worth --as": "worth --as papyrus -o out",
    "worth --language": "worth --as txt --language tlh -o out.txt",
    "due --language": "due --ics out.ics --language tlh",
    "site --language": "site pages --language tlh",
    "rule export --as": "rule export back --as prose -o out",
    "party add --role": "party add Velo --role friend",
    "party add --language": "party add Velo --language tlh",
    "hand --role": "hand canon Velo --role friend --mail a@example.org --purpose crack -o packet --yes",
    "hand --language": "hand canon fix-it --language tlh --purpose crack -o packet --yes",
    "export --language": "export canon --to fix-it --language tlh -o out.zip --yes",
    "export --as": "export --as papyrus -o out",
    "checker --language": "checker --language tlh -o out.html",
    "review --language": "review canon Good -o out.html --language tlh --yes",
    "letter kind": "letter love canon cracked --to fix-it -o out.txt --yes",
    "letter --language": "letter repair canon cracked --to fix-it --language tlh -o out.txt --yes",
    "transfer --language": "transfer trek --to fix-it --language tlh -o out.zip --yes",
    "wish offers --by": "wish offers wanted --by charm",
    "wish page --language": "wish page wanted --language tlh -o out.html",
    "log --as": "log --as papyrus -o out",
    "key card --language": "key card --language tlh -o out.vcf",
    "reply --language": "reply canon.zip --language tlh --message hello -o out.json",
}


def inputs() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, each in DOCUMENT["commands"].items():
        yield name, each["input"]


def test_every_command_is_described_and_no_other(commands: Mapping[str, Any]) -> None:
    assert DOCUMENT["commands"].keys() == commands.keys() == outputs()["answers"].keys()


def test_every_schema_is_one_by_the_schema_of_schemas() -> None:
    for name, each in DOCUMENT["$defs"].items():
        assert name
        Draft202012Validator.check_schema(each)
    for each in DOCUMENT["commands"].values():
        assert each["description"].endswith(".")
        Draft202012Validator.check_schema(each["input"])
        Draft202012Validator.check_schema(each["output"])
    Draft202012Validator.check_schema(DOCUMENT)


def test_every_reference_leads_somewhere_and_no_definition_is_left_over() -> None:
    told = set(references(DOCUMENT))
    assert {each.removeprefix("#/$defs/") for each in told} | {"document"} == DOCUMENT["$defs"].keys()


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_no_output_is_a_table_of_anything() -> None:
    for name, each in DOCUMENT["commands"].items():
        for told in references(each["output"]):
            form = DOCUMENT["$defs"][told.removeprefix("#/$defs/")]
            while "$ref" in form:
                form = DOCUMENT["$defs"][form["$ref"].removeprefix("#/$defs/")]
            assert name == "mcp" or form["properties"], name  # that one speaks a protocol of its own


def test_every_kind_of_answer_has_the_name_of_a_class_that_answers() -> None:
    code = "".join(each.read_text(encoding="utf-8") for each in Path(talktag.__file__).parent.rglob("*.py"))
    kinds = {name for names in outputs()["answers"].values() for name in names}
    assert {each for each in kinds if not re.search(rf"^class {each}\b", code, re.MULTILINE)} == set()


def test_names_and_what_is_required_are_those_of_the_parser(commands: Mapping[str, Any]) -> None:
    for name, schema in inputs():
        own = [each for each in commands[name].params if each.name not in {"help", *GLOBAL_OPTIONS}]
        words = {text for each in own for text in (each.opts if each.opts[0].startswith("-") else [each.name])}
        told = {text for key, each in schema["properties"].items() for text in (key, *each.get("x-names", ()))}
        assert told - {text for each in own for text in each.secondary_opts} == words, name
        required = {max(each.opts, key=len) if each.opts[0][0] == "-" else each.name for each in own if each.required}
        assert set(schema.get("required", ())) == required, name


def test_what_is_required_stays_so_after_a_line_that_left_it_out(commands: Mapping[str, Any]) -> None:
    show = commands["show"]
    before = [each.required for each in show.params]
    show.make_context("show", [])
    assert [each.required for each in show.params] == before
    assert any(before)


def test_the_flags_of_every_command_are_those_of_the_parser(commands: Mapping[str, Any]) -> None:
    told = DOCUMENT["$defs"]["everywhere"]["properties"]
    for name, node in commands.items():
        assert told.keys() == {max(e.opts, key=len) for e in node.params if e.name in GLOBAL_OPTIONS}, name


@pytest.mark.parametrize("name", sorted(DOCUMENT["commands"]))
def test_the_parser_takes_what_the_schema_takes(name: str, commands: Mapping[str, Any]) -> None:
    schema = DOCUMENT["commands"][name]["input"]
    judge = Draft202012Validator({**DOCUMENT, "$ref": f"#/commands/{name.replace(' ', '%20')}/input"})
    least = {key: sample(schema["properties"][key]) for key in schema.get("required", ())}
    for key, each in schema["properties"].items():
        given = {**least, key: sample(each)}
        judge.validate(given)
        parsed = commands[name].make_context(name, typed(schema, given), obj=None)
        taken = next(e for e in commands[name].params if key in (*e.opts, e.name))
        value = parsed.params[taken.name]
        assert (list(value) if isinstance(value, tuple) else value) is not None, key
    with pytest.raises(ValidationError):
        judge.validate({**least, "--no-such-option": True})
    for key in least:
        with pytest.raises(ValidationError):
            judge.validate({other: value for other, value in least.items() if other != key})


def sample(schema: Mapping[str, Any]) -> Any:
    if schema["type"] == "array":
        return [sample(schema["items"])] * 2
    return schema["enum"][0] if "enum" in schema else SAMPLES[schema["type"]]


def typed(schema: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """The command line that the values of an input stand for."""
    line: list[str] = []
    places = {key: each["x-position"] for key, each in schema["properties"].items() if "x-position" in each}
    for key, value in given.items():
        if key not in places:
            line += [key] if value is True else [w for v in listed(value) for w in (key, str(v))]
    before = [
        key for key in places if places[key] <= max((places[each] for each in given if each in places), default=0)
    ]
    for key in sorted(before, key=places.__getitem__):
        line += [str(each) for each in listed(given.get(key, sample(schema["properties"][key])))]
    return line


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_list_that_is_said_to_be_whole_has_a_line_here() -> None:
    whole = {
        f"{name} {key}"
        for name, schema in inputs()
        for key, each in schema["properties"].items()
        if "enum" in each.get("items", each)
    }
    assert whole == OTHER_WORDS.keys()


@pytest.mark.parametrize("line", OTHER_WORDS.values())
def test_a_list_that_is_said_to_be_whole_takes_no_other_word(line: str, computer: Computer) -> None:
    computer.write("things/wishes/wanted.toml", 'format = 1\nid = "3m8q0x2v7k9tb"\nname = "wanted"\nmust = ["a=b"]\n')
    computer.ok("rule", "new", "back", "--from", "lent-too-long")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    done = computer.run(*shlex.split(line))
    assert done.code in {2, 4, 6}, done
    assert any(word in done.err for word in ("tlh", "papyrus", "eaten", "prose", "friend", "charm", "love")), done.err


def test_it_is_printed_whole_and_in_parts(computer: Computer) -> None:
    assert json.loads(computer.ok("help", "json")) == DOCUMENT
    one = json.loads(computer.ok("help", "json", "party list", "add"))
    assert list(one["commands"]) == ["add", "party list"]
    assert one["commands"]["add"] == DOCUMENT["commands"]["add"]
    assert one["$defs"].items() <= DOCUMENT["$defs"].items()
    family = json.loads(computer.ok("help", "json", "rule"))
    assert family["commands"].keys() == {each for each in DOCUMENT["commands"] if each.startswith("rule ")}


def test_with_the_flag_it_stands_in_the_document_of_every_answer(computer: Computer) -> None:
    data = computer.json("help", "json", "list")["data"]
    assert data["schemas"] == description_of(["list"])
    assert data["topic"] == "json"


def test_a_verb_that_is_none_is_told(computer: Computer) -> None:
    done = computer.run("help", "json", "lsit")
    assert (done.code, done.stdout) == (4, b"")
    assert "list" in done.err
    assert computer.run("help", "query", "list").code == 2


def test_an_answer_with_a_wrong_type_or_without_a_key_is_refused(computer: Computer) -> None:
    for line in ("list", "show canon", "party list", "set canon place=cellar", "due --within 99y", "doctor"):
        answer = computer.json(*line.split())
        assert faults(answer) == []
        for worse in spoiled(answer["data"]):
            assert faults({**answer, "data": worse}), (line, worse)
        assert faults({**answer, "data": {**answer["data"], "news": 1}})
    shown = computer.json("show", "canon")
    for key in ("id", "name", "slug", "labels", "entries", "state"):
        less = {other: each for other, each in shown["data"].items() if other != key}
        assert faults({**shown, "data": less}), key
