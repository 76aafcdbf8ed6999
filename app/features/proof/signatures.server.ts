import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "../../platform/seals.server.ts";
import { fieldsOf, type Head, type Unsigned } from "./rules.ts";

/** Signs a head (Ed25519, of its fields as JSON in the canonical form of RFC 8785, in UTF-8). */
export function signedBy(privateKey: KeyObject, head: Omit<Unsigned, "key">): Head {
  const unsigned = { ...head, key: publicPart(privateKey) };
  return { ...unsigned, signature: sign(null, signedText(unsigned), privateKey).toString("base64url") };
}

/** Whether the signature is of this very head, by the key that it names. Whose key that is, is another question. */
export function isSigned(head: Head): boolean {
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: head.key } });
  return verify(null, signedText(head), key, Buffer.from(head.signature, "base64url"));
}

function signedText(head: Unsigned): Buffer {
  return Buffer.from(canonicalJson(fieldsOf(head)));
}

function publicPart(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: "jwk" }).x ?? "";
}
