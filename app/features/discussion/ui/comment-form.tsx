import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import { newId } from "../../../platform/ids.ts";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { KindChoices, WordsField } from "./comment-fields.tsx";

type Props = {
  /** Where the form posts. */
  action: string;
  /** The id the first comment written here will have: sending twice writes once. */
  firstId: string;
  parent?: { id: string; name: string };
  /** What was typed before, if anything. */
  values?: Record<string, string> | null | undefined;
  /** What a plain form was answered. */
  reply?: Reply | undefined;
  /** Whether the keyboard goes into the field as soon as it is there. */
  takesFocus?: boolean;
  /** Called with the id of the new comment, once the page shows it. */
  onPosted: (comment: string) => void;
  /** Stands beside the button. */
  children?: ReactNode;
};

/**
 * Writes a comment, or a reply to one. A plain form; with script the page stays, and the words
 * leave the field only once they are stored.
 */
export function CommentForm({ firstId, values, reply, onPosted, ...rest }: Props) {
  const fetcher = useFetcher<Reply | { posted: string }>();
  const [id, setId] = useState(firstId);
  const posted = fetcher.state === "idle" && fetcher.data && "posted" in fetcher.data ? fetcher.data.posted : null;
  const startAnew = useEffectEvent((comment: string) => {
    setId(newId(Date.now()));
    onPosted(comment);
  });
  useEffect(() => {
    if (posted !== null) startAnew(posted);
  }, [posted]);
  const isFirst = id === firstId;
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : isFirst ? reply : undefined;
  return <Words key={id} id={id} fetcher={fetcher} refusal={refusal} values={isFirst ? values : null} {...rest} />;
}

function Words({
  action,
  id,
  parent,
  values,
  refusal,
  fetcher,
  takesFocus = false,
  children,
}: Omit<Props, "firstId" | "reply" | "onPosted"> & {
  id: string;
  refusal: Reply | undefined;
  fetcher: ReturnType<typeof useFetcher<Reply | { posted: string }>>;
}) {
  const { t } = useTranslation("discussion");
  const wrong = useFieldError(refusal);
  const isSending = fetcher.state !== "idle";
  return (
    <fetcher.Form className="say" id={parent ? `reply-${parent.id}` : "say"} method="post" action={action}>
      <ProblemBox reply={refusal} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="parent" value={parent?.id ?? ""} />
      <WordsField
        label={parent && t("say.reply_to", { name: parent.name })}
        defaultValue={refusal?.values.body ?? values?.body ?? ""}
        error={wrong("body")}
        takesFocus={takesFocus}
      />
      <KindChoices defaultValue={refusal?.values.kind ?? values?.kind ?? "remark"} />
      <div className="row">
        <button className={parent ? "btn" : "btn first"} disabled={isSending}>
          {t(isSending ? "say.sending" : "say.publish")}
        </button>
        {children}
      </div>
    </fetcher.Form>
  );
}
