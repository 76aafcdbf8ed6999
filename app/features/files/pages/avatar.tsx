import { redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering } from "../../../platform/forms.server.ts";
import { Face } from "../../../ui/face.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { setAvatar } from "../portraits.server.ts";
import { portraitSent } from "../sent.server.ts";
import { PortraitForm } from "../ui/portrait-form.tsx";
import type { Route } from "./+types/avatar.ts";
import styles from "./files.module.css";

export const handle = {
  i18n: ["files"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

export function loader(args: Route.LoaderArgs) {
  const { name, affiliation, avatar } = signedIn(contextOf(args)).actor;
  return { name, affiliation, avatar };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    await setAvatar(ctx, await portraitSent(form));
    return redirect("/me", 303);
  });
}

export default function Avatar({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("files");
  const { name, affiliation, avatar } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("avatar.title")} />
      <h1>{t("avatar.title")}</h1>
      <p className="lede">{t("avatar.lede")}</p>
      <PortraitForm
        now={<Face name={name} affiliation={affiliation} avatar={avatar} isWhole size="l" />}
        has={avatar !== null}
        hint={t("avatar.hint")}
        reply={reply}
      />
    </div>
  );
}
