import { Fragment } from "react";
import { Link } from "react-router";
import { type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { accepted } from "../rules.ts";

/** Asks somebody who joins to accept the texts that `mark` names; nothing where there are none. */
export function ConsentTick({ mark, reply }: { mark: string; reply: Reply | undefined }) {
  const { t } = useTranslation("legal");
  const wrong = useFieldError(reply);
  if (mark === "") return null;
  return (
    <Tick
      name="consent"
      value={mark}
      defaultChecked={reply?.values.consent === mark}
      error={wrong("consent")}
      beside={accepted.map((document) => (
        <Fragment key={document}>
          <Link to={`/legal/${document}`} target="_blank">
            {t(`tick.${document}`)}
          </Link>{" "}
        </Fragment>
      ))}
    >
      {t("tick.accept")}
    </Tick>
  );
}
