import { sql } from "drizzle-orm";
import { boolean, index, json, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas, type Stage } from "./ideas.ts";
import { type Affiliation, type Locale, members } from "./members.ts";
import { products } from "./products.ts";
import { spaces } from "./spaces.ts";
import { extraStages } from "./stages.ts";

/** Why an idea is declined. */
export type ReasonKind = "not_possible" | "not_for_us" | "already_exists" | "too_costly" | "out_of_scope";

/** In which quality somebody signs: an admin stands in where nobody else can decide. */
export type SignsAs = "pilot" | "product" | "admin";

/** Each move of an idea, with the answer that it carries to people. Never deleted: undoing marks it. */
export const stageMoves = table(
  "stage_moves",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    from: text().$type<Stage>().notNull(),
    to: text().$type<Stage>().notNull(),
    /** Steps of the space within these stages. */
    fromExtra: text().references(() => extraStages.id),
    toExtra: text().references(() => extraStages.id),
    /** Why it was moved although something that the space asks for was missing; null when nothing was. */
    override: text(),
    /** Since when the idea had stood in `from`: what an undo goes back to. */
    fromSince: timestamp().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    reasonKind: text().$type<ReasonKind>(),
    /** The day on which somebody looks again, `2026-09-01`: a day of the space's calendar, no moment. */
    reviewOn: text(),
    by: text()
      .notNull()
      .references(() => members.id),
    /** The signer's affiliation and quality when it was signed. */
    affiliation: text().$type<Affiliation>().notNull(),
    signsAs: text().$type<SignsAs>().notNull(),
    /** The product whose tracker reported it, in the name of `by`; null where a person moved it. */
    tracker: text().references(() => products.id),
    at: timestamp().notNull(),
    undoneAt: timestamp(),
  },
  (move) => [
    index("stage_moves_idea").on(move.idea, move.at, move.id),
    index("stage_moves_by").on(move.by, move.at, move.id),
    index("stage_moves_tracker").on(move.tracker),
  ],
);

/**
 * `acknowledge`: say a first word to a new idea; `decide`: answer one that is being evaluated; `review`: look again at
 * one put off; `promise`: come back by the day that was named; `judge`: decide on what was reported or asked for;
 * `stale`: say or do something where nobody who steers has for long.
 */
export type DutyKind = "acknowledge" | "decide" | "review" | "promise" | "judge" | "stale";

/**
 * What has no deadline is due after all that has one: at this moment, later by when the desk begins to list it
 * (milliseconds). So it stands at the end of every list, what waits longest first.
 */
export const noDeadline = 6_000_000_000_000_000;

/** How a duty ended: it was done, or it fell away and counts nowhere. */
export type DutyEnd = "done" | "cancelled";

/** What the pilots of a space owe somebody, and until when. The clock of one that has no end runs. */
export const duties = table(
  "duties",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** What it is about: `idea:<id>`, `comment:<id>`, `request:<space>:<member>` … Of one kind, one runs for each. */
    subject: text().notNull(),
    /** The idea it belongs to, where it belongs to one. */
    idea: text().references(() => ideas.id),
    kind: text().$type<DutyKind>().notNull(),
    /** Of `stale`, when somebody who steers last did something that everybody sees. */
    startedAt: timestamp().notNull(),
    /** `noDeadline` and more for `stale`. */
    dueAt: timestamp().notNull(),
    /**
     * Until when its clock stands still at the latest; `dueAt` is then what it is if the clock goes on at that moment.
     * Null: it runs.
     */
    pausedUntil: timestamp(),
    /** From when on the desk lists it. */
    shownFrom: timestamp().notNull(),
    /** Whose it is; null: of any pilot who is not involved, or of nobody. */
    owner: text().references(() => members.id),
    /** Who has it while its owner is away. */
    standIn: text().references(() => members.id),
    /** Nobody who pilots the space can do it: an admin stands in. */
    unassigned: boolean().notNull().default(false),
    /** When it was noted that its time had passed: those who lead are told once. */
    lateAt: timestamp(),
    /** The event that started it. */
    startedBy: text().notNull(),
    end: text().$type<DutyEnd>(),
    endedAt: timestamp(),
    /** The event that ended it: when that is taken back, the clock runs on. */
    endedBy: text(),
  },
  (duty) => [
    uniqueIndex("duties_one_each")
      .on(duty.subject, duty.kind)
      .where(sql`"end" is null`),
    index("duties_due").on(duty.space, duty.end, duty.dueAt, duty.id),
    // All that is counted for the shell of each page.
    index("duties_shown").on(
      duty.space,
      duty.end,
      duty.shownFrom,
      duty.dueAt,
      duty.owner,
      duty.standIn,
      duty.kind,
      duty.pausedUntil,
    ),
    index("duties_unassigned").on(duty.unassigned, duty.end, duty.dueAt, duty.id),
    index("duties_running")
      .on(duty.dueAt)
      .where(sql`"end" is null and late_at is null`),
    index("duties_idea").on(duty.idea, duty.kind),
    // For the figures: how many answers came in time, how long they took, and who waits longest.
    index("duties_answers").on(duty.space, duty.kind, duty.dueAt, duty.end, duty.endedAt),
    index("duties_ended").on(duty.space, duty.kind, duty.endedAt, duty.startedAt),
    index("duties_waiting").on(duty.space, duty.end, duty.startedAt, duty.id, duty.kind),
  ],
);

/** The clock of a duty stood still for a while, for a reason that everybody reads. */
export const pauses = table(
  "pauses",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    duty: text()
      .notNull()
      .references(() => duties.id),
    reason: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    /** When the clock goes on by itself. */
    until: timestamp().notNull(),
    /** When the duty was due before it. */
    dueBefore: timestamp().notNull(),
    /** When the clock went on, or what it measured ended. */
    endedAt: timestamp(),
    /** The act that ended the duty, where one did: when that is taken back, the pause goes on. */
    endedBy: text(),
  },
  (pause) => [
    uniqueIndex("pauses_one_each")
      .on(pause.duty)
      .where(sql`ended_at is null`),
    index("pauses_running")
      .on(pause.until)
      .where(sql`ended_at is null`),
    index("pauses_idea").on(pause.idea, pause.at),
    index("pauses_duty").on(pause.duty, pause.endedBy),
  ],
);

/** Who does not decide on a duty of kind `judge`, beside the authors of the idea it belongs to. */
export const dutyInvolved = table(
  "duty_involved",
  {
    duty: text()
      .notNull()
      .references(() => duties.id),
    member: text()
      .notNull()
      .references(() => members.id),
  },
  (row) => [primaryKey({ columns: [row.duty, row.member] })],
);

/** Words that those who answer in a space need again and again, in one language or both. */
export const savedAnswers = table(
  "saved_answers",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** What those who answer call it. */
    name: text().notNull(),
    /** The words, with placeholders such as `{name}`; empty where there are none in this language. */
    en: text().notNull(),
    fr: text().notNull(),
    updatedBy: text()
      .notNull()
      .references(() => members.id),
    updatedAt: timestamp().notNull(),
  },
  (answer) => [index("saved_answers_space").on(answer.space, answer.name)],
);

/** Why somebody was given an idea: what was known of it then. */
export type RotaReason = {
  /** The language of the idea, if he or she reads it. */
  language: Locale | null;
  /** Tags of the idea that he or she covers, by id. */
  topics: string[];
  /** How much he or she had open. */
  open: number;
};

/** Who answers an idea: its pilot, and the one who does while the pilot is away. */
export const ideaPilots = table(
  "idea_pilots",
  {
    idea: text()
      .primaryKey()
      .references(() => ideas.id),
    /** Null: nobody who pilots the space can. */
    pilot: text().references(() => members.id),
    standIn: text().references(() => members.id),
    /** Why the rota chose the pilot; null once somebody handed the idea over. */
    reason: json<RotaReason>(),
    at: timestamp().notNull(),
  },
  (row) => [index("idea_pilots_pilot").on(row.pilot), index("idea_pilots_stand_in").on(row.standIn)],
);

/** An idea went from one pilot to another. The note is for pilots alone. */
export const handovers = table(
  "handovers",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    from: text().references(() => members.id),
    to: text()
      .notNull()
      .references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    note: text().notNull(),
    at: timestamp().notNull(),
  },
  (row) => [index("handovers_idea").on(row.idea, row.at)],
);

/** What a pilot reads and knows about, in one space. Without a row: his or her own language, and no topics. */
export const pilotSettings = table(
  "pilot_settings",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    languages: json<Locale[]>().notNull(),
    /** Ids of tags. */
    topics: json<string[]>().notNull(),
  },
  (row) => [primaryKey({ columns: [row.space, row.member] })],
);

/**
 * A member answers ideas as a pilot does: for a time, in a space or under some of its tags. The right follows from a
 * row that has not ended and whose time is not over, and from nothing else.
 */
export const mandates = table(
  "mandates",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** Ids of tags; null: all ideas of the space. */
    tags: json<string[]>(),
    givenBy: text()
      .notNull()
      .references(() => members.id),
    startsAt: timestamp().notNull(),
    /** The last day, such as `2026-12-31`, and the moment at which it is over in the space's zone. */
    lastDay: text().notNull(),
    endsAt: timestamp().notNull(),
    /** When its holder was told that it ends soon. */
    warnedAt: timestamp(),
    /** When somebody took it or laid it down, or it was noted that its time was over. */
    endedAt: timestamp(),
    /** Null: its time was over. */
    endedBy: text().references(() => members.id),
  },
  (mandate) => [
    uniqueIndex("mandates_one_each")
      .on(mandate.space, mandate.member)
      .where(sql`ended_at is null`),
    index("mandates_member").on(mandate.member, mandate.endsAt),
    index("mandates_given_by").on(mandate.givenBy),
  ],
);

/** Days on which a pilot is away, in all of his or her spaces: others stand in. */
export const absences = table(
  "absences",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The first and the last day, such as `2026-08-03`. */
    firstDay: text().notNull(),
    lastDay: text().notNull(),
    startsAt: timestamp().notNull(),
    endsAt: timestamp().notNull(),
  },
  (absence) => [index("absences_member").on(absence.member, absence.endsAt), index("absences_end").on(absence.endsAt)],
);
