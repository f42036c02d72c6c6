"""Files of keys as people write them, and as nobody should; with what ssh-keygen makes of them. Judges nothing."""

from __future__ import annotations

from hypothesis import strategies as st

from talktag.seal.ssh.key import SigningKey

KEY = SigningKey.generate()
LINE = KEY.public.line()
OTHER = SigningKey.generate().public.line()
RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDK"

SAME = {  # what ssh-keygen is asked, with the answer that both must give
    "one name": (f"fix {LINE}", True),
    "a tab and more blanks": (f"fix\t  {LINE}\tof the shop", True),
    "the ends of Windows": (f"fix {LINE} c\r\nana {OTHER}\r\n", True),
    "blanks before": (f"  fix {LINE}", True),
    "two keys": (f"fix {OTHER}\nfix {LINE}\n", True),
    "another key": (f"fix {OTHER}", False),
    "after a line that is none": (f"hello there\nfix\nfix {RSA}\nfix {LINE}\n", True),
    "after an expired one of the same": (f'fix valid-before="20200101" {LINE}\nfix {LINE}\n', True),
    "expired": (f'fix valid-before="20200101" {LINE}', False),
    "not yet": (f'fix valid-after="20990101" {LINE}', False),
    "between": (f'fix valid-after="20200101",valid-before="20990101" {LINE}', True),
    "between, the wrong way round": (f'fix valid-after="20990101",valid-before="20200101" {LINE}', False),
    "a date that is none": (f'fix valid-before="20991301" {LINE}', False),
    "a date in words": (f'fix valid-before="tomorrow" {LINE}', False),
    "an empty date": (f'fix valid-before="" {LINE}', False),
    "a date before all dates": (f'fix valid-after="19690101Z" {LINE}', False),
    "said twice": (f'fix valid-after="20200101",valid-after="20200101" {LINE}', False),
    "another namespace": (f'fix namespaces="git" {LINE}', False),
    "the namespace of bundles": (f'fix namespaces="bundle@talktag" {LINE}', False),
    "this namespace": (f'fix namespaces="reply@talktag" {LINE}', True),
    "this one of several": (f'fix namespaces="git,reply@talktag" {LINE}', True),
    "a pattern of namespaces": (f'fix namespaces="*@talk?ag" {LINE}', True),
    "all namespaces but this": (f'fix namespaces="*,!reply@talktag" {LINE}', False),
    "no namespace": (f'fix namespaces="" {LINE}', False),
    "capitals in an option": (f'fix NameSpaces="reply*" {LINE}', True),
    "a quote in a value": (f'fix namespaces="a\\",reply*" {LINE}', True),
    "a blank in a value": (f'fix namespaces="a b,reply*" {LINE}', True),
    "a value without quotes": (f"fix namespaces=reply@talktag {LINE}", False),
    "a value that does not end": (f'fix namespaces="reply@talktag {LINE}', False),
    "a comma at the end": (f'fix namespaces="*", {LINE}', False),
    "a certificate authority": (f"fix cert-authority {LINE}", False),
    "one in capitals": (f"fix CERT-Authority {LINE}", False),
    "one with more options": (f'fix namespaces="*",cert-authority {LINE}', False),
    "an option nobody knows": (f"fix no-touch-required {LINE}", False),
    "one of another kind of file": (f'fix expiry-time="20990101" {LINE}', False),
    "one beside a good one": (f'fix namespaces="*",verify-required {LINE}', False),
    "a name that has a date in it": (f'fix valid-after="20200101"x {LINE}', False),
    "revoked": (f"@revoked * {LINE}", False),
    "an authority of known hosts": (f"@cert-authority *.example.org {LINE}", False),
    "a comment": (f"# fix {LINE}", False),
    "a comment after blanks": (f"   # fix {LINE}", False),
    "another sort of comment": (f"// fix {LINE}", False),
    "a page": (f"<p>{LINE} was stolen</p>", False),
    "a name left out": (f"!fix {LINE}", False),
    "all but one": (f"!fix,* {LINE}", True),
    "one and not": (f"fix,!fix {LINE}", False),
    "nobody at all": (f"!*,fix {LINE}", False),
    "a pattern": (f"*@example.org {LINE}", True),
    "a name in quotes": (f'"a b" {LINE}', True),
    "a quote in front of a name": (f'"fix {LINE}', False),
    "no key": ("fix", False),
    "a key cut short": (f"fix {LINE[:-4]}", False),
    "a type of other keys": (f"fix {LINE.replace('ssh-ed25519 ', 'ssh-rsa ')}", False),
    "nothing": ("", False),
}


STRICTER = {  # ssh-keygen would take the first word for a name
    "a revoked key without hosts": f"@revoked {LINE}",
    "a key that another line calls revoked": f"fix {LINE}\n@revoked * {LINE}",
    "capitals in a marker": f"@Revoked {LINE}",
    "an authority in the form of authorized keys": f"cert-authority {LINE}",
    "options and no name": f'valid-before="20200101" {LINE}',
    "options of authorized keys": f'from="10.0.0.1" {LINE}',
    "a quoted mail": f"> {LINE}",
    "a line of a list": f"- {LINE}",
    "commas and nothing between": f"fix ,,cert-authority {LINE}",
}


NAMES = st.lists(
    st.sampled_from(["fix", "ana", "f?x", "*", "a*", "x"]).flatmap(lambda name: st.sampled_from([name, f"!{name}"])),
    min_size=1,
    max_size=4,
).map(",".join)
DATES = st.sampled_from(["20200101", "20990101Z", "202701150800Z", "20270115080000", "2027", "x", ""])
OPTIONS = st.lists(
    st.one_of(
        st.sampled_from(["cert-authority", "CERT-AUTHORITY", "restrict", 'from="x"', 'namespaces="*', "namespaces="]),
        st.sampled_from(["*", "git", "reply@talktag", "*@talktag,!bundle*", "!reply*,*", 'a\\",*', "a b"]).map(
            lambda value: f'namespaces="{value}"'
        ),
        st.builds('{}="{}"'.format, st.sampled_from(["valid-after", "Valid-Before", "valid-before"]), DATES),
    ),
    max_size=3,
).map(",".join)
KEYS = st.sampled_from([LINE, LINE, LINE, OTHER, f"{LINE} and a remark", LINE[:-3], RSA])
BLANKS = st.sampled_from([" ", "\t", "  "])
LINES = st.one_of(
    st.builds(lambda blank, *words: blank.join(filter(None, words)), BLANKS, NAMES, OPTIONS, KEYS),
    st.text('fix ,!*"=\\#@\t-', max_size=20).map(lambda text: f"fix {text} {LINE}"),
    st.sampled_from(["", "# nothing", "fix", f" # {LINE}"]),
)

_PRIME = 2**255 - 19
_SIGN = 1 << 255
_OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
# Every way to write a point of small order on Ed25519: each height, also past the prime, with either sign of x.
WEAK = tuple(
    (height | sign).to_bytes(32, "little")
    for height in (0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8, _PRIME, _PRIME + 1)
    for sign in (0, _SIGN)
)
