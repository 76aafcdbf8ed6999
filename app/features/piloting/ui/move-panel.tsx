import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import { newId } from "../../../platform/ids.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import type { Stage } from "../../../ui/stage.tsx";
import type { Steering } from "../queries.server.ts";
import { MoveFields } from "./move-fields.tsx";
import styles from "./move-panel.module.css";

/** On an idea's page, for those who steer it: where it goes next, and the answer that goes with it. */
export function MovePanel({
  idea,
  steering,
  author,
  firstId,
}: {
  idea: { path: string; stage: Stage; extra: string | null; space: string };
  steering: Steering;
  author: string;
  firstId: string;
}) {
  const { t } = useTranslation("piloting");
  const fetcher = useFetcher<Reply | { moved: string }>();
  const [id, setId] = useState(firstId);
  const [isOpen, setOpen] = useState(false);
  const moved = fetcher.data && "moved" in fetcher.data ? fetcher.data.moved : null;
  const startAnew = useEffectEvent(() => {
    setId(newId(Date.now()));
    setOpen(false);
  });
  useEffect(() => {
    if (moved !== null) startAnew();
  }, [moved]);
  if (steering.closed !== null) return <p className={`strip ${styles.closed}`}>{t(`closed.${steering.closed}`)}</p>;
  return (
    <details className={styles.panel} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="btn">
        <Icon name="move" />
        {t("move.title")}
      </summary>
      <fetcher.Form method="post" action={`${idea.path}/stage`} className={styles.form} noValidate>
        <MoveFields
          key={id}
          id={id}
          stage={idea.stage}
          extra={idea.extra}
          space={idea.space}
          steering={steering}
          author={author}
          reply={fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined}
          isSending={fetcher.state === "submitting"}
        />
      </fetcher.Form>
    </details>
  );
}
