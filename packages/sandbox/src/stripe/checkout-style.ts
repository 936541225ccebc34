/** Rules of the hosted checkout page, beside the common ones. */
export const checkoutStyle = `
body { min-height: 100vh; display: flex; flex-direction: column; }
.test { padding: 7px 16px; text-align: center; font-size: 12px; color: var(--muted); border-bottom: 1px solid var(--line); background: var(--surface); }
.checkout { width: 100%; max-width: 880px; margin: auto; padding: 40px 24px 64px; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 24px 56px; align-items: start; }
.checkout .merchant { font-weight: 600; margin-bottom: 24px; display: flex; gap: 8px; align-items: center; }
.checkout .mark { width: 20px; height: 20px; border-radius: 5px; background: var(--accent); display: inline-block; }
.checkout .due { color: var(--muted); margin-bottom: 2px; }
.checkout .amount { font-size: 32px; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; margin-bottom: 24px; }
.items { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr) auto; row-gap: 8px; }
.items dt { overflow-wrap: anywhere; } .items dd { margin: 0; padding-left: 16px; text-align: right; }
.items .total { border-top: 1px solid var(--line); padding-top: 8px; font-weight: 600; }
.box { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 24px; box-shadow: var(--shadow); }
.box h1 { margin-bottom: 16px; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 8px; font-weight: 600; }
.card { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 10px; align-items: start; padding: 9px 12px; border: 1px solid var(--line); font-size: 14px; color: var(--text); cursor: pointer; }
.card + .card { border-top: 0; } .card:first-of-type { border-radius: 8px 8px 0 0; } .card:last-of-type { border-radius: 0 0 8px 8px; }
.card:hover { background: var(--sunken); }
.card:has(input:checked) { background: var(--accent-soft); }
.card:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.card input { accent-color: var(--accent); min-height: 0; margin: 4px 0 0; }
.card .number { font-variant-numeric: tabular-nums; letter-spacing: 0.02em; }
.card .meaning { color: var(--muted); font-size: 12px; }
.leave { text-align: center; margin: 14px 0 0; }
.outcome { max-width: 460px; width: 100%; margin: auto; padding: 40px 24px; }
.outcome .buttons { display: grid; gap: 10px; margin-top: 20px; }
@media (max-width: 720px) {
  .checkout { grid-template-columns: minmax(0, 1fr); padding: 24px 16px 96px; gap: 20px; margin: 0 auto; }
  .checkout .merchant { margin-bottom: 12px; } .checkout .amount { margin-bottom: 12px; }
  .box { padding: 20px 16px; }
  .pay { position: sticky; bottom: 0; margin: 0 -16px; padding: 12px 16px; background: var(--surface); border-top: 1px solid var(--line); }
}
`;
