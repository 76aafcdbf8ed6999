/**
 * Kills a real server at random moments while ten editors type into one living text, starts it again on the same data,
 * and looks whether everything that was acknowledged is there. For the tests, and for longer in the bench.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as Y from "yjs";
import { storedDocument } from "../../app/features/cowriting/storage.server.ts";
import { longestPassage, type Passage, passages } from "../../app/features/cowriting/rules.ts";
import { documentLine } from "../../app/features/cowriting/ui/line.ts";
import { textsOf } from "../../app/features/cowriting/updates.server.ts";
import type { LiveReply } from "../../app/live/messages.ts";
import { newId } from "../../app/platform/ids.ts";
import { withDatabase } from "../../db/database.ts";
import { diceOf } from "./dice.ts";
import { clientOf } from "./http.ts";
import { connected, type Live } from "./sockets.ts";
import { memory } from "./texts.ts";
import { until } from "./until.ts";
import { peopled, type Place, started, type Victim } from "./victims.ts";

/** What happened in all rounds together, and what is wrong, in sentences. */
export type TextOutcome = {
  kills: number;
  /** Updates that were acknowledged, and characters in them. */
  acknowledged: number;
  characters: number;
  words: number;
  wrong: string[];
};

const editors = 10;

/** A text is written through so many kills at most; the next one begins before a passage is full. */
const killsOfText = 10;
const nearlyFull = 0.5;

/** The longest time from the tenth acknowledgement of a round to its kill, in milliseconds. */
const latest = 200;

/** Between two letters of one editor, in milliseconds: a quick typist, so that something is always under way. */
const betweenLetters = 20;

/** Letters that one editor types without a line, at most. */
const mostOffline = 20;

const patience = 40_000;

/**
 * Kills a server `rounds` times while ten type. `seed` (a whole number) chooses the moments and the places of the
 * words; what the system does in between is its own. `say` hears of each round.
 */
export async function killTextsOften({
  rounds,
  seed,
  say = () => undefined,
}: {
  rounds: number;
  seed: number;
  say?: (round: number) => void;
}): Promise<TextOutcome> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "caco-kill-texts-"));
  const outcome: TextOutcome = { kills: 0, acknowledged: 0, characters: 0, words: 0, wrong: [] };
  const dice = diceOf(seed);
  let server: Victim | undefined;
  try {
    const place = await peopled(dataDir, { writers: editors, pilots: true });
    server = await started(dataDir);
    const { origin } = server;
    while (outcome.kills < rounds && outcome.wrong.length === 0) {
      const text = await begun(place, origin, dice, outcome);
      const goesOn = () => outcome.kills < rounds && outcome.wrong.length === 0 && !text.isNearlyFull();
      for (let kill = 0; kill < killsOfText && goesOn(); kill++) {
        await text.isTyped();
        await wait(dice() * latest);
        const gone = once(server.child, "exit");
        server.child.kill("SIGKILL");
        await gone;
        text.turnsPages();
        server = await started(dataDir, new URL(origin).port);
        outcome.kills++;
        say(outcome.kills);
      }
      await text.ends(dataDir);
    }
    server.child.kill("SIGTERM");
    await once(server.child, "exit");
    return outcome;
  } finally {
    server?.child.kill("SIGKILL"); // after a failure it still runs
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A new idea whose living text is open at ten editors, who type from now on. */
async function begun({ slug, writers }: Place, origin: string, dice: () => number, outcome: TextOutcome) {
  const idea = newId(Date.now());
  const clients = writers.map(({ secret }) => {
    const client = clientOf(origin);
    client.cookies.set("session", secret);
    return client;
  });
  const answer = await clients[0]?.post(`/s/${slug}/ideas/new`, {
    id: idea,
    title: `An idea called ${idea}`,
    problem: "A problem. ",
    forWhom: "Everybody. ",
    solution: "Make it. ",
  });
  if (answer?.status !== 303) throw new Error(`The idea was answered ${answer?.status}.`);

  /** Everything that was ever acknowledged, to anybody. */
  const acknowledged = new Y.Doc();
  let heard = () => undefined as void;
  const all = await Promise.all(
    clients.map(async (client, number) => {
      const live = await connected(origin, client, {}, { reconnects: true });
      listen(live, (update) => {
        outcome.acknowledged++;
        Y.applyUpdate(acknowledged, update);
        heard();
      });
      return editor(live, number);
    }),
  );
  const typing = all.map((each) => each.typesOn());

  /** Looks into each answer: what is acknowledged, and whether a server that opens the text knows all of it. */
  function listen({ socket }: Live, acknowledges: (update: Uint8Array) => void): void {
    const ask = socket.emitWithAck.bind(socket) as (name: string, input: unknown) => Promise<LiveReply>;
    socket.emitWithAck = async (name: string, input: { content: Uint8Array }) => {
      const before = Y.encodeStateVector(acknowledged);
      const reply = await ask(name, input);
      if (!reply.ok) outcome.wrong.push(`${name} was answered ${reply.code}.`);
      else if (name === "document.write") acknowledges(input.content);
      else if (reply.standing?.kind === "document") {
        const known = Y.decodeStateVector(new Uint8Array(reply.standing.known));
        for (const [client, clock] of Y.decodeStateVector(before)) {
          const has = known.get(client) ?? 0;
          if (has < clock) outcome.wrong.push(`Of client ${client} ${clock} were acknowledged, and ${has} are known.`);
        }
      }
      return reply;
    };
  }

  /** Somebody with a page of the text open, who types a word after another, each letter right after the one before. */
  function editor(live: Live, number: number) {
    const kept = memory();
    let line = documentLine(idea, kept);
    let leave = line.open(live.socket);
    const passage: Passage = number % 2 === 0 ? "problem" : "solution";
    const words: string[] = [];
    let isEnding = false;
    /** The place right after the last letter, which moves with the text; null between two words. */
    let at: Y.RelativePosition | null = null;
    let rest = "";
    let offline = 0;

    function typesLetter(): void {
      const text = line.text(passage);
      if (rest === "") {
        const word = `${number}w${words.length}x`;
        words.push(word);
        rest = `${word} `;
        at = Y.createRelativePositionFromTypeIndex(text, betweenWords(text.toJSON()), -1);
      }
      const place = at && Y.createAbsolutePositionFromRelativePosition(at, line.doc);
      if (!place) {
        outcome.wrong.push(`Letters of the word ${words.at(-1)} are gone that its page had stored.`);
        rest = "";
        return;
      }
      text.insert(place.index, rest.charAt(0));
      at = Y.createRelativePositionFromTypeIndex(text, place.index + 1, -1);
      rest = rest.slice(1);
    }
    function betweenWords(words: string): number {
      const places = [0, ...[...words.matchAll(/ /g)].map(({ index }) => index + 1)];
      return places[Math.floor(dice() * places.length)] ?? 0;
    }
    return {
      words,
      passage,
      /** Types until told to end, and then to the end of the word. Nobody types in what is not there yet. */
      async typesOn() {
        while (!isEnding || rest !== "") {
          const { saving } = line.seen();
          offline = saving === "offline" ? offline + 1 : 0;
          if (saving !== "opening" && (offline <= mostOffline || isEnding)) typesLetter();
          await wait(betweenLetters * (0.5 + dice()));
        }
      },
      ends: () => void (isEnding = true),
      /** Closes the page and opens another: only what the browser kept goes on. */
      turnsPage() {
        if (line.seen().saving === "opening") return;
        leave();
        line = documentLine(idea, kept);
        leave = line.open(live.socket);
      },
      saves: () => until(() => line.seen().saving === "saved", patience),
      reads: (texts: Record<Passage, string>) =>
        until(() => passages.every((each) => line.text(each).toJSON() === texts[each]), patience),
      text: () => textsOf(line.doc),
      seen: () => line.seen(),
      closes() {
        leave();
        live.close();
      },
    };
  }

  return {
    /** Waits for the next ten acknowledgements. */
    async isTyped() {
      for (let count = 0; count < editors; count++) await new Promise<void>((resolve) => (heard = resolve));
    },
    /** Two of ten close their page while the server is away. */
    turnsPages() {
      for (let count = 0; count < 2; count++) all[Math.floor(dice() * all.length)]?.turnsPage();
    },
    /** Whether the first editor's page says that a passage is long already. */
    isNearlyFull(): boolean {
      const texts = all[0]?.text();
      return passages.some((each) => (texts?.[each].length ?? 0) > nearlyFull * longestPassage[each]);
    },
    /** All end their words, and everything is compared: with each page, and with what a fresh reader finds stored. */
    async ends(dataDir: string) {
      for (const each of all) each.ends();
      await Promise.all(typing);
      for (const [number, each] of all.entries()) {
        await each
          .saves()
          .catch(() => outcome.wrong.push(`Editor ${number} is not saved: ${JSON.stringify(each.seen())}.`));
      }
      const url = `file:${path.join(dataDir, "caco.db")}`;
      const stored = await withDatabase(url, ({ read }) => storedDocument(read, idea));
      if (!stored) throw new Error("The text is not stored.");
      const texts = textsOf(stored.doc);
      for (const [number, each] of all.entries()) {
        await each.reads(texts).catch(() => {
          outcome.wrong.push(
            `Editor ${number} reads ${JSON.stringify(each.text())}, stored is ${JSON.stringify(texts)}.`,
          );
        });
        const found = texts[each.passage].split(" ");
        for (const word of each.words) {
          const times = found.filter((one) => one === word).length;
          if (times !== 1) outcome.wrong.push(`The word ${word} stands ${times} times.`);
        }
        outcome.words += each.words.length;
        outcome.characters += each.words.join(" ").length;
        each.closes();
      }
      stored.doc.on("update", () => outcome.wrong.push("Something that was acknowledged is not stored."));
      Y.applyUpdate(stored.doc, Y.encodeStateAsUpdate(acknowledged));
      // What builds on something that is nowhere waits, and says nothing.
      if (stored.doc.store.pendingStructs)
        outcome.wrong.push("Something that was acknowledged builds on what is not stored.");
    },
  };
}
