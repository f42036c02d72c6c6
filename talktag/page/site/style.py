"""What a site has besides the look that all pages share: lists to go through, a menu, a search. It loads nothing."""

from talktag.page.style import SHEET_STYLE, STYLE

SITE_STYLE = f"""{STYLE}{SHEET_STYLE}nav {{ margin: 0 0 .9rem; }}
nav ul, .formats {{ display: flex; flex-wrap: wrap; gap: .25rem .5rem; }}
nav li, .formats li {{ padding: 0; border: 0; }}
a {{ color: var(--accent); text-underline-offset: .15em; }}
nav a, .formats a, .things a {{ display: inline-block; min-height: 44px; padding: .6rem 0; }}
nav a, .formats a {{ padding: .6rem .35rem; }}
#how {{ margin: .35rem 0; }}
nav a[aria-current] {{ color: var(--ink); font-weight: 650; text-decoration: none; }}
.things li {{ padding: .2rem 0; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75rem; }}
.things a {{ font-weight: 600; }}
h2.name {{ text-transform: none; letter-spacing: 0; font-size: 1.15rem; color: var(--ink); }}
input {{ font: inherit; color: inherit; width: 100%; min-height: 44px; padding: .5rem .7rem; background: var(--paper);
  border: 1px solid var(--muted); border-radius: .4rem; }}
:focus-visible {{ outline: .2rem solid var(--accent); outline-offset: .1rem; }}
[hidden] {{ display: none; }}
@media print {{ nav, .formats, #search {{ display: none; }} a {{ color: inherit; text-decoration: none; }} }}
"""
