import { router } from "../trpc/init.ts";
import { approve } from "./approve.ts";
import { decline, withdraw } from "./close.ts";
import { list } from "./list.ts";
import { preview, propose } from "./propose.ts";

/** Refunds that staff give out of goodwill. */
export const goodwillRefundsRouter = router({ list, preview, propose, approve, decline, withdraw });
