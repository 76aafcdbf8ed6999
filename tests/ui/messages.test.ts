import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import en from "../../app/ui/messages/en.json" with { type: "json" };
import fr from "../../app/ui/messages/fr.json" with { type: "json" };

const tokens = readFileSync(new URL("../../app/ui/tokens.css", import.meta.url), "utf8");
const icons = readFileSync(new URL("../../app/ui/icon.tsx", import.meta.url), "utf8");

it("says everything in both languages", () => {
  expect(keys(fr)).toEqual(keys(en));
});

it("has a drawing for each name of an icon, and a name for each drawing", () => {
  const drawn = [...tokens.matchAll(/--icon-([a-z]+):/g)].map((match) => match[1]);
  const named = [...icons.matchAll(/\| "([a-z]+)"/g)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(drawn.toSorted());
});

/** Every key, without the endings by which languages tell one from many. */
function keys(messages: object, path = ""): string[] {
  const found = Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? keys(value, `${path}${key}.`)
      : [path + key.replace(/_(one|many|other)$/, "")],
  );
  return [...new Set(found)].toSorted();
}
