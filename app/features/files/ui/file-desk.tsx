import { type ChangeEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useFetcher, useRevalidator } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownFile } from "../queries.server.ts";
import { accepted, inMebibytes, inText, limits } from "../rules.ts";
import styles from "./file-desk.module.css";
import type { Insert } from "./insertion.ts";
import { DocumentLink, Thumbnail } from "./file-list.tsx";

type Waiting = { key: number; name: string; file: File; part: number | null; code: string | null };

/**
 * The files of an idea for those who change them: add by choosing, dropping or pasting, describe,
 * take away. With `insert` a picture can be put into a text on the same page; what is pasted into a
 * text goes there by itself.
 */
export function FileDesk({ idea, files, insert }: { idea: string; files: readonly ShownFile[]; insert?: Insert }) {
  const { t } = useTranslation("files");
  const hint = useId();
  const words = ({ id, alt }: ShownFile) => inText({ id, alt: alt || t("alt.placeholder") });
  const uploads = useUploads(idea, (file, into) => insert?.(words(file), into));
  const list = useRef<HTMLUListElement>(null);
  const count = files.length;
  const before = useRef(count);
  useEffect(() => {
    // The button that took a file away went with it.
    if (count < before.current && document.activeElement === document.body) list.current?.focus();
    before.current = count;
  }, [count]);
  return (
    <div className={styles.desk}>
      <form method="post" action={`/ideas/${idea}/files`} encType="multipart/form-data" className={styles.add}>
        <div className="field">
          <label htmlFor={`${hint}-file`}>{t("add.label")}</label>
          <p className="hint" id={hint}>
            {t("add.hint", { size: inMebibytes(limits.file), count: limits.files })}
          </p>
          <input
            id={`${hint}-file`}
            type="file"
            name="file"
            multiple
            accept={accepted.any}
            aria-describedby={hint}
            onChange={uploads.chosen}
          />
          <p className={`small quiet ${styles.withScript}`}>{t("add.drop")}</p>
        </div>
        <button className={`btn first ${styles.withoutScript}`} name="act" value="attach">
          {t("add.act")}
        </button>
      </form>
      <Uploads {...uploads} />
      <ul className={styles.list} ref={list} tabIndex={-1} aria-label={t("heading")}>
        {files.map((file) => (
          <li key={file.id} className={styles.file} data-kind={file.kind}>
            {file.kind === "picture" ? <Thumbnail file={file} /> : <DocumentLink file={file} />}
            <div className={styles.about}>
              {file.kind === "picture" && <p className={styles.name}>{file.name}</p>}
              {file.kind === "picture" && <Description idea={idea} file={file} />}
              {file.kind === "picture" && insert && (
                <button className="btn slim" type="button" onClick={() => insert(words(file))}>
                  {t("insert")}
                </button>
              )}
              {file.kind === "picture" && !insert && (
                <p className="small soft">
                  {t("code")} <code className={styles.code}>{words(file)}</code>
                </p>
              )}
              <Removal idea={idea} file={file} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Description({ idea, file }: { idea: string; file: ShownFile }) {
  const { t } = useTranslation("files");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const reply = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  const wrong = useFieldError(reply);
  const sentence = useSentence();
  const isSaved = fetcher.state === "idle" && fetcher.data !== undefined && !reply;
  return (
    <fetcher.Form method="post" action={`/ideas/${idea}/files`} className={styles.description}>
      <input type="hidden" name="file" value={file.id} />
      <Field
        name="alt"
        label={t("alt.label")}
        hint={t("alt.hint")}
        defaultValue={file.alt}
        maxLength={limits.alt}
        autoComplete="off"
        error={reply && (wrong("alt") ?? sentence(reply.problem))}
      />
      <p className="row">
        <button className="btn slim" name="act" value="describe">
          {t("alt.save")}
        </button>
        <span role="status" className="small">
          {isSaved && <span className="due kept">{t("alt.saved")}</span>}
        </span>
      </p>
    </fetcher.Form>
  );
}

function Removal({ idea, file }: { idea: string; file: ShownFile }) {
  const { t } = useTranslation("files");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const sentence = useSentence();
  return (
    <details>
      <summary>
        {t("remove.open")}
        <span className="away"> {file.name}</span>
      </summary>
      <fetcher.Form method="post" action={`/ideas/${idea}/files`} className={styles.removal}>
        <p className="small soft">{t("remove.what")}</p>
        {fetcher.data && "problem" in fetcher.data && <p className="wrong">{sentence(fetcher.data.problem)}</p>}
        <input type="hidden" name="file" value={file.id} />
        <button className="btn slim loss" name="act" value="remove">
          {t("remove.act")}
        </button>
      </fetcher.Form>
    </details>
  );
}

/** What is on its way, what was refused and why, and what has come. */
function Uploads({ waiting, said, forget }: Pick<ReturnType<typeof useUploads>, "waiting" | "said" | "forget">) {
  const { t } = useTranslation("files");
  const sentence = useSentence();
  const refused = waiting.filter((one) => one.code !== null);
  const under = waiting.filter((one) => one.code === null);
  return (
    <>
      {under.length > 0 && (
        <ul className={styles.under}>
          {under.map(({ key, name, part }) => (
            <li key={key}>
              <label>
                <span className={styles.name}>{t(part === null ? "waiting" : "sending", { name })}</span>
                <progress max={1} value={part ?? 0} />
              </label>
            </li>
          ))}
        </ul>
      )}
      <div role="alert">
        {refused.length > 0 && (
          <div className="error">
            <ul>
              {refused.map(({ key, name, code }) => (
                <li key={key}>{t("refused", { name, why: sentence(code ?? "bug") })}</li>
              ))}
            </ul>
            <p>
              <button className="btn slim" type="button" onClick={forget}>
                {t("dismiss")}
              </button>
            </p>
          </div>
        )}
      </div>
      <p role="status" className="away">
        {said !== null && t("added", { name: said })}
      </p>
    </>
  );
}

/** Sends files one after another: chosen, dropped anywhere on the page, or pasted. */
function useUploads(idea: string, insert: (file: ShownFile, into: HTMLTextAreaElement) => void) {
  const { t } = useTranslation("files");
  const { revalidate } = useRevalidator();
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const last = useRef(Promise.resolve());
  const number = useRef(0);
  const change = (key: number, changed: Partial<Waiting> | null) =>
    setWaiting((all) =>
      all.flatMap((one) => (one.key !== key ? [one] : changed === null ? [] : [{ ...one, ...changed }])),
    );

  const send = (chosen: readonly File[], into?: HTMLTextAreaElement) => {
    const added = chosen.map((file): Waiting => {
      return { key: ++number.current, name: file.name || t("unnamed"), file, part: null, code: null };
    });
    setWaiting((all) => [...all, ...added]);
    for (const one of added) last.current = last.current.then(() => sendOne(one, into));
  };
  const sendOne = async ({ key, file, name }: Waiting, into: HTMLTextAreaElement | undefined) => {
    change(key, { part: 0 });
    const outcome = await import("./uploading.ts").then(
      ({ sendFile }) => sendFile(idea, file, (part) => change(key, { part })),
      // Without a connection not even that comes; those who wait behind must still have their turn.
      () => ({ code: "offline" }),
    );
    if ("code" in outcome) return change(key, { code: outcome.code });
    await revalidate();
    change(key, null);
    setSaid(name);
    if (into && outcome.file.kind === "picture") insert(outcome.file, into);
  };

  const take = useEffectEvent((event: Event, data: DataTransfer | null) => {
    const found = [...(data?.files ?? [])];
    if (found.length === 0) return;
    event.preventDefault();
    send(found, event.target instanceof HTMLTextAreaElement ? event.target : undefined);
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      // Programs for documents and tables bring a picture of the words beside the words: these are meant.
      const types = event.clipboardData?.types ?? [];
      if (types.includes("text/plain") && types.includes("text/html")) return;
      take(event, event.clipboardData);
    };
    const drop = (event: DragEvent) => take(event, event.dataTransfer);
    const over = (event: DragEvent) => {
      // Beside a field for text a browser would open the file in place of the page.
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    document.addEventListener("paste", paste);
    document.addEventListener("drop", drop);
    document.addEventListener("dragover", over);
    return () => {
      document.removeEventListener("paste", paste);
      document.removeEventListener("drop", drop);
      document.removeEventListener("dragover", over);
    };
  }, []);

  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    send([...(currentTarget.files ?? [])]);
    currentTarget.value = "";
  };
  const forget = () => setWaiting((all) => all.filter((one) => one.code === null));
  return { chosen, waiting, said, forget };
}
