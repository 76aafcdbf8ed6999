import { z } from "zod";
import type { RoomAudience, RoomTemplate } from "../../../db/schema/rooms.ts";
import { idPattern } from "../../platform/ids.ts";
import { longest, signCodes } from "./rules.ts";

const id = z.string().regex(idPattern);
const isText = (value: string) => !value.includes("\0");
const words = (most: number) => z.string().trim().min(1).max(most).refine(isText);

/** What a room is opened with. `invited` are handles; `startsAt` in milliseconds since 1970 UTC, null for now. */
export type RoomInput = {
  id: string;
  idea: string | null;
  title: string;
  question: string;
  template: RoomTemplate;
  audience: RoomAudience;
  most: number;
  startsAt: number | null;
  /** Whoever's turn it is leads it, instead of whoever opens it. */
  byRota?: boolean;
  invited: string[];
};

/** Votes by what is voted on. */
const votes = z.record(id, z.number().int().min(0).max(100)).refine((each) => Object.keys(each).length <= 500);

/** What somebody does in a room. `id`s of new things are made by the browser, so that sending again changes nothing. */
export const actInput = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("note.write"),
    note: id,
    body: words(longest.note),
    isSealed: z.boolean().default(false),
    cluster: id.nullable().default(null),
  }),
  z.strictObject({ do: z.literal("note.edit"), note: id, body: words(longest.note) }),
  z.strictObject({ do: z.literal("note.remove"), note: id }),
  z.strictObject({ do: z.literal("note.move"), note: id, to: id.nullable() }),
  z.strictObject({ do: z.literal("note.claim"), note: id }),
  z.strictObject({ do: z.literal("note.from"), note: id, message: id }),
  z.strictObject({
    do: z.literal("cluster.make"),
    cluster: id,
    name: words(longest.cluster),
    notes: z.array(id).max(500).default([]),
  }),
  z.strictObject({ do: z.literal("cluster.name"), cluster: id, name: words(longest.cluster) }),
  z.strictObject({ do: z.literal("cluster.merge"), cluster: id, into: id.nullable() }),
  z.strictObject({ do: z.literal("votes.place"), votes }),
  z.strictObject({ do: z.literal("duel.judge"), one: id, other: id, winner: id.nullable() }),
  z.strictObject({ do: z.literal("done.say"), isDone: z.boolean() }),
  z.strictObject({ do: z.literal("speech.ask"), isAsked: z.boolean() }),
  z.strictObject({ do: z.literal("speaker.call"), member: id.nullable() }),
  z.strictObject({ do: z.literal("talk.say"), message: id, body: words(longest.message) }),
  z.strictObject({ do: z.literal("talk.react"), message: id, sign: z.enum(signCodes), isOn: z.boolean() }),
  z.strictObject({ do: z.literal("proposal.make"), proposal: id, body: words(longest.proposal) }),
  z.strictObject({
    do: z.literal("stance.take"),
    proposal: id,
    stance: z.enum(["consent", "object", "pass"]),
    reason: z.string().trim().max(longest.reason).refine(isText).default(""),
  }),
  z.strictObject({ do: z.literal("draft.write"), body: z.string().max(longest.draft).refine(isText) }),
  z.strictObject({ do: z.literal("becoming.set"), subject: id, becomes: z.enum(["idea", "comment"]).nullable() }),
  z.strictObject({
    do: z.literal("question.ask"),
    question: id,
    body: words(longest.asked),
    isSealed: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal("question.remove"), question: id }),
  z.strictObject({ do: z.literal("question.back"), question: id, isBacked: z.boolean() }),
  z.strictObject({ do: z.literal("question.answer"), question: id }),
  z.strictObject({ do: z.literal("question.claim"), question: id }),
  z.strictObject({ do: z.literal("phase.next") }),
  z.strictObject({ do: z.literal("clock.pause") }),
  z.strictObject({ do: z.literal("clock.resume") }),
  z.strictObject({ do: z.literal("clock.extend"), minutes: z.number().int().min(1).max(60) }),
  z.strictObject({ do: z.literal("role.give"), member: id, role: z.enum(["cohost", "member", "viewer"]) }),
  z.strictObject({ do: z.literal("host.hand"), member: id }),
  z.strictObject({ do: z.literal("member.block"), member: id }),
  z.strictObject({ do: z.literal("useful.say"), wasUseful: z.boolean() }),
  z.strictObject({ do: z.literal("room.close") }),
]);

export type Act = z.infer<typeof actInput>;
export type ActName = Act["do"];

/**
 * An act as a browser sends it: in which room, which one (`act`, so that it is done once), and for which phase it was
 * meant: what comes after that phase is over is refused, and its words stay with whoever typed them.
 */
export const sentAct = z.strictObject({ room: id, act: id, phase: z.number().int().min(-1), what: actInput });

export type SentAct = z.infer<typeof sentAct>;
