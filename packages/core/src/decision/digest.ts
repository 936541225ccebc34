import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalize, type Json } from "./canonical.ts";

/** SHA-256 of the canonical text of a value, 64 lower-case hex digits. */
export const digestOf = (value: Json): string => bytesToHex(sha256(utf8ToBytes(canonicalize(value))));
