/**
 * Living texts on this server: what was stored is told to those who have it open here, wherever it was written, and
 * what was written together becomes a version once it rests.
 */
import { inArray } from "drizzle-orm";
import type { Server } from "socket.io";
import type { Database } from "../../db/database.ts";
import { troubleOf } from "../../db/dialect/trouble.ts";
import { documents } from "../../db/schema/cowriting.ts";
import { catchUp, closeIdleDocuments, onDocumentChange, toldIn } from "../features/cowriting/documents.server.ts";
import { freezeDocument, restingDocuments } from "../features/cowriting/freezing.server.ts";
import { documentChannel } from "../features/cowriting/rules.ts";
import type { Config } from "../platform/config.server.ts";
import type { Log } from "../platform/log.server.ts";

/** How often this server looks at what others wrote, in milliseconds. */
const every = 250;

/** How often it looks for texts that rest, in milliseconds. */
const lookForResting = 20_000;

/** How long a text that nobody has open stays in memory, in milliseconds. */
const idle = 30_000;

const prefix = documentChannel("");

/** Runs the living texts of this server until `stop` is called. */
export function runDocuments(
  io: Server,
  { db, config, log }: { db: Database; config: Config; log: Log },
): { stop(): Promise<void> } {
  let stopping = false;
  const { adapter } = io.of("/");
  const deaf = onDocumentChange(({ idea, seq, content, from }) => {
    const to = io.to(documentChannel(idea));
    // As text, which socket.io makes ready for the line once for all who hear it.
    const words = Buffer.from(content).toString("base64");
    (from ? to.except(from) : to).emit("document-update", { idea, seq, content: words });
  });
  // Whoever leaves, however that happened, stands nowhere in it any more.
  const left = (channel: string, key: string) => {
    if (!channel.startsWith(prefix)) return;
    io.to(channel).emit("document-cursor", { idea: channel.slice(prefix.length), key, at: null });
  };
  adapter.on("leave-room", left);

  const lookAround = async () => {
    const open = [...adapter.rooms.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
    closeIdleDocuments(Date.now(), idle, (idea) => open.includes(idea));
    if (open.length === 0) return;
    const rows = await db.read
      .select({ idea: documents.idea, seq: documents.seq })
      .from(documents)
      .where(inArray(documents.idea, open));
    // One that cannot be read keeps no other one back.
    for (const { idea, seq } of rows) if (seq > toldIn(idea)) await catchUp(db, idea, Date.now()).catch(failed);
  };
  const keepVersions = async () => {
    for (const idea of await restingDocuments(db, Date.now())) {
      await freezeDocument({ db, config }, idea, Date.now()).catch(failed);
    }
  };
  const failed = (error: unknown) => {
    // A database that is away comes back: then the texts go on.
    if (!stopping)
      log[troubleOf(error) ? "warn" : "error"]({ err: error }, "the living texts could not be looked after");
  };
  const loops = [repeat(lookAround, every), repeat(keepVersions, lookForResting)];
  return {
    stop: async () => {
      stopping = true;
      deaf();
      adapter.off("leave-room", left);
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };

  /** Does something again and again, never twice at once. */
  function repeat(work: () => Promise<void>, pause: number): { stop(): Promise<void> } {
    let running: Promise<void> | null = null;
    const timer = setInterval(() => {
      if (running || stopping) return;
      running = work()
        .catch(failed)
        .finally(() => {
          running = null;
        });
    }, pause);
    timer.unref();
    return {
      stop: async () => {
        clearInterval(timer);
        await running;
      },
    };
  }
}
