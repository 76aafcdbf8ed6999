import type { RoomTemplate } from "../../../db/schema/rooms.ts";
import type { Phase } from "./board.ts";

const minute = 60;

const usual: Phase = {
  kind: "frame",
  seconds: 5 * minute,
  visibility: "named",
  advance: "timer",
  ballot: "dots",
  votes: 0,
  grouping: "alone",
  prompt: null,
  words: null,
};

function phase(kind: Phase["kind"], minutes: number, more: Partial<Phase> = {}): Phase {
  return { ...usual, kind, seconds: Math.round(minutes * minute), ...more };
}

const writing = (minutes: number, more: Partial<Phase> = {}) =>
  phase("write", minutes, { visibility: "private", ...more });
const dots = (minutes: number) => phase("dots", minutes, { visibility: "private", votes: 5 });

/** The plans to begin from. Each begins in silence: people alone find more than a group that talks. */
export const templates: Readonly<Record<RoomTemplate, readonly Phase[]>> = {
  core: [
    phase("frame", 3),
    writing(8),
    phase("cluster", 10, { visibility: "anonymous" }),
    dots(4),
    phase("discuss", 12, { advance: "host" }),
    phase("cowrite", 15),
    phase("decide", 5, { ballot: "consent" }),
  ],
  brainwriting: [
    phase("frame", 2),
    ...Array.from({ length: 6 }, () => writing(5, { grouping: "sheets", advance: "all_ready" })),
    phase("cluster", 10, { visibility: "anonymous" }),
    dots(4),
  ],
  crazy_eights: [
    phase("frame", 2),
    ...Array.from({ length: 8 }, () => writing(1)),
    phase("reveal", 5, { visibility: "anonymous" }),
    dots(4),
  ],
  one_two_four_all: [
    phase("frame", 2),
    writing(1),
    writing(2, { grouping: "pairs" }),
    writing(4, { grouping: "fours" }),
    phase("discuss", 5, { grouping: "all" }),
  ],
  scamper: [
    phase("frame", 2),
    ...["substitute", "combine", "adapt", "modify", "put_to_use", "eliminate", "reverse"].map((prompt) =>
      writing(2, { prompt: `scamper.${prompt}` }),
    ),
    phase("cluster", 10, { visibility: "anonymous" }),
    dots(4),
  ],
  six_hats: (
    [
      ["white", 4],
      ["green", 6],
      ["yellow", 4],
      ["black", 4],
      ["red", 1],
      ["blue", 4],
    ] as const
  ).map(([hat, minutes]) => phase("write", minutes, { prompt: `hats.${hat}` })),
  duels: [phase("frame", 2), writing(5), phase("duels", 7, { visibility: "private" }), phase("discuss", 10)],
  ignite: [phase("slides", 5, { votes: 20 }), phase("discuss", 3, { prompt: "ignite.questions", advance: "host" })],
};
