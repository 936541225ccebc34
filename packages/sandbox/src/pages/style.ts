/** The look of every sandbox page: neutral greys, one deep-teal accent, 14 px, light and dark by preference. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f7; --surface: #ffffff; --sunken: #eff1f1; --line: #dfe3e3; --line-strong: #c5cccc;
  --text: #1b2223; --muted: #5b6869; --accent: #0b6b66; --accent-hover: #08544f; --on-accent: #ffffff; --accent-soft: #e3f0ef;
  --amber: #8a5a00; --amber-soft: #fbf1dc; --green: #1a6b3c; --green-soft: #e4f3e9; --red: #a32a2a; --red-soft: #fbe9e8; --blue: #1f5a94; --blue-soft: #e6eff8;
  --shadow: 0 1px 2px rgb(20 30 30 / 6%), 0 8px 24px rgb(20 30 30 / 5%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131717; --surface: #1b2020; --sunken: #161a1a; --line: #2c3434; --line-strong: #415050;
    --text: #e6ebeb; --muted: #9aa8a8; --accent: #4fb8ae; --accent-hover: #6bcac1; --on-accent: #08201e; --accent-soft: #17312f;
    --amber: #e0b25c; --amber-soft: #322812; --green: #73c795; --green-soft: #16291d; --red: #f0908c; --red-soft: #371b1b; --blue: #8ab8e6; --blue-soft: #172636;
    --shadow: 0 1px 2px rgb(0 0 0 / 30%);
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.55 Inter, "Inter Variable", system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", sans-serif; font-variant-numeric: tabular-nums; }
:lang(zh) { line-height: 1.7; }
h1 { font-size: 20px; line-height: 1.3; font-weight: 600; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 14px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 12px; }
a { color: var(--accent); text-underline-offset: 2px; }
a:hover { color: var(--accent-hover); }
code, pre, .mono { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.bar { display: flex; gap: 4px 20px; align-items: center; flex-wrap: wrap; padding: 10px 24px; border-bottom: 1px solid var(--line); background: var(--surface); }
.bar strong { font-weight: 600; }
.bar nav { display: flex; gap: 4px 16px; flex-wrap: wrap; }
.bar nav a { color: var(--muted); text-decoration: none; padding: 4px 0; }
.bar nav a:hover { color: var(--text); }
.bar nav a[aria-current] { color: var(--text); box-shadow: 0 2px 0 var(--accent); }
.bar .end { margin-left: auto; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 64px; }
.head { display: flex; gap: 12px; align-items: baseline; justify-content: space-between; flex-wrap: wrap; margin-bottom: 20px; }
.muted { color: var(--muted); }
.small { font-size: 12px; }
.right { text-align: right; }
section { margin-top: 32px; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
button, .button { appearance: none; display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; padding: 4px 12px; font: inherit; font-weight: 500; color: var(--text); background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px; cursor: pointer; text-decoration: none; transition: background-color 120ms, border-color 120ms; }
button:hover, .button:hover { background: var(--sunken); color: var(--text); }
button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
button.danger { color: var(--red); }
button.wide, .button.wide { width: 100%; min-height: 44px; }
input, select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px; min-height: 32px; padding: 4px 8px; max-width: 100%; }
label { display: inline-flex; flex-direction: column; min-width: 0; max-width: 100%; gap: 4px; color: var(--muted); font-size: 12px; }
label input, label select { color: var(--text); font-size: 14px; }
form.row, .row { display: flex; gap: 8px; flex-wrap: wrap; align-items: end; }
form { margin: 0; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 500; font-size: 12px; color: var(--muted); padding: 8px 12px; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 8px 12px; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr:last-child td { border-bottom: 0; }
th.right, td.right { text-align: right; }
.state { display: inline-flex; align-items: center; gap: 5px; padding: 1px 8px; border-radius: 999px; font-size: 12px; font-weight: 500; white-space: nowrap; background: var(--sunken); color: var(--muted); }
.state.green { background: var(--green-soft); color: var(--green); } .state.amber { background: var(--amber-soft); color: var(--amber); }
.state.red { background: var(--red-soft); color: var(--red); } .state.blue { background: var(--blue-soft); color: var(--blue); }
.note { padding: 10px 12px; border-radius: 6px; margin: 0 0 16px; }
.note.red { background: var(--red-soft); color: var(--red); } .note.green { background: var(--green-soft); color: var(--green); } .note.amber { background: var(--amber-soft); color: var(--amber); } .note.blue { background: var(--blue-soft); color: var(--blue); }
.empty { padding: 28px 16px; color: var(--muted); text-align: center; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 640px) { main { padding: 20px 16px 48px; } .bar { padding: 10px 16px; } .bar .end { margin-left: 0; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
