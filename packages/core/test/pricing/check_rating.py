"""Rates requests (JSON on standard input) straight from the price list's source text with Python's fractions.

Independent of the product's rate cards: reads LiteLLM's fields directly. Writes whole nanos, half up.
"""

import json
import math
import re
import sys
from fractions import Fraction

SUFFIX = {"standard": "", "batch": "_batches", "priority": "_priority", "flex": "_flex"}
CACHE_LONG = "cache_creation_input_token_cost_above_1hr"
CACHE = "cache_creation_input_token_cost"
FALLBACK = {
    CACHE_LONG: CACHE,
    CACHE: "input_cost_per_token",
    "cache_read_input_token_cost": "input_cost_per_token",
    "output_cost_per_reasoning_token": "output_cost_per_token",
}


def price(entry, field, tier, prompt):
    steps = {int(n) for n in re.findall(r"_above_(\d+)k_tokens", " ".join(entry))}
    names = []
    for step in sorted(steps, reverse=True):
        if prompt > step * 1000:
            names += [f"{field}_above_{step}k_tokens{SUFFIX[tier]}", f"{field}_above_{step}k_tokens"]
    names += [field + SUFFIX[tier], field]
    for name in names:
        if entry.get(name) is not None:
            return Fraction(entry[name])
    return price(entry, FALLBACK[field], tier, prompt)


def main():
    with open(sys.argv[1], encoding="utf8") as source:
        prices = json.load(source, parse_float=str, parse_int=str)
    answers = []
    for request in json.load(sys.stdin):
        entry, tokens, tier = prices[request["model"]], request["tokens"], request["tier"]
        prompt = tokens["inputTokens"]
        special = tokens["cachedInputTokens"] + tokens["cacheCreationTokens"] + tokens["cacheCreationLongTokens"]
        parts = {
            "input_cost_per_token": prompt - special,
            "cache_read_input_token_cost": tokens["cachedInputTokens"],
            CACHE: tokens["cacheCreationTokens"],
            CACHE_LONG: tokens["cacheCreationLongTokens"],
            "output_cost_per_token": tokens["outputTokens"] - tokens["reasoningTokens"],
            "output_cost_per_reasoning_token": tokens["reasoningTokens"],
        }
        dollars = sum(n * price(entry, field, tier, prompt) for field, n in parts.items() if n)
        answers.append(str(math.floor(dollars * 10**9 + Fraction(1, 2))))
    print(json.dumps(answers))


main()
