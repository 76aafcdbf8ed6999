import { Link } from "react-router";
import { Tick } from "../../../ui/tick.tsx";
import { useTranslation } from "../../../ui/words.ts";

/** Asks an author to accept the charter of a space as it is in `version`. */
export function CharterTick({
  slug,
  version,
  isTicked,
  error,
}: {
  slug: string;
  version: number;
  isTicked: boolean;
  error: string | undefined;
}) {
  const { t } = useTranslation("spaces");
  return (
    <Tick
      name="charter"
      value={String(version)}
      defaultChecked={isTicked}
      error={error}
      beside={
        <Link to={`/s/${slug}/charter?version=${version}`} target="_blank">
          {t("charter.read", { version })}
        </Link>
      }
    >
      {t("charter.accept")}
    </Tick>
  );
}
