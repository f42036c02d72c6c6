"""RapidOCR set up: with the models in its own wheel, one thread, no word at the terminal. It never uses the network.

Left to itself RapidOCR fetches whatever model, alphabet or font it does not find beside it; and onnxruntime from 1.29
on keeps a number for this computer in the home folder and reports to its maker what runs.
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from talktag.errors import InvalidError
from talktag.media.opening import in_silence

if TYPE_CHECKING:
    from PIL import Image

_LIBRARIES = ("rapidocr", "onnxruntime")
_TO_INSTALL = "rapidocr 'onnxruntime<1.29'"
_MODELS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx"}
# Corners of a piece of text: top left, top right, bottom right, bottom left, as the text in it was found, not read.
Corners = tuple[tuple[float, float], ...]


def can_read_text() -> bool:
    """Whether what reads text is installed, by its names alone; nothing is loaded."""
    from importlib.util import find_spec

    return all(find_spec(each) is not None for each in _LIBRARIES)


def check_can_read_text() -> None:
    """InvalidError that says what to type where nothing is installed that reads text."""
    if not can_read_text():
        raise InvalidError("reading text in pictures needs RapidOCR, which is not installed", hints=[what_to_install()])


def what_to_install() -> str:
    """What to type so that text in pictures is read."""
    return f"{shlex.quote(sys.executable)} -m pip install {_TO_INSTALL}"


class TextReader:
    """Where text is in a picture, and what it says; both in pictures in RGB."""

    def __init__(self, models: Path | None = None) -> None:
        """With the models in a folder, else in the library's own; InvalidError if they are missing."""
        check_can_read_text()
        with in_silence():
            self._engine = _engine(models)

    def places(self, picture: Image.Image) -> list[Corners]:
        """The corners of every piece of text in the pixels of the picture, in no order."""
        with _broken_down():
            found = self._engine(_pixels(picture), use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return []
        return [tuple((float(x), float(y)) for x, y in box) for box in found.boxes]

    def texts(self, pieces: Sequence[Image.Image]) -> list[tuple[str, float]]:
        """What each piece, a line of text lying flat, says, and how sure that is (0 to 1)."""
        if not pieces:
            return []
        with _broken_down():
            read = self._engine.recognize_txt([_pixels(each) for each in pieces])
        return [(text, float(score)) for text, score in zip(read.txts, read.scores, strict=True)]


@cache
def text_reader() -> TextReader:
    """The reader of this process; loading it takes half a second and 150 MB."""
    return TextReader()


def _engine(models: Path | None) -> Any:
    # Heard when it is loaded, and by those that have 1.29 or later in spite of the bound.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    import cv2
    import rapidocr
    from rapidocr.main import RapidOCR
    from rapidocr.utils.download_file import DownloadFile

    DownloadFile.run = _refuse_to_fetch
    cv2.setNumThreads(1)
    folder = models or Path(rapidocr.__file__).parent / "models"
    params: dict[str, object] = {
        "Global.log_level": "critical",
        "Global.model_root_dir": str(folder),
        "Global.use_cls": False,
        "Rec.rec_batch_num": 1,  # six at a time take 20 MB more and no less time
        "Det.limit_type": "max",  # the picture comes in the size that it is to be looked at in
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # every process of several reads a picture of its own
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    for part, names in _MODELS.items():
        found = sorted(folder.glob(names))
        if not found:
            raise InvalidError(
                "reading text in pictures needs the models of RapidOCR, which are not where it was installed",
                hints=[f"{shlex.quote(sys.executable)} -m pip install --force-reinstall --no-deps rapidocr"],
            )
        params[f"{part}.model_path"] = str(found[-1])
    return RapidOCR(params=params)


@contextmanager
def _broken_down() -> Iterator[None]:
    """What the libraries raise of their own is a RuntimeError, which goes for a picture that cannot be read."""
    import cv2
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
    from rapidocr.main import RapidOCRError

    try:
        yield
    except (cv2.error, ONNXRuntimeError, RapidOCRError) as error:
        raise RuntimeError(str(error)) from error


def give_memory_back() -> None:
    """Hand memory that is free back to the system, where the C library can; else it grows from picture to picture."""
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _refuse_to_fetch(wanted: Any) -> NoReturn:
    """In the place of what fetches files for RapidOCR."""
    raise InvalidError(f'RapidOCR wanted to fetch "{Path(wanted.save_path).name}", which talktag does not allow')


def _pixels(picture: Image.Image) -> Any:
    import numpy as np

    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
