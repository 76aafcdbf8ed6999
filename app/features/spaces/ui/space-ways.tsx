import { useTranslation } from "../../../ui/words.ts";
import { Form, Link } from "react-router";
import type { Ways } from "../policy.ts";
import styles from "./space-ways.module.css";

/** From the ideas of a space to what is said about it, and into it. */
export function SpaceWays({ slug, ways }: { slug: string; ways: Ways }) {
  const { t } = useTranslation("ui");
  return (
    <div className={styles.ways}>
      <Link to={`/s/${slug}/about`}>{t("space.about")}</Link>
      <Link to={`/s/${slug}/rooms`}>{t("space.rooms")}</Link>
      <Link to={`/s/${slug}/roadmap`}>{t("space.roadmap")}</Link>
      {ways.members && <Link to={`/s/${slug}/members`}>{t("space.members")}</Link>}
      {ways.pioneers && <Link to={`/s/${slug}/pioneers`}>{t("space.pioneers")}</Link>}
      {ways.lens && <Link to={`/s/${slug}/lens`}>{t("space.lens")}</Link>}
      {ways.join && <JoinForm slug={slug} />}
    </div>
  );
}

/** One click makes a public space one's own. */
export function JoinForm({ slug }: { slug: string }) {
  const { t } = useTranslation("ui");
  return (
    <Form method="post" action={`/s/${slug}/about`}>
      <button className="btn slim" name="act" value="join">
        {t("space.join")}
      </button>
    </Form>
  );
}
