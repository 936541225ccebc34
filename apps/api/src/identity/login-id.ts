import { AppError } from "../errors/app-error.ts";
import type { Caller } from "./caller.ts";

/** The login that calls. @throws AppError forbidden for anything that is not a person */
export function loginIdOf(caller: Caller): string {
  if (caller.kind !== "login") throw new AppError("forbidden", "A person must do this.");
  return caller.loginId;
}
