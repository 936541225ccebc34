import { Tenure, usageBuffer } from "@tenure/sdk";

const setting = (name: string, otherwise?: string): string => {
  const value = process.env[name] ?? otherwise;
  if (value === undefined) throw new Error(`set ${name}`);
  return value;
};

/** One client for the whole process, and one buffer for what could not be settled at once. */
export const tenure = new Tenure({ apiKey: setting("TENURE_KEY"), baseUrl: setting("TENURE_URL") });
export const buffer = usageBuffer(tenure.usage);
export const modelUrl = setting("MODEL_URL");
export const model = setting("MODEL", "gpt-4o");
