import { z } from "zod";
import { clauseIdSchema } from "../policy/index.ts";
import type { Text } from "../text/index.ts";

/** What can go wrong besides a policy refusal: stable codes with their HTTP status. Never renamed. */
export const PROBLEMS = {
  validation_failed: { status: 400, title: { en: "The input is not valid.", zh: "输入无效。" } },
  malformed_request: { status: 400, title: { en: "The request could not be read.", zh: "无法读取该请求。" } },
  version_unknown: {
    status: 400,
    title: {
      en: "This version of the API does not exist; leave the Tenure-Version header out for the current one.",
      zh: "不存在该 API 版本；如需使用当前版本，请勿发送 Tenure-Version 请求头。",
    },
  },
  idempotency_key_required: {
    status: 400,
    title: { en: "This request needs an Idempotency-Key header.", zh: "该请求需要 Idempotency-Key 请求头。" },
  },
  unauthenticated: { status: 401, title: { en: "Please sign in.", zh: "请先登录。" } },
  key_invalid: {
    status: 401,
    title: { en: "The API key is unknown, expired or revoked.", zh: "API 密钥不存在、已过期或已撤销。" },
  },
  forbidden: { status: 403, title: { en: "You may not do this.", zh: "您无权执行此操作。" } },
  origin_refused: {
    status: 403,
    title: { en: "The request came from another site.", zh: "请求来自其他站点。" },
  },
  email_not_verified: {
    status: 403,
    title: { en: "Please confirm your e-mail address first.", zh: "请先验证您的邮箱。" },
  },
  second_factor_required: {
    status: 403,
    title: { en: "This needs a second factor.", zh: "此操作需要第二重验证。" },
  },
  terms_outdated: {
    status: 403,
    title: {
      en: "The terms have changed; please read and accept them first.",
      zh: "条款已更新，请先阅读并同意。",
    },
  },
  step_up_required: {
    status: 403,
    title: { en: "Please confirm that it is you.", zh: "请再次验证您的身份。" },
  },
  scope_missing: {
    status: 403,
    title: { en: "The API key lacks the scope for this.", zh: "该 API 密钥缺少所需的权限范围。" },
  },
  key_address_refused: {
    status: 403,
    title: {
      en: "The API key may not be used from this address.",
      zh: "该 API 密钥不允许从此地址使用。",
    },
  },
  secret_key_in_browser: {
    status: 403,
    title: {
      en: "This API key is a secret, and a web page sent it. Revoke it, and call from your server.",
      zh: "该 API 密钥属于机密，却由网页发送。请立即吊销，并改由服务器调用。",
    },
  },
  not_found: { status: 404, title: { en: "There is no such thing here.", zh: "未找到该内容。" } },
  method_not_allowed: {
    status: 405,
    title: { en: "This address does not take that method.", zh: "不支持该请求方法。" },
  },
  idempotency_conflict: {
    status: 409,
    title: {
      en: "This idempotency key was used before with another input.",
      zh: "该幂等键已用于不同的请求内容。",
    },
  },
  conflict: { status: 409, title: { en: "It was changed meanwhile.", zh: "内容已被修改。" } },
  refused: { status: 409, title: { en: "The policy does not allow this.", zh: "政策不允许此操作。" } },
  preview_outdated: {
    status: 409,
    title: { en: "The preview is no longer current; here is a new one.", zh: "预览已过期，请查看新的预览。" },
  },
  too_large: { status: 413, title: { en: "The request is too large.", zh: "请求体过大。" } },
  unsupported_media_type: {
    status: 415,
    title: { en: "Please send JSON.", zh: "请使用 JSON 格式。" },
  },
  too_many_requests: {
    status: 429,
    title: { en: "Too many requests; please wait a moment.", zh: "请求过于频繁，请稍后再试。" },
  },
  internal: {
    status: 500,
    title: {
      en: "Something went wrong on our side. Nothing was half-done.",
      zh: "系统出现问题，未产生任何不完整的操作。",
    },
  },
  provider_unavailable: {
    status: 502,
    title: { en: "The payment provider does not answer.", zh: "支付服务商暂无响应。" },
  },
  busy: {
    status: 503,
    title: {
      en: "Too much is going on at the moment; nothing was changed. Please try again in a few seconds.",
      zh: "系统当前繁忙，未作任何更改。请几秒后重试。",
    },
  },
  unavailable: { status: 503, title: { en: "Not ready; please try again.", zh: "服务暂不可用，请重试。" } },
} as const satisfies Record<string, { status: number; title: Text }>;

/** Stable code of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;

/** What is wrong with one field of the input. `path` is dotted: `items.0.amount`. */
export const fieldErrorSchema = z.strictObject({ path: z.string(), message: z.string() });

/** Error body of every door (RFC 9457 problem details), with our members beside the standard ones. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** A problem code, or for `refused` the code of the first refusal. */
    code: z.string(),
    clause: clauseIdSchema.optional(),
    /** What would help. */
    help: z.string().optional(),
    requestId: z.string(),
    /** Where the code is explained, relative to the address of the API. */
    documentation: z.string().optional(),
    errors: z.array(fieldErrorSchema).optional(),
    /** The stored decision behind a refusal. */
    decisionId: z.string().optional(),
    /** All refusals in the order of the policy. */
    refusals: z
      .array(
        z.strictObject({ code: z.string(), clause: clauseIdSchema, reason: z.string(), help: z.string() }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problemSchema>;
export type FieldError = z.infer<typeof fieldErrorSchema>;
