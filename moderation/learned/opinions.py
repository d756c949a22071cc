"""What each reader of the learned model thinks of a post: the networks, the word counts, single places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from moderation.learned.chances import Opinions
from moderation.learned.clues import ClueWeights, Judged
from moderation.learned.counts import WordCounts
from moderation.learned.encode import Encoded
from moderation.learned.network import Floats, Network
from moderation.learned.places import finding_places, sentence_places
from moderation.learned.windows import Window, narrow_windows, parts_of


@dataclass(frozen=True, slots=True)
class Readers:
    """All that read a post: the chances of the networks are averaged."""

    networks: tuple[Network, ...]
    counts: WordCounts
    sentences: ClueWeights
    findings: ClueWeights

    def look(self, post: Encoded) -> list[Floats]:
        """The vectors that each network has for the words of a post, (words, width)."""
        return [network.look(post.rows) for network in self.networks]

    def judge_findings(self, post: Encoded) -> Judged:
        """The chances of each finding of the rules, in reading order."""
        return self.findings.judge(finding_places(post))

    def ask(self, post: Encoded, vectors: Sequence[Floats], findings: Judged) -> Opinions:
        """Their opinion of each part of a post, and of every narrow window in the parts."""
        parts = parts_of(len(post.rows))
        near = [narrow_windows(part) for part in parts]
        windows = list(dict.fromkeys([*parts, *chain.from_iterable(near)]))
        opinions = np.stack(
            [*self._read(post, vectors, windows), *self._in_places(post, windows, findings)], axis=1
        )
        place = {window: number for number, window in enumerate(windows)}
        inside = [place[window] for windows_of_part in near for window in windows_of_part]
        return Opinions(opinions[: len(parts)], opinions[inside])

    def _in_places(self, post: Encoded, windows: Sequence[Window], findings: Judged) -> Iterator[Floats]:
        """The gravest sentence and the gravest finding of each window, (windows, levels) each."""
        sentences = self.sentences.judge(sentence_places(post))
        for judged in (sentences, findings):
            yield np.array([judged.gravest(window) for window in windows])

    def _read(
        self, post: Encoded, vectors: Sequence[Floats], windows: Sequence[Window]
    ) -> tuple[Floats, Floats]:
        """What the networks and what the counts say of each window, (windows, levels) each."""
        answers = [
            network.class_parts([seen[first:last] for first, last in windows])
            for network, seen in zip(self.networks, vectors, strict=True)
        ]
        by_networks: Floats = np.cumsum(np.mean(answers, axis=0)[:, ::-1], axis=1)[:, ::-1]
        by_counts = np.array([self.counts.reach(post.part(*window).words) for window in windows])
        # That a post is at `Level.NONE` or above says nothing.
        return by_networks[:, 1:], by_counts[:, 1:]
