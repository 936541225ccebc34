"""Value of a trace, independent of the product: python3 check_trace.py FILE INPUT_RATE OUTPUT_RATE [ROWS]

Rates are nanos per token, decimal texts. Prints the sum in nanos, each request rounded half up on its own.
"""

import csv
import sys
from fractions import Fraction

path, input_rate, output_rate = sys.argv[1], Fraction(sys.argv[2]), Fraction(sys.argv[3])
limit = int(sys.argv[4]) if len(sys.argv) > 4 else None
total = 0
with open(path, newline="", encoding="utf-8") as file:
    for index, row in enumerate(csv.DictReader(file)):
        if limit is not None and index >= limit:
            break
        exact = int(row["ContextTokens"]) * input_rate + int(row["GeneratedTokens"]) * output_rate
        total += (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
print(total)
