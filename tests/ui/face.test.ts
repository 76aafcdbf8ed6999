import { expect, it } from "vitest";
import { initials } from "../../app/ui/face.tsx";

it.each([
  ["Nadia Belkacem", "NB"],
  ["Marie de la Tour", "MT"],
  ["Åsa", "Å"],
  ["  jean-luc  picard ", "JP"],
  ["participant 42", "P4"],
  ["🙂", "?"],
  ["", "?"],
])("abbreviates %j to %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
