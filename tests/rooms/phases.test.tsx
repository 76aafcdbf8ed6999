import { describe, expect, it } from "vitest";
import { actOfForm } from "../../app/features/rooms/act-form.ts";
import type { Cluster, Note, Question } from "../../app/features/rooms/board.ts";
import { templates } from "../../app/features/rooms/templates.ts";
import type { RoomView } from "../../app/features/rooms/ui/view.tsx";
import { timelessId } from "../../app/platform/ids.ts";
import { freshDatabase, member, people, person, space } from "../support/database.ts";
import { actsIn, ann, bob, eve, nobodysHand, roomSeen, taskOf, textOf, viewOf } from "./rendering.tsx";
import { roomOn } from "./support.ts";

const [foot, click, feet, sound, plan] = ["f", "c", "k", "s", "p"].map((letter) => letter.repeat(16)) as [
  string,
  string,
  string,
  string,
  string,
];
const words = {
  foot: "Two feet",
  click: "A click",
  feet: "Feet",
  sound: "Sound",
  plan: "We build two feet",
  why: "Heavy",
};

const note = (id: string, said: string, change: Partial<Note> = {}): Note => ({
  id,
  words: said,
  by: null,
  isAnonymous: true,
  isSealed: false,
  cluster: null,
  ...change,
});
const notes = { [foot]: note(foot, "foot", { cluster: feet }), [click]: note(click, "click") };
const clusters: Record<string, Cluster> = {
  [feet]: { id: feet, words: "feet" },
  [sound]: { id: sound, words: "sound" },
};
const onBoard = { notes, clusters };
const idea = {
  id: timelessId(),
  path: "/ideas/a-stand-1",
  title: "A stand",
  mayChange: true,
  texts: { problem: "It tips.", forWhom: "Riders.", solution: "A wider foot." },
};

const hand = {
  notes: [{ id: foot, body: "Two feet", isMine: true, by: ann, isSealed: true, sheet: 0 }],
  mine: [foot],
  votes: { [feet]: 1 },
  judged: [],
};

const pitch = { kind: "slides", votes: 2, seconds: 30 } as const;
const deck = {
  presenter: bob,
  slides: [foot, click].map((id) => ({ id, picture: id === click ? "x".repeat(26) : null })),
};
const question = (id: string, change: Partial<Question> = {}): Question => ({
  id,
  words: id,
  by: bob,
  isAnonymous: false,
  isSealed: false,
  votes: 0,
  at: 1,
  answeredAt: null,
  ...change,
});
const questions = {
  [sound]: question(sound, { votes: 2 }),
  [plan]: question(plan, { answeredAt: 5 }),
  [feet]: question(feet),
};
const pitched = {
  [foot]: "<h3>Two feet</h3>",
  [click]: "A click",
  [sound]: "Why two?",
  [plan]: "And one?",
  [feet]: "None?",
};
const asked = { questions: { mine: [feet], backed: [sound] } };

/** Each task, with everything in it that there can be, as it looks to somebody. */
const cases = {
  lobby: (me) => roomSeen({ phases: templates.core, me, board: { state: "lobby", phase: -1 }, idea }),
  frame: (me) => roomSeen({ phases: [{ kind: "frame", advance: "all_ready" }], me, idea }),
  "write alone": (me) =>
    roomSeen({
      phases: [
        { kind: "write", visibility: "private" },
        { kind: "cluster", visibility: "anonymous" },
      ],
      me,
      hand,
    }),
  "write in pairs": (me) =>
    roomSeen({
      phases: [{ kind: "write", visibility: "private", grouping: "pairs" }],
      me,
      hand,
      board: { groups: [[ann, bob]] },
    }),
  "write on sheets": (me) =>
    roomSeen({
      phases: [
        { kind: "write", visibility: "private", grouping: "sheets" },
        { kind: "cluster", visibility: "anonymous" },
      ],
      me,
      hand,
      board: { groups: [[ann, bob]] },
    }),
  "write before everybody": (me) =>
    roomSeen({ phases: [{ kind: "write", prompt: "hats.black" }], me, words, hand, board: onBoard }),
  reveal: (me) => roomSeen({ phases: [{ kind: "reveal", visibility: "anonymous" }], me, words, hand, board: onBoard }),
  cluster: (me) =>
    roomSeen({ phases: [{ kind: "cluster", visibility: "anonymous" }], me, words, hand, board: onBoard }),
  dots: (me) => roomSeen({ phases: [{ kind: "dots", votes: 5 }], me, words, hand, board: onBoard }),
  "dots by credits": (me) =>
    roomSeen({ phases: [{ kind: "dots", votes: 20, ballot: "quadratic" }], me, words, hand, board: onBoard }),
  discuss: (me) =>
    roomSeen({
      phases: [{ kind: "discuss" }],
      me,
      words,
      hand,
      idea,
      board: {
        ...onBoard,
        counts: [{ phase: 0, ballot: "dots", totals: { [click]: 3, [feet]: 1 }, voters: 2 }],
        speaker: bob,
        queue: [ann, bob],
      },
    }),
  cowrite: (me) =>
    roomSeen({ phases: [{ kind: "cowrite" }], me, words, idea, board: { draft: "plan", drafters: [bob] } }),
  "decide by consent": (me) =>
    roomSeen({
      phases: [{ kind: "decide", ballot: "consent" }],
      me,
      words,
      board: {
        proposals: {
          [plan]: { id: plan, words: "plan", by: ann, stances: { [bob]: { stance: "object", words: "why" } } },
        },
      },
    }),
  "decide by credits": (me) =>
    roomSeen({ phases: [{ kind: "decide", ballot: "quadratic", votes: 9 }], me, words, hand, board: onBoard }),
  duels: (me) => roomSeen({ phases: [{ kind: "duels", visibility: "private" }], me, words, hand, board: onBoard }),
  slides: (me) => roomSeen({ phases: [pitch], me, idea, words: pitched, hand: asked, board: { deck, questions } }),
  "slides that are held": (me) =>
    roomSeen({
      phases: [{ ...pitch, visibility: "anonymous" }],
      me,
      words: pitched,
      hand: asked,
      board: { deck, questions, pausedLeft: 1_000, hold: Number.MAX_SAFE_INTEGER },
    }),
  "questions after slides": (me) =>
    roomSeen({
      phases: [pitch, { kind: "discuss" }],
      me,
      words: pitched,
      hand: asked,
      board: { deck, questions, phase: 1 },
    }),
  closed: (me) =>
    roomSeen({
      phases: templates.core,
      me,
      words,
      hand,
      idea,
      board: {
        ...onBoard,
        notes: { ...notes, [foot]: note(foot, "foot", { isSealed: true }) },
        state: "closed",
        end: "over",
      },
    }),
} satisfies Record<string, (me: string | null) => RoomView>;
const names = Object.keys(cases) as (keyof typeof cases)[];
const seen = (name: keyof typeof cases, me: string | null = ann) => cases[name](me);

describe.each(names)("%s", (name) => {
  it.each(["en", "fr"] as const)("says what to do, in %s, under one heading", (locale) => {
    const html = taskOf(seen(name), locale);
    expect(html.match(/<h1/g)).toHaveLength(1);
    // A key stands where a sentence is missing.
    expect(textOf(html)).not.toMatch(/phase\.|kind\.|\{\{/);
  });

  it("sends nothing that a room could not read, to hosts and to members", () => {
    for (const me of [ann, bob]) {
      const wrong = actsIn(taskOf(seen(name, me))).filter(({ parsed }) => !parsed.success);
      expect(wrong.map(({ sent, parsed }) => [[...sent], parsed.error?.issues])).toEqual([]);
    }
  });

  it("gives whoever looks on everything to read and nothing to do", () => {
    for (const me of name === "closed" ? [null] : [eve, null]) {
      const view = seen(name, me);
      const html = taskOf({ ...view, hand: view.hand && { ...view.hand, notes: [], mine: [], votes: {} } });
      expect(actsIn(html)).toEqual([]);
      expect(html).not.toMatch(/<textarea|<input|<button/);
    }
  });

  it("names every field and every menu", () => {
    const html = taskOf(seen(name));
    const labels = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/g)].map(([, id]) => id));
    for (const [field = ""] of html.matchAll(/<(?:input|textarea)[^>]*>/g)) {
      if (field.includes('type="hidden"') || field.includes("aria-label=")) continue;
      const id = / id="([^"]+)"/.exec(field)?.[1];
      const before = html.slice(0, html.indexOf(field));
      const isInLabel = before.lastIndexOf("<label") > before.lastIndexOf("</label>");
      expect(isInLabel || (id !== undefined && labels.has(id)), field).toBe(true);
    }
    for (const [menu = ""] of html.matchAll(/<summary[^>]*><span class="icon"/g)) expect(menu).toContain("aria-label=");
  });
});

/** The acts that a page's forms send, as text, without what is new each time. */
const offers = (view: RoomView, of = "") =>
  actsIn(taskOf(view))
    .map(({ parsed }) => {
      const { do: name, ...rest } = parsed.data ?? { do: "?" };
      return `${name} ${JSON.stringify(rest)}`;
    })
    .filter((each) => each.startsWith(of));

describe("writing", () => {
  it("shows own notes and who is done, and nothing of the others", () => {
    const view = roomSeen({
      phases: [{ kind: "write", visibility: "private" }],
      me: bob,
      hand: { notes: [{ id: foot, body: "Two feet", isMine: true, by: bob, isSealed: false, sheet: null }] },
      board: { done: [ann] },
    });
    expect(textOf(taskOf(view))).toMatch(/1 of 2 are done · Done: Ann .*Your notes 1 .*Two feet .*yours/);
    expect(textOf(taskOf({ ...view, me: null, takesPart: false, hand: null }))).not.toContain("Two feet");
  });

  it("lets a name be sealed only where the note will stand there without names", () => {
    const sealable = (visibility: "named" | "anonymous") =>
      taskOf(
        roomSeen({
          phases: [{ kind: "write", visibility: "private" }, { kind: "frame" }, { kind: "reveal", visibility }],
        }),
      );
    expect(sealable("anonymous")).toContain('name="isSealed"');
    expect(sealable("named")).not.toContain('name="isSealed"');
  });

  it("offers as many thoughts as are still missing on a sheet, beside what others put there without their names", () => {
    const own = { isMine: true, by: ann, isSealed: false };
    const view = roomSeen({
      phases: [{ kind: "write", visibility: "private", grouping: "sheets" }],
      board: { groups: [[ann, bob]] },
      hand: {
        notes: [
          { id: foot, body: "Two feet", isMine: false, by: null, isSealed: false, sheet: 0 },
          { id: click, body: "A click", sheet: 0, ...own },
          { id: sound, body: "A light", sheet: 1, ...own },
          { id: feet, body: "A lever", sheet: null, ...own },
        ],
      },
    });
    const html = taskOf(view);
    expect(textOf(html)).toMatch(/On this sheet 3 .*Two feet .*A click .*A lever/);
    expect(html).not.toContain("A light");
    expect(offers(view, "note.write")).toHaveLength(1);
    expect(taskOf({ ...view, board: { ...view.board, groups: [[bob]] } })).toContain("a sheet of its own");
  });

  it("says in the template's words what is asked", () => {
    const html = taskOf(roomSeen({ phases: [{ kind: "write", prompt: "hats.black", words: "Be hard on it." }] }));
    expect(html).toContain("<h1>Black hat: what could go wrong?</h1>");
    expect(textOf(html)).toContain("The host says: Be hard on it.");
  });

  it("lets nobody change a note of somebody else", () => {
    const view = roomSeen({ phases: [{ kind: "reveal" }], words, board: onBoard, hand: { mine: [click] } });
    expect(offers(view).filter((each) => /note\.(edit|remove)/.test(each))).toEqual([
      `note.edit {"note":"${click}","body":"Words"}`,
      `note.remove {"note":"${click}"}`,
    ]);
  });
});

describe("sorting", () => {
  it("moves a note to every other cluster, out of its own, and into a new one", () => {
    const view = seen("cluster", bob);
    expect(offers(view).filter((each) => each.includes(foot) && !each.includes('"notes"'))).toEqual(
      expect.arrayContaining([
        `note.move {"note":"${foot}","to":"${sound}"}`,
        `note.move {"note":"${foot}","to":null}`,
      ]),
    );
    expect(offers(view)).not.toContain(`note.move {"note":"${foot}","to":"${feet}"}`);
    expect(offers(view)).not.toContain(`note.move {"note":"${click}","to":null}`);
  });

  it("puts all ticked notes into a new cluster, renames, merges and dissolves clusters", () => {
    const made = actsIn(taskOf(seen("cluster"))).flatMap(({ parsed }) => parsed.data ?? []);
    expect(made).toContainEqual({
      do: "cluster.make",
      cluster: expect.any(String) as string,
      name: "Words",
      notes: expect.arrayContaining([foot, click]) as string[],
    });
    expect(made).toContainEqual({ do: "cluster.name", cluster: feet, name: "Feet" });
    expect(made).toContainEqual({ do: "cluster.merge", cluster: feet, into: sound });
    expect(made).toContainEqual({ do: "cluster.merge", cluster: feet, into: null });
  });

  it("makes an empty cluster where no note is ticked", () => {
    const form = new FormData();
    for (const [name, value] of [
      ["do", "cluster.make"],
      ["cluster", feet],
      ["name", "Feet"],
    ] as const)
      form.set(name, value);
    expect(actOfForm(form)).toEqual({ do: "cluster.make", cluster: feet, name: "Feet", notes: [] });
  });

  it("says what to do first where nothing was written", () => {
    expect(textOf(taskOf(roomSeen({ phases: [{ kind: "cluster" }] })))).toContain("Add the first one");
  });
});

describe("voting", () => {
  it("sends the whole spread with each press, and no more than the budget", () => {
    const view = roomSeen({
      phases: [{ kind: "dots", votes: 3 }],
      words,
      board: onBoard,
      hand: { votes: { [feet]: 2 } },
    });
    expect(offers(view, "votes")).toEqual([
      `votes.place {"votes":{"${feet}":1}}`,
      `votes.place {"votes":{"${feet}":2,"${click}":1}}`,
    ]);
    expect(textOf(taskOf(view))).toContain("1 dot left");
    expect(offers({ ...view, hand: { ...nobodysHand, votes: { [feet]: 2, [click]: 1 } } }, "votes")).toEqual([
      `votes.place {"votes":{"${feet}":1,"${click}":1}}`,
      `votes.place {"votes":{"${feet}":2,"${click}":0}}`,
    ]);
  });

  it("lets votes cost their square where there are credits", () => {
    const view = roomSeen({
      phases: [{ kind: "decide", ballot: "quadratic", votes: 9 }],
      words,
      board: onBoard,
      hand: { votes: { [feet]: 2 } },
    });
    expect(textOf(taskOf(view))).toMatch(/5 credits left of 9 .*2 votes · costs 4 credits/);
    expect(offers(view)).not.toContain(`votes.place {"votes":{"${feet}":4}}`);
    expect(offers(view)).toContain(`votes.place {"votes":{"${feet}":3}}`);
  });

  it("does not offer an empty cluster", () => {
    expect(textOf(taskOf(seen("dots")))).not.toContain("Sound");
  });
});

describe("discussing", () => {
  it("begins with what weighs most", () => {
    const text = textOf(taskOf(seen("discuss", bob)));
    expect(text.indexOf("A click")).toBeLessThan(text.indexOf("Feet"));
    expect(text).toMatch(/2 people voted .*A click .*3 dots .*Feet .*1 dot/);
  });

  it("lets the host call who asked, whoever speaks finish, and everybody ask and withdraw", () => {
    const view = (me: string, speaker: string | null, queue: string[]) =>
      offers(roomSeen({ phases: [{ kind: "discuss" }], me, board: { speaker, queue } }), "spe");
    expect(view(ann, null, [bob])).toEqual([`speaker.call {"member":"${bob}"}`, 'speech.ask {"isAsked":true}']);
    expect(view(bob, bob, [])).toEqual(['speaker.call {"member":null}']);
    expect(view(bob, ann, [bob])).toEqual(['speech.ask {"isAsked":false}']);
    expect(view(bob, ann, [])).toEqual(['speech.ask {"isAsked":true}']);
  });

  it("ranks by duels only what was in eight of them", () => {
    const rankings = [{ phase: 0, notes: { [click]: { score: 7000, duels: 8 }, [foot]: { score: 3000, duels: 7 } } }];
    const loose = { [click]: note(click, "click"), [foot]: note(foot, "foot") };
    const view = roomSeen({ phases: [{ kind: "discuss" }], words, board: { notes: loose, rankings } });
    expect(textOf(taskOf(view))).toMatch(/A click .*would win 70 of 100 .*Two feet .*7 duels: too few for a rank/);
  });

  it("lets the host alone say what something becomes, and a comment only on an idea", () => {
    expect(offers(seen("discuss"))).toContain(`becoming.set {"subject":"${click}","becomes":"comment"}`);
    expect(offers({ ...seen("discuss"), idea: null }).join()).not.toContain('"comment"');
    expect(offers(seen("discuss", bob)).join()).not.toContain("becoming.set");
  });
});

describe("writing together", () => {
  it("begins with what was saved last, before that with what the idea says", () => {
    expect(taskOf(seen("cowrite"))).toContain(">We build two feet</textarea>");
    const anew = roomSeen({ phases: [{ kind: "cowrite" }], idea });
    expect(taskOf(anew)).toContain(">A wider foot.</textarea>");
    expect(textOf(taskOf(seen("cowrite", eve)))).toContain("We build two feet");
  });

  it("shows the idea's own text to all where the room writes in it, and to onlookers too", () => {
    const board = { text: { phase: 0, seq: 0, version: 1, kept: null } };
    for (const me of [ann, eve, null]) {
      const shown = taskOf(roomSeen({ phases: [{ kind: "cowrite" }], idea, board, me }));
      expect(textOf(shown)).toContain("A wider foot.");
      expect(shown).not.toContain("<textarea");
    }
  });
});

describe("deciding", () => {
  it("records each answer with its name, and an objection with its reason", () => {
    const text = textOf(taskOf(seen("decide by consent", eve)));
    expect(text).toMatch(/We build two feet .*Proposed by Ann .*1 of 2 has answered .*Bob objects: .*Heavy/);
    expect(offers(seen("decide by consent"))).toEqual(
      expect.arrayContaining([
        `stance.take {"proposal":"${plan}","stance":"consent","reason":""}`,
        `stance.take {"proposal":"${plan}","stance":"object","reason":"Words"}`,
      ]),
    );
  });
});

describe("duels", () => {
  it("asks for the same pair on the server and in the browser, and never again for one that was judged", () => {
    const view = seen("duels");
    expect(taskOf(view)).toBe(taskOf(view));
    const judged = [[foot, click].toSorted().join(" ")];
    const over = { ...view, hand: { ...nobodysHand, judged } };
    expect(textOf(taskOf(over))).toContain("You have compared every pair");
    expect(offers(over).join()).not.toContain("duel.judge");
  });

  it("can be won by either note, or by none", () => {
    const winners = actsIn(taskOf(seen("duels"))).flatMap(({ parsed }) =>
      parsed.data?.do === "duel.judge" ? [parsed.data.winner] : [],
    );
    expect(new Set(winners)).toEqual(new Set([foot, click, null]));
  });
});

describe("the doors of a room", () => {
  it("say before it begins who is there, what will be done and in how many minutes", () => {
    expect(textOf(taskOf(seen("lobby")))).toMatch(
      /What we will do .*Frame .*3 min .*57 minutes in all .*Who is here 3 .*Bob/,
    );
  });

  it("ask afterwards whether it was useful, and lead to the minutes", () => {
    expect(offers(seen("closed"))).toEqual([
      'useful.say {"wasUseful":true}',
      'useful.say {"wasUseful":false}',
      `note.claim {"note":"${foot}"}`,
    ]);
    expect(taskOf(seen("closed"))).toMatch(/href="\/rooms\/[0-9a-z]{16}\/minutes"/);
  });
});

describe("sheets that go round", () => {
  it("bring what others wrote, but neither their names nor any sheet that lies before somebody else", async () => {
    const rig = await freshDatabase();
    const where = (await space(rig)).id;
    const who = { ...(await people(rig, where)), cara: await member(rig, await person(rig, "cara"), where) };
    const room = await roomOn(rig, where, who.pia, { template: "brainwriting" });
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    await room.next();
    await room.note(who.bob, "Two feet");
    await room.note(who.cara, "A click");
    await room.next();
    const bobs = taskOf(viewOf(await room.seenBy(who.bob), who.bob.id, null));
    const pias = taskOf(viewOf(await room.seenBy(who.pia), who.pia.id, null));
    // Each sheet goes one place on: Cara's lies before Bob now, and Bob's before Pia.
    expect(bobs).toContain("A click");
    expect(bobs).not.toContain("Two feet");
    expect(pias).toContain("Two feet");
    expect(pias).not.toContain("A click");
    const { hand: held } = await room.seenBy(who.pia);
    expect(held?.notes.map(({ by }) => by)).toEqual([null]);
  });
});
