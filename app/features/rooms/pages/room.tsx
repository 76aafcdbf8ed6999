import { useEffect } from "react";
import { Link, redirect, useRevalidator } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering } from "../../../platform/forms.server.ts";
import { idPattern, newId, timelessId } from "../../../platform/ids.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import type { Place } from "../../../pages/inside.tsx";
import { mayEditIdea } from "../../writing/policy.ts";
import { preparationOf } from "../../pitching/queries.server.ts";
import { act } from "../acts.server.ts";
import { enterRoom, notePage } from "../entering.server.ts";
import { actOfForm } from "../act-form.ts";
import { sentAct } from "../inputs.ts";
import { passagesOf, peopleHere, roomSeenBy, snapshotOf } from "../queries.server.ts";
import { leads, roomPath, roomsPath, takesPart } from "../rules.ts";
import { Announcements } from "../ui/announcements.tsx";
import { HostBar } from "../ui/host-bar.tsx";
import { PhasePath } from "../ui/phase-path.tsx";
import { PhaseTask } from "../ui/phases/phase-task.tsx";
import { Refused } from "../ui/refused.tsx";
import { RoomClock } from "../ui/room-clock.tsx";
import { RoomSide } from "../ui/room-side.tsx";
import { useRoom } from "../ui/use-room.ts";
import { RoomProvider, type RoomView } from "../ui/view.tsx";
import type { Route } from "./+types/room.ts";
import styles from "./room.module.css";

export const handle = {
  i18n: ["rooms", "pitching", "cowriting"],
  place({ space, idea, view }: Awaited<ReturnType<typeof loader>>): Place {
    return {
      here: [
        { label: space.name, to: `/s/${space.slug}` },
        idea ? { label: idea.title, to: idea.path } : { label: view.title, to: roomsPath(space.slug) },
      ],
      accent: space.accent,
      isWide: true,
    };
  },
};

/** A live room as it stands. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { room, idea, space } = await roomSeenBy(ctx.db.read, ctx.actor, args.params.room);
  const me = isSignedIn(ctx.actor) ? ctx.actor.id : null;
  // Without script nothing else says that somebody is there; with it, a connection soon says more.
  if (me !== null && isWholePage(args.request)) await notePage(ctx.db, room.id, me, ctx.now);
  const { id, title, question, most, startsAt } = room;
  const snapshot = await snapshotOf(ctx.db.read, room, me, ctx.now);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: idea && {
      id: idea.id,
      path: ideaPath(idea),
      title: idea.title,
      texts: await passagesOf(ctx.db.read, idea.id),
      mayChange: mayEditIdea(ctx.actor, idea),
    },
    view: { id, title, question, most, startsAt },
    me,
    here: await peopleHere(ctx.db.read, id, ctx.now),
    snapshot,
    preparation: room.state === "closed" ? null : await preparationOf(ctx.db.read, room, snapshot.plan),
    actId: newId(ctx.now),
  };
}

/** Whether a browser opens the page, and no script asks for its data. Older browsers do not say. */
function isWholePage({ headers }: Request): boolean {
  return (headers.get("sec-fetch-dest") ?? "document") === "document";
}

/** Does something in the room by a plain form; whoever is not in it yet comes in with it. */
export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  const room = args.params.room;
  return answering(form, async () => {
    await enterRoom(ctx, room);
    if (form.get("do") !== "enter") {
      const what = actOfForm(form);
      // What is new gets its id here when no script has given it one.
      for (const name of ["note", "cluster", "message", "proposal", "question"]) {
        if (form.get(name) === "" && isNew(String(what.do), name)) what[name] = timelessId();
      }
      const sent = { room, act: form.get("act"), phase: Number(form.get("phase")), what };
      const parsed = sentAct.safeParse(sent);
      if (!parsed.success || !idPattern.test(room)) throw new Malformed();
      await act(ctx, parsed.data);
    }
    return redirect(roomPath(room), 303);
  });
}

const makes: Readonly<Record<string, string>> = {
  "note.write": "note",
  "note.from": "note",
  "cluster.make": "cluster",
  "talk.say": "message",
  "proposal.make": "proposal",
  "question.ask": "question",
};

function isNew(does: string, name: string): boolean {
  return makes[does] === name;
}

export default function RoomPage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("rooms");
  const { view, idea, snapshot, me, actId, space } = loaderData;
  const live = useRoom(view.id, snapshot, me);
  const role = me === null ? undefined : live.board.people[me];
  const { revalidate } = useRevalidator();
  // Until it begins a plan may change, which is no event of the room.
  const hasBegun = live.board.state !== "lobby";
  const isFromLobby = snapshot.board.state === "lobby";
  useEffect(() => {
    if (hasBegun && isFromLobby) void revalidate();
  }, [hasBegun, isFromLobby, revalidate]);
  const shown: RoomView = {
    room: view,
    idea,
    board: live.board,
    plan: snapshot.plan,
    phase: live.board.state === "running" ? (snapshot.plan[live.board.phase] ?? null) : null,
    words: live.words,
    people: live.people,
    hand: live.hand,
    here: live.here ?? loaderData.here,
    offset: live.offset,
    preparation: loaderData.preparation,
    me,
    role,
    leads: leads(role),
    takesPart: takesPart(role),
    actId,
    act: live.act,
    refused: live.refused,
    drop: live.drop,
  };
  const reply: Reply | undefined = actionData;
  return (
    <RoomProvider value={shown}>
      <Title of={view.title} />
      <div className={styles.room} data-state={live.board.state}>
        {live.board.state === "running" && (
          <div className={styles.stagebar}>
            <PhasePath offset={live.offset} />
            <RoomClock offset={live.offset} />
          </div>
        )}
        {live.state === "out" && (
          <p className="strip loss" role="alert">
            {t("room.out")} <Link to={roomsPath(space.slug)}>{t("room.to_rooms")}</Link>
          </p>
        )}
        <ProblemBox reply={reply} />
        {reply && <Typed values={reply.values} />}
        <Refused />
        <div className={styles.work}>
          <div className={styles.task}>
            <p className={styles.saved} data-line={live.state}>
              {me !== null && live.board.state !== "closed" && <Saved line={live.state} unsaved={live.unsaved} />}
            </p>
            <PhaseTask />
          </div>
          <RoomSide />
        </div>
        <HostBar />
        <Announcements />
      </div>
    </RoomProvider>
  );
}

/** Whether what was done is kept: always in sight. */
function Saved({ line, unsaved }: { line: ReturnType<typeof useRoom>["state"]; unsaved: number }) {
  const { t } = useTranslation("rooms");
  if (line === "broken") return <span className="due over">{t("room.reconnecting")}</span>;
  if (unsaved > 0) return <span className="due">{t("room.saving")}</span>;
  return line === "live" ? <span className="due kept">{t("room.saved")}</span> : null;
}

/** Words of a form that was refused, where no script keeps them in their field. */
function Typed({ values }: { values: Record<string, string> }) {
  const { t } = useTranslation("rooms");
  const words = values.body ?? values.name ?? values.reason;
  if (!words) return null;
  return (
    <label className="field">
      {t("room.your_words")}
      <textarea readOnly rows={3} value={words} />
    </label>
  );
}
