/** A pitch over real sockets: everybody sees the slide of the moment, and nobody one of another. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { slideAt } from "../../app/features/pitching/rules.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { shortPitch } from "../pitching/support.ts";
import { fresh, type InRoom, inRoom, openedRoom } from "../support/rooms.ts";
import { settledSite, type Site } from "../support/site.ts";
import { closeSockets } from "../support/sockets.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});
afterEach(closeSockets);
afterAll(() => site.stop());

async function openedPitch(): Promise<string> {
  const room = await openedRoom(site, site.pia, { plan: () => [...shortPitch] });
  const texts = "# One\n---\n# Two\n---\n# Three";
  const sent = await site.pia.post(`/rooms/${room}/slides`, { act: "texts", slide: newId(Date.now()), texts });
  expect(sent.status).toBe(303);
  return room;
}

/** The words of the slide that somebody's screen shows at a moment. */
const shown = (who: InRoom, at: number) => {
  const { board, words } = who.seen();
  return words[board.deck?.slides[slideAt(board, at)?.slide ?? 0]?.id ?? ""];
};

it("is seen alike by all who are there and by whoever comes late, and is asked about", async () => {
  const room = await openedPitch();
  const [pia, bob] = [await inRoom(site, room, site.pia), await inRoom(site, room, site.bob)];
  const heard: string[] = [];
  bob.live.socket.onAny((name: string, message: unknown) => heard.push(`${name} ${JSON.stringify(message)}`));
  // Nobody but whoever presents reads the slides before.
  expect(JSON.stringify(bob.seen())).not.toContain("Three");
  expect((await site.bob.get(`/rooms/${room}`)).text).not.toContain("Three");
  await pia.does({ do: "phase.next" });
  await bob.sees(({ board }) => board.deck !== null && board.phase === 0);
  const cara = await inRoom(site, room, site.cara);
  const { deadline } = bob.seen().board;
  for (const passed of [0, 14_999, 15_000, 44_999]) {
    const at = (deadline ?? 0) - 45_000 + passed;
    expect([shown(pia, at), shown(cara, at)]).toEqual([shown(bob, at), shown(bob, at)]);
  }
  expect(shown(cara, (deadline ?? 0) - 30_000)).toContain("Two");
  const question = timelessId();
  await bob.does({ do: "question.ask", question, body: "Why three?", isSealed: false });
  await cara.sees(({ board }) => question in board.questions);
  await cara.does({ do: "question.back", question, isBacked: true });
  await bob.sees(({ board }) => board.questions[question]?.votes === 1);
  expect(bob.seen().hand?.questions.mine).toEqual([question]);
  expect(heard.filter((said) => said.includes("question_backed") && said.includes(cara.id))).toEqual([]);
  await pia.does({ do: "phase.next" });
  await pia.sees(({ board }) => board.phase === 1);
  await pia.does({ do: "question.answer", question });
  await bob.sees(({ board }) => board.questions[question]?.answeredAt !== null);
  await pia.does({ do: "room.close" });
  for (const each of [pia, bob, cara]) await each.sees(({ board }) => board.state === "closed");
  expect(cara.seen().board).toEqual((await fresh(site, room, site.cara)).board);
});

it("waits where whoever presents has lost the line", { timeout: 60_000 }, async () => {
  const room = await openedPitch();
  const [pia, bob] = [await inRoom(site, room, site.pia), await inRoom(site, room, site.bob)];
  await pia.does({ do: "phase.next" });
  await bob.sees(({ board }) => board.deadline !== null);
  pia.live.socket.disconnect();
  await bob.sees(({ board }) => board.hold !== null, 40_000);
  const { board } = bob.seen();
  expect(board).toMatchObject({ deadline: null, phase: 0 });
  const at = slideAt(board, Date.now())?.slide;
  expect(slideAt(board, Date.now() + 600_000)?.slide).toBe(at);
  const back = await inRoom(site, room, site.pia);
  await back.does({ do: "clock.resume" });
  await bob.sees(({ board: now }) => now.hold === null && now.deadline !== null);
});
