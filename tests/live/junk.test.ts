/** Nothing that a browser sends ends the process (A25, A26, A27, A28, A32). */
import { EventEmitter, once } from "node:events";
import net from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { safeOn } from "../../app/live/handlers.server.ts";
import type { LiveReply } from "../../app/live/messages.ts";
import { visitor } from "../../app/platform/actor.ts";
import type { Context } from "../../app/platform/context.server.ts";
import { socketDoors } from "../../app/policies.ts";
import { z } from "zod";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected, disconnected } from "../support/sockets.ts";

let site: Site;
let idea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.open, "A pump at each stop");
});

afterEach(async () => {
  closeSockets();
  expect(site.server.isAlive()).toBe(true);
  expect((await site.visitor().get("/healthz")).status).toBe(200);
});

afterAll(() => site.stop());

const events = Object.keys(socketDoors);

describe("an event", () => {
  it.each(events)("%s with junk instead of its input is answered, not obeyed", async (event) => {
    for (const junk of [
      null,
      undefined,
      0,
      "",
      "x",
      [],
      [null],
      {},
      { type: "idea" },
      { idea: null, kind: {} },
      true,
    ]) {
      const live = await connected(site.server.origin, site.bob);
      expect(await live.ask(event, junk), JSON.stringify(junk)).toMatchObject({ ok: false, code: "invalid" });
      expect(await live.ask(event, junk, "too", "many")).toMatchObject({ ok: false, code: "invalid" });
      live.close();
    }
  });

  it.each(events)("%s without an acknowledgement, or with one that is no function, does no harm", async (event) => {
    const live = await connected(site.server.origin, site.bob);
    live.socket.emit(event);
    live.socket.emit(event, null);
    live.socket.emit(event, { type: "idea", id: idea.id });
    live.socket.emit(event, { idea: idea.id, kind: "support" }, "not a function");
    live.socket.emit(event, null, null, null);
    expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  });

  it("with only an acknowledgement is answered", async () => {
    const live = await connected(site.server.origin, site.bob);
    for (const event of events) expect(await live.ask(event)).toMatchObject({ ok: false, code: "invalid" });
  });

  it("that nobody knows is heard by nobody", async () => {
    const live = await connected(site.server.origin, site.bob);
    for (const name of ["nothing", "constructor", "__proto__", "disconnecting", "error", "live", ""]) {
      try {
        live.socket.emit(name, null);
      } catch {
        // The client itself keeps some names for its own use.
      }
    }
    expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  });

  it("that is sent too often is refused until later", async () => {
    const live = await connected(site.server.origin, site.bob);
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => live.ask("watch", { type: "idea", id: idea.id })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
    expect(answers.at(-1)).toEqual({ ok: false, code: "too_many" });
  });

  it("that watches more and more is refused at twenty topics (A24)", async () => {
    const live = await connected(site.server.origin, site.bob);
    const ideas = [];
    for (let n = 0; n < 24; n++) ideas.push(await propose(site.cara, site.open, `Idea ${n}`));
    const answers = [];
    for (const { id } of ideas) answers.push(await live.ask("watch", { type: "idea", id }));
    expect(answers.at(0)).toMatchObject({ ok: true });
    expect(answers.at(-1)).toEqual({ ok: false, code: "too_many_topics" });
  });
});

describe("a handler", () => {
  /** The wrapper alone: no event of ours rejects on its own. */
  function wired(handle: () => Promise<void>) {
    const logged: unknown[] = [];
    const socket = new EventEmitter() as never;
    const context = { actor: visitor, log: { error: (entry: unknown) => logged.push(entry) } } as unknown as Context;
    safeOn(socket, { name: "watch", input: z.any(), handle }, async () => context);
    const ask = (...args: unknown[]) =>
      new Promise((resolve) => (socket as EventEmitter).emit("watch", ...args, resolve));
    return { ask, logged, emit: (...args: unknown[]) => (socket as EventEmitter).emit("watch", ...args) };
  }

  it("that rejects or throws is a logged fault and an answer, never an end", async () => {
    const thrown = wired(() => {
      throw new Error("thrown");
    });
    const rejecting = wired(() => Promise.reject(new Error("rejected")));
    expect(await thrown.ask({})).toEqual({ ok: false, code: "bug" });
    expect(await rejecting.ask({})).toEqual({ ok: false, code: "bug" });
    rejecting.emit({});
    expect([thrown.logged.length, rejecting.logged.length]).toEqual([1, 1]);
    expect(await rejecting.ask({})).toEqual({ ok: false, code: "bug" });
  });

  it("of a member counts with what the same member posts: sixty in a minute", async () => {
    const acting = { kind: "member", id: "a flooding member", erasesAt: null };
    const context = { actor: acting, address: "a flooding address" } as unknown as Context;
    const codes: string[] = [];
    // Each over a connection of its own, so that no limit of a connection is met first.
    for (let n = 0; n < 61; n++) {
      const socket = new EventEmitter();
      const event = { name: "signal.cast", input: z.any(), handle: async () => undefined };
      safeOn(Object.assign(socket, { id: `socket ${n}` }) as never, event, async () => context);
      const reply = await new Promise<LiveReply>((resolve) => socket.emit("signal.cast", {}, resolve));
      codes.push(reply.ok ? "ok" : reply.code);
    }
    expect(codes.indexOf("too_many")).toBe(60);
  });

  it("whose acknowledgement throws does no harm either", async () => {
    const { emit, ask } = wired(async () => undefined);
    emit({}, () => {
      throw new Error("the answer is not wanted");
    });
    expect(await ask({})).toEqual({ ok: true });
  });
});

describe("a frame", () => {
  it("of 10 MB closes its connection and no other", async () => {
    const [greedy, other] = [
      await connected(site.server.origin, site.bob),
      await connected(site.server.origin, site.cara),
    ];
    const gone = disconnected(greedy);
    greedy.socket.emit("watch", { type: "idea", id: "x".repeat(10 * 1024 * 1024) });
    await gone;
    expect(await other.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  });

  it("of junk closes its connection at most", async () => {
    const frames = [
      "4",
      "42",
      "42[",
      '42["watch"',
      "42[null]",
      '42{"a":1}',
      "451-",
      '459999999-["watch",{"_placeholder":true,"num":0}]',
      "40/admin,",
      "9",
      "\u0000",
      "43[",
      "42[[[[[[[[",
    ];
    const headers = { Origin: site.server.origin, "Content-Type": "text/plain;charset=UTF-8" };
    for (const frame of frames) {
      const polling = "/socket.io/?EIO=4&transport=polling";
      const { text } = await site.bob.get(polling, headers);
      const { sid } = JSON.parse(text.slice(1)) as { sid: string };
      for (const body of ["40", frame, Array(50).fill(frame).join("\u001e")]) {
        await site.bob.send(`${polling}&sid=${sid}`, { method: "POST", headers, body });
      }
    }
    const live = await connected(site.server.origin, site.bob);
    expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  });

  it("that never comes, and a connection that breaks off, hold nothing up", async () => {
    const { port } = new URL(site.server.origin);
    for (let n = 0; n < 20; n++) {
      const socket = net.connect(Number(port), "localhost");
      await once(socket, "connect");
      socket.write("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n");
      socket.destroy();
    }
    const live = await connected(site.server.origin, site.bob);
    live.socket.io.engine.close();
  });
});

it("more than two hundred connections of visitors from one address are refused, and more than fifty of a member", async () => {
  const client = site.visitor();
  const lives = await Promise.allSettled(Array.from({ length: 210 }, () => connected(site.server.origin, client)));
  expect(lives.filter(({ status }) => status === "fulfilled").length).toBe(200);
  const own = await Promise.allSettled(Array.from({ length: 60 }, () => connected(site.server.origin, site.cara)));
  expect(own.filter(({ status }) => status === "fulfilled").length).toBe(50);
});

it("nothing of this is a fault in the log", () => {
  expect(site.server.faults()).toEqual([]);
});
