export { type GrantGiftFacts, grantGift, type RevokeGiftFacts, revokeGift } from "./gift.ts";
