import { Form, Link, redirect } from "react-router";
import { type Context, contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { dayIn } from "../../piloting/rules.ts";
import { markOf } from "../../rooms/commands.server.ts";
import { slidesPath } from "../../pitching/rules.ts";
import { mayLead } from "../../rooms/policy.ts";
import { planOf, type Room, roomPeopleOf, roomSeenBy } from "../../rooms/queries.server.ts";
import { rotaIn } from "../../rooms/rota.server.ts";
import { longest, roomPath, roomsPath } from "../../rooms/rules.ts";
import { cancelRoom, changeRoom, inviteToRoom, passOn, replacePlan } from "../commands.server.ts";
import { inviteInput, passInput, planInput, planOfForm, roomEdit } from "../inputs.ts";
import { invitedTo } from "../queries.server.ts";
import { calendarPath, changedPlan, minutesOf, planPath, timeIn } from "../rules.ts";
import { InviteField } from "../ui/invite-field.tsx";
import { PlanFields } from "../ui/plan-fields.tsx";
import { placeOfRoom } from "../ui/place.ts";
import { WhenFields } from "../ui/when-fields.tsx";
import type { Route } from "./+types/plan.ts";
import styles from "./plan.module.css";

export const handle = { i18n: ["planning", "rooms", "mentions"], place: placeOfRoom };

/** What is to happen in a room, for those who lead it, until it begins. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { room, own, idea, space } = await roomSeenBy(ctx.db.read, ctx.actor, args.params.room);
  must(mayLead(own), "host_only");
  if (room.state !== "lobby") throw redirect(roomPath(room.id));
  const plan = await planOf(ctx.db.read, room.id);
  const readers = timeZoneOf(args.request.headers.get("cookie"));
  const zone = readers === "UTC" ? space.timeZone : readers;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    room: { id: room.id, title: room.title, question: room.question, path: roomPath(room.id) },
    idea: idea && { title: idea.title, path: ideaPath(idea) },
    plan,
    was: markOf(room, plan),
    when:
      room.startsAt === null
        ? { when: "now", day: "", time: "" }
        : { when: "later", day: dayIn(zone, room.startsAt), time: timeIn(zone, room.startsAt) },
    zone,
    invited: await invitedTo(ctx.db.read, room.id),
    host: await hostOf(ctx, room),
    done: args.url.searchParams.get("done"),
  };
}

/** Who leads a room, whether he or she is away when it begins, and who would lead it next. */
async function hostOf({ db: { read }, now }: Context, { id, space, host, startsAt }: Room) {
  const rota = await rotaIn(read, space, { at: startsAt ?? now, now }, id);
  const { [host]: person } = await roomPeopleOf(read, [host]);
  return {
    id: host,
    name: person?.name ?? "",
    isAway: rota.some((each) => each.id === host && each.isAway),
    next: rota.find((each) => each.id !== host && !each.isAway)?.name ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.room;
  const form = await args.request.formData();
  const { act: pressed, fields } = actOf(form);
  const [act = "", at = ""] = pressed.split(".");
  const done = (what: string, there = what) => redirect(`${planPath(id)}?done=${what}#${there}`, 303);
  return answering(form, async () => {
    switch (act) {
      case "about":
        await changeRoom(ctx, id, parseForm(roomEdit, fields));
        return done("about");
      case "invite":
        await inviteToRoom(ctx, id, parseForm(inviteInput, fields).invited);
        return done("people");
      case "pass":
        await passOn(ctx, id, parseForm(passInput, fields).host);
        return done("host");
      case "cancel": {
        await cancelRoom(ctx, id);
        const { space } = await roomSeenBy(ctx.db.read, ctx.actor, id);
        return redirect(roomsPath(space.slug), 303);
      }
      case "save":
      case "up":
      case "down":
      case "remove":
      case "add": {
        const { was, added, phases } = planInput(fields);
        const place = Number(at);
        await replacePlan(ctx, id, was, changedPlan(planOfForm(phases), { act, place, added }));
        return done("plan", act === "up" ? `phase-${place - 1}` : act === "down" ? `phase-${place + 1}` : "plan");
      }
      default:
        throw new Malformed();
    }
  });
}

/** After a conflict the page takes what somebody else saved for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function PlanPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("planning");
  const called = useCalled();
  const { room, plan, was, when, zone, invited, host, done } = loaderData;
  const of = (field: string) => (reply && field in reply.values ? reply : undefined);
  const about = of("question");
  const phases = of("kind.0");
  return (
    <div className={styles.page}>
      <Title of={`${t("plan.title")} · ${room.title}`} />
      <header className={styles.head}>
        <h1>{t("plan.title")}</h1>
        <p className="lede">
          {t("plan.lede", { count: plan.length, time: t("minutes_long", { count: minutesOf(plan) }) })}
        </p>
        <p className="row">
          <Link className="btn" to={room.path}>
            {t("plan.back")}
          </Link>
          {plan.some(({ kind }) => kind === "slides") && (
            <Link className="btn" to={slidesPath(room.id)}>
              {t("plan.slides")}
            </Link>
          )}
          {when.when === "later" && (
            <a className="btn bare" href={calendarPath(room.id)} download>
              {t("plan.calendar")}
            </a>
          )}
        </p>
        {reply && !about && !phases && !of("invited") && <ProblemBox reply={reply} />}
      </header>
      <section id="plan" className={styles.part} aria-labelledby="plan-heading">
        <h2 id="plan-heading">{t("plan.phases")}</h2>
        {done === "plan" && !reply && <Saved>{t("plan.saved")}</Saved>}
        <PlanFields key={was} plan={plan} was={was} reply={phases} />
      </section>
      <section id="about" className={styles.part} aria-labelledby="about-heading">
        <h2 id="about-heading">{t("plan.about")}</h2>
        {done === "about" && !reply && <Saved>{t("plan.about_saved")}</Saved>}
        <About key={was} room={room} when={when} zone={zone} was={was} reply={about} />
      </section>
      <section id="host" className={styles.part} aria-labelledby="host-heading">
        <h2 id="host-heading">{t("host.legend")}</h2>
        {done === "host" && !reply && <Saved>{t("host.passed", { name: called(host.name) })}</Saved>}
        <p className="soft">{t(host.isAway ? "host.leads_away" : "host.leads", { name: called(host.name) })}</p>
        {host.next !== null && (
          <Form method="post" className="row">
            <input type="hidden" name="host" value={host.id} />
            <button className="btn" name="act" value="pass">
              {t("host.pass", { name: called(host.next) })}
            </button>
          </Form>
        )}
      </section>
      <section id="people" className={styles.part} aria-labelledby="people-heading">
        <h2 id="people-heading">{t("plan.people")}</h2>
        {done === "people" && !reply && <Saved>{t("plan.invite_saved")}</Saved>}
        <p className="soft">
          {invited.length === 0 ? t("plan.invited_none") : t("plan.invited", { count: invited.length })}
          {invited.length > 0 && `${t("plan.invited_who")} ${invited.join(", ")}`}
        </p>
        <Invite key={invited.length} reply={of("invited")} />
      </section>
      <details className={styles.cancel}>
        <summary>{t("plan.cancel")}</summary>
        <Form method="post" className={styles.part}>
          <p className="soft">{t("plan.cancel_what")}</p>
          <button className="btn loss" name="act" value="cancel">
            {t("plan.cancel_act")}
          </button>
        </Form>
      </details>
    </div>
  );
}

function Saved({ children }: { children: string }) {
  return (
    <p className="due kept" role="status">
      {children}
    </p>
  );
}

type Loaded = Route.ComponentProps["loaderData"];

function About({
  room,
  when,
  zone,
  was,
  reply,
}: Pick<Loaded, "room" | "when" | "zone" | "was"> & { reply: Reply | undefined }) {
  const { t } = useTranslation("planning");
  const wrong = useFieldError(reply);
  const typed = reply?.values;
  return (
    <Form method="post" className={styles.part} noValidate>
      <ProblemBox reply={reply} />
      <input type="hidden" name="was" value={was} />
      <Field
        name="title"
        label={t("new.name")}
        maxLength={longest.title}
        defaultValue={typed?.title ?? room.title}
        error={wrong("title")}
      />
      <Field
        as="textarea"
        rows={3}
        name="question"
        label={t("new.question")}
        maxLength={longest.question}
        defaultValue={typed?.question ?? room.question}
        error={wrong("question")}
      />
      <WhenFields
        values={typed ? { when: typed.when ?? "now", day: typed.day ?? "", time: typed.time ?? "" } : when}
        zone={typed?.zone ?? zone}
        wrong={wrong}
      />
      <div className="row">
        <button className="btn" name="act" value="about">
          {t("plan.about_save")}
        </button>
      </div>
    </Form>
  );
}

function Invite({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("planning");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.part} noValidate>
      <ProblemBox reply={reply} />
      <InviteField value={reply?.values.invited ?? ""} error={wrong("invited")} />
      <div className="row">
        <button className="btn" name="act" value="invite">
          {t("plan.invite")}
        </button>
      </div>
    </Form>
  );
}
