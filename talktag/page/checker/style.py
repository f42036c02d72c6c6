"""How the checker page looks: as the page in a bundle, with a verdict in words and colour. It loads nothing."""

from talktag.page.style import STYLE as _PAGE_STYLE

STYLE = (
    _PAGE_STYLE
    + """
:root { --good: #0b6b3a; --good-tint: #e3f4ea; --open: #7a5200; --open-tint: #fdf1d8; --bad: #a3161a;
  --bad-tint: #fde8e7; }
@media (prefers-color-scheme: dark) { :root { --good: #7fd6a3; --good-tint: #15341f; --open: #f0c56a;
  --open-tint: #382b0d; --bad: #ff9d98; --bad-tint: #43191a; } }
[hidden] { display: none; }
#choose.over { border-color: var(--accent); background: var(--tint); }
#choose p { margin: 0; }
#file { position: absolute; width: 1px; height: 1px; opacity: 0; overflow: hidden; }
#file + label, button { display: inline-block; font: inherit; font-weight: 600; color: var(--paper);
  background: var(--accent); border: 0; border-radius: .4rem; padding: .5rem 1rem; margin: .15rem .5rem .15rem 0;
  cursor: pointer; }
#file:focus-visible + label, button:focus-visible, textarea:focus-visible, summary:focus-visible,
  pre:focus-visible { outline: .2rem solid var(--open); outline-offset: .15rem; }
.verdict { border-left-width: .3rem; }
.verdict h2 { font-size: 1.35rem; line-height: 1.25; letter-spacing: 0; text-transform: none; margin: 0 0 .4rem;
  color: inherit; }
.verdict.known { --verdict: var(--good); background: var(--good-tint); }
.verdict.unknown, .verdict.notice { --verdict: var(--open); background: var(--open-tint); }
.verdict.refused { --verdict: var(--bad); background: var(--bad-tint); }
.known, .unknown, .notice, .refused { border-color: transparent; border-left-color: var(--verdict); }
.known h2, .unknown h2, .notice h2, .refused h2 { color: var(--verdict); }
.known h2::before { content: "\\2713\\00a0"; }
.unknown h2::before { content: "?\\00a0"; }
.refused h2::before { content: "\\2717\\00a0"; }
.verdict .muted { color: inherit; }
.reason { font-weight: 600; }
.detail { font-size: .9rem; }
.given { border-top: 1px solid var(--line); margin-top: .35rem; padding-top: .7rem; }
.given label { font-weight: 600; }
#digits { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
textarea { display: block; width: 100%; font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono",
  monospace; font-size: .95rem; color: var(--ink); background: var(--ground); border: 1px solid var(--muted);
  border-radius: .4rem; padding: .5rem; margin: .4rem 0; resize: vertical; }
#compared { font-weight: 600; min-height: 1.5em; margin: 0; }
#claims + p { margin-top: .6rem; }
details { margin-top: .6rem; }
summary { cursor: pointer; color: var(--accent); }
pre { font-size: .75rem; white-space: pre-wrap; margin: .5rem 0 0; }
.attached li { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
.attached .muted { display: block; }
.attached button { padding: .3rem .8rem; margin: 0; font-size: .9rem; white-space: nowrap; }
@media print { #choose, .given, button, details:not([open]) { display: none; } .verdict { border: 1pt solid #000;
  padding: 3mm 4mm; margin-bottom: 4mm; } .verdict h2 { color: #000; } }
"""
)
