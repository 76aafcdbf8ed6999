/**
 * Signatures of what trackers report.
 *
 * Threats: somebody who knows the address but not the secret (HMAC-SHA256 of the time and the whole body, compared in
 * constant time; what is wrong is not told); a report that was listened to and is sent again (it names itself in the
 * signed body, so that another name needs another signature, and is too old after five minutes); a stolen database (the
 * secret is made of the installation's own and is stored nowhere).
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Config } from "../../platform/config.server.ts";
import { secretFor } from "../../platform/signing.server.ts";

/** What a report says of itself, in its headers, and its body as it came. */
export type Sent = { timestamp: string; signature: string; body: Uint8Array };

/** The secret with which the tracker of a product signs. */
export function hookSecret(config: Pick<Config, "dataDir">, hook: { product: string; salt: string }): string {
  return secretFor(config, "tracker", `${hook.product} ${hook.salt}`);
}

/** The signature of a body at a time (seconds since 1970 UTC, as text): `sha256=` and 64 hexadecimal characters. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex")}`;
}

/** Whether a report was signed with this secret. */
export function isSignedWith(secret: string, { timestamp, signature, body }: Sent): boolean {
  const expected = Buffer.from(signatureOf(secret, timestamp, body));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
