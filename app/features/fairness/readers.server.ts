import type { ExactReader } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { spaceJob } from "./looking.server.ts";

/** Lets the signals of a space be looked at when one of its ideas is shortlisted: before anybody decides by them. */
export const lookOnShortlist: ExactReader = {
  name: "fairness: shortlist",
  kinds: ["idea.moved"],
  async read(tx, events) {
    const entered = events.filter(({ payload }) => payload.to === "evaluating" && payload.from !== "evaluating");
    for (const space of new Set(entered.map((event) => event.space))) {
      const at = entered.find((event) => event.space === space)?.at ?? 0;
      if (space !== null) await enqueue(tx, { now: at }, { kind: spaceJob, payload: { space } });
    }
  },
};
