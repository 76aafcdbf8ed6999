import { Form, Link, redirect } from "react-router";
import { type Context, contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { whyNoRoom } from "../../rooms/opening.server.ts";
import { opensRoomsByRole } from "../../rooms/policy.ts";
import { audiences, highestMost, longest, roomPath, roomsPath, templateCodes, usualMost } from "../../rooms/rules.ts";
import { rotaIn } from "../../rooms/rota.server.ts";
import { templates } from "../../rooms/templates.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { slidesPath } from "../../pitching/rules.ts";
import { openPlanned } from "../commands.server.ts";
import { openInput } from "../inputs.ts";
import { minutesOf, planPath } from "../rules.ts";
import { InviteField } from "../ui/invite-field.tsx";
import { placeUnderSpace } from "../ui/place.ts";
import { WhenFields } from "../ui/when-fields.tsx";
import type { Route } from "./+types/new-room.ts";
import styles from "./new-room.module.css";

export const handle = { i18n: ["planning", "rooms", "mentions"], place: placeUnderSpace };

/** The form of a new room, for those who may open one. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const why = await whyNoRoom(ctx.db.read, ctx.actor, space, ctx.now);
  must(why === null, why ?? undefined);
  const asked = args.url.searchParams.get("idea") ?? "";
  const about = idPattern.test(asked) ? (await ideaSeenBy(ctx.db.read, ctx.actor, asked)).idea : null;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: about?.space === space.id ? { id: about.id, title: about.title, path: ideaPath(about) } : null,
    id: newId(ctx.now),
    zone: zoneFor(args.request, space.timeZone),
    rota: opensRoomsByRole(ctx.actor, space.id) ? await nextInRota(ctx, space.id) : [],
    parked: await unpark(args.request, ctx, `${roomsPath(space.slug)}/new`),
  };
}

/** The names of those whose turn it is next, as far as they are there now. */
async function nextInRota({ db, now }: Context, space: string): Promise<string[]> {
  const rota = await rotaIn(db.read, space, { at: now, now });
  return rota.flatMap(({ name, isAway }) => (isAway ? [] : name)).slice(0, 3);
}

/** The reader's time zone, or the space's as long as the browser has not told. */
function zoneFor(request: Request, spaceZone: string): string {
  const zone = timeZoneOf(request.headers.get("cookie"));
  return zone === "UTC" ? spaceZone : zone;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const why = await whyNoRoom(ctx.db.read, ctx.actor, space, ctx.now);
    must(why === null, why ?? undefined);
    const input = parseForm(openInput, form);
    const id = await openPlanned(ctx, space.id, input);
    const to = input.template === "ignite" ? slidesPath(id) : input.when === "now" ? roomPath(id) : planPath(id);
    return redirect(to, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function NewRoom({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("planning");
  const wrong = useFieldError(reply);
  const called = useCalled();
  const { space, idea, id, zone, rota, parked } = loaderData;
  const typed = reply?.values ?? parked ?? {};
  return (
    <div className={styles.page}>
      <Title of={t("new.title")} />
      <header className={styles.head}>
        <h1>{t("new.title")}</h1>
        <p className="lede">{t("new.lede")}</p>
        <p>
          {idea ? (
            <>
              {t("new.idea")} <Link to={idea.path}>{idea.title}</Link>
            </>
          ) : (
            t("new.no_idea")
          )}
        </p>
      </header>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="id" value={typed.id ?? id} />
        <input type="hidden" name="idea" value={typed.idea ?? idea?.id ?? ""} />
        <Field
          name="title"
          label={t("new.name")}
          hint={t("new.name_hint")}
          maxLength={longest.title}
          defaultValue={typed.title ?? idea?.title.slice(0, longest.title) ?? ""}
          error={wrong("title")}
        />
        <Field
          as="textarea"
          rows={3}
          name="question"
          label={t("new.question")}
          hint={t("new.question_hint")}
          maxLength={longest.question}
          defaultValue={typed.question ?? ""}
          error={wrong("question")}
        />
        <Templates chosen={typed.template ?? "core"} />
        <WhenFields
          values={{ when: typed.when ?? "now", day: typed.day ?? "", time: typed.time ?? "" }}
          zone={typed.zone ?? zone}
          wrong={wrong}
        />
        {(rota.length > 0 || typed.host === "rota") && (
          <Choices
            legend={t("host.legend")}
            name="host"
            hint={t("host.hint", { names: rota.map(called) })}
            options={(["me", "rota"] as const).map((value) => ({ value, label: t(`host.${value}`) }))}
            defaultValue={typed.host ?? "me"}
            error={wrong("host")}
          />
        )}
        <Choices
          legend={t("who.legend")}
          name="audience"
          options={audiences.map((value) => ({ value, label: t(`who.${value}`) }))}
          defaultValue={typed.audience ?? "space"}
        />
        <InviteField value={typed.invited ?? ""} error={wrong("invited")} />
        <Field
          name="most"
          type="number"
          min={2}
          max={highestMost}
          label={t("who.places")}
          hint={t("who.places_hint")}
          defaultValue={typed.most ?? String(usualMost)}
          error={wrong("most")}
        />
        <div className="row">
          <button className="btn first">{t("new.act")}</button>
          <Link className="btn bare" to={idea?.path ?? roomsPath(space.slug)}>
            {t("new.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}

function Templates({ chosen }: { chosen: string }) {
  const { t } = useTranslation("planning");
  const { t: tRooms } = useTranslation("rooms");
  return (
    <fieldset className="field">
      <legend>{t("new.template")}</legend>
      <p className="hint">{t("new.template_hint")}</p>
      <div className={styles.templates}>
        {templateCodes.map((code) => (
          <label key={code} className={styles.template}>
            <input type="radio" name="template" value={code} defaultChecked={code === chosen} />
            <b>{tRooms(`template.${code}.name`)}</b>
            <span className="small soft">{tRooms(`template.${code}.what`)}</span>
            <span className="small quiet">
              {t("new.takes", {
                time: t("minutes_long", { count: minutesOf(templates[code]) }),
                phases: stepsOf(code)
                  .map(({ kind, times }) =>
                    times > 1 ? `${tRooms(`kind.${kind}`)} × ${times}` : tRooms(`kind.${kind}`),
                  )
                  .join(" → "),
              })}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The kinds of a template's phases in order, those that follow on their like counted. */
function stepsOf(code: keyof typeof templates) {
  const steps: { kind: (typeof templates)["core"][number]["kind"]; times: number }[] = [];
  for (const { kind } of templates[code]) {
    const last = steps.at(-1);
    if (last?.kind === kind) last.times++;
    else steps.push({ kind, times: 1 });
  }
  return steps;
}
