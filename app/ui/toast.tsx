import { Form } from "react-router";

/**
 * A passing message at the foot of the screen, with a way back when there is one. Leave it on the page without `text`
 * while there is nothing to say: a screen reader only hears a change in a region that was there before.
 */
export function Toast({
  text,
  undo,
}: {
  text?: string | undefined;
  undo?: { label: string; action: string; fields: Readonly<Record<string, string>> } | undefined;
}) {
  return (
    <div role="status">
      {text && (
        <div className="toast">
          <span>{text}</span>
          {undo && (
            <Form method="post" action={undo.action}>
              {Object.entries(undo.fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button className="btn slim">{undo.label}</button>
            </Form>
          )}
        </div>
      )}
    </div>
  );
}
