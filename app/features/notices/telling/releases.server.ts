import type { LoggedEvent } from "../../../platform/events.server.ts";
import { peopleAskedAbout } from "../../releases/helping.server.ts";
import { contributorsTo, followersOfRelease } from "../../releases/queries.server.ts";
import { productPeopleOf } from "../../spaces/queries.server.ts";
import type { Consequences } from "./consequences.server.ts";
import { idIn, spaceIn } from "./event.server.ts";
import { readersOf } from "./people.server.ts";

/** What ships. */
export const ofReleases: Readonly<Record<string, Consequences>> = {
  async "release.published"(read, event) {
    const told = aboutRelease(event);
    return {
      tell: [
        { ...told, kind: "shipped", to: await contributorsTo(read, idIn(event)) },
        { ...told, kind: "shipped_followed", to: await followersOfRelease(read, idIn(event)) },
      ],
      withdraw: [{ item: `undone:${told.item}`, kinds: ["release_undone"] }],
    };
  },
  async "release.taken_back"(read, event) {
    const told = aboutRelease(event);
    const { item } = told;
    // Who has read it would go on believing it.
    const to = await readersOf(read, item, event);
    return {
      tell: [{ ...told, item: `undone:${item}`, kind: "release_undone", to }],
      withdraw: [{ item, kinds: ["shipped", "shipped_followed"] }],
    };
  },
  async "release.asked"(read, event) {
    const told = aboutRelease(event);
    const to = await peopleAskedAbout(read, idIn(event));
    return { tell: [{ ...told, item: `asked:${told.item}`, kind: "help_asked", to }] };
  },
  async "release.hindered"(read, event) {
    const told = aboutRelease(event);
    const to = (await productPeopleOf(read, spaceIn(event))).map(({ id }) => id);
    return { tell: [{ ...told, item: `hindered:${told.item}`, kind: "release_hindered", to }] };
  },
};

function aboutRelease(event: LoggedEvent) {
  return { about: event.subject, space: spaceIn(event), idea: null, item: event.subject };
}
