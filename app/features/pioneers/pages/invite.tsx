import { Form, Link, redirect } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Field } from "../../../ui/field.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { personPath } from "../../people/rules.ts";
import { callPioneer } from "../commands.server.ts";
import { callInput } from "../inputs.ts";
import { pioneerBy, searchedSpace, targetsIn } from "../queries.server.ts";
import { limits, pioneersPath } from "../rules.ts";
import { Pieces } from "../ui/pieces.tsx";
import type { Route } from "./+types/invite.ts";
import styles from "./pioneers.module.css";

export const handle = {
  i18n: ["pioneers"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: pioneersPath(space.slug) }],
    accent: space.accent,
  }),
};

/** The form by which somebody who was found is asked to a room or an idea. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await searchedSpace(ctx, args.params.space);
  const person = await pioneerBy(ctx, space, args.params.handle);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    person,
    targets: await targetsIn(ctx, space),
    id: newId(ctx.now),
    parked: await unpark(args.request, ctx, pioneersPath(space.slug, args.params.handle)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await searchedSpace(ctx, args.params.space);
    const input = parseForm(callInput, form);
    await callPioneer(ctx, space.id, args.params.handle, input);
    return redirect(`${pioneersPath(space.slug)}?told=${input.id}`, {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function InvitePioneer({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("pioneers");
  const wrong = useFieldError(reply);
  const { space, person, targets, id, parked } = loaderData;
  const { name, affiliation, avatar } = person;
  const typed = reply?.values ?? parked ?? {};
  const options = [
    ...targets.rooms.map((room) => ({ value: `room:${room.id}`, label: t("new.room", { title: room.title }) })),
    ...targets.ideas.map((idea) => ({ value: `idea:${idea.id}`, label: t("new.idea", { title: idea.title }) })),
  ];
  return (
    <div className={styles.page}>
      <Title of={t("new.title", { name })} />
      <header className="stack">
        <h1>{t("new.title", { name })}</h1>
        <p className="lede">{t("new.lede", { name })}</p>
        <p>
          <Person name={name} affiliation={affiliation} avatar={avatar} to={personPath(person.handle)} />
        </p>
      </header>
      <section className="stack" aria-labelledby="pieces-heading">
        <h2 id="pieces-heading">{t("new.pieces", { name })}</h2>
        <Pieces pieces={person.pieces} />
      </section>
      {options.length === 0 ? (
        <p className="strip">
          {t("new.nothing")} <Link to={`/s/${space.slug}/rooms`}>{space.name}</Link>
        </p>
      ) : (
        <Form method="post" className={styles.form} noValidate>
          <ProblemBox reply={reply} />
          <input type="hidden" name="id" value={typed.id ?? id} />
          <SelectField
            name="target"
            label={t("new.target")}
            hint={t("new.target_hint")}
            options={[{ value: "", label: t("new.choose") }, ...options]}
            defaultValue={typed.target ?? ""}
            error={wrong("target")}
          />
          <Field
            as="textarea"
            rows={4}
            name="message"
            label={t("new.message")}
            hint={t("new.message_hint")}
            maxLength={limits.message}
            defaultValue={typed.message ?? ""}
            error={wrong("message")}
          />
          <div className="row">
            <button className="btn first">{t("new.act")}</button>
            <Link className="btn bare" to={pioneersPath(space.slug)}>
              {t("new.back")}
            </Link>
          </div>
        </Form>
      )}
    </div>
  );
}
