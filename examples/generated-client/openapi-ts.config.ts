// `pnpm make-client` with a Tenure that runs: its description is at /v1/openapi.json.
export default {
  input: process.env["TENURE_OPENAPI"] ?? "http://localhost:4010/v1/openapi.json",
  output: { path: process.env["CLIENT_DIR"] ?? "src/client" },
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
};
