/**
 * A price list of invented models for the sandbox, in LiteLLM's format (USD per token): plain, cached, tiered, dearer
 * above a prompt length, batch and priority. Text and not an object, so that it is read like any imported list.
 */
export const DEMO_PRICE_LIST = `{
  "harbor-small": {
    "litellm_provider": "demo", "mode": "chat", "max_input_tokens": 128000, "max_output_tokens": 16384,
    "input_cost_per_token": 1.5e-7, "output_cost_per_token": 6e-7
  },
  "harbor-large": {
    "litellm_provider": "demo", "mode": "chat", "max_input_tokens": 200000, "max_output_tokens": 32768,
    "input_cost_per_token": 0.000003, "output_cost_per_token": 0.000015,
    "cache_read_input_token_cost": 3e-7, "cache_creation_input_token_cost": 0.00000375,
    "cache_creation_input_token_cost_above_1hr": 0.000006
  },
  "meridian-pro": {
    "litellm_provider": "demo", "mode": "chat", "max_input_tokens": 1000000, "max_output_tokens": 65536,
    "input_cost_per_token": 0.00000125, "output_cost_per_token": 0.00001,
    "cache_read_input_token_cost": 1.25e-7,
    "input_cost_per_token_above_200k_tokens": 0.0000025, "output_cost_per_token_above_200k_tokens": 0.000015
  },
  "meridian-reason": {
    "litellm_provider": "demo", "mode": "chat", "max_input_tokens": 400000, "max_output_tokens": 128000,
    "input_cost_per_token": 0.000002, "output_cost_per_token": 0.000008, "cache_read_input_token_cost": 5e-7,
    "input_cost_per_token_batches": 0.000001, "output_cost_per_token_batches": 0.000004,
    "input_cost_per_token_priority": 0.0000035, "output_cost_per_token_priority": 0.000014,
    "input_cost_per_token_flex": 0.000001, "output_cost_per_token_flex": 0.000004
  },
  "fathom-mini": {
    "litellm_provider": "demo", "mode": "chat", "max_input_tokens": 64000, "max_output_tokens": 8192,
    "input_cost_per_token": 2.8e-8, "output_cost_per_token": 4.2e-7, "cache_read_input_token_cost": 2.8e-9
  },
  "compass-embed": {
    "litellm_provider": "demo", "mode": "embedding", "max_input_tokens": 8192,
    "input_cost_per_token": 2e-8, "output_cost_per_token": 0
  }
}
`;
