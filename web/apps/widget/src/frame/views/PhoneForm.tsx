import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../texts";

/** Asks for the number in words: a site's visitor has no account we could take it from. */
export function PhoneForm({ given, send, cancel }: { given: string; send(phone: string): void; cancel(): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => input.current?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    const phone = input.current?.value.trim() ?? "";
    const digits = phone.replace(/\D/g, "").length;
    if (digits >= 7 && digits <= 15 && /^[\d\s()+.-]+$/.test(phone)) send(phone);
    else {
      setWrong(true);
      input.current?.focus();
    }
  };
  return (
    <form class="phone" onSubmit={submit} noValidate onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), cancel())}>
      <label for="phone">{say("widget.phone.label")}</label>
      <input id="phone" ref={input} type="tel" autocomplete="tel" maxLength={30} defaultValue={given} aria-invalid={wrong} aria-describedby="phone-wrong" />
      {wrong && <p id="phone-wrong" class="fault" role="alert">{say("widget.phone.wrong")}</p>}
      <div class="line">
        <button type="button" class="button" onClick={cancel}>{say("widget.cancel")}</button>
        <button type="submit" class="button primary">{say("widget.phone.send")}</button>
      </div>
    </form>
  );
}
