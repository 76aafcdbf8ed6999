import { describe, expect, it } from "vitest";
import { tables } from "../../db/tables.ts";
import { unsaid } from "../../app/features/privacy/archive.server.ts";
import { givenColumns } from "../../app/features/privacy/giving.server.ts";
import en from "../../app/features/privacy/mails/en.json" with { type: "json" };
import fr from "../../app/features/privacy/mails/fr.json" with { type: "json" };
import { ownerOf } from "../../app/features/privacy/data-rules.server.ts";
import { personalData } from "../../app/features/privacy/personal-data.server.ts";
import { freeHandle, isReservedHandle } from "../../app/features/accounts/rules.ts";
import { pseudonymOf } from "../../app/features/privacy/rules.ts";
import { newId } from "../../app/platform/ids.ts";
import { identityOf } from "../../app/features/privacy/identity.server.ts";
import { uncalled } from "../../app/features/privacy/forgetting.server.ts";
import { freshDatabase, person } from "../support/database.ts";

/** Columns of these names hold a code of ours, an id of something else than a person, or a place in the world's clocks. */
const codes = new Set(
  `kind state stage act language locale affiliation visibility role reason_kind signs_as moderation document
   lean_shown accent code review_on from to item thread parent latest event withdrawn_by size reader id time_zone`.split(
    /\s+/,
  ),
);

/** What sounds like somebody, whatever it holds. */
const soundsPersonal =
  /(^|_)(by|actor|author|member|members|person|people|user|email|mail|name|handle|avatar|bio|phone|ip|agent|words|why|message)(_|$)/;

/** Counts of people, of which no one is told apart. */
const counts = new Set(["signal_counts.people", "space_people.people", "signals.by_author"]);

const ruled = new Map(
  personalData.map(({ table, columns }) => [tables.find((each) => each.table === table)?.name, Object.keys(columns)]),
);

describe("the rules of what is kept of people", () => {
  it("have a line for each column that refers to somebody, may hold words, or sounds as if it did", () => {
    const missing = tables.flatMap(({ name, columns, references }) => {
      const to = (column: string) => references.find((reference) => reference.columns.includes(column))?.table;
      return columns
        .filter((column) => !ruled.get(name)?.includes(column.key) && !counts.has(`${name}.${column.name}`))
        .filter((column) => {
          if (to(column.name) !== undefined) return to(column.name) === "members";
          const holdsText = !["number", "boolean"].includes(column.dataType);
          return (holdsText && !codes.has(column.name)) || soundsPersonal.test(column.name);
        })
        .map((column) => `${name}.${column.name}`);
    });
    expect(missing).toEqual([]);
  });

  it("name no column that is gone, and no table twice", () => {
    const gone = personalData.flatMap(({ table, columns }) => {
      const facts = tables.find((each) => each.table === table);
      return Object.keys(columns).filter((key) => !facts?.columns.some((column) => column.key === key));
    });
    expect(gone).toEqual([]);
    expect(ruled.size).toBe(personalData.length);
  });

  it("say of everything told whose it is", () => {
    for (const rules of personalData) {
      for (const rule of Object.values(rules.columns)) {
        if (rule.is === "told") expect(ownerOf(rules, rule)[1].is).toBe("whose");
      }
    }
  });
});

describe("what is given for reading", () => {
  it.each([
    ["en", en],
    ["fr", fr],
  ] as const)("has a word for each column, in %s", (_locale, { data }) => {
    const shown = personalData.flatMap((rules) =>
      givenColumns(rules).flatMap(({ by, names }) => names.filter((name) => name !== by)),
    );
    const dumb = [...new Set(shown)].filter((name) => !unsaid.has(name) && !(name in data.columns));
    expect(dumb).toEqual([]);
  });
});

describe("a handle that is given up for good", () => {
  const left = { handles: ["bob", "bobby-2"], pseudonym: "former-0" };

  it.each([
    ["Ask @bob.", "Ask @former-0."],
    ["(@BOB)", "(@former-0)"],
    ["@bob-", "@former-0-"],
    ["@bobby-2 and @bob", "@former-0 and @former-0"],
    ['<a href="/people/bob">@bob</a>', '<a href="/people/former-0">@former-0</a>'],
    ["https://ideas.example.org/people/bob", "https://ideas.example.org/people/former-0"],
  ])("is replaced in %s", (before, after) => {
    expect(uncalled(before, left)).toBe(after);
  });

  it.each(["@bobby", "@bob-the-builder", "mail@bob", "a/@bob", "/people/bobby", "Bob"])("leaves %s", (text) => {
    expect(uncalled(text, left)).toBe(text);
  });
});

it("nobody takes the handle beforehand that somebody else gets by being erased", () => {
  const later = pseudonymOf(newId(Date.now()));
  expect(isReservedHandle(later)).toBe(true);
  expect(freeHandle(later, new Set())).toBe(`${later}-2`);
  expect(isReservedHandle("former-pilot")).toBe(false);
});

describe("by what somebody is known", () => {
  it("an address that nobody has proven opens no row of somebody else", async () => {
    const rig = await freshDatabase();
    const eve = await person(rig, "eve", { verified: false });
    expect(await identityOf(rig.db.read, eve.id)).toMatchObject({ emails: ["eve@example.org"], proven: [] });
    const bob = await person(rig, "bob");
    expect(await identityOf(rig.db.read, bob.id)).toMatchObject({ proven: ["bob@example.org"] });
  });
});
