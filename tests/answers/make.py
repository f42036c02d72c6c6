"""Records what one version of talktag answers: makes stores of every kind with it, and asks it everything that looks.

    python tests/answers/make.py TALKTAG FOLDER

TALKTAG is the program of that version, FOLDER where its stores and answers go, such as tests/answers/0.1.0. The clock
is that of faketime; ids, keys and ciphertexts are random, so a second run gives other bytes. A folder that was kept is
never made anew: `test_answers_kept.py` holds every later version to it. It judges nothing itself.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
NOW = "2026-03-01 12:00:00"  # when everything is asked
SECRET = "correct horse"


def png(shade: int) -> bytes:
    """A small picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((shade, 80, 120)) * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


FILES = {
    "receipt.txt": b"one camera, 2499.00 EUR\n",
    "manual.txt": "Gebrauchsanweisung für Größe Ä\n".encode(),
    "report.txt": b"tested for an hour\n",
    "front.png": png(200),
    "back.png": png(40),
    "secret.txt": b"the number of the alarm is 4711\n",
    "papers.toml": b'[[stock]]\nid = "tape-50"\nkind = "tape"\nlabel_w = 50\nlabel_h = 0\n',
    "things.csv": "name,maker,place,serial,price\n"
    "Ångström,Ibili,Küche,S-1,12.50 EUR\nDrill,Bosch,cellar,77,\n".encode(),
    "words": f"{SECRET}\n".encode(),
}


class World:
    """A folder in which several people have stores, and what they do there one minute after the other."""

    def __init__(self, folder: Path, talktag: str) -> None:
        self.folder = folder
        self._talktag = talktag
        self._minute = 0
        self.day = "2024-03-02"
        for name, data in FILES.items():
            (folder / name).write_bytes(data)

    def environment(self, who: str) -> dict[str, str]:
        """That of one person, without anything of this computer's: no git identity, no agent, no language."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / who),
            "TALKTAG_CONFIG_DIR": str(self.folder / who / "config"),
            "TALKTAG_STORE": str(self.folder / who / "things"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }

    def run(self, who: str, *words: str, stdin: str = "", at: str = "") -> subprocess.CompletedProcess[bytes]:
        """One command line of that person's, at the next minute or `at`."""
        (self.folder / who).mkdir(exist_ok=True)
        self._minute += 1
        when = at or f"{self.day} {10 + self._minute // 60 % 12:02}:{self._minute % 60:02}:00"
        return subprocess.run(
            ["faketime", "-f", f"@{when}", self._talktag, *words],
            cwd=self.folder,
            env=self.environment(who),
            input=stdin.encode(),
            capture_output=True,
            check=False,
        )

    def ok(self, line: str, stdin: str = "") -> str:
        """The same of a line that begins with who it is; it must succeed."""
        who, *words = shlex.split(line)
        done = self.run(who, *words, stdin=stdin)
        if done.returncode:
            raise SystemExit(f"{line}\n{done.stderr.decode()}")
        return done.stdout.decode()


def begin(world: World) -> None:
    """Ana's store: catalogue, files, notes, parties, label papers, tags."""
    ok = world.ok
    ok("ana init ana/things --owner 'Ana Pérez' --contact ana+tags@example.org --currency EUR --passphrase-file words")
    ok("ana party add 'Fix-It Cameras' --role repairer --contact bench@fixit.example --language de")
    ok("ana party add Bea --role buyer --mail bea@example.org --phone +49301234567 --address 'Weg 1, Berlin'")
    ok("ana party add 'Versicherung Größe' --role insurer --url https://example.org/v")
    ok("ana party add Bruno --role finder")
    ok(
        "ana add 'Canon EOS 5D Mark IV' --maker Canon --model 'EOS 5D' --serial 032021001234 --gtin 4006381333931"
        " --place home/office --label camera --label insured --bought 2024-03-02 --from 'Foto Ruiz' --price '2499 EUR'"
        " --order A-17 --warranty '24 months' --warranty 'parts: 60 months by Canon' --warranty 'shutter: lifetime'"
        " --file receipt.txt --file front.png --field colour=black --field weight:number=1.2 --field checked:yes=yes"
        " --field since:date=2024-03-03"
    )
    ok("ana add 'Trek Domane AL 2' --maker Trek --place garage --bought 2023-05-06 --price '1100.50 CHF' --quantity 1")
    ok("ana add 'EF 24-70mm f/2.8L' --maker Canon --inside canon --label camera --warranty 2026-04-01")
    ok("ana add 'Bialetti Moka Express' --place Küche/Schrank --quantity 2 --from 'Ferretería Ñandú'")
    ok("ana add 'Größe 自転車 \U0001f6b2' --maker Ångström --place Ñu --field 'Länge=2 m'")
    ok("ana add Kettle --place home/office --price '30 EUR' --bought 2024-01-05")
    ok("ana add Radio --place home/office --price '45 USD'")
    ok("ana add Umbrella")
    ok("ana add Toaster --label tool")
    ok("ana add Drill --serial 77 --place cellar --label tool")
    ok("ana attach canon manual.txt --kind manual --also ef-24")
    ok("ana attach canon secret.txt --private")
    ok("ana attach trek back.png report.txt")
    ok("ana note canon -", "hot pixel at 1024,768\n")
    ok("ana note canon -", "the second note:\nÄ ö ü\n")
    ok("ana note trek -", "code of the lock 1234\n")
    ok("ana tag canon --new")
    ok("ana tag trek --new --retire " + tag_of(world, "trek"))
    ok("ana sheet --blank 3 --stock avery-l7120 -o blank.pdf")
    claimed = next((world.folder / "ana/things/tags").glob("*.toml")).read_text().split('"')[1]
    ok(f"ana tag claim {claimed} drill")
    ok("ana stock add my-labels --label 50x30 --page a4 --grid 3x8 --margin 10x15 --pitch 60x33")
    ok("ana stock add --from-file papers.toml")
    ok("ana sheet canon trek --stock avery-l7120 --sheet drawer -o sheet.pdf")


def tag_of(world: World, ref: str) -> str:
    found: str = json.loads(world.ok(f"ana show {ref} --json"))["data"]["tags"][0]["id"]
    return found


def live(world: World) -> None:
    """What happens to Ana's things, with others: loans, stocktakes, bundles, answers, products that come and go."""
    ok = world.ok
    world.day = "2024-06-10"
    ok("ana lend trek --to bruno --due 2024-07-01")
    ok("ana lend ef-24 --to bea")
    ok("ana return trek")
    ok("ana lend drill --to bruno --due 2026-02-01")
    ok("ana check home/office canon kettle")
    ok("ana set canon place=home/studio label+=shown")
    ok("ana retire kettle --how sold --price '12 EUR'")
    ok("ana retire umbrella --how lost --reason 'left on the train'")
    ok("ana retire toaster --how recycled")
    ok("shop key new 'Fix-It Cameras' --no-passphrase")
    shutil.copy(world.folder / "shop/config/keys/signing_key.pub", world.folder / "shop.pub")
    ok("bea init bea/things --owner 'Bea Lind' --contact bea@example.org --no-passphrase")
    shutil.copy(world.folder / "ana/things/keys/owner.pub", world.folder / "ana.pub")
    signed = "--passphrase-file words --yes"
    ok(f"ana export canon --to fix-it --purpose 'crack in the eyepiece' --until 2024-12-01 -o canon.zip {signed}")
    ok(
        "shop reply canon.zip --service 'replaced eyepiece' --cost '80 EUR' --text 'It was cracked.'"
        " --reading 'shutter count 18342' --due 2027-05-01 --file report.txt -o reply.zip"
    )
    ok("ana receive reply.zip --signer shop.pub --yes")
    ok("shop reply canon.zip --message 'ready on Friday' --language de -o later.zip")
    ok("shop reply canon.zip --check 'looked at it' --unsigned -o plain.json")
    ok("shop reply canon.zip --firmware 1.4.0 --unsigned -o taken.json")
    ok("ana receive taken.json --unsigned --yes")
    ok(
        f"ana export trek --to versicherung --include value --page text --terms 'Only for the claim'"
        f" -o trek.zip {signed}"
    )
    ok(f"ana export canon trek --to versicherung --fields name,serial,price,photo -o claim.pdf {signed}")
    ok(f"ana export moka --to bea --with-form --until 2027-01-01 -o moka.zip {signed}")
    ok(f"ana revoke {share_of(world, 'moka')} --reason 'sold to another' -o letter.txt --yes")
    ok("ana set radio label+=gift")
    ok(f"ana transfer radio --to bea --how sold --price '40 EUR' -o radio.zip {signed}")
    ok("bea receive radio.zip --signer ana.pub --yes")
    ok("bea add Lamp --place hall --serial L-1")
    ok("bea transfer lamp --to ana-perez -o lamp.zip --yes")
    ok("ana receive lamp.zip --signer bea/things/keys/owner.pub --yes")
    ok("bea add Clock --price '5 EUR'")
    ok("bea transfer clock --to ana-perez --how given -o clock.zip --yes")
    ok("ana import things.csv --yes")


def share_of(world: World, ref: str) -> str:
    found: str = json.loads(world.ok(f"ana shares {ref} --json"))["data"]["shares"][-1]["bundle"]
    return found


def other_stores(world: World) -> None:
    """A store with nothing in it, one that a person wrote by hand, one with records that do not hold up."""
    ok = world.ok
    ok("new init new/things --owner New --contact new@example.org --no-passphrase")
    ok("hand init hand/things --owner Hand --contact hand@example.org --no-passphrase")
    ok("broken init broken/things --owner Broken --contact b@example.org --no-passphrase")
    for each in sorted((HERE / "by-hand").rglob("*.toml")):
        path = each.relative_to(HERE / "by-hand")
        (world.folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(each, world.folder / path)
    ok("hand save --yes")
    git = ["git", "-C", str(world.folder / "broken/things"), "-c", "user.name=B", "-c", "user.email=b@example.org"]
    for words in (["add", "-A"], ["commit", "-q", "-m", "by hand"]):
        subprocess.run([*git, *words], env=world.environment("broken"), check=True)


def looks(world: World) -> list[str]:
    """Every line of looks.txt; `each PRODUCT` stands for all of the person's."""
    lines: list[str] = []
    for line in (HERE / "looks.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        who = line.partition(" ")[0]
        if "PRODUCT" in line:
            records = sorted((world.folder / who / "things/products").glob("*/*.toml"))
            lines += [line.replace("PRODUCT", path.stem) for path in records]
        else:
            lines.append(line)
    return lines


def ask(world: World, line: str) -> dict[str, object]:
    """One command and what it answers, with the folder's name taken out."""
    who, *words = shlex.split(line)
    done = world.run(who, "--json", *words, at=NOW)
    text = (done.stdout or done.stderr).decode().replace(str(world.folder), "FOLDER")
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise SystemExit(f"{line}: {error}\n{text}") from error
    return {"line": line, "code": done.returncode, "answer": answer}


def keep(world: World, target: Path) -> None:
    """The histories, key folders and bundles, as files that Git keeps well."""
    for store in sorted(world.folder.glob("*/things")):
        who = store.parent.name
        command = ["git", "-C", str(store), "fast-export", "--all"]
        history = subprocess.run(command, env=world.environment(who), capture_output=True, check=True)
        (target / who).mkdir(parents=True)
        (target / who / "things.fast-export").write_bytes(history.stdout)
    for keys in sorted(world.folder.glob("*/config/keys")):
        kept = target / keys.relative_to(world.folder)
        shutil.copytree(keys, kept, ignore=shutil.ignore_patterns("*lock*"))
    for path in sorted(world.folder.iterdir()):
        if path.is_file():
            (target / "files").mkdir(exist_ok=True)
            shutil.copy(path, target / "files" / path.name)


def main() -> None:
    """Make FOLDER."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talktag", type=lambda text: str(Path(text).absolute()))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), options.talktag)
        begin(world)
        live(world)
        other_stores(world)
        lines = looks(world)
        keep(world, options.folder)
        answers = [ask(world, line) for line in lines]
    text = ",\n".join(json.dumps(each, sort_keys=True) for each in answers)
    (options.folder / "answers.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    print(f"{len(answers)} answers")


if __name__ == "__main__":
    main()
