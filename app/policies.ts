/**
 * Who may knock at which door. Every page, action and socket event has a row here: the server
 * refuses what has none, and a test lists all of them. What a person may do to a certain thing
 * (this idea, this comment) is decided behind the door by the feature's `policy.ts`.
 */
import { matchPath } from "react-router";
import { type Actor, isAdmin, isSignedIn } from "./platform/actor.ts";

/** `nobody`: there is no such act at this address. */
export type Who = "anyone" | "member" | "admin" | "nobody";

export type Door = {
  read: Who;
  write: Who;
  /** Whether somebody may still post here whose account is about to be erased: elsewhere such a person only reads. */
  whileLeaving?: boolean;
  /** Only on a server that was started as a demo; elsewhere nothing is there. */
  only?: "demo";
  /**
   * Where the form stands that posts here. When a visitor posts to a door for members, what was
   * typed is kept, and the visitor comes back to this page after signing in.
   */
  form?: (params: Readonly<Record<string, string | undefined>>) => string;
  /** Takes what no page of ours sent: the address itself, or a signature, is what proves that it may. */
  fromElsewhere?: boolean;
  /** Machines post here: whatever cookies come along, nobody is signed in. */
  cookieless?: boolean;
  /** `files`: forms that carry files; a longer body is taken, of those who pass. `json`: JSON instead of forms. */
  body?: "files" | "json";
};

/** By the pattern of the address, as in `routes.ts`. */
export const pageDoors: Readonly<Record<string, Door>> = {
  "/": { read: "anyone", write: "nobody" },
  "/setup": { read: "anyone", write: "anyone" },
  "/join": { read: "anyone", write: "anyone" },
  "/signin": { read: "anyone", write: "anyone" },
  "/signout": { read: "nobody", write: "anyone" },
  "/forgot": { read: "anyone", write: "anyone" },
  "/reset/:token": { read: "anyone", write: "anyone" },
  "/verify": { read: "anyone", write: "anyone" },
  "/verify/:token": { read: "anyone", write: "anyone" },
  "/email/:token": { read: "anyone", write: "anyone" },
  "/invite/:token": { read: "anyone", write: "member", form: ({ token }) => `/invite/${token}` },
  "/knock/:key": { read: "anyone", write: "member", form: ({ key }) => `/knock/${key}` },
  "/legal/:document": { read: "anyone", write: "nobody" },
  "/reputation/rules": { read: "anyone", write: "nobody" },
  "/reputation/head": { read: "anyone", write: "nobody" },
  "/reputation/head.json": { read: "anyone", write: "nobody" },
  "/reputation/head.txt": { read: "anyone", write: "nobody" },
  "/unsubscribe/:token": { read: "anyone", write: "anyone", fromElsewhere: true },
  "/consent": { read: "nobody", write: "member" },
  "/preferences": { read: "nobody", write: "anyone" },
  "/demo/signin": { read: "nobody", write: "anyone", only: "demo" },
  "/demo/reset": { read: "anyone", write: "anyone", only: "demo" },
  "/me": { read: "member", write: "nobody" },
  "/me/profile": { read: "member", write: "member", form: () => "/me/profile" },
  "/me/calls": { read: "member", write: "member", form: () => "/me/calls" },
  "/me/found": { read: "member", write: "member", form: () => "/me/found" },
  "/me/look": { read: "member", write: "member" },
  "/me/email": { read: "member", write: "member" },
  "/me/avatar": { read: "member", write: "member", body: "files" },
  "/me/sessions": { read: "member", write: "member" },
  "/me/password": { read: "member", write: "member" },
  "/me/privacy": { read: "member", write: "member", whileLeaving: true },
  "/me/privacy/leave": { read: "member", write: "member", whileLeaving: true },
  "/me/privacy/data/:export": { read: "member", write: "nobody" },
  "/me/notices": { read: "member", write: "member", form: () => "/me/notices" },
  "/me/notices/:space": { read: "member", write: "member", form: ({ space }) => `/me/notices/${space}` },
  "/me/following": { read: "member", write: "nobody" },
  "/notices": { read: "member", write: "member" },
  "/notices/unread": { read: "member", write: "member" },
  "/notices/:notice": { read: "member", write: "nobody" },
  "/pilot/batch": { read: "member", write: "member", form: () => "/pilot/batch" },
  "/rooms/:room": { read: "anyone", write: "member", form: ({ room }) => `/rooms/${room}` },
  "/pilot": { read: "member", write: "member", form: () => "/pilot" },
  "/s/new": { read: "admin", write: "admin" },
  "/s/:space": { read: "anyone", write: "nobody" },
  "/s/:space/about": { read: "anyone", write: "member", form: ({ space }) => `/s/${space}/about` },
  "/s/:space/rooms": { read: "anyone", write: "nobody" },
  "/s/:space/rooms/new": { read: "member", write: "member", form: ({ space }) => `/s/${space}/rooms/new` },
  "/rooms/:room/plan": { read: "member", write: "member", form: ({ room }) => `/rooms/${room}/plan` },
  "/rooms/:room/slides": {
    read: "member",
    write: "member",
    body: "files",
    form: ({ room }) => `/rooms/${room}/slides`,
  },
  "/rooms/:room/slides/rehearsal": { read: "member", write: "nobody" },
  "/rooms/:room/transcript": { read: "member", write: "member", form: ({ room }) => `/rooms/${room}/transcript` },
  "/rooms/:room/minutes": { read: "anyone", write: "member", form: ({ room }) => `/rooms/${room}/minutes` },
  "/rooms/:room/minutes.md": { read: "anyone", write: "nobody" },
  "/rooms/:room/calendar.ics": { read: "anyone", write: "nobody" },
  "/s/:space/members": { read: "member", write: "member" },
  "/s/:space/pioneers": { read: "member", write: "nobody" },
  "/s/:space/pioneers/:handle": {
    read: "member",
    write: "member",
    form: ({ space, handle }) => `/s/${space}/pioneers/${handle}`,
  },
  "/s/:space/invitations": { read: "member", write: "member" },
  "/s/:space/edit": { read: "member", write: "member" },
  "/s/:space/saved-answers": {
    read: "member",
    write: "member",
    form: ({ space }) => `/s/${space}/saved-answers`,
  },
  "/s/:space/stages": { read: "member", write: "member" },
  "/s/:space/calendar": { read: "member", write: "member" },
  "/s/:space/pilots": { read: "anyone", write: "member", form: ({ space }) => `/s/${space}/pilots` },
  "/s/:space/board": { read: "anyone", write: "nobody" },
  "/s/:space/board/:idea": {
    read: "member",
    write: "member",
    form: ({ space, idea }) => `/s/${space}/board/${idea}`,
  },
  "/s/:space/roadmap": { read: "anyone", write: "nobody" },
  "/s/:space/products": { read: "anyone", write: "member", form: ({ space }) => `/s/${space}/products` },
  "/s/:space/products/:product": {
    read: "anyone",
    write: "member",
    form: ({ space, product }) => `/s/${space}/products/${product}`,
  },
  "/s/:space/products/:product/edit": {
    read: "member",
    write: "member",
    form: ({ space, product }) => `/s/${space}/products/${product}/edit`,
  },
  "/s/:space/releases": { read: "anyone", write: "nobody" },
  "/s/:space/releases/new": { read: "member", write: "member", form: ({ space }) => `/s/${space}/releases/new` },
  "/s/:space/releases/:release": {
    read: "anyone",
    write: "member",
    form: ({ space, release }) => `/s/${space}/releases/${release}`,
  },
  "/s/:space/releases/:release/edit": {
    read: "member",
    write: "member",
    form: ({ space, release }) => `/s/${space}/releases/${release}/edit`,
  },
  "/s/:space/releases/:release/help": {
    read: "member",
    write: "member",
    form: ({ space, release }) => `/s/${space}/releases/${release}/help`,
  },
  "/s/:space/releases/:release/card.png": { read: "anyone", write: "nobody" },
  "/s/:space/logo": { read: "member", write: "member", body: "files" },
  "/s/:space/charter": { read: "anyone", write: "nobody" },
  "/s/:space/charter/edit": {
    read: "member",
    write: "member",
    form: ({ space }) => `/s/${space}/charter/edit`,
  },
  "/s/:space/ideas/new": {
    read: "anyone",
    write: "member",
    form: ({ space }) => `/s/${space}/ideas/new`,
  },
  "/s/:space/views": { read: "anyone", write: "member" },
  "/s/:space/people.json": { read: "member", write: "nobody" },
  "/s/:space/answers.csv": { read: "anyone", write: "nobody" },
  "/s/:space/ideas.csv": { read: "member", write: "nobody" },
  "/s/:space/drafts": { read: "nobody", write: "member" },
  "/ideas/:idea": { read: "anyone", write: "nobody" },
  "/ideas/:idea/signal": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}` },
  "/ideas/:idea/follow": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}` },
  "/ideas/:idea/stage": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/stage` },
  "/ideas/:idea/notes": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/notes` },
  "/ideas/:idea/merge": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/merge` },
  "/ideas/:idea/transfer": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/transfer` },
  "/ideas/:idea/report": { read: "member", write: "member" },
  "/ideas/:idea/moderation": { read: "member", write: "member" },
  "/people/:handle": { read: "anyone", write: "nobody" },
  "/people/:handle/card.png": { read: "anyone", write: "nobody" },
  "/people/:handle/reputation": { read: "anyone", write: "nobody" },
  "/people/:handle/ban": { read: "admin", write: "admin" },
  "/s/:space/moderation": { read: "anyone", write: "nobody" },
  "/s/:space/members/:handle": { read: "member", write: "member" },
  "/s/:space/fairness/:case": { read: "member", write: "member" },
  "/s/:space/appeals/:appeal": {
    read: "member",
    write: "member",
    form: ({ space, appeal }) => `/s/${space}/appeals/${appeal}`,
  },
  "/me/decisions": { read: "member", write: "member", form: () => "/me/decisions" },
  "/s/:space/reports": { read: "member", write: "nobody" },
  "/ideas/:idea/comments": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}` },
  "/ideas/:idea/duplicates": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/duplicates` },
  "/ideas/:idea/revival": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/revival` },
  "/ideas/:idea/talk": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/talk` },
  "/ideas/:idea/tags": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}` },
  "/ideas/:idea/products": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/products` },
  "/ideas/:idea/files": { read: "member", write: "member", body: "files" },
  "/ideas/:idea/files/new": { read: "nobody", write: "member", body: "files" },
  "/files/:file": { read: "anyone", write: "nobody" },
  "/comments/:comment": { read: "member", write: "member", form: ({ comment }) => `/comments/${comment}` },
  "/comments/:comment/versions": {
    read: "anyone",
    write: "member",
    form: ({ comment }) => `/comments/${comment}/versions`,
  },
  "/comments/:comment/adoption": {
    read: "anyone",
    write: "member",
    form: ({ comment }) => `/comments/${comment}/adoption`,
  },
  "/comments/:comment/evidence": {
    read: "anyone",
    write: "member",
    form: ({ comment }) => `/comments/${comment}/evidence`,
  },
  "/ideas/:idea/edit": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/edit` },
  "/ideas/:idea/write": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/write` },
  "/ideas/:idea/authors": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/authors` },
  "/ideas/:idea/withdrawal": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/withdrawal` },
  "/ideas/:idea/adoptions": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/adoptions` },
  "/ideas/:idea/credits": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/credits` },
  "/ideas/:idea/credits/appeal": {
    read: "member",
    write: "member",
    form: ({ idea }) => `/ideas/${idea}/credits/appeal`,
  },
  "/ideas/:idea/credits/confirm": {
    read: "member",
    write: "member",
    form: ({ idea }) => `/ideas/${idea}/credits/confirm`,
  },
  "/ideas/:idea/credits/judge": {
    read: "member",
    write: "member",
    form: ({ idea }) => `/ideas/${idea}/credits/judge`,
  },
  "/ideas/:idea/forecasts": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/forecasts` },
  "/s/:space/forecasts": { read: "anyone", write: "nobody" },
  "/ideas/:idea/versions": { read: "anyone", write: "nobody" },
  "/ideas/:idea/versions/:number": {
    read: "anyone",
    write: "member",
    form: ({ idea, number }) => `/ideas/${idea}/versions/${number}`,
  },
  "/admin": { read: "admin", write: "nobody" },
  "/admin/settings": { read: "admin", write: "admin" },
  "/admin/people": { read: "admin", write: "nobody" },
  "/admin/people/:member": { read: "admin", write: "admin" },
  "/admin/spaces": { read: "admin", write: "nobody" },
  "/admin/invitations": { read: "admin", write: "admin" },
  "/admin/legal": { read: "admin", write: "nobody" },
  "/admin/legal/:document": { read: "admin", write: "admin" },
  "/admin/mail": { read: "admin", write: "admin" },
  "/admin/mail/:mail": { read: "admin", write: "nobody" },
  "/admin/jobs": { read: "admin", write: "admin" },
  "/admin/health": { read: "admin", write: "nobody" },
  "/healthz": { read: "anyone", write: "nobody" },
  "/readyz": { read: "anyone", write: "nobody" },
  "/metrics": { read: "anyone", write: "nobody" },
  "/s/:space/lens": { read: "member", write: "nobody" },
  "/s/:space/lens.csv": { read: "member", write: "nobody" },
  "/hooks/products/:product": { read: "nobody", write: "anyone", fromElsewhere: true, cookieless: true, body: "json" },
  "/ideas/:idea/issues": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/issues` },
  "/s/:space/figures": { read: "member", write: "nobody" },
  "/s/:space/figures.csv": { read: "member", write: "nobody" },
  "/ideas/:idea/lens": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/lens` },
  "/ideas/:idea/wishes": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/wishes` },
  "/wish/:token": { read: "anyone", write: "anyone" },
  "/ideas/:idea/tests": { read: "anyone", write: "member", form: ({ idea }) => `/ideas/${idea}/tests` },
  "/ideas/:idea/estimates": { read: "member", write: "member", form: ({ idea }) => `/ideas/${idea}/estimates` },
  "/*": { read: "anyone", write: "anyone" },
};

/** By the name of the event that a browser sends. */
export const socketDoors: Readonly<Record<string, Who>> = {
  watch: "anyone",
  unwatch: "anyone",
  "signal.cast": "member",
  "room.enter": "member",
  "room.leave": "member",
  "room.act": "member",
  "room.hand": "member",
  "document.open": "member",
  "document.write": "member",
  "document.leave": "member",
  "document.cursor": "member",
  "document.writers": "member",
};

/** Whether somebody passes a door. */
export function passes(actor: Actor, who: Who): boolean {
  switch (who) {
    case "anyone":
      return true;
    case "member":
      return isSignedIn(actor);
    case "admin":
      return isAdmin(actor);
    case "nobody":
      return false;
  }
}

/** Whether this actor may send files to an address, also as script does (`….data`). */
export function sendsFiles(actor: Actor, pathname: string): boolean {
  const address = pathname.replace(/\.data$/, "");
  return Object.entries(pageDoors).some(
    ([pattern, door]) => door.body === "files" && matchPath(pattern, address) !== null && passes(actor, door.write),
  );
}

/** Whether an address takes what no page of ours sent. */
export function takesFromElsewhere(pathname: string): boolean {
  return isBehind(pathname, (door) => door.fromElsewhere === true);
}

/** Whether an address takes JSON instead of forms. */
export function takesJson(pathname: string): boolean {
  return isBehind(pathname, (door) => door.body === "json");
}

/** Whether nobody is signed in at an address, whatever cookies come along. */
export function isCookieless(pathname: string): boolean {
  return isBehind(pathname, (door) => door.cookieless === true);
}

function isBehind(pathname: string, which: (door: Door) => boolean): boolean {
  return Object.entries(pageDoors).some(([pattern, door]) => which(door) && matchPath(pattern, pathname) !== null);
}
