/** The example content: a maker of electric bikes, the people who ride them, and those who mend them. */
import { cargo } from "./cargo.ts";
import { everydayBikes } from "./everyday-bikes.ts";
import { people } from "./people.ts";
import type { DemoContent } from "./shape.ts";
import { sharedBikes } from "./shared-bikes.ts";

export const content: DemoContent = {
  place: { name: "Corvane", timeZone: "Europe/Paris", employeeDomains: ["corvane.example"] },
  people,
  admin: "sofia",
  spaces: [everydayBikes, sharedBikes, cargo],
};
