"""Reads a price list with Python's fractions and compares it with an import (JSON on standard input).

Independent of the importer: it walks the source field by field and looks each price up in the import by rules
written down here a second time. Every cost field must be found, equal to the last digit.
"""

import json
import re
import sys
from fractions import Fraction

UNITS = {
    "input_cost_per_token": "input",
    "input_cost_per_token_cache_hit": "cachedInput",
    "cache_read_input_token_cost": "cachedInput",
    "cache_creation_input_token_cost": "cacheCreation",
    "cache_creation_input_token_cost_above_1hr": "cacheCreationLong",
    "output_cost_per_token": "output",
    "output_cost_per_reasoning_token": "reasoning",
    "input_cost_per_audio_token": "audioInput",
    "output_cost_per_audio_token": "audioOutput",
    "cache_read_input_audio_token_cost": "cachedAudioInput",
    "cache_creation_input_audio_token_cost": "cacheCreationAudio",
    "input_cost_per_image_token": "imageInput",
    "output_cost_per_image_token": "imageOutput",
    "output_cost_per_video_token": "videoOutput",
}
COUNTS = {
    "input_cost_per_image": "inputImage",
    "output_cost_per_image": "outputImage",
    "input_cost_per_second": "inputSecond",
    "output_cost_per_second": "outputSecond",
    "input_cost_per_audio_per_second": "inputAudioSecond",
    "input_cost_per_video_per_second": "inputVideoSecond",
    "input_cost_per_character": "inputCharacter",
}
SEARCH = {"low": "webSearchLow", "medium": "webSearchMedium", "high": "webSearchHigh"}
TIERS = {"batches": "batch", "priority": "priority", "flex": "flex", None: "standard"}


class Number(str):
    """The text of a number of the source."""


def expected_prices(entry):
    """Yields (path in the import, value in nanos, field) for each price of a model."""
    for field, value in entry.items():
        if isinstance(value, Number) and "cost" in field:
            if field in COUNTS:
                yield ("counts", COUNTS[field]), Fraction(value) * 10**9, field
                continue
            tier, name = None, field
            for suffix in ("batches", "priority", "flex"):
                if name.endswith("_" + suffix):
                    tier, name = suffix, name[: -len(suffix) - 1]
            step = re.search(r"_above_(\d+)k_tokens$", name)
            if step:
                name = name[: step.start()]
            if name in UNITS:
                table = ("base",) if not step else ("above", int(step.group(1)) * 1000)
                yield (*table, TIERS[tier], UNITS[name]), Fraction(value) * 10**9, field
            else:
                yield ("unrated", field), Fraction(value), field
        elif field == "search_context_cost_per_query":
            for size, price in value.items():
                yield ("counts", SEARCH[size.rsplit("_", 1)[1]]), Fraction(price) * 10**9, field
        elif field.startswith("regional_processing_uplift_multiplier"):
            yield ("multipliers", field), Fraction(value), field
        elif field == "provider_specific_entry":
            for name, factor in value.items():
                yield ("multipliers", field + "." + name), Fraction(factor), field


def look_up(rates, path):
    if path[0] == "above":
        steps = [s for s in rates["above"] if s["thresholdTokens"] == path[1]]
        return steps[0]["rates"][path[2]].get(path[3]) if len(steps) == 1 else None
    for key in path:
        rates = rates.get(key) if rates is not None else None
    return rates


def main():
    with open(sys.argv[1], encoding="utf8") as source:
        prices = json.load(source, parse_float=Number, parse_int=Number)
    imported = json.load(sys.stdin)
    cards = {each["model"]: each["rates"] for each in imported["models"]}
    skipped = {each["model"] for each in imported["skipped"]}
    assert len(cards) == len(imported["models"]), "a model was imported twice"
    assert set(prices) == set(cards) | skipped and not set(cards) & skipped, "models not accounted for"
    compared = 0
    for model, rates in cards.items():
        found = 0
        wanted = {}
        for path, value, field in expected_prices(prices[model]):
            text = look_up(rates, path)
            assert text is not None, f"{model}: {field} is missing"
            assert Fraction(text) == value, f"{model}: {field} is {text}, should be {value}"
            wanted[path] = value
        tables = [rates["base"], *(step["rates"] for step in rates["above"])]
        found += sum(len(tier) for table in tables for tier in table.values())
        found += sum(len(rates[part]) for part in ("counts", "multipliers", "unrated"))
        assert found == len(wanted), f"{model}: {found} prices imported, {len(wanted)} in the source"
        compared += found
    print(f"ok: {len(cards)} models, {compared} prices equal")


main()
