/** A process full of people who write in texts. Says, when asked, when each letter was typed, heard by others, and stored. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import * as Y from "yjs";
import { lineTo } from "./writing-lines.js";

/**
 * @typedef {import("./writing-lines.js").Editor} Editor
 * @typedef {import("./writing-lines.js").Served} Served
 * A letter is `client * letters + clock`; moments are milliseconds of the clock that all processes share.
 * @typedef {{
 *   typed: [letters: Float64Array, at: Float64Array], heard: [letters: Float64Array, at: Float64Array],
 *   stored: Float64Array, answers: number, loopP99: number, cpu: number,
 * }} Report `stored`: milliseconds from the typing to the word of the server, in so many `answers`. `cpu`: the share of a processor.
 * @typedef {{ do: "connect", served: Served, origin: string, editors: Editor[] } | { do: "open" }
 *   | { do: "write", perSecond: number, warmUp: number, milliseconds: number } | { do: "report" }} Asked
 */

/** More letters than one client ever types. */
const letters = 2 ** 20;

/** How many open at the same moment. */
const abreast = 20;

// Each line of y-socket.io listens for the end of the process.
process.setMaxListeners(0);

const loop = monitorEventLoopDelay({ resolution: 10 });

/** @type {{ line: import("./writing-lines.js").Line, text: Y.Text, editor: Editor }[]} */
let people = [];
/** @type {number[]} */
let typed = [];
/** @type {Map<number, number>} */
const typedAt = new Map();
/** @type {number[]} */
let heard = [];
/** @type {number[]} */
let heardAt = [];
/** @type {number[]} */
let stored = [];
let answers = 0;
let cpu = 0;

process.on("message", (/** @type {Asked} */ asked) => {
  done(asked).then(
    (answer) => process.send?.(answer),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/**
 * @param {Asked} asked
 * @returns {Promise<Report | null>}
 */
async function done(asked) {
  if (asked.do === "connect") {
    for (const { line } of people) line.closes();
    people = [];
    await inGroups(asked.editors, async (editor) => {
      const line = await lineTo(asked.served, asked.origin, editor, earsOf(editor));
      people.push({ line, editor, text: line.doc.getText(editor.passage) });
    });
  } else if (asked.do === "open") {
    await inGroups(people, ({ line }) => line.opens());
  } else if (asked.do === "write") {
    await write(asked);
  } else return report();
  return null;
}

/**
 * @template Each
 * @param {Each[]} all
 * @param {(each: Each) => Promise<void>} work
 */
async function inGroups(all, work) {
  for (let from = 0; from < all.length; from += abreast) {
    await Promise.all(all.slice(from, from + abreast).map(work));
  }
}

/**
 * Everybody in turn types a letter, so many in all in a second, whether the server keeps up or not. What is typed in the
 * first milliseconds is not counted.
 * @param {{ perSecond: number, warmUp: number, milliseconds: number }} how
 */
async function write({ perSecond, warmUp, milliseconds }) {
  typed = [];
  typedAt.clear();
  heard = [];
  heardAt = [];
  stored = [];
  answers = 0;
  loop.enable();
  loop.reset();
  const before = process.cpuUsage();
  const began = now();
  for (let count = 0; now() - began < warmUp + milliseconds; await wait(1)) {
    for (; count < ((now() - began) * perSecond) / 1000; count++) {
      type(people[count % people.length], now() - began > warmUp);
    }
  }
  const { user, system } = process.cpuUsage(before);
  cpu = (user + system) / 1_000 / (now() - began);
}

/**
 * @param {(typeof people)[number] | undefined} person
 * @param {boolean} isCounted
 */
function type(person, isCounted) {
  if (!person) throw new Error("Nobody is here.");
  const { line, text, editor } = person;
  const letter = editor.client * letters + Y.getState(line.doc.store, editor.client);
  if (isCounted) {
    typed.push(letter);
    typedAt.set(letter, now());
  }
  text.insert(text.length, "x");
}

/**
 * @param {Editor} editor
 * @returns {import("./writing-lines.js").Ears}
 */
function earsOf({ client }) {
  let acknowledged = 0;
  /** Up to where each one's letters were heard: what comes again is not new. @type {Map<number, number>} */
  const known = new Map([[client, Infinity]]);
  return {
    hears(update) {
      const at = now();
      for (const letter of lettersIn(update)) {
        const writer = Math.floor(letter / letters);
        if (letter < (known.get(writer) ?? 0)) continue;
        known.set(writer, letter + 1);
        heard.push(letter);
        heardAt.push(at);
      }
    },
    stored(clock) {
      const at = now();
      const before = stored.length;
      for (; acknowledged < clock; acknowledged++) {
        const began = typedAt.get(client * letters + acknowledged);
        if (began !== undefined) stored.push(at - began);
      }
      if (stored.length > before) answers++;
    },
  };
}

/** What was read last: everybody here hears the same within a moment. */
const read = { bytes: Buffer.alloc(0), letters: /** @type {number[]} */ ([]) };

/** @param {Uint8Array} update */
function lettersIn(update) {
  const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength);
  if (read.bytes.equals(bytes)) return read.letters;
  read.bytes = Buffer.from(bytes);
  read.letters = Y.decodeUpdate(update).structs.flatMap(({ id, length }) =>
    Array.from({ length }, (_, offset) => id.client * letters + id.clock + offset),
  );
  return read.letters;
}

/** @returns {Report} */
function report() {
  return {
    typed: [Float64Array.from(typed), Float64Array.from(typed, (letter) => typedAt.get(letter) ?? Number.NaN)],
    heard: [Float64Array.from(heard), Float64Array.from(heardAt)],
    stored: Float64Array.from(stored),
    answers,
    // The histogram counts the ten milliseconds it meant to sleep as delay.
    loopP99: Math.max(0, loop.percentile(99) / 1e6 - 10),
    cpu,
  };
}

function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}
