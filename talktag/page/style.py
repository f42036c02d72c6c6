"""How the page looks, on a phone, on a large screen, in the dark and on paper. It never loads a font or a picture."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d242c; --muted: #5c6773; --line: #dde2e6; --paper: #fff; --ground: #f3f5f4;
  --accent: #0c6b5e; --tint: #e6f2ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecee; --muted: #a0abb4; --line: #38424a; --paper: #1c2329;
  --ground: #12171b; --accent: #6fd0bd; --tint: #1a332f; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5; overflow-wrap: anywhere;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 2.5rem; }
header { padding: 0 .25rem .75rem; }
h1 { font-size: clamp(1.6rem, 6vw, 2.3rem); line-height: 1.15; letter-spacing: -.015em; margin: .15rem 0 .2rem; }
h2 { font-size: .8rem; font-weight: 650; letter-spacing: .07em; text-transform: uppercase; color: var(--accent);
  margin: 0 0 .6rem; }
p { margin: 0 0 .5rem; }
.kicker { color: var(--accent); font-size: .9rem; font-weight: 600; margin: 0; }
.made { color: var(--muted); font-size: 1.1rem; margin: 0; }
.muted { color: var(--muted); font-size: .9rem; margin: 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.15rem;
  margin: 0 0 .9rem; }
section > :last-child, li > :last-child { margin-bottom: 0; }
.request { background: var(--tint); border-color: transparent; border-left: .3rem solid var(--accent); }
.purpose { font-size: 1.3rem; line-height: 1.35; font-weight: 600; margin-bottom: .7rem; white-space: pre-line; }
.text { white-space: pre-line; margin: .1rem 0; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .1rem 1rem; padding: .35rem 0;
  border-top: 1px solid var(--line); }
dl > div:first-child { border-top: 0; }
dt { color: var(--muted); text-align: start; }
dd { margin: 0; font-weight: 500; white-space: pre-line; text-align: start; }
dd .muted { display: block; font-weight: 400; }
ul, ol { list-style: none; margin: 0; padding: 0; }
li { padding: .5rem 0; border-top: 1px solid var(--line); }
li:first-child { padding-top: 0; border-top: 0; }
li:last-child { padding-bottom: 0; }
li p { margin: 0; }
.date { color: var(--muted); font-variant-numeric: tabular-nums; margin-right: .75rem; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: .9rem; }
figure { margin: 0; }
img { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: contain; border-radius: .4rem;
  background: var(--ground); }
figure:only-child img { aspect-ratio: auto; max-height: 34rem; }
figcaption { color: var(--muted); font-size: .85rem; margin-top: .25rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-weight: 400; font-size: .9rem; text-align: left; padding: .1rem .75rem .3rem 0; }
td { border-top: 1px solid var(--line); padding: .35rem .75rem .35rem 0; }
.number { text-align: right; padding-right: 0; white-space: nowrap; }
code { font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
footer { color: var(--muted); font-size: .85rem; padding: .4rem .25rem 0; }
@media (max-width: 26rem) { dl > div { grid-template-columns: 1fr; } dt { font-size: .85rem; } }
@media print {
  :root { color-scheme: light; --ink: #000; --muted: #444; --line: #bbb; --paper: #fff; --ground: #fff;
    --accent: #000; --tint: #fff; }
  @page { margin: 16mm; }
  body { font-size: 10.5pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  section { border: 0; border-top: 1pt solid #000; border-radius: 0; padding: 3mm 0; margin: 0; }
  .request { border: 1pt solid #000; padding: 3mm 4mm; margin-bottom: 4mm; }
  .pictures { grid-template-columns: repeat(2, 1fr); }
  img { max-height: 80mm; object-position: left; }
  li, figure, tr, dl > div, .request, .checking { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""

# Where there are products, each in a section of its own. A name keeps its letters as they are; where it is printed, the
# browser counts the pages.
PRODUCT_STYLE = """
h2.name { text-transform: none; letter-spacing: 0; font-size: 1.25rem; color: var(--ink); }
h3 { font-size: .9rem; color: var(--accent); margin: 1rem 0 .4rem; }
.hash { font-size: .75rem; color: var(--muted); display: block; }
@media print {
  @page { @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
  h2.name, h3 { break-after: avoid; }
}
"""

# What looks as a section does and has no heading, so that it is none. The page of a bundle has no such thing.
SHEET_STYLE = """
.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.15rem;
  margin: 0 0 .9rem; }
.sheet > :last-child { margin-bottom: 0; }
.sheet.request { background: var(--tint); border-color: transparent; border-left: .3rem solid var(--accent); }
@media print {
  .sheet { border: 0; border-top: 1pt solid #000; border-radius: 0; padding: 3mm 0; margin: 0; break-inside: avoid; }
  .sheet.request { border: 1pt solid #000; padding: 3mm 4mm; margin-bottom: 4mm; }
}
"""
