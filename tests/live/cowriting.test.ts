/** Several people in one living text: what they write comes to all, and nothing that was confirmed is lost. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import { documentLine } from "../../app/features/cowriting/ui/line.ts";
import { diceOf } from "../support/dice.ts";
import { proxyTo } from "../support/proxy.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";
import { inText, memory, storedText } from "../support/texts.ts";
import { until } from "../support/until.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});
afterEach(closeSockets);
afterAll(() => site.stop());

const here = () => ({ origin: site.server.origin });

it("two write at once, each sees the other's words and where he or she stands, and both are kept", async () => {
  const { id } = await propose(site.bob, site.open, "A bell that is heard");
  const [bob, pia] = [await inText(id, site.bob, here()), await inText(id, site.pia, here())];
  bob.types(0, "Soon: ");
  pia.types(pia.text().length, " For all.");
  await Promise.all([bob.reads("Soon: Make it better. For all."), pia.reads("Soon: Make it better. For all.")]);
  await Promise.all([bob.saves(), pia.saves()]);
  bob.standAt("solution", {
    anchor: Y.createRelativePositionFromTypeIndex(bob.doc.getText("solution"), 4),
    head: Y.createRelativePositionFromTypeIndex(bob.doc.getText("solution"), 6),
  });
  await until(() => pia.cursors().some(({ name, at }) => name === "Bob Customer" && at !== null));
  bob.live.close();
  await until(() => pia.cursors().length === 0);
  expect((await storedText(site, id)).solution).toBe("Soon: Make it better. For all.");
});

it("whoever may only suggest reads along at once, unseen, and can write by no message", async () => {
  const { id } = await propose(site.bob, site.open, "A bell to read along");
  const bob = await inText(id, site.bob, here());
  const cara = await inText(id, site.cara, here());
  bob.types(0, "Soon: ");
  await cara.reads("Soon: Make it better.");
  const { ask } = cara.live;
  await ask("document.cursor", { idea: id, at: null });
  for (const client of [cara.doc.clientID, bob.doc.clientID]) {
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(bob.doc));
    forged.clientID = client;
    const known = Y.encodeStateVector(forged);
    forged.getText("solution").insert(0, "Not mine. ");
    const content = Y.encodeStateAsUpdate(forged, known);
    expect(await ask("document.write", { idea: id, client, content })).toMatchObject({ ok: false, code: "forbidden" });
  }
  cara.types(0, "x");
  await until(() => cara.seen().refusal === "forbidden");
  bob.types(0, "Very ");
  await bob.saves();
  expect(bob.cursors()).toEqual([]);
  expect((await storedText(site, id)).solution).toBe("Very Soon: Make it better.");
});

it("nobody hears or writes who may not, whatever is sent", async () => {
  const { id } = await propose(site.bob, site.secret, "A bell of my own");
  const bob = await inText(id, site.bob, here());
  for (const who of [site.dan, site.eve, site.visitor()]) {
    const { ask, socket } = await connected(site.server.origin, who);
    const heard: string[] = [];
    socket.onAny((name: string) => heard.push(name));
    const doc = new Y.Doc();
    doc.getText("solution").insert(0, "Not mine. ");
    const content = Y.encodeStateAsUpdate(doc);
    for (const [event, input] of [
      ["document.open", { idea: id, known: null }],
      ["document.write", { idea: id, client: doc.clientID, content }],
      ["document.writers", { idea: id }],
    ] as const) {
      expect((await ask(event, input)).ok).toBe(false);
    }
    await ask("document.cursor", { idea: id, at: null });
    bob.types(0, "x");
    await bob.saves();
    expect(heard.filter((name) => name.startsWith("document-"))).toEqual([]);
  }
  expect(bob.cursors()).toEqual([]);
  expect((await storedText(site, id)).solution).toBe("xxxMake it better.");
});

it("junk in every place of every event ends nothing and changes nothing", async () => {
  const { id } = await propose(site.bob, site.open, "A bell among junk");
  const bob = await inText(id, site.bob, here());
  const before = await storedText(site, id);
  const { ask } = await connected(site.server.origin, site.bob);
  const junk = [undefined, null, 7, "x", [], {}, { idea: id }, { idea: "../x", known: null }, { idea: id, known: "x" }];
  const bytes = [new Uint8Array(), new Uint8Array([0xff, 0xff, 0xff, 0xff]), new Uint8Array(60_000).fill(7)];
  for (const event of ["document.open", "document.write", "document.leave", "document.cursor", "document.writers"]) {
    for (const input of junk) await ask(event, input);
    for (const content of bytes) await ask(event, { idea: id, client: 1, content });
    for (const known of bytes) await ask(event, { idea: id, known });
  }
  expect(await storedText(site, id)).toEqual(before);
  bob.types(0, "Well. ");
  await bob.saves();
  expect((await storedText(site, id)).solution).toBe("Well. Make it better.");
});

it("whoever loses the right hears no more at once", async () => {
  const { id, path } = await propose(site.bob, site.open, "A bell that is hidden");
  const pia = await inText(id, site.pia, here());
  const bob = await inText(id, site.bob, { ...here(), reconnects: false });
  let isCut = false;
  bob.live.socket.on("disconnect", () => (isCut = true));
  const hidden = await site.pia.post(`${path}/moderation`, {
    act: "hide",
    reason: "other",
    words: "Not here, please.",
  });
  if (hidden.status >= 400) throw new Error(`It was not hidden: ${hidden.status}`);
  await until(() => isCut);
  expect(pia.seen().refusal).toBeNull();
});

it(
  "after fifty cuts all read the same, and it is what is stored: also what was typed without a line",
  { timeout: 120_000 },
  async () => {
    const { id } = await propose(site.bob, site.open, "A bell on a bad line");
    const proxy = await proxyTo(site.server.origin);
    const origin = proxy.url.replace(/\/$/, "");
    const all = [
      await inText(id, site.bob, { origin }),
      await inText(id, site.pia, { origin }),
      await inText(id, site.bob, here()),
    ];
    const chance = diceOf(20_261_123);
    let typed = 0;
    for (let cut = 0; cut < 50; cut++) {
      for (const each of all) {
        const at = Math.floor(chance() * 80);
        if (chance() < 0.75) each.types(at, `w${typed++} `);
        else each.cuts(at, Math.floor(chance() * 6));
      }
      await new Promise((resolve) => setTimeout(resolve, 5 + chance() * 40));
      await proxy.shut();
      all[0]?.types(0, "offline ");
      await proxy.open();
    }
    for (const each of all) await each.saves(75_000);
    const { solution } = await storedText(site, id);
    for (const each of all) await each.reads(solution);
    expect(solution).toContain("offline");
    await proxy.shut();
  },
);

it("what a closed page had not saved is saved by the next one, as its writer's", async () => {
  const { id } = await propose(site.bob, site.open, "A bell in a tunnel");
  const kept = memory();
  const bob = await inText(id, site.bob, { ...here(), reconnects: false, kept });
  bob.live.close();
  bob.types(0, "In the tunnel. ");
  expect(kept.size()).toBe(1);
  const again = await inText(id, site.bob, { ...here(), kept });
  await again.reads("In the tunnel. Make it better.");
  await again.saves();
  expect((await storedText(site, id)).solution).toBe("In the tunnel. Make it better.");
  expect(kept.size()).toBe(0);
});

it("a text of which only changes were heard when the line broke is not there yet", async () => {
  const { id } = await propose(site.bob, site.open, "A bell that is late");
  const bob = await inText(id, site.bob, here());
  const { socket } = await connected(site.server.origin, site.pia);
  const ask = socket.emitWithAck.bind(socket);
  // The answer to the opening comes too late: by then the line is gone.
  socket.emitWithAck = (...message: Parameters<typeof ask>) =>
    ask(...message).then(() => new Promise<never>(() => undefined));
  const line = documentLine(id, memory());
  line.open(socket);
  const heard = new Promise((resolve) => socket.once("document-update", resolve));
  const writing = setInterval(() => bob.types(0, "Soon. "), 20);
  await heard.finally(() => clearInterval(writing));
  expect(line.seen()).toMatchObject({ saving: "opening", stored: null });
  socket.disconnect();
  expect(line.seen()).toMatchObject({ saving: "opening", stored: null });
});

it("opening a text from which words were taken sends nothing, and says that all is saved", async () => {
  const { id } = await propose(site.bob, site.open, "A bell with a past");
  const bob = await inText(id, site.bob, here());
  bob.cuts(0, 5);
  await bob.saves();
  const live = await connected(site.server.origin, site.pia);
  const sent: string[] = [];
  live.socket.onAnyOutgoing((name: string) => sent.push(name));
  const line = documentLine(id, memory());
  line.open(live.socket);
  await until(() => line.seen().saving !== "opening");
  expect(line.seen().saving).toBe("saved");
  expect(line.text("solution").toJSON()).toBe("it better.");
  expect(sent).toEqual(["document.open"]);
});

it("much that was written without a line goes out in pieces, and each letter keeps little", async () => {
  const { id } = await propose(site.bob, site.open, "A bell in a long tunnel");
  const proxy = await proxyTo(site.server.origin);
  const kept = memory();
  const bob = await inText(id, site.bob, { origin: proxy.url.replace(/\/$/, ""), kept });
  await proxy.shut();
  await until(() => bob.seen().saving === "offline");
  const long = "a bell ".repeat(1_300);
  for (let time = 0; time < 8; time++) {
    bob.types(0, long);
    if (time < 7) bob.cuts(0, long.length);
  }
  kept.written.length = 0;
  // Not one after another, so that they do not join to one stretch.
  for (let letter = 0; letter < 600; letter++) bob.types((letter * 7) % 5_000, "x");
  expect(Math.max(...kept.written)).toBeLessThanOrEqual(2_048);
  const words = bob.text();
  await proxy.open();
  await bob.saves(30_000);
  expect((await storedText(site, id)).solution).toBe(words);
  expect(kept.size()).toBe(0);
  await proxy.shut();
});

it("what two closed pages kept is saved, in whichever order it builds on each other", async () => {
  for (const order of [1, -1]) {
    const { id } = await propose(site.bob, site.open, "A bell in two tunnels");
    const bob = await inText(id, site.bob, { ...here(), reconnects: false });
    bob.live.close();
    const first = new Y.Doc();
    Y.applyUpdate(first, Y.encodeStateAsUpdate(bob.doc));
    const second = new Y.Doc();
    const pieces = [first, second].map((doc, place) => {
      if (place === 1) Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
      const before = Y.encodeStateVector(doc);
      doc.getText("solution").insert(4 + 2 * place, ["ab", "cd"][place] ?? "");
      return { client: doc.clientID, number: 0, content: Y.encodeStateAsUpdate(doc, before) };
    });
    const kept = memory(order === 1 ? pieces : pieces.toReversed());
    const again = await inText(id, site.bob, { ...here(), kept });
    await again.saves();
    expect((await storedText(site, id)).solution).toBe("Makeabcd it better.");
    expect(kept.size()).toBe(0);
  }
});

it("kept words that lost what they build on are shown and can be let go, and hold up nothing else", async () => {
  const { id } = await propose(site.bob, site.open, "A bell without a tower");
  const lost = new Y.Doc();
  lost.getText("solution").insert(0, "gone");
  const before = Y.encodeStateVector(lost);
  lost.getText("solution").insert(4, " words");
  const piece = { client: lost.clientID, number: 1, content: Y.encodeStateAsUpdate(lost, before) };
  const kept = memory([piece]);
  const bob = await inText(id, site.bob, { ...here(), kept });
  bob.types(0, "Well. ");
  await until(() => bob.seen().refusal === "document_gap");
  expect(bob.unplaced()).toBe(" words");
  expect((await storedText(site, id)).solution).toBe("Well. Make it better.");
  bob.letGo();
  expect(kept.size()).toBe(0);
  const again = await inText(id, site.bob, { ...here(), kept });
  await again.saves();
});

it("an undo for which there is no room any more is taken back, is shown, and locks nothing", async () => {
  const { id } = await propose(site.bob, site.open, "A bell in a full tower");
  const [bob, pia] = [await inText(id, site.bob, here()), await inText(id, site.pia, here())];
  bob.types(0, "b".repeat(10_000 - bob.text().length));
  await bob.saves();
  const undo = new Y.UndoManager(bob.doc.getText("solution"));
  bob.cuts(0, 500);
  await bob.saves();
  await until(() => pia.text().length === 9_500);
  pia.types(9_500, "p".repeat(500));
  await pia.saves();
  await until(() => bob.text().length === 10_000);
  undo.undo();
  expect(bob.text()).toHaveLength(10_500);
  await bob.saves();
  expect(bob.seen()).toMatchObject({ refusal: null, leftOver: "b".repeat(500) });
  await pia.reads(bob.text());
  bob.cuts(0, 1);
  bob.types(0, "B");
  await bob.saves();
  expect((await storedText(site, id)).solution).toBe(bob.text());
  expect(bob.text()).toHaveLength(10_000);
});
