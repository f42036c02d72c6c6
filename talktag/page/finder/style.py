"""How the page behind the sticker looks: calm, large, in the dark too, from 320 pixels on, either way round.

Every side is named by the direction of the text. It loads no font and no picture, and nothing on it moves.
"""

STYLE = """
:root { color-scheme: light dark; --ink: #1b242b; --muted: #53606b; --line: #d5dcdf; --edge: #6f7c86; --paper: #fff;
  --ground: #f2f5f4; --accent: #0b6558; --on-accent: #fff; --tint: #e4f1ee; --warn: #8a3b00; --warn-tint: #fdf0df;
  --bad: #a3161a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9eef0; --muted: #a9b5bd; --line: #37424a; --edge: #84919b;
  --paper: #1b2329; --ground: #11171b; --accent: #74d3c1; --on-accent: #06201b; --tint: #17332e; --warn: #ffc078;
  --warn-tint: #38280f; --bad: #ffa29d; } }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-padding: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font-size: 1.125rem; line-height: 1.55;
  overflow-wrap: anywhere; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic",
  "Noto Sans CJK SC", "DejaVu Sans", sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: .75rem 1rem 3rem; }
p, dl, ol, ul, figure { margin: 0 0 .75rem; }
section > :last-child, .box > :last-child, form > :last-child, details > :last-child { margin-bottom: 0; }
a { color: var(--accent); }
h1 { font-size: clamp(1.65rem, 7vw, 2.25rem); line-height: 1.2; letter-spacing: -.012em; margin: 0 0 .6rem; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 0 0 .6rem; }
section, .box, #entry, details, header { background: var(--paper); border: 1px solid var(--line); border-radius: .9rem;
  padding: 1.15rem; margin: 0 0 .9rem; }
header { border-top: .35rem solid var(--accent); padding-bottom: .5rem; }
header > * { margin-bottom: .75rem; }
header #entry { border: 0; padding: 0; margin: 1rem 0 0; background: none; }
.bar { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem .75rem;
  margin-bottom: .9rem; color: var(--muted); font-size: 1rem; }
.bar p { margin: 0; }
.brand { font-weight: 650; color: var(--accent); letter-spacing: .01em; }
.mark { display: inline-block; background: var(--warn-tint); color: var(--warn); font-weight: 650; font-size: 1rem;
  border-radius: 2rem; padding: .1rem .85rem; margin: 0 0 .5rem; }
.mark::before { content: "\\25CF\\00a0\\00a0"; }
.how { font-size: 1.2rem; font-weight: 600; }
.intro { color: var(--muted); font-size: 1.05rem; line-height: 1.5; }
.answered .intro, .answered .mark { display: none; }
.facts { margin-top: .25rem; }
.facts > div, #says dl > div { display: grid; grid-template-columns: minmax(6rem, 9.5rem) 1fr; gap: 0 1rem;
  padding: .15rem 0; }
.facts:not(:has(> div:not([hidden]))) { display: none; }
dt { color: var(--muted); }
dd { margin: 0; font-weight: 600; }
#printed { font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; letter-spacing: .03em; }
#go { width: 100%; font-size: 1.2rem; }
.proven { margin: 0 0 .6rem; background: var(--tint); border-radius: .6rem; padding: .6rem .85rem; font-size: 1rem; }
.proven::before { content: "\\2713\\00a0\\00a0"; font-weight: 700; color: var(--accent); }
.unsure header, .forged header { border-color: var(--bad); }
.unsure h1, .forged h1 { color: var(--bad); }
.urgent, .notice { background: var(--warn-tint); color: var(--warn); border-inline-start: .35rem solid var(--warn);
  border-radius: .6rem; padding: .75rem .95rem; }
.urgent { font-size: 1.2rem; font-weight: 600; white-space: pre-line; }
.urgent strong { display: block; font-size: 1rem; }
.text { white-space: pre-line; }
#words { font-size: 1.2rem; }
#photo img { display: block; max-width: 100%; max-height: 22rem; border-radius: .6rem; background: var(--ground); }
.field { margin: 0 0 1.1rem; }
label { font-weight: 650; }
.field > label { display: block; }
.bar label { font-weight: 400; }
.hint { color: var(--muted); font-size: 1rem; line-height: 1.45; margin: 0 0 .35rem; }
#count { margin: -.8rem 0 .9rem; }
#count.over, .fault { color: var(--bad); font-weight: 650; }
input, textarea, select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge);
  border-radius: .55rem; padding: .55rem .75rem; min-height: 2.9rem; }
input, textarea { display: block; width: 100%; margin-top: .3rem; }
textarea { resize: vertical; }
select { padding: .35rem .4rem; font-size: 1rem; max-width: 7.2rem; }
[aria-invalid] { border: 2px solid var(--bad); }
#armor, #answer, #typed, code { font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
  font-size: .95rem; }
#typed { font-size: 1.15rem; }
button, .first { display: inline-block; font: inherit; font-weight: 650; line-height: 1.3; text-align: center;
  text-decoration: none; min-height: 2.9rem; padding: .7rem 1.2rem; border-radius: .55rem; cursor: pointer;
  border: 1px solid var(--accent); background: var(--paper); color: var(--accent); }
.first, #entry button { background: var(--accent); color: var(--on-accent); }
#form > .first { width: 100%; font-size: 1.2rem; }
button:hover, .first:hover { text-decoration: underline; }
#place { margin: 0 0 1.2rem; }
#place .hint { margin-top: .4rem; }
.ways { display: flex; flex-wrap: wrap; gap: .6rem; }
.ways > * { flex: 1 1 9rem; }
#sealed { border: 2px solid var(--accent); }
.done { color: var(--accent); font-weight: 650; }
.to { color: var(--muted); }
.to bdi { color: var(--ink); font-weight: 600; }
.locked::before { content: "\\1F512\\FE0E\\00a0\\00a0"; }
ol { padding-inline-start: 1.5rem; }
#next li { margin-bottom: .5rem; }
#said { list-style: none; padding: 0; }
#said li { border-radius: .9rem; padding: .75rem .95rem; margin: 0 0 .6rem; }
#said p { margin: 0; }
.who { font-size: 1rem; color: var(--muted); }
.theirs { background: var(--tint); margin-inline-end: 1.5rem !important; font-size: 1.2rem; }
.mine { background: var(--ground); margin-inline-start: 1.5rem !important; }
summary { cursor: pointer; font-weight: 650; color: var(--accent); min-height: 2.75rem;
  padding: .55rem 0; margin: -.5rem 0; }
details[open] > summary { margin-bottom: .4rem; }
.reach { font-size: 1.2rem; font-weight: 600; margin-bottom: .25rem; }
.reach a { display: inline-block; padding: .5rem 0; min-height: 2.75rem; }
#about { color: var(--muted); font-size: 1rem; }
#recipients { padding-inline-start: 1.2rem; }
#plain ul { list-style: none; padding: 0; margin-top: 1rem; }
#plain li { padding: .3rem 0; }
#plain noscript p { font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
[tabindex="-1"]:focus { outline: none; }
@media (max-width: 26rem) { .facts > div, #says dl > div { grid-template-columns: 1fr; }
  section, .box, details, header { padding: 1rem .9rem; } main { padding-inline: .6rem; } }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; transition: none !important;
  animation: none !important; } }
@media (prefers-contrast: more) { :root { --line: currentcolor; --muted: var(--ink); } }
@media (forced-colors: active) { .first, button { border: 2px solid ButtonText; } }
@media print { body { background: none; } button, .bar, #form, #paste { display: none; } }
"""
