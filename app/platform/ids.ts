/**
 * Ids: 16 characters of Crockford's base 32, lower case. The first nine say when (milliseconds),
 * so that rows written together lie together; the last seven begin at random and rise within a
 * moment. An id is an address, not a secret: permission is checked wherever one comes in.
 */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Matches what `newId` gives. */
export const idPattern = /^[0-9a-hjkmnp-tv-z]{16}$/;

/**
 * A new id for something that begins at `now` (milliseconds since 1970 UTC). Ids that one process makes
 * for one moment in a row differ and sort in the order they were made (as "monotonic" ULIDs do): an import
 * makes some thousand for the noon of a day, of which two might be equal if all were at random.
 */
export function newId(now: number): string {
  latest = { now, tail: now === latest.now ? latest.tail + 1 + random(stepBits) : random(startBits) };
  return inBase32(now, 9) + inBase32(latest.tail, 7);
}

/** For which moment the latest id was, and its last seven digits as a number below 2 ** 35. */
let latest = { now: Number.NaN, tail: 0 };
/** A start in the lower half leaves room for a million steps and more, however high it is. */
const startBits = 34;
/** Steps of some length, so that two processes that start close together seldom meet. */
const stepBits = 12;

/** A random whole number below 2 ** bits, of at most 53 bits: more are not told apart. */
function random(bits: number): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return ((high % 2 ** 21) * 2 ** 32 + low) % 2 ** bits;
}

/** The last `digits` digits of a whole number. */
function inBase32(number: number, digits: number): string {
  let written = "";
  for (let rest = number; written.length < digits; rest = Math.floor(rest / 32)) {
    written = alphabet.charAt(rest % 32) + written;
  }
  return written;
}

/** An id of the same form that does not say when it was made: 80 random bits. */
export function timelessId(): string {
  return randomId().slice(0, 16);
}

/** Matches what `randomId` gives. */
export const randomIdPattern = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** A new id of 130 random bits, for what is found by its address alone. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => alphabet.charAt(byte & 31)).join("");
}

/** A UUID of version 7 (RFC 9562) for `now` in milliseconds: the id of an event. */
export function uuidv7(now: number): string {
  const time = now.toString(16).padStart(12, "0");
  // A random UUID has its variant where version 7 has it too; only the beginning differs.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
