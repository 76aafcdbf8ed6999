const flags = new Set(["isSealed", "isBacked", "isDone", "isAsked", "isOn", "wasUseful"]);
const numbers = new Set(["minutes"]);
const lists = new Set(["notes"]);
/** What is nothing when it is left empty, instead of an empty text. */
const ids = new Set(["to", "cluster", "into", "winner", "member", "becomes"]);
/** What is meant where nothing is ticked or typed: a form leaves it out. */
const unsaid: Readonly<Record<string, object>> = {
  "note.write": { isSealed: false, cluster: null },
  "cluster.make": { notes: [] },
  "question.ask": { isSealed: false },
  "stance.take": { reason: "" },
  "votes.place": { votes: {} },
};

/**
 * What a form says as an act, still to be checked by `actInput`: its fields are those of the act, flags are `true` or
 * `on`, and votes are fields such as `votes.` followed by what is voted on. What is not of the act is left out.
 */
export function actOfForm(form: FormData): Record<string, unknown> {
  const act: Record<string, unknown> = {};
  const votes: Record<string, number> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name === "act" || name === "phase") continue;
    if (name.startsWith("votes.")) votes[name.slice("votes.".length)] = Number(value);
    else if (flags.has(name)) act[name] = value === "true" || value === "on";
    else if (numbers.has(name)) act[name] = Number(value);
    else if (lists.has(name)) act[name] = form.getAll(name);
    else act[name] = value === "" && ids.has(name) ? null : value;
  }
  const meant = { ...unsaid[String(act.do)], ...act };
  return Object.keys(votes).length > 0 ? { ...meant, votes } : meant;
}
