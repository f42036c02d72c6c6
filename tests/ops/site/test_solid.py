"""`site --solid`: a real data store shows each party its own side, everybody the card, and nobody anything else."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax

from talktag.errors import UsageError
from talktag.interop.solid.access_file import EVERYBODY, access_file
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.site.site import SiteRequest
from talktag.ops.site.solid import solid
from tests.kit.bench import Bench, make_bench
from tests.kit.npm import install_locked
from tests.kit.sites import files_of, finish
from tests.kit.solid_server import HERE, SolidServer

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome

ANA, FIX, BEA = "https://ana.example.org/profile#me", "https://fix-it.example/card#me", "https://bea.example/#me"
NAMED = {"owner": ANA, "fix-it": FIX, "bea": BEA}
ACL = rdflib.Namespace("http://www.w3.org/ns/auth/acl#")


def put_up(bench: Bench, folder: Path, named: dict[str, str] = NAMED) -> Outcome:
    outcome = bench.do(solid, SiteRequest(folder), named)
    for effect in outcome.effects:
        finish(effect, bench)
    return outcome


def places(outcome: Outcome) -> dict[str, str]:
    """The name of the folder of each reader."""
    return {each["as"]: Path(each["folder"]).name for each in outcome.data.values()["sites"]}


@pytest.fixture(scope="session")
def packages(program: Callable[[str], str], request: pytest.FixtureRequest) -> Path:
    """The server from npm."""
    assert request.config.cache
    return install_locked(program, HERE, request.config.cache.mkdir("solid-server"))


@pytest.fixture(scope="module")
def served(
    template: Path, packages: Path, program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SolidServer, dict[str, str]]]:
    """A data store with what Ana put into it for the shop and for Bea, and the names of their folders."""
    bench = make_bench(template, tmp_path_factory.mktemp("solid") / "bench")
    bench.do(partial(export), ShareRequest("camera", "fix-it", include=("serial",)), None)
    bench.do(partial(export), ShareRequest("bicycle", "bea", include=("place",)), None)
    pod = bench.folder / "pod"
    found = places(put_up(bench, pod))
    with SolidServer(program("node"), packages, pod, tmp_path_factory.mktemp("server")) as server:
        yield server, found


def test_everybody_may_read_the_card_and_nothing_else(served: tuple[SolidServer, dict[str, str]]) -> None:
    server, folders = served
    code, page = server.fetch("card/index.html")
    assert (code, b"ana@example.org" in page) == (200, True)
    private = ["", "talktag-site.json", *(f"{each}/index.html" for each in folders.values())]
    assert {path: server.code(path) for path in private} == dict.fromkeys(private, 401)


def test_a_party_reads_its_own_side_and_no_other(served: tuple[SolidServer, dict[str, str]]) -> None:
    server, folders = served
    code, page = server.fetch(f"{folders['fix-it']}/index.html", FIX)
    assert (code, b"Canon EOS 5D" in page, b"Trek" in page) == (200, True, False)
    assert server.code(f"{folders['fix-it']}/feed.atom", FIX) == 200
    others = [f"{folders['bea']}/index.html", f"{folders['owner']}/index.html", "", "talktag-site.json"]
    assert {path: server.code(path, FIX) for path in others} == dict.fromkeys(others, 403)


def test_a_party_writes_nothing_and_reads_no_access_file(served: tuple[SolidServer, dict[str, str]]) -> None:
    server, folders = served
    own = folders["fix-it"]
    assert server.code(f"{own}/index.html", FIX, "PUT") == 403
    assert server.code(f"{own}/new.txt", FIX, "PUT") == 403
    assert server.code(f"{own}/index.html", FIX, "DELETE") == 403
    assert server.code(f"{own}/.acl", FIX) == 403
    assert server.code("card/new.txt", None, "PUT") == 401


def test_the_owner_reads_and_writes_everything(served: tuple[SolidServer, dict[str, str]]) -> None:
    server, folders = served
    paths = [f"{each}/index.html" for each in folders.values()]
    assert {path: server.code(path, ANA) for path in [*paths, "card/.acl"]} == dict.fromkeys([*paths, "card/.acl"], 200)
    assert server.code("owner/note.txt", ANA, "PUT") == 201


def faults(server: SolidServer, folder: str, reader: str) -> dict[str | None, int]:
    """Who gets another answer to a folder that is for one reader and the owner alone, and which."""
    expected = {None: 401, ANA: 200, FIX: 403, BEA: 403} | {reader: 200}
    codes = {who: server.code(f"{folder}/index.html", who) for who in expected}
    return {who: code for who, code in codes.items() if code != expected[who]}


def test_each_side_is_open_to_its_own_reader_and_the_owner_alone(served: tuple[SolidServer, dict[str, str]]) -> None:
    server, folders = served
    readers = {"owner": ANA, "fix-it": FIX, "bea": BEA}
    assert {who: faults(server, folders[who], readers[who]) for who in folders} == {who: {} for who in folders}


@pytest.mark.parametrize(
    ("case", "access", "seen"),
    [
        ("as-it-should-be", access_file(ANA, BEA), {}),
        ("of-another-party", access_file(ANA, FIX), {FIX: 200, BEA: 403}),
        ("of-the-party-as-owner", access_file(BEA), {ANA: 403}),
        ("of-everybody", access_file(ANA, EVERYBODY), {None: 200, FIX: 200}),
        ("of-nobody-else", access_file(ANA), {BEA: 403}),
    ],
)
def test_a_wrong_access_file_would_be_seen(
    case: str, access: bytes, seen: dict[str | None, int], served: tuple[SolidServer, dict[str, str]]
) -> None:
    server, folders = served
    copy = shutil.copytree(server.folder / folders["bea"], server.folder / case)
    (copy / ".acl").write_bytes(access)
    assert faults(server, case, BEA) == seen


def test_rdflib_reads_every_access_file_and_who_may_what(bench: Bench) -> None:
    put_up(bench, bench.folder / "pod")
    files = {name: data for name, data in files_of(bench.folder / "pod").items() if name.endswith(".acl")}
    assert len(files) == 5
    for name, data in files.items():
        graph = rdflib.Graph().parse(data=data, format="turtle", publicID=f"https://pod.example/{name}")
        (owner,) = graph.subjects(ACL.agent, rdflib.URIRef(ANA))
        assert set(graph.objects(owner, ACL.mode)) == {ACL.Read, ACL.Write, ACL.Control}
        folder = rdflib.URIRef(f"https://pod.example/{name}".removesuffix(".acl"))
        for rule in graph.subjects(rdflib.RDF.type, ACL.Authorization):
            assert set(graph.objects(rule, ACL.accessTo)) == set(graph.objects(rule, ACL.default)) == {folder}
            assert rule == owner or set(graph.objects(rule, ACL.mode)) == {ACL.Read}
        everybody = set(graph.subjects(ACL.agentClass, rdflib.URIRef(EVERYBODY)))
        assert bool(everybody) == (name == "card/.acl")


def test_a_broken_access_file_would_be_told() -> None:
    with pytest.raises(BadSyntax):
        rdflib.Graph().parse(data=access_file(ANA).replace(b"a acl:", b"acl:"), format="turtle")


@pytest.mark.parametrize(
    "web_id", ["", "ana", "ftp://x", "https://x> . <#a", "https://x\ny", 'https://x"', "https://é\u202e", EVERYBODY]
)
def test_what_is_no_web_id_is_refused_and_never_in_a_file(web_id: str, bench: Bench) -> None:
    with pytest.raises(UsageError):
        bench.ask(solid, SiteRequest(bench.folder / "pod"), {"owner": ANA, "fix-it": web_id})
    assert not (bench.folder / "pod").exists()


def test_without_an_owner_nothing_is_made(bench: Bench) -> None:
    with pytest.raises(UsageError, match="who its owner is"):
        bench.ask(solid, SiteRequest(bench.folder / "pod"), {"fix-it": FIX})


def test_it_asks_where_anybody_else_may_read_and_is_one_commit(bench: Bench) -> None:
    bench.do(partial(export), ShareRequest("camera", "fix-it", include=("serial",)), None)
    pod = bench.folder / "pod"
    first = put_up(bench, pod)
    assert first.question
    assert first.plan
    assert len([each for each in first.plan.changes if each.path.startswith("shares/")]) == 1
    put_up(bench, pod)  # the log of the camera tells of the share by now
    again = put_up(bench, pod)
    assert (again.question, again.plan, again.effects) == (None, None, ())
    assert put_up(bench, pod, NAMED | {"fix-it": "https://other.example/#me"}).question


def test_the_folder_of_who_is_named_no_more_is_told_as_it_stays_readable(bench: Bench) -> None:
    pod = bench.folder / "pod"
    theirs = places(put_up(bench, pod))["bea"]
    assert not [said for said in put_up(bench, pod).notices if theirs in said]
    (told,) = [said for said in put_up(bench, pod, {"owner": ANA, "fix-it": FIX}).notices if theirs in said]
    assert "delete it here and in the data store" in told
    assert (pod / theirs / ".acl").is_file()


def test_no_name_of_a_party_is_in_the_folder_of_another(bench: Bench) -> None:
    bench.do(partial(export), ShareRequest("camera", "fix-it", include=("serial",)), None)
    bench.now += datetime.timedelta(days=1)
    folders = places(put_up(bench, bench.folder / "pod"))
    theirs = files_of(bench.folder / "pod" / folders["fix-it"])
    # Any three letters of a hash may be those of a slug.
    assert not re.search(rb"\bbea\b|Bea|fix-it\"", b"\n".join(theirs.values()))
