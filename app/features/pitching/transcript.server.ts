/** What was said in a pitch, in writing: without it slides of fifteen seconds tell nobody anything who was not there. */
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import type { Standing } from "../rooms/policy.ts";
import { proceed } from "../rooms/proceeding.server.ts";
import { boardOf, type Room, roomSeenBy, wordsOf } from "../rooms/queries.server.ts";
import { roomTranscribed } from "./events.ts";
import { mayTranscribe } from "./policy.ts";
import { type PreparedSlide, slidesShown } from "./queries.server.ts";
import { awaitsTranscript } from "./rules.ts";

/** A closed pitch for whoever writes down what was said in it. */
export type Transcribing = {
  title: string;
  slides: PreparedSlide[];
  /** What is there so far, and the id of these words; empty for nothing. */
  transcript: string;
  was: string;
};

/** The page of a pitch's transcript. Throws `NotFound`, also where nothing was pitched, `Forbidden`, `Refused("room_open")`. */
export async function transcribing(ctx: Context, id: string): Promise<Transcribing> {
  const { read } = ctx.db;
  const { room, own } = await roomSeenBy(read, ctx.actor, id);
  const board = await boardOf(read, room);
  if (board.deck === null) throw new NotFound();
  must(mayTranscribe(ctx.actor, own, board.deck.presenter), "presenter_only");
  if (board.state !== "closed") throw new Refused("room_open");
  const was = board.transcript ?? "";
  const words = was === "" ? {} : await wordsOf(read, [was]);
  return { title: room.title, slides: await slidesShown(read, id, board), transcript: words[was] ?? "", was };
}

/**
 * Writes down what was said in a pitch, by which its minutes become readable for all who may. Throws what `transcribing`
 * throws, `Refused("muted")`, and `Conflict` where somebody else wrote it meanwhile.
 */
export async function transcribe(
  ctx: Context,
  id: string,
  { transcript, was }: { transcript: string; was: string },
): Promise<void> {
  const { actor } = signedIn(ctx);
  const { space } = await roomSeenBy(ctx.db.read, actor, id);
  await proceed(ctx.db, id, ctx.now, async (room) => {
    const { own } = await roomSeenBy(room.tx, actor, id);
    const { deck, state, transcript: before } = room.board;
    if (deck === null) throw new NotFound();
    must(mayTranscribe(actor, own, deck.presenter), "presenter_only");
    if (state !== "closed") throw new Refused("room_open");
    await mustNotBeMuted(room.tx, ctx, space.id);
    const said = before === null ? "" : ((await wordsOf(room.tx, [before]))[before] ?? "");
    if (said === transcript) return;
    if ((before ?? "") !== was) throw new Conflict("changed_meanwhile");
    room.happen("transcribed", { words: await room.say(actor.id, transcript) }, actor.id);
    if (before === null) await record(room.tx, ctx, [roomTranscribed(room.room)]);
  });
}

/** Whether the minutes of a room wait for what was said in its pitch, and whether this actor writes it down; null: they do not. */
export async function awaitedTranscript(
  ctx: Context,
  { room, own }: { room: Room; own: Standing },
): Promise<{ isOwn: boolean } | null> {
  const board = await boardOf(ctx.db.read, room);
  if (board.deck === null || !awaitsTranscript(board)) return null;
  return { isOwn: mayTranscribe(ctx.actor, own, board.deck.presenter) };
}
