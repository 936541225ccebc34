// The content security policy forbids building code from text. Told before it loads, zod does not even try, and the
// browser reports no violation (zod reads this object: zod/v4/core/core.js).
globalThis.__zod_globalConfig = { jitless: true };
