/** The desk without script: forms and links alone. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { stageNames } from "../../db/schema/stages.ts";
import { newId } from "../../app/platform/ids.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(() => site.stop());

const answer = (idea: string, change: Record<string, string> = {}) => ({
  act: "move",
  idea,
  id: newId(Date.now()),
  from: "new",
  to: "open",
  message: "Thank you, let us talk about it.",
  ...change,
});

async function stageOf(id: string) {
  const [row] = await site.db.read.select({ stage: ideas.stage }).from(ideas).where(eq(ideas.id, id));
  return row?.stage;
}

it("a pilot opens an idea, answers it, takes that back and answers again", async () => {
  const idea = await propose(site.bob, site.open, "A lamp that stays on");
  const desk = await site.pia.get("/pilot");
  expect(desk.text).toContain("A lamp that stays on");
  const opened = await site.pia.get(`/pilot?idea=${idea.id}`);
  expect(opened.text).toContain(`action="/pilot?idea=${idea.id}"`);

  const done = await site.pia.post(`/pilot?idea=${idea.id}`, answer(idea.id));
  expect([done.status, done.location]).toEqual([303, "/pilot"]);
  expect(await stageOf(idea.id)).toBe("open");
  const after = await site.pia.get("/pilot");
  const move = /name="move" value="([^"]+)"/.exec(after.text)?.[1] ?? "";
  expect((await site.pia.post("/pilot", { act: "undo", idea: idea.id, move })).status).toBe(303);
  expect(await stageOf(idea.id)).toBe("new");
  expect((await site.pia.get("/pilot")).text).toContain("waits for a first word");
});

it("a word alone acknowledges, and the author reads it below the idea", async () => {
  const idea = await propose(site.bob, site.open, "A seat for two");
  expect((await site.bob.get(idea.path)).text).toContain("will say a first word by");
  const said = await site.pia.post(`/pilot?idea=${idea.id}`, answer(idea.id, { to: "", message: "How wide is it?" }));
  expect(said.status).toBe(303);
  expect(await stageOf(idea.id)).toBe("new");
  const page = (await site.bob.get(idea.path)).text;
  expect(page).toContain("How wide is it?");
  expect(page).not.toContain("will say a first word by");
  expect((await site.pia.get("/pilot")).text).not.toContain("A seat for two");
});

it("keeps what was typed when something is missing, and decides nothing", async () => {
  const idea = await propose(site.bob, site.open, "A bell with two tones");
  const refused = await site.pia.post(
    `/pilot?idea=${idea.id}`,
    answer(idea.id, { to: "declined", message: "It is too loud for the night." }),
  );
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("It is too loud for the night.");
  expect(refused.text).toContain("A bell with two tones");
  const empty = await site.pia.post(`/pilot?idea=${idea.id}`, answer(idea.id, { to: "", message: " " }));
  expect(empty.status).toBe(422);
  expect(await stageOf(idea.id)).toBe("new");
});

it("is closed to everybody else, and a pilot's own idea is not decided there", async () => {
  for (const person of [site.bob, site.eve]) expect((await person.get("/pilot")).status).toBe(403);
  const own = await propose(site.pia, site.open, "A pump of my own");
  expect((await site.pia.get("/pilot")).text).not.toContain("A pump of my own");
  expect((await site.pia.post("/pilot", answer(own.id))).status).toBe(403);
  expect((await site.bob.post("/pilot", answer(own.id))).status).toBe(403);
  expect(await stageOf(own.id)).toBe("new");
});

it("the lead sets the working days and what is promised, and everybody reads it", async () => {
  const way = `/s/${site.open.slug}/calendar`;
  const shown = (await site.ann.get(way)).text;
  const version = /name="version" value="(\d+)"/.exec(shown)?.[1] ?? "";
  const promises = {
    holidays: "2026-12-25\n2026-05-01",
    acknowledgeDays: "1",
    decideDays: "30",
    judgeDays: "2",
    staleDays: "60",
  };
  const form = { day2: "yes", day4: "yes", ...promises };
  const refused = await site.ann.post(way, { ...form, holidays: "Christmas", version });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("Christmas");
  const none = await site.ann.post(way, { ...promises, version });
  expect(none.text).toContain("Choose at least one day");
  expect((await site.ann.post(way, { ...form, version })).status).toBe(303);
  expect((await site.ann.get(way)).text).toMatch(/2026-05-01\s+2026-12-25/);
  expect((await site.visitor().get(`/s/${site.open.slug}/about`)).text).toContain("1 working day");
  expect((await site.ann.post(way, { ...form, version })).status).toBe(409);
});

it("says where an idea stands now in the words of its space, on the desk and on the idea's page", async () => {
  const name = { space: site.open.id, stage: "developing" as const, nameEn: "In the workshop", nameFr: "À l’atelier" };
  await site.db.transaction((tx) => tx.insert(stageNames).values(name));
  const idea = await propose(site.bob, site.open, "A lamp in the workshop");
  expect((await site.pia.post("/pilot", answer(idea.id, { to: "developing" }))).status).toBe(303);
  for (const path of ["/pilot", idea.path]) {
    const { text } = await site.pia.get(path);
    expect(text).toContain("Now “In the workshop”. Bob Customer has been told.");
    expect(text).not.toContain("In development. Bob Customer");
  }
  await site.db.transaction((tx) => tx.delete(stageNames));
  expect((await site.pia.get("/pilot")).text).toContain("In development. Bob Customer has been told.");
});
