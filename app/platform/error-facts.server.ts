/**
 * What may be written down of an error. Threat: a failed query's message carries the words, addresses
 * and hashes of people, and a refused mail's the address; logs and job rows outlive both.
 */
type Facts = {
  type: string;
  message?: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: Facts;
};

/** An error without what people wrote: its class, its code, where it happened, and what caused it. */
export function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...(isOurs(error) && { message: withoutAddresses(error.message) }),
    ...((typeof code === "string" || typeof code === "number") && { code: String(code) }),
    ...(typeof constraint === "string" && { constraint }),
    ...(frames && frames.length > 0 && { stack: frames.join("\n") }),
    ...(error.cause !== undefined && { cause: factsOf(error.cause) }),
  };
}

/** The same in one line. */
export function summaryOf(error: unknown): string {
  const { type, message, code, constraint, cause } = factsOf(error);
  if (message !== undefined) return message;
  const own = [type, code, constraint].filter((part) => part !== undefined).join(" ");
  return error instanceof Error && cause ? `${own}: ${summaryOf(error.cause)}` : own;
}

/**
 * Whether the message is written by this program, or tells of files and sockets alone. What databases
 * and mail servers say has a code and repeats what they were given.
 */
function isOurs(error: Error): boolean {
  if ("query" in error) return false;
  return !("code" in error) || "syscall" in error || /^(SQLITE|ERR)_/.test(String(error.code));
}

function withoutAddresses(message: string): string {
  return message.replace(/[^\s<>"']+@[^\s<>"']+/g, "…");
}
