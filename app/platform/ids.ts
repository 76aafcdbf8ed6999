/**
 * Ids: 16 characters of Crockford's base 32, lower case. The first nine say when (milliseconds),
 * so that rows written together lie together; the last seven are random. An id is an address,
 * not a secret: permission is checked wherever one comes in.
 */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Matches what `newId` gives. */
export const idPattern = /^[0-9a-hjkmnp-tv-z]{16}$/;

/** A new id for something that begins at `now` (milliseconds since 1970 UTC). */
export function newId(now: number): string {
  let time = now;
  let id = "";
  for (let digit = 0; digit < 9; digit++) {
    id = alphabet.charAt(time % 32) + id;
    time = Math.floor(time / 32);
  }
  for (const byte of crypto.getRandomValues(new Uint8Array(7))) id += alphabet.charAt(byte & 31);
  return id;
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
