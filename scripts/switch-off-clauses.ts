import { SWITCHED_OFF } from "./switch-off/clauses.ts";
import { citedWithoutRow, switchOff } from "./switch-off/switch-off.ts";

// `node scripts/switch-off-clauses.ts [clause …]`: switches each rule off in a copy of core, one at a time; a test that
// names its clause must fail.

const wanted = process.argv.slice(2);
const rows = SWITCHED_OFF.filter((row) => wanted.length === 0 || wanted.includes(row.clause));
let unnoticed = 0;
for (const row of rows) {
  const verdict = await switchOff(row);
  if (!verdict.noticed) unnoticed += 1;
  console.log(
    verdict.noticed
      ? `✓ ${row.clause} ${row.file}: noticed by ${verdict.by.length} test(s), first "${verdict.by[0]}"`
      : `✗ ${row.clause} ${row.file}: ${verdict.why}`,
  );
}
if (wanted.length === 0) {
  const missing = citedWithoutRow(SWITCHED_OFF);
  if (missing.length > 0) console.log(`cited in core, with no row yet: ${missing.join(", ")}`);
}
console.log(`${rows.length - unnoticed} passed, ${unnoticed} failed`);
process.exitCode = unnoticed === 0 && rows.length > 0 ? 0 : 1;
