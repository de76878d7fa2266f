"""The style of the HTML report: paper and ink, light and dark, every text against its ground with 4.5:1 or more."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #faf8f3; --card: #ffffff; --sunk: #f1ede3; --ink: #1d1a16; --quiet: #5d564c; --rule: #ddd6c8;
  --link: #0b5566; --mark: #ffe7a3; --mark-ink: #3a2a00;
  --error: #97321a; --warning: #7b5200; --information: #0b5566; --good: #24603a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --card: #1d2026; --sunk: #101215; --ink: #ece8df; --quiet: #b0aa9d; --rule: #353a43;
    --link: #86cfe0; --mark: #57430f; --mark-ink: #ffeebd;
    --error: #ffa48c; --warning: #efc56c; --information: #86cfe0; --good: #9bd6ac;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
code, pre, .code { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, .code { font-size: 0.875em; }
code, bdi, .found, dd { overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
p, ul, dl, dd, pre { margin: 0; }
.quiet, dt { color: var(--quiet); }
h1 { font-size: clamp(1.5rem, 5vw, 2.125rem); line-height: 1.2; margin: 0.25rem 0 1rem; text-wrap: balance; }
h1.bad { color: var(--error); } h1.good { color: var(--good); }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; font-weight: 600; margin: 1.75rem 0 0.5rem; }
.top dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 0.5rem 1rem; }
.top dl > div { display: flex; flex-direction: column-reverse; }
.top dt { font-size: 0.875rem; }
.top dd { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
article {
  --shade: var(--information);
  background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--shade); border-radius: 4px;
  padding: 0.75rem 1rem; margin: 0 0 0.75rem; break-inside: avoid;
}
article.error { --shade: var(--error); } article.warning { --shade: var(--warning); }
article.waived { --shade: var(--quiet); }
.note { margin-top: 1rem; }
.line { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; font-size: 0.9375rem; }
.line > * { min-width: 0; }
.line .code { font-weight: 600; }
.severity { color: var(--shade); font-weight: 600; }
.found { font-size: 1.0625rem; font-weight: 600; margin: 0.25rem 0 0.5rem; }
.found, article dl > div { display: grid; grid-template-columns: 4.25rem minmax(0, 1fr); align-items: baseline; }
.found .quiet { font-weight: 400; }
pre {
  display: flex; background: var(--sunk); border-radius: 4px; padding: 0.5rem 0.75rem; margin-bottom: 0.5rem;
  overflow-x: auto; font-size: 0.875rem;
}
pre code { font-size: inherit; overflow-wrap: normal; white-space: pre; padding-right: 0.75rem; }
.number { flex: none; color: var(--quiet); padding-right: 0.75rem; user-select: none; }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 2px; }
details { margin-bottom: 0.75rem; }
.reason { color: var(--quiet); padding: 0.5rem 0 0.375rem; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; padding: 0.25rem 0; }
details ul { list-style: none; padding: 0; }
details li {
  display: grid; grid-template-columns: 3.75rem minmax(0, 1fr); align-items: baseline;
  padding: 0.375rem 0; border-top: 1px solid var(--rule);
}
@media print { article, pre { border-color: #999999; } details:not([open]) > ul { display: block; } }
"""
