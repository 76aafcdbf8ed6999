import { useFetcher } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./follow-button.module.css";

/** Follows an idea, or stops: a plain form, which with script answers at once. */
export function FollowButton({
  path,
  follows,
  reply,
  isWanted = false,
}: {
  /** The idea's own address. */
  path: string;
  follows: boolean;
  /** What a plain form was answered. */
  reply?: Reply | undefined;
  /** It was pressed before signing in: nobody follows by that alone. */
  isWanted?: boolean;
}) {
  const { t } = useTranslation("following");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const answer = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const sent = fetcher.formData?.get("follow");
  const isOn = sent ? sent === "yes" : follows;
  return (
    <fetcher.Form method="post" action={`${path}/follow`} className={styles.follow}>
      <ProblemBox reply={answer} />
      {isWanted && !isOn && <p className="strip live">{t("wanted")}</p>}
      <button className="btn slim" name="follow" value={isOn ? "no" : "yes"} aria-describedby="follow-what">
        <Icon name="bell" />
        {t(isOn ? "stop" : "follow")}
      </button>
      <span id="follow-what" className="small quiet" role="status">
        {t(isOn ? "on" : "off")}
      </span>
    </fetcher.Form>
  );
}
