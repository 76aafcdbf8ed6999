import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { fromOf } from "../../accounts/from.server.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { wishInput } from "../inputs.ts";
import { mayUseLens } from "../policy.ts";
import { limits, wishesPath } from "../rules.ts";
import { EvidenceTabs } from "../ui/evidence-tabs.tsx";
import { logWish, wishesOn } from "../wishing.server.ts";
import type { Route } from "./+types/wishes.ts";
import styles from "./evidence.module.css";

export const handle = { i18n: ["lens"], place: placeUnderIdea };

/** What customers need of an idea, as people of the house noted it. Throws `NotFound` for everybody else. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space, wishes } = await wishesOn(ctx, idOfPath(args.params.idea));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    wishes,
    hasLens: mayUseLens(ctx.actor, space.id),
    wishId: newId(ctx.now),
    parked: await unpark(args.request, ctx, wishesPath(`/ideas/${args.params.idea}`)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { origin } = fromOf(ctx, args.request);
    await logWish(ctx, idOfPath(args.params.idea), parseForm(wishInput, form), origin);
    return redirect(wishesPath(`/ideas/${args.params.idea}`), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function Wishes({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("lens");
  const { space, idea, wishes, hasLens, wishId, parked } = loaderData;
  const wrong = useFieldError(reply);
  const typed = (name: "email" | "words") => reply?.values[name] ?? parked?.[name] ?? "";
  return (
    <div className={styles.page}>
      <Title of={`${t("wish.title")} · ${idea.title}`} />
      <header className={styles.head}>
        <h1>{t("wish.title")}</h1>
        <p className="lede">{t("wish.lede")}</p>
        <p className="strip">{t(hasLens ? "wish.private" : "wish.private_own")}</p>
      </header>
      {hasLens && <EvidenceTabs idea={idea} space={space.slug} here="wishes" />}
      <Form key={wishId} method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="id" value={reply?.values.id ?? parked?.id ?? wishId} />
        <Field
          name="email"
          type="email"
          label={t("wish.email")}
          hint={t("wish.email_hint")}
          maxLength={limits.email}
          required
          autoComplete="off"
          defaultValue={typed("email")}
          error={wrong("email")}
        />
        <Field
          as="textarea"
          name="words"
          label={t("wish.words")}
          hint={t("wish.words_hint")}
          rows={3}
          maxLength={limits.words}
          required
          defaultValue={typed("words")}
          error={wrong("words")}
        />
        <p>
          <button className="btn first">{t("wish.log")}</button>
        </p>
      </Form>
      <section className={styles.part} aria-labelledby="wishes-heading">
        <h2 id="wishes-heading">{t("wish.heading")}</h2>
        {wishes.length === 0 && <p className="soft">{t("wish.none")}</p>}
        <ul className={styles.list}>
          {wishes.map(({ id, email, words, by, createdAt, state }) => (
            <li key={id}>
              <div className={styles.quote}>
                <p>
                  <strong>{email}</strong> · {t(`wish.state.${state}`)}
                </p>
                {words !== "" && <blockquote>{words}</blockquote>}
                <p className="small quiet">
                  {t("quote.by", { name: by || t("former") })} · <Moment at={createdAt} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
