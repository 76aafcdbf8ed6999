/** What a browser keeps of words that are on their way, whoever's they are. */
import { afterEach, expect, it, vi } from "vitest";
import { keptIn } from "../../app/features/cowriting/ui/kept.ts";

/** A browser's store, as far as it is used: its keys are its own properties. */
class Store {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

afterEach(() => void vi.unstubAllGlobals());

const piece = (client: number, number: number, ...bytes: number[]) => ({
  client,
  number,
  content: new Uint8Array(bytes),
});

it("keeps the pieces of an idea by member and page, in their order", () => {
  vi.stubGlobal("localStorage", new Store());
  const kept = keptIn("idea", "ann");
  for (const each of [piece(7, 10, 4), piece(7, 9, 3), piece(5, 0, 255, 0)]) expect(kept.write(each)).toBe(true);
  keptIn("idea", "bob").write(piece(9, 0, 1));
  keptIn("other", "ann").write(piece(9, 0, 1));
  expect(keptIn("idea", "ann").read()).toEqual([piece(5, 0, 255, 0), piece(7, 9, 3), piece(7, 10, 4)]);
});

it("lets go of what was read, and not of what another page wrote since", () => {
  vi.stubGlobal("localStorage", new Store());
  const [one, two] = [keptIn("idea", "ann"), keptIn("idea", "ann")];
  one.write(piece(1, 0, 1));
  one.write(piece(1, 1, 2));
  const read = two.read();
  one.write(piece(1, 1, 2, 3));
  for (const each of read) two.drop(each);
  expect(one.read()).toEqual([piece(1, 1, 2, 3)]);
});

it("says so where it keeps nothing", () => {
  const full = new Store();
  full.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  for (const store of [full, undefined]) {
    vi.stubGlobal("localStorage", store);
    expect(keptIn("idea", "ann").write(piece(1, 0, 1))).toBe(false);
    expect(keptIn("idea", "ann").read()).toEqual([]);
  }
});
