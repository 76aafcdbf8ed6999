import { Form } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Withdrawal } from "../withdrawal.server.ts";

/** On a withdrawn idea: who took it back and why, and for that person the way back. */
export function Withdrawn({ path, withdrawal, author }: { path: string; withdrawal: Withdrawal; author: string }) {
  const { t } = useTranslation("writing");
  if (withdrawal.why === null) return null;
  return (
    <div className="strip">
      <p>
        <b>{t("withdrawal.is", { name: author })}</b> {withdrawal.why}
      </p>
      {withdrawal.can.return && (
        <Form method="post" action={`${path}/withdrawal`}>
          <button className="btn slim" name="act" value="return">
            {t("withdrawal.return")}
          </button>
        </Form>
      )}
    </div>
  );
}
