/** Rules of the guide's pages beside those of every page. */
export const guideStyle = `
.scenes { list-style: none; margin: 0; padding: 0; }
.scenes li { display: flex; gap: 8px 24px; align-items: center; justify-content: space-between; flex-wrap: wrap; padding: 14px 16px; }
.scenes li + li { border-top: 1px solid var(--line); }
.scenes div { flex: 1 1 320px; min-width: 0; }
.scenes h3 { font-size: 14px; font-weight: 600; margin: 0 0 2px; }
.scenes p { margin: 0; }
.runs { list-style: none; margin: 0; padding: 0; }
.runs li { display: flex; gap: 4px 16px; align-items: baseline; flex-wrap: wrap; padding: 10px 16px; }
.runs li + li { border-top: 1px solid var(--line); }
.runs .state { margin-left: auto; }
.people { display: flex; gap: 4px 24px; flex-wrap: wrap; margin: 0 0 20px; padding: 0; list-style: none; }
.walk { list-style: none; margin: 0; padding: 0; }
.walk > li { display: grid; grid-template-columns: 28px minmax(0, 1fr); gap: 0 12px; padding: 16px; }
.walk > li + li { border-top: 1px solid var(--line); }
.walk h2 { font-size: 15px; margin: 2px 0 6px; }
.mark { display: inline-flex; align-items: center; justify-content: center; width: 26px; height: 26px; border-radius: 50%; border: 1px solid var(--line-strong); color: var(--muted); font-size: 13px; font-weight: 600; }
.mark.done { background: var(--green-soft); border-color: transparent; color: var(--green); }
.walk dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 14px; margin: 0 0 10px; }
.walk dt { color: var(--muted); } .walk dd { margin: 0; overflow-wrap: anywhere; }
.ways { display: flex; gap: 6px 14px; align-items: center; flex-wrap: wrap; }
.clauses { display: inline-flex; gap: 8px; flex-wrap: wrap; }
.doing { list-style: none; margin: 0; padding: 12px 16px; }
.doing li { display: flex; gap: 10px; align-items: center; padding: 4px 0; }
.doing .mark { width: 20px; height: 20px; font-size: 11px; }
@media (max-width: 640px) {
  .walk > li { padding: 14px 12px; gap: 0 10px; }
  .walk dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .walk dd { margin-bottom: 6px; }
  .ways .button, .ways button, .scenes button { min-height: 44px; width: 100%; }
  .ways form, .scenes form { width: 100%; }
}
`;
