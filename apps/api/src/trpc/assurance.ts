import { assuranceOf, type Permission } from "@tenure/core/access";
import { AppError } from "../errors/app-error.ts";
import type { Caller, LoginCaller } from "../identity/caller.ts";

/** A login acts only once its address is proven. @throws AppError email_not_verified */
export function requireVerifiedEmail(login: LoginCaller): void {
  if (!login.emailVerified) throw new AppError("email_not_verified");
}

/** Staff act only with a second factor enrolled and proven in this session. @throws AppError second_factor_required */
export function requireProvenStaff(login: LoginCaller): void {
  if (!login.secondFactorEnrolled)
    throw new AppError("second_factor_required", "Set up an authenticator app or a passkey first.");
  if (!login.secondFactorProven)
    throw new AppError("second_factor_required", "Prove your second factor in this session first.");
}

/** What needs a fresh proof gets one. @throws AppError second_factor_required or step_up_required */
export function requireAssurance(caller: Caller, permission: Permission): void {
  if (assuranceOf(permission) === "session") return;
  if (caller.kind !== "login") throw new AppError("forbidden", "A person must sign in to do this.");
  if (!caller.secondFactorEnrolled)
    throw new AppError("second_factor_required", "Set up an authenticator app or a passkey first.");
  if (!caller.steppedUp) throw new AppError("step_up_required");
}
