import { availableParallelism } from "node:os";
import { SWITCHED_OFF } from "./switch-off/clauses.ts";
import { switchOffAll } from "./switch-off/lanes.ts";
import { citedWithoutRow } from "./switch-off/switch-off.ts";

// `node scripts/switch-off-clauses.ts [clause …]`: switches each rule off in a copy of core, one at a time; a test that
// names its clause must fail.

const wanted = process.argv.slice(2);
const rows = SWITCHED_OFF.filter((row) => wanted.length === 0 || wanted.includes(row.clause));
const verdicts = await switchOffAll(rows, availableParallelism(), (row, verdict) => {
  console.log(
    verdict.noticed
      ? `✓ ${row.clause} ${row.file}: noticed by "${verdict.by[0]}"`
      : `✗ ${row.clause} ${row.file}: ${verdict.why}`,
  );
});
const unnoticed = verdicts.filter(({ noticed }) => !noticed).length;
if (wanted.length === 0) {
  const missing = citedWithoutRow(SWITCHED_OFF);
  if (missing.length > 0) console.log(`cited in core, with no row yet: ${missing.join(", ")}`);
}
console.log(`${rows.length - unnoticed} passed, ${unnoticed} failed`);
process.exitCode = unnoticed === 0 && rows.length > 0 ? 0 : 1;
