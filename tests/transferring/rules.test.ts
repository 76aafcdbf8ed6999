import { describe, expect, it } from "vitest";
import type { Stage } from "../../db/schema/ideas.ts";
import { mayReceive, proposesAs } from "../../app/features/transferring/policy.ts";
import { whyNotMovable, whyNoTransfer } from "../../app/features/transferring/rules.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";

const idea = { stage: "open" as Stage, moderation: "visible", mergedIn: 0 };
const open = { id: "a", visibility: "public" as const };
const other = { id: "b", visibility: "public" as const };
const closed = { id: "c", visibility: "private" as const };
const secret = { id: "d", visibility: "private" as const };
const nobody = { authors: 0, writers: 0 };

describe("an idea", () => {
  it.each<[Stage, boolean]>([
    ["draft", false],
    ["new", true],
    ["open", true],
    ["developing", true],
    ["evaluating", true],
    ["adopted", false],
    ["building", false],
    ["shipped", false],
    ["later", true],
    ["declined", false],
    ["withdrawn", false],
    ["discarded", false],
  ])("that is %s may leave its space: %s", (stage, may) => {
    expect(whyNotMovable({ ...idea, stage })).toBe(may ? null : "transfer_not_from");
  });

  it("stays while it is held or hidden, part of another one, or another one part of it", () => {
    expect(whyNotMovable({ ...idea, moderation: "held" })).toBe("transfer_not_from");
    expect(whyNotMovable({ ...idea, moderation: "hidden" })).toBe("transfer_not_from");
    expect(whyNotMovable({ ...idea, stage: "merged" })).toBe("transfer_merged");
    expect(whyNotMovable({ ...idea, mergedIn: 1 })).toBe("transfer_merged");
  });

  it("goes where everybody whose words they are reads them, and never out of a private space into a public one", () => {
    const why = (source: typeof open | typeof closed, target: typeof open | typeof closed, outside = nobody) =>
      whyNoTransfer(idea, { source, target }, outside);
    expect(why(open, other)).toBeNull();
    expect(why(open, open)).toBe("transfer_same_space");
    expect(why(open, closed)).toBeNull();
    expect(why(open, closed, { authors: 1, writers: 0 })).toBe("transfer_authors_outside");
    expect(why(closed, secret)).toBeNull();
    expect(why(closed, secret, { authors: 0, writers: 3 })).toBe("transfer_writers_outside");
    expect(why(closed, open)).toBe("transfer_to_public");
  });
});

describe("who proposes, and who takes", () => {
  const roles = { pilot: true, product: false, lead: false };
  const who = (change: Partial<SignedIn>, ...spaces: string[]): SignedIn => ({
    kind: "member",
    id: "sam",
    name: "Sam",
    handle: "sam",
    email: "sam@example.org",
    affiliation: "employee",
    avatar: null,
    verified: true,
    admin: false,
    locale: "en",
    theme: null,
    timeZone: null,
    createdAt: 0,
    erasesAt: null,
    session: "",
    memberships: new Map(spaces.map((space) => [space, roles])),
    ...change,
  });
  const about = { space: "a", authors: ["ann"], tags: [[]], unassigned: [] };

  it("is a pilot of the one space, or of the other, who did not write it", () => {
    expect(proposesAs(who({}, "a"), about)).toBe("pilot");
    expect(proposesAs(who({}, "b"), about)).toBeNull();
    expect(proposesAs(who({ verified: false }, "a"), about)).toBeNull();
    expect(proposesAs(who({ id: "ann" }, "a"), about)).toBeNull();
    expect(proposesAs(visitor, about)).toBeNull();
    expect(mayReceive(who({}, "a"), about, open)).toBe(true);
    expect(mayReceive(who({}, "b"), about, open)).toBe(false);
    expect(mayReceive(who({ id: "ann" }, "a"), about, open)).toBe(false);
    expect(mayReceive(visitor, about, open)).toBe(false);
  });

  it("is nobody by a mandate", () => {
    const holder = who({ memberships: new Map([["a", { ...roles, pilot: false, mandate: { tags: null } }]]) });
    expect(proposesAs(holder, about)).toBeNull();
    expect(mayReceive(holder, about, open)).toBe(false);
  });

  it("is an admin where no pilot is left, and of a private space only one who belongs to it", () => {
    const left = { ...about, unassigned: ["pilot" as const, "judge" as const] };
    expect(proposesAs(who({ admin: true }), about)).toBeNull();
    expect(proposesAs(who({ admin: true }), left)).toBe("admin");
    expect(mayReceive(who({ admin: true }), left, open)).toBe(true);
    expect(mayReceive(who({ admin: true }), { ...left, space: "c" }, closed)).toBe(false);
  });
});
