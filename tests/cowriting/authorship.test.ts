import fc from "fast-check";
import { expect, it } from "vitest";
import * as Y from "yjs";
import {
  authorshipFrom,
  coloursOf,
  foldUpdate,
  noAuthorship,
  sharesOf,
  storedAuthorship,
} from "../../app/features/cowriting/authorship.server.ts";

type Writer = { name: string; doc: Y.Doc; undo: Y.UndoManager };

/** A text that several write, each in a document of his or her own; every act is told to all at once. */
function desk(...names: string[]) {
  const server = new Y.Doc();
  let authorship = noAuthorship();
  const log: { update: Uint8Array; by: number }[] = [];
  const writers = new Map<number, Writer>();
  const writer = (name: string): Writer => {
    const doc = new Y.Doc();
    // As they come: in no order.
    doc.clientID = [503, 7, 90, 1][writers.size] ?? writers.size + 1_000;
    const undo = new Y.UndoManager(doc.getText("solution"), { captureTimeout: 0, trackedOrigins: new Set(["own"]) });
    const made = { name, doc, undo };
    writers.set(doc.clientID, made);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "told") return;
      log.push({ update, by: doc.clientID });
      foldUpdate(server, authorship, update, doc.clientID);
      for (const other of writers.values()) if (other !== made) Y.applyUpdate(other.doc, update, "told");
    });
    return made;
  };
  const all = names.map((name) => writer(name));
  const named = (counts: Map<number, number>) =>
    Object.fromEntries([...counts].map(([client, count]) => [writers.get(client)?.name ?? "?", count]));
  return {
    all,
    log,
    text: () => server.getText("solution").toJSON(),
    shares: () => named(sharesOf(server, authorship)),
    colours: () =>
      coloursOf(server, authorship, "solution").map(({ client, length }) => [writers.get(client)?.name, length]),
    stored: () => JSON.stringify(storedAuthorship(authorship)),
    keep() {
      authorship = authorshipFrom(JSON.parse(JSON.stringify(storedAuthorship(authorship))));
    },
  };
}

function type({ doc }: Writer, at: number, words: string) {
  doc.transact(() => doc.getText("solution").insert(at, words), "own");
}
function cut({ doc }: Writer, at: number, length: number) {
  doc.transact(() => doc.getText("solution").delete(at, length), "own");
}

const sentence = "Louer la batterie plutot que la vendre.";

it("counts what stands, whoever put it back, added to it or wrote it twice", () => {
  const { all, shares } = desk("A", "B", "C");
  const [a, b, c] = all as [Writer, Writer, Writer];
  type(b, 0, sentence);
  expect(shares()).toEqual({ B: 39 });
  type(a, 5, " enfin");
  expect(shares()).toEqual({ A: 6, B: 39 });
  cut(a, 0, 45);
  expect(shares()).toEqual({});
  type(a, 0, "Louer enfin la batterie plutot que la vendre.");
  expect(shares()).toEqual({ A: 6, B: 39 });
  type(c, 45, " Voir: la batterie plutot que la vendre, oui");
  expect(shares()).toEqual({ A: 6, B: 39, C: 11 });
  type(b, 0, sentence);
  expect(shares()).toEqual({ A: 6, B: 39, C: 11 });
});

it("gives a word to whoever put it in another's place", () => {
  const { all, shares, colours, text } = desk("A", "B");
  const [a, b] = all as [Writer, Writer];
  type(b, 0, "Un casque pliable pour la ville");
  cut(a, 10, 7);
  type(a, 10, "leger");
  expect(text()).toBe("Un casque leger pour la ville");
  expect(shares()).toEqual({ A: 5, B: 24 });
  expect(colours()).toEqual([
    ["B", 10],
    ["A", 5],
    ["B", 14],
  ]);
});

it("does the same for whoever types letter by letter", () => {
  const { all, shares } = desk("A", "B");
  const [a, b] = all as [Writer, Writer];
  type(b, 0, "Un casque pliable pour la ville");
  for (let at = 16; at >= 10; at--) cut(a, at, 1);
  for (const [at, letter] of "leger".split("").entries()) type(a, 10 + at, letter);
  expect(shares()).toEqual({ A: 5, B: 24 });
});

it("knows a short word that was moved", () => {
  const { all, shares } = desk("A", "B");
  const [a, b] = all as [Writer, Writer];
  type(b, 0, "red green blue");
  for (let turn = 0; turn < 4; turn++) cut(a, 0, 1);
  type(a, 10, " red");
  expect(shares()).toEqual({ A: 4, B: 10 });
  a.undo.undo();
  cut(a, 0, 5);
  type(a, 4, "green");
  expect(shares()).toEqual({ B: 10 });
});

it("knows a piece that several wrote, long after it was taken away", () => {
  const { all, shares } = desk("A", "B", "C");
  const [a, b, c] = all as [Writer, Writer, Writer];
  type(b, 0, "A helmet that folds");
  type(a, 9, "light and small ");
  const whole = "A helmet light and small that folds";
  expect(shares()).toEqual({ A: 16, B: 19 });
  cut(c, 0, whole.length);
  for (let turn = 0; turn < 12; turn++) {
    type(c, 0, `${turn}, `);
    cut(c, 0, `${turn}, `.length);
  }
  type(c, 0, `${whole} well`);
  expect(shares()).toEqual({ A: 16, B: 19, C: 5 });
});

it("stays with whoever wrote first, also where somebody else writes the same letter by letter", () => {
  for (const isKept of [false, true]) {
    const table = desk("Eve", "Ann", "Pia");
    const [eve, ann, pia] = table.all as [Writer, Writer, Writer];
    // Whoever wrote anything before is no earlier in what comes later.
    type(eve, 0, "E");
    type(pia, 1, "-".repeat(300));
    type(ann, 301, sentence);
    for (let at = 0; at < sentence.length; at++) type(eve, 301 + sentence.length + at, sentence.charAt(at));
    cut(eve, 301 + sentence.length, sentence.length);
    cut(pia, 1, 300);
    if (isKept) table.keep();
    cut(ann, 1, sentence.length);
    type(pia, 1, `${sentence} So it is.`);
    expect(table.shares()).toEqual({ Eve: 1, Ann: sentence.length, Pia: " So it is.".length });
  }
});

/** Random histories, of each kind. */
const histories = Number(process.env.TEXT_HISTORIES ?? 200);

const act = fc.record({
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom("type", "type", "cut", "undo", "redo", "paste"),
  at: fc.nat({ max: 200 }),
  words: fc.stringMatching(/^[a-e ]{1,20}$/),
});

it("counts each character that stands once, in any history, and the same after every rebuild", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const table = desk("A", "B", "C");
      for (const { who, what, at, words } of acts) {
        const writer = table.all[who] as Writer;
        const length = table.text().length;
        const from = Math.min(at, length);
        if (what === "type") type(writer, from, words);
        else if (what === "cut") cut(writer, from, Math.min(words.length, length - from));
        else if (what === "undo") writer.undo.undo();
        else if (what === "redo") writer.undo.redo();
        else type(writer, from, table.text().slice(0, 30) || "something");
        if (at % 7 === 0) table.keep();
      }
      const total = Object.values(table.shares()).reduce((sum, each) => sum + each, 0);
      expect(total).toBeLessThanOrEqual(table.text().length);
      expect(table.colours().reduce((sum, [, length]) => sum + Number(length), 0)).toBe(table.text().length);
      const doc = new Y.Doc();
      const again = noAuthorship();
      for (const { update, by } of table.log) foldUpdate(doc, again, update, by);
      expect(JSON.stringify(storedAuthorship(again))).toBe(table.stored());
      expect(doc.getText("solution").toJSON()).toBe(table.text());
    }),
    { numRuns: histories },
  );
});

const turn = fc.record({
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom("type", "type", "cut", "send", "send", "send again", "hear", "hear", "restart"),
  at: fc.nat({ max: 200 }),
  words: fc.stringMatching(/^[a-e ]{1,20}$/),
});

it("ends in one text everywhere, and in the same shares, however updates are delayed, doubled and shuffled", () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 60 }), (turns) => {
      let [server, authorship] = [new Y.Doc(), noAuthorship()];
      const log: { update: Uint8Array; by: number }[] = [];
      const pages = [31, 2, 17].map((client) => {
        const doc = new Y.Doc();
        doc.clientID = client;
        const page = { doc, waiting: [] as Uint8Array[], sent: [] as Uint8Array[], missed: [] as Uint8Array[] };
        doc.on("update", (update: Uint8Array, origin: unknown) => origin !== "told" && page.waiting.push(update));
        return page;
      });
      type Page = (typeof pages)[number];
      const store = (page: Page, update: Uint8Array) => {
        page.sent.push(update);
        if (!foldUpdate(server, authorship, update, page.doc.clientID)) return;
        log.push({ update, by: page.doc.clientID });
        for (const other of pages) if (other !== page) other.missed.push(update);
      };
      const hear = ({ doc, missed }: Page, at: number) => {
        const [update] = missed.splice(at % missed.length, 1);
        if (update) Y.applyUpdate(doc, update, "told");
      };
      for (const { who, what, at, words } of turns) {
        const page = pages[who] as Page;
        const text = page.doc.getText("solution");
        const from = Math.min(at, text.length);
        if (what === "type") text.insert(from, words);
        else if (what === "cut") text.delete(from, Math.min(words.length, text.length - from));
        else if (what === "send") for (const update of page.waiting.splice(0, 1 + (at % 3))) store(page, update);
        else if (what === "send again" && page.sent.length > 0)
          store(page, page.sent[at % page.sent.length] as Uint8Array);
        else if (what === "hear") hear(page, at);
        else if (what === "restart") {
          // From the snapshot and the shares as they are stored.
          const kept = new Y.Doc();
          Y.applyUpdate(kept, Y.encodeStateAsUpdate(server));
          server = kept;
          authorship = authorshipFrom(JSON.parse(JSON.stringify(storedAuthorship(authorship))));
        }
      }
      for (const page of pages) for (const update of page.waiting.splice(0)) store(page, update);
      for (const page of pages) while (page.missed.length > 0) hear(page, 7 * page.missed.length);
      const read = server.getText("solution").toJSON();
      for (const { doc } of pages) expect(doc.getText("solution").toJSON()).toBe(read);
      const [doc, again] = [new Y.Doc(), noAuthorship()];
      for (const { update, by } of log) foldUpdate(doc, again, update, by);
      expect(doc.getText("solution").toJSON()).toBe(read);
      expect(sharesOf(doc, again)).toEqual(sharesOf(server, authorship));
      expect(JSON.stringify(storedAuthorship(again))).toBe(JSON.stringify(storedAuthorship(authorship)));
    }),
    { numRuns: histories },
  );
});

it("is moved by no undo, no redo, no pasting and no formatting", () => {
  fc.assert(
    fc.property(
      fc.array(act, { minLength: 1, maxLength: 15 }),
      fc.nat({ max: 200 }),
      fc.nat({ max: 60 }),
      (acts, at, many) => {
        const table = desk("A", "B", "C");
        const [a] = table.all as [Writer];
        for (const { who, at: place, words } of acts) {
          type(table.all[who] as Writer, Math.min(place, table.text().length), words);
        }
        const before = table.shares();
        const length = table.text().length;
        const from = Math.min(at, length - 1);
        const size = Math.max(1, Math.min(many, length - from));
        cut(a, from, size);
        const without = table.shares();
        a.undo.undo();
        expect(table.shares()).toEqual(before);
        a.undo.redo();
        expect(table.shares()).toEqual(without);
        a.undo.undo();
        const whole = table.text();
        cut(a, 0, whole.length);
        type(a, 0, whole);
        expect(table.shares()).toEqual(before);
        if (whole.length >= 12) {
          type(table.all[1] as Writer, 0, whole);
          expect(table.shares()).toEqual(before);
        }
      },
    ),
    { numRuns: histories },
  );
});
