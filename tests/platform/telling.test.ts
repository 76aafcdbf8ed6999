import { expect, it } from "vitest";
import { toldOnce } from "../../app/live/telling.server.ts";
import type { LoggedEvent } from "../../app/platform/events.server.ts";

function event(seq: number, kind: string, subject: string, payload: LoggedEvent["payload"] = {}) {
  return { seq, id: `event ${seq}`, kind, subject, payload } as LoggedEvent;
}

it("many events on one idea that come together are told once, with the last of them", () => {
  const told = toldOnce([
    event(1, "signal.cast", "idea:a"),
    event(2, "comment.posted", "comment:x", { idea: "a" }),
    event(3, "signal.cast", "idea:b"),
    event(4, "signal.undone", "idea:a"),
    event(5, "comment.posted", "comment:y", { idea: "a" }),
    event(6, "session.ended", "session:s", { session: "s" }),
    event(7, "member.secured", "member:m", { member: "m" }),
    event(8, "member.secured", "member:n", { member: "n" }),
  ]);
  expect(told.map((each) => each.event.seq).toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8]);
});
