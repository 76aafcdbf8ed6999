import { data, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { lostField } from "../../../platform/http/uploads.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { ProblemBox, type Reply, useSentence } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { attachFile, describeFile, mustTakeFiles, removeFile } from "../commands.server.ts";
import { describeInput, removeInput } from "../inputs.ts";
import { filesPage } from "../queries.server.ts";
import { type Rejection, rejectedOf, takeSent } from "../sent.server.ts";
import { FileDesk } from "../ui/file-desk.tsx";
import { FileList } from "../ui/file-list.tsx";
import type { Route } from "./+types/files.ts";
import styles from "./files.module.css";

export const handle = {
  i18n: ["files"],
  place: placeUnderIdea,
};

/** The files of an idea, to change them. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  return filesPage(ctx, id);
}

/** Adds files by a plain form, describes one, or takes one away. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  const { act: pressed, fields } = actOf(form);
  const act = form.has(lostField) ? "attach" : pressed;
  return answering(form, async () => {
    switch (act) {
      case "attach": {
        await mustTakeFiles(ctx, id);
        const rejections = await rejectedOf(await takeSent(fields), (file) => attachFile(ctx, id, file));
        if (rejections.length > 0) return data({ rejections }, { status: 422 });
        break;
      }
      case "describe": {
        await describeFile(ctx, id, parseForm(describeInput, fields));
        break;
      }
      case "remove": {
        await removeFile(ctx, id, parseForm(removeInput, fields).file);
        break;
      }
      default:
        throw new Malformed();
    }
    return wantsPage(args.request) ? redirect(`/ideas/${args.params.idea}/files`, 303) : { ok: true as const };
  });
}

export default function Files({ loaderData, actionData: answer }: Route.ComponentProps) {
  const { t } = useTranslation("files");
  const { idea, files, canChange } = loaderData;
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${idea.title}`} />
      <p className="small">
        <Link to={idea.path}>{t(idea.isDraft ? "back_to_draft" : "back")}</Link>
      </p>
      <h1>{t("title")}</h1>
      <p className="lede">{t("lede")}</p>
      <WrongForm reply={reply} />
      {answer && "rejections" in answer && <Rejected rejections={answer.rejections} />}
      {canChange ? (
        <div className={styles.desk}>
          <FileDesk idea={idea.id} files={files} />
        </div>
      ) : (
        <>
          <FileList path={idea.path} files={files} canChange={false} />
          {files.length === 0 && <p className="soft">{t("none")}</p>}
          <p className="small quiet">{t("add.not_yours")}</p>
        </>
      )}
    </div>
  );
}

function WrongForm({ reply }: { reply: Reply | undefined }) {
  const sentence = useSentence();
  const file = reply?.fields.file;
  return <ProblemBox reply={reply}>{file !== undefined && <p>{sentence(file)}</p>}</ProblemBox>;
}

function Rejected({ rejections }: { rejections: readonly Rejection[] }) {
  const { t } = useTranslation("files");
  const sentence = useSentence();
  return (
    <ErrorSummary title={t("refused_some")} problem={rejections}>
      <ul>
        {rejections.map(({ name, code }) => (
          <li key={name + code}>{t("refused", { name: name || t("unnamed"), why: sentence(code) })}</li>
        ))}
      </ul>
    </ErrorSummary>
  );
}
