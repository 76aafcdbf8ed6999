import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { must } from "../../../platform/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { placeOfRoom } from "../../planning/ui/place.ts";
import { planOf, roomSeenBy } from "../../rooms/queries.server.ts";
import { maySeeSlides } from "../policy.ts";
import { preparationOf, slidesIn } from "../queries.server.ts";
import { rehearsalIn, slidesPath } from "../rules.ts";
import { Rehearsal } from "../ui/rehearsal.tsx";
import type { Route } from "./+types/rehearsal.ts";
import styles from "./rehearsal.module.css";

export const handle = { i18n: ["pitching"], place: placeOfRoom };

/**
 * A pitch before its time, for whoever presents it alone. Nothing of it is kept: without script the address carries how
 * long each slide took. Throws `NotFound`, `Forbidden`.
 */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { read } = ctx.db;
  const { room, idea, space } = await roomSeenBy(read, ctx.actor, args.params.room);
  if (!(await preparationOf(read, room, await planOf(read, room.id)))) throw new NotFound();
  must(maySeeSlides(ctx.actor, room), "presenter_only");
  const slides = await slidesIn(read, room.id);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    room: { title: room.title, path: slidesPath(room.id) },
    idea: idea && { title: idea.title, path: ideaPath(idea) },
    slides: slides.map(({ id, title, html, alt, picture }) => ({
      id,
      title,
      words: picture === null ? html : alt,
      picture,
    })),
    begun: rehearsalIn(args.url.searchParams, ctx.now, slides.length),
    now: ctx.now,
  };
}

export default function RehearsalPage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("pitching");
  const { room, slides, begun, now } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("rehearsal.title")} · ${room.title}`} />
      <header className={styles.head}>
        <h1>{t("rehearsal.title")}</h1>
        <p className="lede">{t("rehearsal.lede")}</p>
        <p>
          <Link to={room.path}>{t("rehearsal.back")}</Link>
        </p>
      </header>
      {slides.length === 0 ? (
        <p className="soft">{t("rehearsal.none")}</p>
      ) : (
        <Rehearsal slides={slides} begun={begun} now={now} />
      )}
    </div>
  );
}
