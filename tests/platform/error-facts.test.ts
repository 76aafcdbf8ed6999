import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { factsOf, summaryOf } from "../../app/platform/error-facts.server.ts";
import { DiskFull, Unavailable } from "../../app/platform/errors.ts";
import { problemOf } from "../../app/platform/problem-of.server.ts";

function coded(message: string, facts: object): Error {
  return Object.assign(new Error(message), facts);
}

const clash = coded('duplicate key value violates unique constraint "members_email"', {
  code: "23505",
  constraint: "members_email",
  detail: "Key (email)=(ann@example.org) already exists.",
});
const failed = new DrizzleQueryError("insert into members values ($1, $2)", ["ann@example.org", "Dear diary"], clash);

describe("what is written down of an error", () => {
  it("of a query names its class, code, constraint and place, and repeats nobody's words", () => {
    const facts = JSON.stringify(factsOf(failed));
    expect(facts).toContain("23505");
    expect(facts).toContain("members_email");
    expect(facts).toContain("error-facts.test.ts");
    for (const words of ["ann@example.org", "Dear diary", "insert into"]) expect(facts).not.toContain(words);
    expect(summaryOf(failed)).toBe("DrizzleQueryError: Error 23505 members_email");
  });

  it("of a mail server leaves its words out, which hold the address", () => {
    const refused = coded("Can't send mail: 550 <ann@example.org> unknown", { code: "EENVELOPE", responseCode: 550 });
    expect(summaryOf(refused)).toBe("Error EENVELOPE");
    expect(summaryOf(new Error("No mail to ann@example.org"))).toBe("No mail to …");
  });

  it("of our own, and of files, keeps the sentence", () => {
    expect(summaryOf(new Error('No mail is called "x".'))).toBe('No mail is called "x".');
    const missing = coded("ENOENT: no such file, open 'outbox'", { code: "ENOENT", syscall: "open" });
    expect(summaryOf(missing)).toContain("outbox");
  });
});

describe("a database that is away for a moment", () => {
  it.each([
    "ECONNREFUSED",
    "57P01",
    "08006",
    "40001",
    "40P01",
    "SQLITE_BUSY",
    "SQLITE_IOERR_WRITE",
    "SQLITE_READONLY",
    "EROFS",
  ])("(%s) is a problem, no bug", (code) => {
    expect(problemOf(new DrizzleQueryError("select 1", [], coded("away", { code })))).toBeInstanceOf(Unavailable);
  });

  it.each(["SQLITE_FULL", "53100", "ENOSPC", "EDQUOT"])("(%s) is told from a disk without room", (code) => {
    const error = new Error("failed", { cause: new DrizzleQueryError("insert", [], coded("full", { code })) });
    expect(problemOf(error)).toBeInstanceOf(DiskFull);
  });

  it("is told from a bug", () => {
    const lost = new DrizzleQueryError("select 1", [], new Error("Connection terminated unexpectedly"));
    expect(problemOf(lost)).toBeInstanceOf(Unavailable);
    expect(problemOf(failed)).toBeNull();
  });
});
