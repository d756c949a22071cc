from hypothesis import given
from hypothesis import strategies as st

from moderation import Level
from moderation.candidates import Candidate, _beats, _clusters, _swallows, keep_best
from tests.effort import effort


def candidate(concept: str, *runs: tuple[int, int], level: Level = Level.URGENT, rank: int = 1) -> Candidate:
    return Candidate(concept, runs, level, "here:1", rank)


def test_the_longest_phrase_takes_what_lies_inside_it() -> None:
    long, short = (
        candidate("breathless_on_stairs", (0, 6)),
        candidate("breathless", (0, 3), level=Level.EMERGENCY),
    )
    assert keep_best([short, long]) == [long]


def test_two_signs_in_the_same_words_both_stay() -> None:
    pair = [candidate("bruising", (0, 2)), candidate("petechiae", (0, 2))]
    assert keep_best(pair) == pair


def test_a_guarded_phrase_knows_more_than_a_plain_one() -> None:
    plain = candidate("chest_pain", (0, 2), level=Level.EMERGENCY)
    guarded = candidate("chest_pain", (0, 2), level=Level.URGENT, rank=2)
    assert keep_best([plain, guarded]) == [guarded]


def test_near_words_take_nothing_and_yield_to_a_phrase() -> None:
    near, phrase = candidate("gum", (0, 1), (5, 6), rank=0), candidate("nose", (2, 4))
    assert keep_best([near, phrase]) == [near, phrase]
    inside = candidate("gum", (2, 3), (3, 4), rank=0)
    assert keep_best([inside, phrase]) == [phrase]


def test_words_in_a_gap_are_not_part_of_the_phrase() -> None:
    gapped, inner = candidate("blood", (0, 1), (4, 5)), candidate("nose", (2, 3))
    assert keep_best([gapped, inner]) == [gapped, inner]


def test_of_one_sign_the_highest_level_stays_then_the_longest() -> None:
    low, high = candidate("bleeding", (0, 4)), candidate("bleeding", (2, 5), level=Level.EMERGENCY)
    assert keep_best([low, high]) == [high]
    assert keep_best([candidate("bleeding", (0, 3)), low]) == [low]


def test_matches_far_apart_do_not_meet() -> None:
    many = [candidate("bleeding", (n, n + 1)) for n in range(0, 5000, 2)]
    assert keep_best(many) == many


runs = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), min_size=1, max_size=3).map(
    lambda pairs: tuple(sorted((start, start + length) for start, length in pairs))
)
candidates = st.builds(
    Candidate, st.sampled_from("abc"), runs, st.sampled_from(Level), st.sampled_from("xy"), st.integers(0, 2)
)


def keep_best_of_all_pairs(found: list[Candidate]) -> list[Candidate]:
    """The same rule, each against each."""
    kept = []
    for cluster in _clusters(found):
        outer = [one for one in cluster if not any(_swallows(other, one) for other in cluster)]
        for one in outer:
            rivals = [other for other in outer if other.concept == one.concept and other.overlaps(one)]
            if not any(_beats(other, one) for other in rivals):
                kept.append(one)
    return kept


@given(st.lists(candidates, max_size=25))
def test_looking_at_neighbours_only_changes_nothing(found: list[Candidate]) -> None:
    assert keep_best(found) == keep_best_of_all_pairs(found)


def test_fear_that_repeats_itself_costs_no_more_a_word() -> None:
    def chain(length: int) -> int:
        found = [candidate("a", (at, at + 3)) for at in range(length)]
        return effort(lambda: keep_best(found))

    assert chain(2_000) < 11 * chain(200)
