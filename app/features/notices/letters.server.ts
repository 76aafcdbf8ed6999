/** What is told, as letters. */
import type { Config } from "../../platform/config.server.ts";
import { dateFormat } from "../../platform/formats.ts";
import type { Letter, MailItem, MailLink, MailPart } from "../../platform/mail-frame.tsx";
import { originOf } from "../../platform/config.server.ts";
import type { Awaiting } from "../home/queries.server.ts";
import { creditsPath } from "../crediting/rules.ts";
import { ideaPath } from "../ideas/rules.ts";
import type { Owed } from "../piloting/desk.server.ts";
import { deskPath, wholeDesk } from "../piloting/rules.ts";
import type { Addressee } from "./addressee.server.ts";
import type { Line } from "./lines.server.ts";
import { groupedBy, noticeGroups, partSentence, type Scope, sentenceOf } from "./rules.ts";
import { unsubscribePath } from "./unsubscribing.server.ts";
import type { FreshIdea } from "./week.server.ts";
import { type MailWords, mailWords } from "./words.server.ts";

/** A letter, and what goes with it outside of its words. */
export type Composed = {
  letter: Letter;
  /** Who speaks, if that is not the place itself. */
  sender?: string | undefined;
  /** Mails about one idea stand together. */
  thread?: string | undefined;
  unsubscribe: string;
};

export type Place = { site: string; config: Config };

/** The mail that tells what happened. `lines` has at least one. */
export function bundleLetter(to: Addressee, lines: readonly Line[], place: Place): Composed {
  const words = mailWords(to.reader.locale);
  const { m } = words;
  const links = linksOf(to, place);
  const ideas = new Map(lines.flatMap(({ idea, place: space }) => (idea ? [[idea.id, { ...idea, space }]] : [])));
  const [only] = ideas.values();
  const isOneIdea = ideas.size === 1 && lines.every(({ idea }) => idea !== null);
  const happened = happenedIn(lines, words);
  return {
    letter: {
      // Alike in each mail about an idea, as some mail programs put together what is called alike.
      subject: oneLine(
        isOneIdea && only ? m("subject", { title: only.title, space: only.space?.name ?? "" }) : happened,
      ),
      paragraphs: [m("greeting", { name: to.reader.name }), m("told", { happened })],
      parts: partsOf(to, lines, words, links),
      link: { label: m("all"), url: links.to("/notices") },
      footnote: m("why"),
      ways: waysOut(lines, words, links),
    },
    sender: senderOf(lines, words, place),
    thread: isOneIdea && only ? `idea.${only.id}.${to.reader.id}` : undefined,
    unsubscribe: links.end("mail"),
  };
}

/** Addresses in a mail: a path of this site, and the one at which mails of a scope end. */
export function linksOf({ reader }: Addressee, { config }: Place) {
  const origin = originOf(config);
  return {
    to: (path: string) => origin + path,
    end: (scope: Scope) => origin + unsubscribePath(config, reader.id, scope),
  };
}

export type Links = ReturnType<typeof linksOf>;

/** "7 things happened on 2 ideas", without an end. */
function happenedIn(lines: readonly Line[], { t }: MailWords): string {
  const count = lines.reduce((sum, { times }) => sum + times, 0);
  const ideas = new Set(lines.map(({ idea }) => idea?.id ?? null));
  if (ideas.has(null)) return t("happened", { count });
  return t("happened_on", { count, ideas: t("ideas", { count: ideas.size }) });
}

/** The lines by what they are about, in the order in which it began. */
export function partsOf({ chosen }: Addressee, lines: readonly Line[], words: MailWords, links: Links): MailPart[] {
  return groupedBy(lines, ({ idea, place }) => idea?.id ?? place?.id ?? "").flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { idea, place } = first;
    const items = group.flatMap((line) => [
      itemOf(line, words, links, chosen.timeZone),
      ...itemsBehind(line, words, links),
    ]);
    if (!idea) return [{ title: place?.name ?? words.t("choose.groups.account"), items }];
    return [{ title: idea.title, url: links.to(`/notices/${first.notice}`), note: place?.name ?? "", items }];
  });
}

function itemOf(line: Line, { t, ui, m, called, locale }: MailWords, links: Links, timeZone: string) {
  const by = line.by && { name: called(line.by.name) };
  const path = `/notices/${line.notice}?event=${line.event}`;
  const link: MailLink =
    line.isComment && by
      ? { label: m("answer", { name: by.name }), url: links.to(`${path}&answer=1`) }
      : { label: m("open"), url: links.to(path) };
  const moment = dateFormat(locale, timeZone, { dateStyle: "full", timeStyle: "short" });
  return {
    text: sentenceOf({ ...line, by }, t, ui, (at) => moment.format(at)),
    ...(line.words && { quote: line.words }),
    link,
  };
}

/** What a line is made of that is about several ideas: what of a release is the reader's, or what was moved together. */
function itemsBehind({ kind, ideas, release }: Line, words: MailWords, links: Links): MailItem[] {
  const parts = kind === "shipped" ? (release?.parts ?? []) : [];
  const { t, credit, m } = words;
  return [
    ...parts.map((part) => ({
      text: partSentence(part, t, credit, words.locale),
      link: { label: m("credits"), url: links.to(creditsPath(part.path)) },
    })),
    ...(ideas.length > 1
      ? ideas.map(({ title, path }) => ({ text: title, link: { label: m("open"), url: links.to(path) } }))
      : []),
  ];
}

/** "Léa (via Caco)": the one who acted, whose mail address nobody learns. */
function senderOf(lines: readonly Line[], { m, called }: MailWords, { site }: Place): string | undefined {
  const people = [...new Set(lines.flatMap(({ people }) => people))];
  const [name] = people;
  if (name === undefined) return undefined;
  const count = people.length - 1;
  return oneLine(
    count === 0 ? m("sender", { name: called(name), site }) : m("sender_others", { name: called(name), count, site }),
  );
}

function waysOut(lines: readonly Line[], { m, t }: MailWords, links: Links): MailLink[] {
  const groups = noticeGroups.filter((group) => lines.some((line) => line.group === group));
  const places = new Map(lines.map(({ place }) => [place?.id, place]));
  const [place] = places.values();
  return [
    { label: m("ways.choose"), url: links.to("/me/notices") },
    ...groups.map((group) => ({
      label: m("ways.group", { group: t(`choose.groups.${group}`) }),
      url: links.end(`group:${group}`),
    })),
    ...(places.size === 1 && place
      ? [{ label: m("ways.space", { space: place.name }), url: links.end(`space:${place.id}`) }]
      : []),
    { label: m("ways.mail"), url: links.end("mail") },
  ];
}

/** Names may hold anything but line ends; a subject is one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What stands in the weekly mail. */
export type Week = {
  lines: readonly Line[];
  fresh: readonly FreshIdea[];
  awaiting: readonly Awaiting[];
  owed: readonly Owed[];
};

/** The weekly mail: to pilots first what they owe, then what awaits the reader, what moved, and what is new. */
export function weeklyLetter(to: Addressee, week: Week, place: Place, now: number): Composed {
  const words = mailWords(to.reader.locale);
  const { m } = words;
  const links = linksOf(to, place);
  const awaits = week.awaiting.map(({ kind, id, title, slug }) => ({
    text: m(`weekly.${kind}`, { title }),
    link: {
      label: m("open"),
      url: links.to(kind === "draft" ? `/s/${slug}/ideas/new?draft=${id}` : ideaPath({ id, title })),
    },
  }));
  const fresh = week.fresh.map(({ id, title, author, space }) => ({
    text: title,
    quote: m("weekly.by", { name: words.called(author), space }),
    link: { label: m("open"), url: links.to(ideaPath({ id, title })) },
  }));
  return {
    letter: {
      subject: oneLine(m("weekly.subject", { site: place.site })),
      paragraphs: [m("greeting", { name: to.reader.name }), m("weekly.what")],
      parts: [
        ...dutyParts(to, week.owed, words, links, now),
        ...(awaits.length > 0 ? [{ title: m("weekly.awaits"), items: awaits }] : []),
        ...partsOf(to, week.lines, words, links),
        ...(fresh.length > 0 ? [{ title: m("weekly.fresh"), note: m("weekly.fresh_note"), items: fresh }] : []),
      ],
      link: { label: m("weekly.all", { site: place.site }), url: links.to("/") },
      footnote: m("weekly.why"),
      ways: [
        { label: m("ways.choose"), url: links.to("/me/notices") },
        { label: m("ways.digest"), url: links.end("digest") },
      ],
    },
    unsubscribe: links.end("digest"),
  };
}

/** The mail that reminds a pilot of what is late or due. `owed` has at least one. */
export function dutiesLetter(to: Addressee, owed: readonly Owed[], place: Place, now: number): Composed {
  const words = mailWords(to.reader.locale);
  const { m } = words;
  const links = linksOf(to, place);
  const late = owed.filter(({ dueAt }) => dueAt < now).length;
  return {
    letter: {
      subject: late > 0 ? m("duties.subject_late", { count: late }) : m("duties.subject", { count: owed.length }),
      paragraphs: [m("greeting", { name: to.reader.name }), m("duties.what")],
      parts: dutyParts(to, owed, words, links, now),
      link: { label: m("duties.all"), url: links.to("/pilot") },
      footnote: m("duties.why"),
      ways: [
        { label: m("ways.choose"), url: links.to("/me/notices") },
        { label: m("ways.reminder"), url: links.end("reminder") },
      ],
    },
    unsubscribe: links.end("reminder"),
  };
}

/** What is owed, what is late before the rest. */
function dutyParts(to: Addressee, owed: readonly Owed[], words: MailWords, links: Links, now: number): MailPart[] {
  const { m, locale } = words;
  const written = dateFormat(locale, to.chosen.timeZone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  const itemFor = (duty: Owed) => ({
    text: m(`duties.kind.${duty.kind}`, { title: duty.kind === "judge" ? duty.name : duty.idea.title }),
    quote: m("duties.in_space", { space: duty.space.name, when: written.format(duty.dueAt) }),
    link: { label: m("open"), url: links.to(duty.kind === "judge" ? duty.to : deskPath(duty.idea.id, wholeDesk)) },
  });
  const late = owed.filter(({ dueAt }) => dueAt < now);
  const rest = owed.filter(({ dueAt }) => dueAt >= now);
  return [
    ...(late.length > 0 ? [{ title: m("duties.late"), items: late.map(itemFor) }] : []),
    ...(rest.length > 0 ? [{ title: m("duties.due"), items: rest.map(itemFor) }] : []),
  ];
}
