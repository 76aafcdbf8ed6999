import { describe, expect, it } from "vitest";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import { liveEvents } from "../app/live/events.server.ts";
import { visitor } from "../app/platform/actor.ts";
import { pageDoors, passes, socketDoors } from "../app/policies.ts";
import routes from "../app/routes.ts";

/** Every address of the table of contents, as the doors write it. */
export function addresses(entries: readonly RouteConfigEntry[], above = ""): string[] {
  return entries.flatMap(({ path, index, children = [] }) => {
    const here = path === undefined ? above : `${above}/${path}`;
    const own = path !== undefined || index ? [here || "/"] : [];
    return [...own, ...addresses(children, here)];
  });
}

describe("the table of doors", () => {
  it("has a row for every address, and none for an address that is not there", () => {
    expect(addresses(routes).toSorted()).toEqual(Object.keys(pageDoors).toSorted());
  });

  it("has a row for every event that a socket takes, and none beside", () => {
    expect(liveEvents.map((event) => event.name).toSorted()).toEqual(Object.keys(socketDoors).toSorted());
  });

  it("opens nothing that is nobody's, and nothing for members to a visitor", () => {
    expect(passes(visitor, "anyone")).toBe(true);
    expect(passes(visitor, "member")).toBe(false);
    expect(passes(visitor, "admin")).toBe(false);
    expect(passes(visitor, "nobody")).toBe(false);
  });
});
