"""`python -m tests.show A|B|C|D [NUMBER...]`: a line for each claim, exit 1 if one is short; bin/show starts it."""

import sys

from tests.show import framework, house, protocols, register
from tests.show.proof import show, tell

SHOWS = {"A": house.CLAIMS, "B": register.CLAIMS, "C": framework.CLAIMS, "D": protocols.CLAIMS}


def main(words: list[str]) -> int:
    if not words or words[0] not in SHOWS:
        print(f"Usage: bin/show {'|'.join(SHOWS)} [NUMBER...]", file=sys.stderr)
        return 2
    wanted = {int(word) for word in words[1:]}
    short = []
    for claim in SHOWS[words[0]]:
        if wanted and claim.number not in wanted:
            continue
        result = show(claim)
        print(tell(claim, result), flush=True)
        if not result.holds:
            short.append(claim.number)
    print(f"short: {', '.join(map(str, short))}" if short else "All of it is shown.")
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
