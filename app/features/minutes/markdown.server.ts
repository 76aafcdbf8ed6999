/**
 * Minutes as Markdown, in the reader's language. What people wrote is text here, never markup: a note cannot make a
 * heading, a link or a picture of itself in whatever shows the file.
 */
import type { Say } from "../../i18n.ts";
import type { Locale } from "../../platform/actor.ts";
import { dateFormat } from "../../platform/formats.ts";
import { type MessageTree, type Sentences, sentencesIn } from "../../platform/sentences.ts";
import uiEn from "../../ui/messages/en.json";
import uiFr from "../../ui/messages/fr.json";
import pitchingEn from "../pitching/messages/en.json";
import pitchingFr from "../pitching/messages/fr.json";
import roomsEn from "../rooms/messages/en.json";
import roomsFr from "../rooms/messages/fr.json";
import minutesEn from "./messages/en.json";
import minutesFr from "./messages/fr.json";
import type { Became, Minutes, MinutesNote, Named } from "./queries.server.ts";
import { escaped, escapedLine, fewestDuels, outcomeOf } from "./rules.ts";

const files: Record<Locale, Record<string, MessageTree>> = {
  en: { minutes: minutesEn, pitching: pitchingEn, rooms: roomsEn, ui: uiEn },
  fr: { minutes: minutesFr, pitching: pitchingFr, rooms: roomsFr, ui: uiFr },
};

function allIn(locale: Locale): Sentences {
  const sentences = sentencesIn(locale);
  for (const [namespace, messages] of Object.entries(files[locale])) sentences.add(namespace, messages);
  return sentences;
}

const all: Record<Locale, Sentences> = { en: allIn("en"), fr: allIn("fr") };

type Words = {
  locale: Locale;
  t: Say<"minutes">;
  rooms: Say<"rooms">;
  pitching: Say<"pitching">;
  ui: Say<"ui">;
  origin: string;
};

/** Minutes as a text in Markdown. `origin`: what its links begin with; `timeZone`: an IANA name, in which its times are. */
export function markdownOf(
  minutes: Minutes,
  { locale, origin, timeZone }: { locale: Locale; origin: string; timeZone: string },
): string {
  const sentences = all[locale];
  const words: Words = {
    locale,
    origin,
    t: (key, values) => sentences.say("minutes", key, values),
    rooms: (key, values) => sentences.say("rooms", key, values),
    pitching: (key, values) => sentences.say("pitching", key, values),
    ui: (key, values) => sentences.say("ui", key, values),
  };
  const blocks = [
    `# ${escapedLine(minutes.title)}`,
    whenIn(minutes, timeZone, words),
    quoted(minutes.question),
    ...pitchIn(minutes, words),
    ...(minutes.pitch && minutes.parts.length === 0 ? [] : notesIn(minutes, words)),
    ...votesIn(minutes, words),
    ...rankingsIn(minutes, words),
    ...decisionsIn(minutes, words),
    ...draftIn(minutes, words),
    ...questionsIn(minutes, words),
    ...peopleIn(minutes, words),
    ...phasesIn(minutes, words),
    ...usefulIn(minutes, words),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function whenIn(minutes: Minutes, timeZone: string, { locale, t, ui }: Words): string {
  const at = dateFormat(locale, timeZone, { dateStyle: "full", timeStyle: "short" }).format(
    minutes.beganAt ?? minutes.closedAt ?? 0,
  );
  const host = minutes.host ? ` · ${t("hosted", { name: calledIn(minutes.host, ui) })}` : "";
  return `${at} (${timeZone})${host}`;
}

function notesIn({ parts }: Minutes, words: Words): string[] {
  const { t } = words;
  if (parts.length === 0) return [`## ${t("notes")}`, t("notes_none")];
  return [
    `## ${t("notes")}`,
    ...parts.flatMap(({ name, notes, became }) => [
      `### ${name === null ? t("loose") : escapedLine(name)}`,
      ...(became ? [becameIn(became, words)] : []),
      notes.map((note) => noteIn(note, words)).join("\n"),
    ]),
  ];
}

function noteIn(note: MinutesNote, words: Words): string {
  const { t, ui } = words;
  const by = note.by ? calledIn(note.by, ui) : t(note.isSealed ? "sealed" : "without_name");
  const became = note.became ? ` · ${becameIn(note.became, words)}` : "";
  return `- ${escapedLine(note.body)} *(${by})*${became}`;
}

function becameIn({ as, path }: Became, { t, origin }: Words): string {
  return path === null ? t(`became.${as}_none`) : `[${t(`became.${as}`)}](${origin}${path})`;
}

function pitchIn({ pitch }: Minutes, words: Words): string[] {
  if (!pitch) return [];
  const { t, ui, pitching } = words;
  const { presenter, slides, transcript, questions } = pitch;
  const lines = questions.map(({ body, by, isSealed, votes, isAnswered }) => {
    const who = by ? calledIn(by, ui) : t(isSealed ? "sealed" : "without_name");
    const answered = pitching(isAnswered ? "minutes.answered" : "minutes.open");
    const wanted = votes > 0 ? ` · ${pitching("questions.wanted", { count: votes })}` : "";
    return `- ${escapedLine(body)} *(${who})*${wanted} · ${answered}`;
  });
  return [
    `## ${pitching("minutes.pitch")}`,
    ...(presenter ? [pitching("minutes.presented", { name: calledIn(presenter, ui) })] : []),
    slides.map(({ source, picture, alt }) => `1. ${escapedLine(picture === null ? source : alt)}`).join("\n"),
    `### ${pitching("minutes.transcript")}`,
    quoted(transcript),
    ...(lines.length > 0 ? [`### ${pitching("minutes.questions")}`, lines.join("\n")] : []),
  ];
}

function votesIn({ votes }: Minutes, { t }: Words): string[] {
  return votes.flatMap(({ ballot, voters, results }) => [
    `## ${t(`votes.${ballot}`)}`,
    voters === 0 ? t("votes.none") : t("votes.voters", { count: voters }),
    ...(results.length > 0
      ? [results.map(({ subject, total }) => `- ${total}: ${escapedLine(subject)}`).join("\n")]
      : []),
  ]);
}

function rankingsIn({ rankings }: Minutes, { locale, t }: Words): string[] {
  const share = new Intl.NumberFormat(locale, { style: "percent" });
  return rankings.flatMap(({ results }) => [
    `## ${t("ranking.title")}`,
    results
      .map(({ subject, score, duels }) => {
        const wins = duels < fewestDuels ? t("ranking.early") : share.format(score / 10_000);
        return `- ${escapedLine(subject)}: ${wins} (${t("ranking.duels")}: ${duels})`;
      })
      .join("\n"),
  ]);
}

function decisionsIn({ proposals }: Minutes, { t, ui }: Words): string[] {
  if (proposals.length === 0) return [];
  const named = (person: Named | null) => (person ? calledIn(person, ui) : t("somebody"));
  return [
    `## ${t("decisions.title")}`,
    proposals
      .map(({ body, by, consents, passes, objections }) => {
        const counts = t("decisions.counts", {
          consents: t("decisions.consents", { count: consents }),
          passes: t("decisions.passes", { count: passes }),
        });
        const outcome = t(`decisions.${outcomeOf({ consents, objections })}`);
        return [
          `- ${escapedLine(body)} *(${t("decisions.by", { name: named(by) })})*`,
          `  - **${outcome}** · ${counts}`,
          ...objections.map(
            (each) => `  - ${t("decisions.objection", { name: named(each.by) })} — ${escapedLine(each.reason)}`,
          ),
        ].join("\n");
      })
      .join("\n"),
  ];
}

function draftIn({ draft }: Minutes, { t, ui, origin }: Words): string[] {
  if (!draft) return [];
  return [
    `## ${t("draft.title")}`,
    t("draft.by", { names: draft.by.map((person) => calledIn(person, ui)) }),
    quoted(draft.body),
    ...(draft.became ? [`[${t(`draft.${draft.became.as}`)}](${origin}${draft.became.path})`] : []),
  ];
}

function questionsIn({ questions }: Minutes, { t, ui }: Words): string[] {
  if (questions.length === 0) return [];
  const line = ({ body, by }: Minutes["questions"][number]) =>
    `- ${escapedLine(body)} *(${by ? calledIn(by, ui) : t("somebody")})*`;
  return [`## ${t("questions")}`, questions.map(line).join("\n")];
}

function peopleIn({ people }: Minutes, { t, ui }: Words): string[] {
  if (people.length === 0) return [`## ${t("people")}`, t("nobody")];
  const line = (person: Named) => `- ${calledIn(person, ui)}, ${ui(`affiliation.one.${person.affiliation}`)}`;
  return [`## ${t("people")}`, people.map(line).join("\n")];
}

function phasesIn({ phases }: Minutes, { t, rooms }: Words): string[] {
  const line = ({ kind, words, ran }: Minutes["phases"][number]) => {
    const minutes = Math.round(ran / 60_000);
    const told = words === null ? "" : ` (${escapedLine(words)})`;
    return `1. ${rooms(`kind.${kind}`)}${told}: ${minutes < 1 ? t("under_a_minute") : t("minutes", { count: minutes })}`;
  };
  return phases.length === 0 ? [] : [`## ${t("phases")}`, phases.map(line).join("\n")];
}

function usefulIn({ useful }: Minutes, { t }: Words): string[] {
  if (!useful || useful.yes + useful.no === 0) return [];
  return [`## ${t("useful.title")}`, t("useful.said", useful)];
}

function calledIn({ name }: Named, ui: Words["ui"]): string {
  return name === "" ? ui("former_member") : escapedLine(name);
}

function quoted(text: string): string {
  return escaped(text)
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\\\n")
    .replaceAll(">\\\n", ">\n")
    .replaceAll("\\\n>\n", "\n>\n");
}
