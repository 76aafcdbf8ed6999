import { describe, expect, it } from "vitest";
import { ideaInput } from "../../app/features/ideas/inputs.ts";
import { limits } from "../../app/features/ideas/rules.ts";
import { Invalid, Malformed } from "../../app/platform/errors.ts";
import { parseForm } from "../../app/platform/forms.server.ts";
import { isOneLine } from "../../app/platform/one-line.ts";
import { newId } from "../../app/platform/ids.ts";
import { start } from "../support/database.ts";

function form(title: string): FormData {
  const typed = new FormData();
  const fields = { id: newId(start), title, problem: "p", forWhom: "f", solution: "s" };
  for (const [name, value] of Object.entries(fields)) typed.set(name, value);
  return typed;
}

describe("what is typed", () => {
  it("with a NUL character is refused as a whole: no browser sends one, and PostgreSQL takes none", () => {
    expect(() => parseForm(ideaInput, form("a\0b"))).toThrow(Malformed);
  });

  it("over several lines is the same text and as long, whether the browser or our script sends it", () => {
    const typed = form("A bell");
    typed.set("problem", "It rattles.\r\n\r\nAll day.");
    expect(parseForm(ideaInput, typed).problem).toBe("It rattles.\n\nAll day.");
    typed.set("problem", "a\r\n".repeat(limits.problem / 2 - 1) + "a");
    expect(parseForm(ideaInput, typed).problem).toHaveLength(limits.problem - 1);
  });

  it("as a title stands on one line and turns no other text around", () => {
    for (const title of ["a\nb", "a\u202eb", "a\u2066b", "a\u0007b"]) {
      expect(isOneLine(title)).toBe(false);
      expect(() => parseForm(ideaInput, form(title))).toThrow(Invalid);
    }
    expect(parseForm(ideaInput, form("Une pompe à chaque arrêt — عربي")).title).toContain("عربي");
  });
});
