"""Text in pictures, read whichever way up; the reader neither connects nor writes, and is bounded and quiet."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from talktag.errors import InvalidError
from talktag.media.text_in_picture import LOOKED_AT, read_text
from talktag.media.text_reader import TextReader, can_read_text
from talktag.model.intake.text_line import TextLine, row_text, rows_of
from tests.media.material import TURNED, saved

FONT = Path(__file__).parents[2] / "talktag/data/fonts/NotoSans-Regular.ttf"
PLATE = ("MIELE & CIE", "Modell: W 1614", "Serien-Nr.: 21/0912345", "Número 4711 às", "Größe 45,90 €")
SHORT = (PLATE[1], PLATE[4])  # most of the time goes into what each row says, and most tests are not about that

needs_reader = pytest.mark.skipif(
    not can_read_text() and not os.environ.get("CI"), reason="pip install 'talktag[ocr]' to try these"
)


def written(rows: tuple[str, ...] = PLATE, size: tuple[int, int] = (600, 450), height: int = 26) -> Image.Image:
    """Rows of text on a plate; a bar parts what stands far apart."""
    picture = Image.new("RGB", size, (205, 205, 200))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), height)
    for number, row in enumerate(rows):
        for column, piece in enumerate(row.split("|")):
            draw.text((size[0] * (0.08 + 0.5 * column), size[1] * (0.1 + 0.16 * number)), piece, "black", font)
    return picture


def texts(lines: tuple[TextLine, ...]) -> tuple[str, ...]:
    return tuple(each.text for each in lines)


@needs_reader
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 7, -11, 97, 188])
def test_text_is_read_in_order_whichever_way_the_picture_is_turned(degrees: int) -> None:
    turned = written().rotate(degrees, expand=True, fillcolor=(205, 205, 200))
    assert texts(read_text(saved(turned, "PNG"))) == PLATE


@needs_reader
@pytest.mark.parametrize("way", TURNED)
def test_the_picture_is_read_as_its_exif_turns_it(way: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = way
    picture = written(SHORT).transpose(TURNED[way])
    assert texts(read_text(saved(picture, "JPEG", exif=exif.tobytes(), quality=92))) == SHORT


@needs_reader
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_every_form_of_picture_is_read(form: str) -> None:
    if form == "HEIF":
        import pillow_heif

        sink = io.BytesIO()
        pillow_heif.from_pillow(written(SHORT)).save(sink, quality=90)
        data = sink.getvalue()
    else:
        data = saved(written(SHORT), form)
    assert texts(read_text(data)) == SHORT


@needs_reader
def test_what_stands_side_by_side_is_one_row_also_when_askew() -> None:
    askew = written(("SHOP", "TOTAL|45,90", "VAT|7,30")).rotate(4, fillcolor=(205, 205, 200))
    assert [row_text(each) for each in rows_of(read_text(saved(askew, "PNG")))] == ["SHOP", "TOTAL  45,90", "VAT  7,30"]


@needs_reader
def test_small_text_in_a_large_picture_is_read_in_its_own_pixels() -> None:
    large = written(SHORT, size=(4000, 3000), height=64)
    assert max(large.size) > 4 * LOOKED_AT
    assert texts(read_text(saved(large, "JPEG", quality=92))) == SHORT


@needs_reader
def test_boxes_lie_where_the_text_stands_once_it_is_upright() -> None:
    plate = written(SHORT, size=(1200, 900), height=52)
    first = read_text(saved(plate, "PNG"))[0].box
    turned = read_text(saved(plate.transpose(Image.Transpose.ROTATE_180), "PNG"))[0].box
    for box in (first, turned):
        assert box.left == pytest.approx(96, abs=30)
        assert box.top == pytest.approx(100, abs=30)
        assert box.height == pytest.approx(50, abs=20)


@needs_reader
def test_texts_are_composed_and_scores_lie_within_bounds() -> None:
    import unicodedata

    lines = read_text(saved(written(), "PNG"))
    assert all(unicodedata.is_normalized("NFC", each.text) and each.text.isprintable() for each in lines)
    assert all(0.4 <= each.score <= 1 for each in lines)


@needs_reader
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (4000, 40), (32, 32)])
def test_a_picture_of_any_shape_without_text_gives_none(size: tuple[int, int]) -> None:
    assert read_text(saved(Image.new("RGB", size, "grey"), "PNG")) == ()


@needs_reader
def test_a_strip_is_read() -> None:
    strip = written(("Serial No. A1234567",), (1600, 60), 40).crop((0, 0, 1600, 60))
    assert texts(read_text(saved(strip, "PNG"))) == ("Serial No. A1234567",)


@needs_reader
def test_what_is_no_picture_or_damaged_is_named() -> None:
    with pytest.raises(InvalidError, match=r'"notes\.txt" is not a picture') as told:
        read_text(b"hello", "notes.txt")
    assert told.value.hints
    with pytest.raises(InvalidError, match=r'"half\.jpg": it is damaged'):
        read_text(saved(written(), "JPEG")[:9000], "half.jpg")


@needs_reader
def test_missing_models_are_told_and_never_fetched(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="models of RapidOCR") as told:
        TextReader(models=tmp_path)
    assert "pip install --force-reinstall" in told.value.hints[0]
    assert not list(tmp_path.iterdir())


# Reads a picture with every connection a failure, and whatever RapidOCR may want to fetch asked for on purpose.
_ALONE = """
import socket, sys
def refuse(*given, **named):
    print("CONNECTS", given, flush=True)
    raise OSError("no network")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
from pathlib import Path
from talktag.errors import InvalidError
from talktag.media.text_in_picture import read_text
print([each.text for each in read_text(Path(sys.argv[1]).read_bytes())])
from rapidocr.utils.vis_res import VisRes
from rapidocr import RapidOCR
params = {"Global.log_level": "critical", "Global.model_root_dir": sys.argv[2]}
for fetch in (lambda: VisRes().font_path, lambda: RapidOCR(params=params)(sys.argv[1])):
    try:
        fetch()
    except InvalidError as error:
        print(error.message)
"""


@needs_reader
def test_reading_needs_no_network_writes_nothing_and_says_nothing(tmp_path: Path) -> None:
    home, work, picture = tmp_path / "home", tmp_path / "work", tmp_path / "plate.png"
    home.mkdir()
    work.mkdir()
    picture.write_bytes(saved(written(SHORT), "PNG"))
    trace = tmp_path / "trace"
    command = [sys.executable, "-B", "-c", _ALONE, str(picture), str(work / "models")]
    calls = "trace=connect,sendto,sendmsg,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat"
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", str(trace)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run([*strace, *command], env=environment, cwd=work, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    first, *refused = run.stdout.splitlines()
    assert first == repr(list(SHORT))
    assert "CONNECTS" not in run.stdout
    assert len(refused) == 2, run.stdout
    assert all(each.startswith("RapidOCR wanted to fetch") for each in refused)
    assert not list(home.iterdir())
    lines = [each for each in trace.read_text().splitlines() if " ENOENT " not in each]
    assert not [each for each in lines if any(name in each for name in (" connect(", "sendto(", "sendmsg("))]
    writing = [each for each in lines if "O_CREAT" in each or "O_WRONLY" in each or "O_RDWR" in each or "mkdir" in each]
    outside = [each for each in writing if str(tmp_path) not in each and '"/dev/' not in each]
    assert not outside, "\n".join(outside)


@needs_reader
def test_reading_works_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    unshare = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    picture = tmp_path / "plate.png"
    picture.write_bytes(saved(written(SHORT), "PNG"))
    program = (
        "import sys; from pathlib import Path; from talktag.media.text_in_picture import read_text\n"
        "print([each.text for each in read_text(Path(sys.argv[1]).read_bytes())])"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [*unshare, sys.executable, "-B", "-c", program, str(picture)]
    run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == (f"{list(SHORT)!r}\n", "")


@needs_reader
def test_nothing_that_reports_home_is_loaded_and_a_later_one_is_told_not_to() -> None:
    import onnxruntime

    for library in (Path(onnxruntime.__file__).parent / "capi").glob("*.so*"):
        assert b"OneCollector" not in library.read_bytes(), f"{library.name} sends what runs to its maker"
    program = (
        "import os, sys\n"
        "def watch(event, given):\n"
        "    if event == 'import' and given[0].startswith('onnxruntime'):\n"
        "        print(os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "sys.addaudithook(watch)\n"
        "from talktag.media.text_reader import text_reader\n"
        "text_reader()._engine(__import__('numpy').zeros((64, 64, 3), 'uint8'))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert set(run.stdout.split()) == {"1"}, run.stderr


def test_without_the_extra_it_says_what_to_type(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['rapidocr'] = None\n"
        "from talktag.errors import InvalidError\n"
        "from talktag.media.text_in_picture import read_text\n"
        "try: read_text(b'')\n"
        "except InvalidError as error: print(error.message, *error.hints, sep='\\n')\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    message, hint = run.stdout.splitlines()
    assert message == "reading text in pictures needs RapidOCR, which is not installed"
    assert hint.endswith("-m pip install rapidocr 'onnxruntime<1.29'")


def test_asking_whether_text_can_be_read_loads_nothing() -> None:
    program = (
        "import sys; from talktag.media.text_reader import can_read_text; import talktag.media.text_in_picture\n"
        "can_read_text(); print(sorted({'rapidocr', 'onnxruntime', 'cv2', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
