"""What comes while the keys are locked waits sealed, and is opened once somebody gives the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.seal import age
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bundles import signed
from tests.kit.keys import change_keys

if TYPE_CHECKING:
    from tests.cli.talk.conftest import Shop


def test_it_waits_until_the_passphrase_is_given_and_nobody_says_that_it_is_for_another(shop: Shop) -> None:
    computer = shop.computer
    folder = KeyFolder(computer.folder / "config/keys")
    recipient = folder.public().owner_recipient
    change_keys(folder, folder.lock_change(folder.unlock(None), "correct horse", work_factor=4))
    computer.write("words", "correct horse\n")
    sealed = age.seal_content(content_of(signed(shop.message())), (recipient,))
    computer.write("post/came.zip.age", sealed.whole())
    assert "nobody was there to give the passphrase" in computer.ok("inbox", "fetch")
    for words in (("inbox", "show", "1"), ("inbox", "take", "1", "--yes"), ("receive", "post/came.zip.age", "--yes")):
        done = computer.run(*words)
        assert done.code == 9
        assert "passphrase" in done.err
        assert "not encrypted to a key" not in done.err
    assert "message 1" in computer.ok("inbox", "show", "1", "--passphrase-file", "words")
    computer.ok("inbox", "take", "1", "--yes", "--passphrase-file", "words")
    assert shop.titles() == ["message 1"]
