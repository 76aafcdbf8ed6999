import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Invalid, Malformed, NotFound } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { accepted, inMebibytes, limits } from "../../files/rules.ts";
import { takeSent } from "../../files/sent.server.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { planPath } from "../../planning/rules.ts";
import { placeOfRoom } from "../../planning/ui/place.ts";
import { mayLead } from "../../rooms/policy.ts";
import { boardOf, planOf, roomSeenBy } from "../../rooms/queries.server.ts";
import { roomPath } from "../../rooms/rules.ts";
import { changedAlt, changedText, namedPresenter, newPicture, newTexts, oneSlide } from "../inputs.ts";
import { maySeeSlides } from "../policy.ts";
import { possiblePresenters, preparationOf, type PreparedSlide, slidesIn } from "../queries.server.ts";
import { longestAlt, longestMany, longestSlide, rehearsalPath, slidesPath } from "../rules.ts";
import {
  addPicture,
  addTexts,
  changeAlt,
  changeText,
  moveSlide,
  namePresenter,
  removeSlide,
} from "../slides.server.ts";
import { SlideFrame } from "../ui/slide.tsx";
import type { Route } from "./+types/slides.ts";
import styles from "./slides.module.css";

export const handle = { i18n: ["pitching", "rooms", "files"], place: placeOfRoom };

/**
 * The slides of a room before its pitch: for whoever presents; those who lead read only how many there are, and say who
 * presents. Throws `NotFound`, `Forbidden`.
 */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { read } = ctx.db;
  const { room, own, idea, space } = await roomSeenBy(read, ctx.actor, args.params.room);
  const isOwn = maySeeSlides(ctx.actor, room);
  const isLead = mayLead(own);
  const preparation = await preparationOf(read, room, await planOf(read, room.id));
  if (!preparation) throw new NotFound();
  must(isOwn || isLead, "presenter_only");
  if (room.state === "closed" || (await boardOf(read, room)).deck) throw redirect(roomPath(room.id));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    room: { id: room.id, title: room.title, path: roomPath(room.id) },
    idea: idea && { title: idea.title, path: ideaPath(idea) },
    preparation,
    slides: isOwn ? await slidesIn(read, room.id) : null,
    presenters: isLead ? await possiblePresenters(read, room.id) : null,
    isPlanned: room.state === "lobby" && isLead,
    fresh: { text: newId(ctx.now), picture: newId(ctx.now) },
    done: args.url.searchParams.get("done"),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.room;
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  const done = (there: string) => redirect(`${slidesPath(id)}?done=${act}#${there}`, 303);
  return answering(form, async () => {
    // Where a refusal shows is known by the slide, so it stays in the answer.
    switch (act) {
      case "texts":
        await addTexts(ctx, id, parseForm(newTexts, fields));
        return done("add");
      case "picture": {
        const sent = await takeSent(fields);
        const { slide, alt } = parseForm(newPicture, fields);
        const [file, ...others] = sent;
        if (!file || others.length > 0) throw new Invalid({ file: "file_missing" });
        await addPicture(ctx, id, { slide, alt, sent: file });
        return done("add");
      }
      case "text": {
        const input = parseForm(changedText, fields);
        await changeText(ctx, id, input);
        return done(`slide-${input.slide}`);
      }
      case "alt": {
        const input = parseForm(changedAlt, fields);
        await changeAlt(ctx, id, input);
        return done(`slide-${input.slide}`);
      }
      case "up":
      case "down": {
        const { slide } = parseForm(oneSlide, fields);
        await moveSlide(ctx, id, slide, act === "up" ? -1 : 1);
        return done(`slide-${slide}`);
      }
      case "remove":
        await removeSlide(ctx, id, parseForm(oneSlide, fields).slide);
        return done("slides");
      case "presenter":
        await namePresenter(ctx, id, parseForm(namedPresenter, fields).presenter);
        return done("presenter");
      default:
        throw new Malformed();
    }
  });
}

/** After a conflict the page takes what was saved elsewhere for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function SlidesPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const { room, preparation, slides, presenters, fresh, done } = loaderData;
  const { ready, of, presenter } = preparation;
  const isIn = (fields: string) => reply !== undefined && fields in reply.values;
  const isElsewhere = reply && !isIn("texts") && !isIn("alt") && !isIn("text") && !isIn("presenter");
  return (
    <div className={styles.page}>
      <Title of={`${t("slides.title")} · ${room.title}`} />
      <header className={styles.head}>
        <h1>{t("slides.title")}</h1>
        <p className="lede">{t("slides.lede")}</p>
        <p className={styles.count} data-ready={ready >= of || undefined}>
          {ready >= of ? t("slides.count_ready", { of }) : t("slides.count", { ready, of })}
        </p>
        <p className="row">
          <Link className="btn" to={room.path}>
            {t("slides.back")}
          </Link>
          {slides !== null && slides.length > 0 && (
            <Link className="btn" to={rehearsalPath(room.id)}>
              {t("slides.rehearse")}
            </Link>
          )}
        </p>
        {isElsewhere && <ProblemBox reply={reply} />}
        {done !== null && done !== "presenter" && !reply && (
          <p className="due kept" role="status">
            {t("slides.saved")}
          </p>
        )}
      </header>
      {slides === null ? (
        <p className="soft">{t("slides.others", { name: called(presenter?.name ?? "") })}</p>
      ) : (
        <>
          <section id="slides" className={styles.part} aria-labelledby="slides-heading">
            <h2 id="slides-heading">{t("slides.list")}</h2>
            <p className="soft">{t(slides.length === 0 ? "slides.empty" : "slides.only")}</p>
            <ol className={styles.slides}>
              {slides.map((slide, place) => (
                <li key={slide.id} id={`slide-${slide.id}`}>
                  <Prepared
                    slide={slide}
                    place={place}
                    last={slides.length - 1}
                    reply={reply?.values.slide === slide.id && (isIn("text") || isIn("was")) ? reply : undefined}
                  />
                </li>
              ))}
            </ol>
          </section>
          <section id="add" className={styles.part} aria-label={t("slides.add")}>
            {slides.length >= of ? (
              <p className="soft">{t("slides.full")}</p>
            ) : (
              <>
                <NewTexts key={fresh.text} id={fresh.text} reply={isIn("texts") ? reply : undefined} />
                <NewPicture
                  key={fresh.picture}
                  id={fresh.picture}
                  reply={isIn("alt") && !isIn("was") ? reply : undefined}
                />
              </>
            )}
          </section>
        </>
      )}
      {presenters !== null && (
        <Presenter
          presenters={presenters}
          presenter={presenter}
          plan={loaderData.isPlanned ? planPath(room.id) : null}
          isSaved={done === "presenter" && !reply}
          reply={isIn("presenter") ? reply : undefined}
        />
      )}
    </div>
  );
}

/** A slide as it will show, with what can be done with it. */
function Prepared({
  slide,
  place,
  last,
  reply,
}: {
  slide: PreparedSlide;
  place: number;
  last: number;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("pitching");
  const wrong = useFieldError(reply);
  const { id, kind, picture, alt, source, html, title, at } = slide;
  const which = <span className="away"> {t("slides.which", { slide: place + 1, title })}</span>;
  return (
    <div className={styles.slide}>
      <p className={styles.number} aria-hidden="true">
        {place + 1}
      </p>
      <div className={styles.thumb}>
        <SlideFrame words={picture === null ? html : alt} picture={picture} isSmall />
      </div>
      <div className={styles.acts}>
        <h3 className="away">
          {t("slides.number", { slide: place + 1 })}: {title}
        </h3>
        <Form method="post" className="row">
          <input type="hidden" name="slide" value={id} />
          {place > 0 && (
            <button className="btn slim" name="act" value="up">
              {t("slides.up")}
              {which}
            </button>
          )}
          {place < last && (
            <button className="btn slim" name="act" value="down">
              {t("slides.down")}
              {which}
            </button>
          )}
          <button className="btn slim loss" name="act" value="remove">
            {t("slides.remove")}
            {which}
          </button>
        </Form>
        <details className={styles.edit} open={reply !== undefined || undefined}>
          <summary>
            {t("slides.edit")}
            <span className="away"> {t("slides.which", { slide: place + 1, title })}</span>
          </summary>
          <Form key={at} method="post" className={styles.part} noValidate>
            <ProblemBox reply={reply} />
            <input type="hidden" name="slide" value={id} />
            <input type="hidden" name="was" value={at} />
            {kind === "text" ? (
              <Field
                as="textarea"
                rows={5}
                name="text"
                label={t("slides.text")}
                maxLength={longestSlide}
                defaultValue={reply?.values.text ?? source}
                error={wrong("text")}
              />
            ) : (
              <Field
                name="alt"
                label={t("slides.alt")}
                hint={t("slides.alt_hint")}
                maxLength={longestAlt}
                defaultValue={reply?.values.alt ?? alt}
                error={wrong("alt")}
              />
            )}
            <div className="row">
              <button className="btn" name="act" value={kind === "text" ? "text" : "alt"}>
                {t("slides.save")}
                {which}
              </button>
            </div>
          </Form>
        </details>
      </div>
    </div>
  );
}

function NewTexts({ id, reply }: { id: string; reply: Reply | undefined }) {
  const { t } = useTranslation("pitching");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.part} noValidate>
      <h2>{t("slides.add_texts")}</h2>
      <ProblemBox reply={reply} />
      <input type="hidden" name="slide" value={reply?.values.slide ?? id} />
      <Field
        as="textarea"
        rows={7}
        name="texts"
        label={t("slides.texts")}
        hint={t("slides.texts_hint")}
        placeholder={t("slides.texts_placeholder")}
        maxLength={longestMany}
        defaultValue={reply?.values.texts ?? ""}
        error={wrong("texts")}
      />
      <div className="row">
        <button className="btn first" name="act" value="texts">
          <Icon name="plus" />
          {t("slides.add_texts")}
        </button>
      </div>
    </Form>
  );
}

function NewPicture({ id, reply }: { id: string; reply: Reply | undefined }) {
  const { t } = useTranslation("pitching");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" encType="multipart/form-data" className={styles.part}>
      <h2>{t("slides.add_picture")}</h2>
      <ProblemBox reply={reply} />
      <input type="hidden" name="slide" value={reply?.values.slide ?? id} />
      <Field
        type="file"
        name="file"
        accept={accepted.picture}
        required
        label={t("slides.file")}
        hint={t("slides.file_hint", { size: inMebibytes(limits.file) })}
        error={wrong("file")}
      />
      <Field
        name="alt"
        label={t("slides.alt")}
        hint={t("slides.alt_hint")}
        required
        maxLength={longestAlt}
        defaultValue={reply?.values.alt ?? ""}
        error={wrong("alt")}
      />
      <div className="row">
        <button className="btn" name="act" value="picture">
          <Icon name="plus" />
          {t("slides.add_picture")}
        </button>
      </div>
    </Form>
  );
}

function Presenter({
  presenters,
  presenter,
  plan,
  isSaved,
  reply,
}: {
  presenters: { id: string; name: string }[];
  presenter: Route.ComponentProps["loaderData"]["preparation"]["presenter"];
  plan: string | null;
  isSaved: boolean;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const wrong = useFieldError(reply);
  return (
    <section id="presenter" className={styles.part} aria-labelledby="presenter-heading">
      <h2 id="presenter-heading">{t("presenter.title")}</h2>
      {isSaved && (
        <p className="due kept" role="status">
          {t("presenter.saved", { name: called(presenter?.name ?? "") })}
        </p>
      )}
      {presenter && <Person name={presenter.name} affiliation={presenter.affiliation} avatar={presenter.avatar} />}
      <p className="soft">
        {t("presenter.what")} {plan !== null && <Link to={plan}>{t("presenter.plan")}</Link>}
      </p>
      <Form method="post" className={styles.part}>
        <ProblemBox reply={reply} />
        <Field
          as="select"
          name="presenter"
          label={t("presenter.label")}
          options={presenters.map(({ id, name }) => ({ value: id, label: called(name) }))}
          defaultValue={reply?.values.presenter ?? presenter?.id}
          error={wrong("presenter")}
        />
        <div className="row">
          <button className="btn" name="act" value="presenter">
            {t("presenter.save")}
          </button>
        </div>
      </Form>
    </section>
  );
}
