/** The list of people under a field in which somebody types a handle. Plain DOM: loaded on first focus. */
import styles from "./completion.module.css";

type Person = { handle: string; name: string };
type Words = { label: string; offered: (count: number) => string };

const attended = new WeakSet<HTMLTextAreaElement>();
let lists = 0;

/** The handle being typed before the caret, from its @ on. */
const typing = /(?<![\p{L}\p{N}_@/.-])@([\p{L}\p{N}-]{1,60})$/u;

/** Offers people of `source` in a field from now on; a second call for the same field does nothing. */
export function offerPeople(field: HTMLTextAreaElement, source: string, words: Words): void {
  if (attended.has(field)) return;
  attended.add(field);
  const id = `people-${++lists}`;
  const list = document.createElement("ul");
  list.id = id;
  list.role = "listbox";
  list.ariaLabel = words.label;
  list.className = styles.list ?? "";
  list.hidden = true;
  const status = document.createElement("span");
  status.role = "status";
  status.className = "away";
  field.after(list, status);
  field.setAttribute("aria-autocomplete", "list");
  field.autocomplete = "off";

  let people: readonly Person[] = [];
  let chosen = 0;
  let asked = 0;

  field.addEventListener("input", () => void look());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(people[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // A press on the list must not take the focus from the field.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest("li");
    if (option) take(people[[...list.children].indexOf(option)]);
  });

  // Somebody may have typed while this was loaded.
  void look();

  async function look(): Promise<void> {
    const turn = ++asked;
    const typed = typedIn(field);
    if (typed === null) return close();
    const found = await fetch(`${source}?q=${encodeURIComponent(typed)}`)
      .then(async (answer) => (answer.ok ? ((await answer.json()) as { people: Person[] }).people : []))
      .catch(() => []);
    // Something else is typed by now.
    if (turn !== asked || document.activeElement !== field) return;
    people = found;
    status.textContent = words.offered(people.length);
    if (people.length === 0) return hide();
    list.replaceChildren(...people.map(optionOf));
    list.hidden = false;
    field.setAttribute("aria-controls", id);
    choose(0);
  }

  function optionOf({ handle, name }: Person, index: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${id}-${index}`;
    option.role = "option";
    const shown = document.createElement("b");
    shown.textContent = name;
    option.append(shown, ` @${handle}`);
    return option;
  }

  function choose(index: number): void {
    chosen = (index + people.length) % people.length;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === chosen);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `${id}-${chosen}`);
  }

  function take(person: Person | undefined): void {
    const typed = typedIn(field);
    if (!person || typed === null) return close();
    const end = field.selectionStart;
    field.setRangeText(`@${person.handle} `, end - typed.length - 1, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function close(): void {
    asked++;
    status.textContent = "";
    hide();
  }

  function hide(): void {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }
}

function typedIn(field: HTMLTextAreaElement): string | null {
  if (field.selectionStart !== field.selectionEnd) return null;
  return typing.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}
