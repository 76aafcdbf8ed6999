import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import sanitizeHtml from "sanitize-html";
import { emptyBoard, type Board, type Phase } from "../../app/features/rooms/board.ts";
import { actOfForm } from "../../app/features/rooms/act-form.ts";
import { actInput } from "../../app/features/rooms/inputs.ts";
import { leads, takesPart } from "../../app/features/rooms/rules.ts";
import type { Hand, Snapshot } from "../../app/features/rooms/queries.server.ts";
import { PhaseTask } from "../../app/features/rooms/ui/phases/phase-task.tsx";
import { RoomProvider, type RoomView } from "../../app/features/rooms/ui/view.tsx";
import { messagesIn } from "../../app/i18n.server.ts";
import { timelessId } from "../../app/platform/ids.ts";
import { WordsContext } from "../../app/ui/words.ts";
import type { RoomRole } from "../../db/schema/rooms.ts";

const usual: Phase = {
  kind: "frame",
  seconds: 300,
  visibility: "named",
  advance: "timer",
  ballot: "dots",
  votes: 0,
  grouping: "alone",
  prompt: null,
  words: null,
};

/** Ids of people: one hosts, one takes part, one looks on. */
export const [ann, bob, eve] = ["a", "b", "e"].map((letter) => letter.repeat(16)) as [string, string, string];
const names: Record<string, string> = { [ann]: "Ann", [bob]: "Bob", [eve]: "Eve" };

export const nobodysHand: Hand = {
  notes: [],
  mine: [],
  votes: {},
  judged: [],
  questions: { mine: [], backed: [] },
  wasUseful: null,
};

/** What somebody sees of a room in which `phases` are planned and the first of them runs, unless the board says else. */
export function roomSeen({
  phases,
  me = ann,
  roles = { [ann]: "host", [bob]: "member", [eve]: "viewer" },
  board = {},
  hand = {},
  words = {},
  idea = null,
}: {
  phases: readonly Partial<Phase>[];
  me?: string | null;
  roles?: Record<string, RoomRole>;
  board?: Partial<Board>;
  hand?: Partial<Hand>;
  words?: Record<string, string>;
  idea?: RoomView["idea"];
}): RoomView {
  const plan = phases.map((phase) => ({ ...usual, ...phase }));
  const whole: Board = { ...emptyBoard(ann), state: "running", phase: 0, people: roles, ...board };
  const people = Object.fromEntries(
    Object.keys(roles).map((id) => [
      id,
      { id, name: names[id] ?? "", handle: id, affiliation: "customer" as const, avatar: null },
    ]),
  );
  return viewOf(
    { board: whole, plan, words, people, hand: me === null ? null : { ...nobodysHand, ...hand }, now: 0 },
    me,
    idea,
  );
}

/** A page's view of what the server says a room shows. */
export function viewOf(snapshot: Omit<Snapshot, "now"> & { now: number }, me: string | null, idea: RoomView["idea"]) {
  const { board, plan, words, people, hand } = snapshot;
  const role = me === null ? undefined : board.people[me];
  const view: RoomView = {
    room: { id: timelessId(), title: "A stand that holds", question: "How does it hold?", most: 50, startsAt: null },
    idea,
    board,
    plan,
    phase: board.state === "running" ? (plan[board.phase] ?? null) : null,
    words,
    people,
    hand,
    here: Object.keys(board.people),
    offset: 0,
    preparation: null,
    me,
    role,
    leads: leads(role),
    takesPart: takesPart(role),
    actId: timelessId(),
    act: () => undefined,
    refused: [],
    drop: () => undefined,
  };
  return view;
}

/** The HTML of the task of the phase that runs. */
export function taskOf(view: RoomView, locale: "en" | "fr" = "en"): string {
  return renderToStaticMarkup(
    <MemoryRouter>
      <WordsContext value={messagesIn(locale)}>
        <RoomProvider value={view}>
          <PhaseTask />
        </RoomProvider>
      </WordsContext>
    </MemoryRouter>,
  );
}

/** The words of a page, without its tags. */
export function textOf(html: string): string {
  return sanitizeHtml(html.replaceAll("<", " <"), { allowedTags: [], allowedAttributes: {} })
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
}

type Field = { tag: string; name: string; value: string; type: string };
type Form = { id: string; fields: Field[] };

/** Each thing that can be sent from a page by its forms, as the browser would send it with something typed everywhere. */
export function actsIn(html: string) {
  return formsIn(html).flatMap(({ fields }) => {
    const buttons = fields.filter(({ tag, type }) => tag === "button" && type === "submit");
    return buttons.map((pressed) => {
      const data = new FormData();
      for (const field of fields) {
        const { tag, name, value, type } = field;
        if (name === "" || (tag === "button" && field !== pressed)) continue;
        data.append(name, type === "hidden" || tag === "button" ? value : value || "Words");
      }
      for (const fresh of ["note", "cluster", "proposal", "question"])
        if (data.get(fresh) === "") data.set(fresh, timelessId());
      return { sent: data, parsed: actInput.safeParse(actOfForm(data)) };
    });
  });
}

function formsIn(html: string): Form[] {
  const forms: Form[] = [];
  const elsewhere: { form: string; field: Field }[] = [];
  let open: Form | null = null;
  sanitizeHtml(html, {
    allowedTags: ["form", "input", "button", "textarea", "select"],
    allowedAttributes: false,
    onOpenTag(tag, of) {
      if (tag === "form") forms.push((open = { id: of.id ?? "", fields: [] }));
      if (!["input", "button", "textarea", "select"].includes(tag) || "disabled" in of) return;
      const type = of.type ?? (tag === "button" ? "submit" : "text");
      const isTicked = type !== "checkbox" || "checked" in of || of.form !== undefined;
      const value = of.value ?? (type === "checkbox" ? "on" : "");
      const field = { tag, type, name: isTicked ? (of.name ?? "") : "", value };
      if (of.form !== undefined) elsewhere.push({ form: of.form, field });
      else open?.fields.push(field);
    },
    onCloseTag(tag) {
      if (tag === "form") open = null;
    },
  });
  for (const { form, field } of elsewhere) forms.find(({ id }) => id === form)?.fields.unshift(field);
  return forms;
}
