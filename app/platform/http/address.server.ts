import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/**
 * The address that limits are counted for: behind `trustProxy` proxies the one the outermost of
 * them saw, else the socket's own. An IPv6 address counts as its /64, which one household has.
 */
export function clientAddress(req: IncomingMessage, trustProxy: number): string {
  const seen = [req.socket.remoteAddress ?? ""];
  const forwarded = String(req.headers["x-forwarded-for"] ?? "").split(",");
  for (const hop of forwarded.reverse()) seen.push(hop.trim());
  const address = seen[Math.min(trustProxy, seen.length - 1)] ?? "";
  const plain = address.replace(/^::ffff:/i, "");
  return isIPv6(plain) ? networkOf(plain) : plain;
}

function networkOf(address: string): string {
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const groups = address.includes("::") ? [...left, ...zeros, ...right] : left;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
