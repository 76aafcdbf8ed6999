import { createHash, randomBytes } from "node:crypto";

/** A secret for a link or a cookie: 192 random bits in 32 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** What is stored of a secret: its SHA-256, in hexadecimal. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
