import { template } from "./template.ts";

/** E-mails about signing in. */
export const IDENTITY_TEMPLATES = {
  verify_email: template({
    params: ["name", "url"],
    secret: true,
    subject: { en: "Confirm your e-mail address", zh: "请验证您的邮箱" },
    paragraphs: [
      {
        en: "Hello {name}, please confirm that this address is yours.",
        zh: "{name}，您好。请确认此邮箱归您所有。",
      },
    ],
    action: { en: "Confirm this address", zh: "验证邮箱" },
    closing: {
      en: "If you did not sign up, ignore this message; nothing happens.",
      zh: "如非本人注册，请忽略本邮件，不会产生任何影响。",
    },
  }),
  reset_password: template({
    params: ["name", "url"],
    secret: true,
    subject: { en: "Choose a new password", zh: "重设密码" },
    paragraphs: [
      {
        en: "Hello {name}, somebody asked for a new password for your sign-in.",
        zh: "{name}，您好。我们收到了重设您登录密码的请求。",
      },
    ],
    action: { en: "Choose a new password", zh: "设置新密码" },
    closing: {
      en: "If it was not you, ignore this message; your password stays as it is.",
      zh: "如非本人操作，请忽略本邮件，您的密码不会改变。",
    },
  }),
} as const;
