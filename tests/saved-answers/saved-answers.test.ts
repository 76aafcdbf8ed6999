import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { removeAnswer, saveAnswer } from "../../app/features/saved-answers/commands.server.ts";
import { savedAnswerInput } from "../../app/features/saved-answers/inputs.ts";
import { answersReadyFor, answersSavedIn } from "../../app/features/saved-answers/queries.server.ts";
import { filled, mostSaved, unknownPlaceholder, wordsIn } from "../../app/features/saved-answers/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { plainText, renderMarkdown } from "../../app/platform/markdown.server.ts";
import { contextFor, freshDatabase, people, type Rig, space } from "../support/database.ts";

const now = Date.parse("2026-03-02T10:00Z");
let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

const as = (actor: SignedIn, at = now) => contextFor(rig, actor, { now: at });
const words = { name: "Hello", en: "Thank you, {name}.", fr: "Merci, {name}." };

describe("placeholders", () => {
  const values = { name: "Ann", title: "A lamp", space: "Bikes", me: "Pia" };

  it("stand for what the answer is about, and nothing else is touched", () => {
    expect(filled("{name}, “{title}” in {space}: {} { name } {name}. {me}", values)).toBe(
      "Ann, “A lamp” in Bikes: {} { name } Ann. Pia",
    );
  });

  it("are filled in once: what a title says is never read as one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z{} ]*$/), (title) => {
        expect(filled("{title}", { ...values, title })).toBe(title.replace(/ +/g, " ").trim());
      }),
    );
    expect(filled("{constructor}", values)).toBe("{constructor}");
  });

  it("leave honest names and titles as they are typed", () => {
    const title = "Lock #3: why not (yet)? – Anne-Marie O’Brien & Co., 2.5 kg";
    expect(filled("On “{title}”: thanks, {name}.", { ...values, title })).toBe(`On “${title}”: thanks, Ann.`);
  });

  it("become the words of names and titles, and nothing that these could be in Markdown", async () => {
    const wild = [
      ..."*_`~[]()<>!#+-=:|&@\\/.'\"1a{} ".split(""),
      "https://e.test",
      "www.e.test",
      "a@e.test",
      "@ann",
      "[x](https://e.test)",
      "<b>",
      "&lt;",
      "&#64;",
      "1. ",
      "---",
      "```",
      "\n",
      "\t",
    ];
    const words = fc.array(fc.constantFrom(...wild), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
    const plain = (text: string) => text.replace(/\s+/g, " ").trim();
    await fc.assert(
      fc.asyncProperty(words, words, async (title, name) => {
        const answer = "{title}\n\nThank you, {name}: “{title}”\n{name}";
        const html = await renderMarkdown(filled(answer, { ...values, title, name }), undefined, ["ann"]);
        expect(html.replace(/<\/?p>|<br ?\/?>/g, "")).not.toContain("<");
        expect(plainText(html)).toBe(
          plain(`${plain(title)} Thank you, ${plain(name)}: “${plain(title)}” ${plain(name)}`),
        );
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("that stand for nothing are told when the answer is written", () => {
    expect(unknownPlaceholder("{name} {author}")).toBe("{author}");
    expect(unknownPlaceholder("{constructor}")).toBe("{constructor}");
    expect(unknownPlaceholder("{name} in {space}, { so }")).toBeNull();
    const typed = { id: newId(now), name: "A", en: "{nobody}", fr: "" };
    expect(savedAnswerInput.safeParse(typed).error?.issues[0]?.message).toBe("placeholder_unknown");
    expect(savedAnswerInput.safeParse({ ...typed, en: " " }).error?.issues[0]?.message).toBe("saved_answer_empty");
  });

  it("in a language without words take those of the other", () => {
    expect(wordsIn({ en: "Yes", fr: "" }, "fr")).toBe("Yes");
    expect(wordsIn({ en: "Yes", fr: "Oui" }, "fr")).toBe("Oui");
  });
});

describe("a saved answer", () => {
  it("is ready in the idea's language, for everybody who answers in the space", async () => {
    const id = newId(now);
    await saveAnswer(as(who.pia), where, { id, ...words });
    await saveAnswer(as(who.pia), where, { id, ...words });
    const ready = await answersReadyFor(rig.db.read, {
      space: { id: where, name: "Bikes" },
      language: "fr",
      name: "Ann",
      title: "A lamp",
      me: "Pia",
    });
    expect(ready).toEqual([{ id, name: "Hello", text: "Merci, Ann." }]);
  });

  it("is kept by those who answer, and by nobody else", async () => {
    const id = newId(now);
    await expect(saveAnswer(as(who.ann), where, { id, ...words })).rejects.toThrow(Forbidden);
    await saveAnswer(as(who.pia), where, { id, ...words });
    await expect(removeAnswer(as(who.ann), where, id)).rejects.toThrow(Forbidden);
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    await expect(saveAnswer(as(who.pia), secret.id, { id: newId(now), ...words })).rejects.toThrow(NotFound);
    await removeAnswer(as(who.pia), where, id);
    await removeAnswer(as(who.pia), where, id);
    expect(await answersSavedIn(rig.db.read, where)).toEqual([]);
  });

  it("of two who change it at once keeps the first, and tells the second", async () => {
    const id = newId(now);
    await saveAnswer(as(who.pia), where, { id, ...words });
    await saveAnswer(as(who.pia, now + 1), where, { id, ...words, en: "Thanks!", updatedAt: now });
    const late = saveAnswer(as(who.pia, now + 2), where, { id, ...words, en: "Cheers!", updatedAt: now });
    await expect(late).rejects.toThrow(Conflict);
    expect(await answersSavedIn(rig.db.read, where)).toMatchObject([{ en: "Thanks!" }]);
  });

  it("has room beside a bounded number of others", async () => {
    const id = newId(now);
    for (let each = 0; each < mostSaved; each++) {
      await saveAnswer(as(who.pia), where, { id: each === 0 ? id : newId(now), ...words });
    }
    await expect(saveAnswer(as(who.pia), where, { id: newId(now), ...words })).rejects.toThrow(Refused);
  });
});
