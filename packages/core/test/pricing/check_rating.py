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
AUDIO_IN, IMAGE_IN = "input_cost_per_audio_token", "input_cost_per_image_token"
FALLBACK = {
    CACHE_LONG: CACHE,
    CACHE: "input_cost_per_token",
    "cache_read_input_token_cost": "input_cost_per_token",
    AUDIO_IN: "input_cost_per_token",
    IMAGE_IN: "input_cost_per_token",
    "cache_read_input_audio_token_cost": AUDIO_IN,
    "cache_creation_input_audio_token_cost": AUDIO_IN,
    "cache_read_input_image_token_cost": IMAGE_IN,
    "input_cost_per_video_token": "input_cost_per_token",
    "output_cost_per_reasoning_token": "output_cost_per_token",
    "output_cost_per_audio_token": "output_cost_per_token",
    "output_cost_per_image_token": "output_cost_per_token",
    "output_cost_per_video_token": "output_cost_per_token",
}
INPUT_PARTS = {
    "cachedInputTokens": "cache_read_input_token_cost",
    "cacheCreationTokens": CACHE,
    "cacheCreationLongTokens": CACHE_LONG,
    "audioInputTokens": AUDIO_IN,
    "cachedAudioInputTokens": "cache_read_input_audio_token_cost",
    "cacheCreationAudioTokens": "cache_creation_input_audio_token_cost",
    "imageInputTokens": IMAGE_IN,
    "cachedImageInputTokens": "cache_read_input_image_token_cost",
    "videoInputTokens": "input_cost_per_video_token",
}
OUTPUT_PARTS = {
    "reasoningTokens": "output_cost_per_reasoning_token",
    "audioOutputTokens": "output_cost_per_audio_token",
    "imageOutputTokens": "output_cost_per_image_token",
    "videoOutputTokens": "output_cost_per_video_token",
}
# Reported in milliseconds, listed per second.
SECONDS = {
    "inputMilliseconds": "input_cost_per_second",
    "outputMilliseconds": "output_cost_per_second",
    "inputAudioMilliseconds": "input_cost_per_audio_per_second",
    "inputVideoMilliseconds": "input_cost_per_video_per_second",
}
PIECES = {
    "inputImages": "input_cost_per_image",
    "outputImages": "output_cost_per_image",
    "inputCharacters": "input_cost_per_character",
}
SEARCHES = {
    "webSearchesLow": "search_context_size_low",
    "webSearchesMedium": "search_context_size_medium",
    "webSearchesHigh": "search_context_size_high",
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


def count_price(entry, count):
    """Dollars for one of what is counted."""
    if count in SECONDS:
        return Fraction(entry[SECONDS[count]]) / 1000
    if count in SEARCHES:
        return Fraction(entry["search_context_cost_per_query"][SEARCHES[count]])
    return Fraction(entry[PIECES[count]])


def main():
    with open(sys.argv[1], encoding="utf8") as source:
        prices = json.load(source, parse_float=str, parse_int=str)
    answers = []
    for request in json.load(sys.stdin):
        entry, tokens, tier = prices[request["model"]], request["tokens"], request["tier"]
        prompt = tokens["inputTokens"]
        amounts = {field: tokens.get(name, 0) for name, field in {**INPUT_PARTS, **OUTPUT_PARTS}.items()}
        amounts["input_cost_per_token"] = prompt - sum(tokens.get(name, 0) for name in INPUT_PARTS)
        amounts["output_cost_per_token"] = tokens["outputTokens"] - sum(tokens.get(n, 0) for n in OUTPUT_PARTS)
        dollars = sum(n * price(entry, field, tier, prompt) for field, n in amounts.items() if n)
        dollars += sum(n * count_price(entry, count) for count, n in request.get("counts", {}).items() if n)
        dollars = dollars * (10000 - request.get("discountBps", 0)) / 10000
        answers.append(str(math.floor(dollars * 10**9 + Fraction(1, 2))))
    print(json.dumps(answers))


main()
