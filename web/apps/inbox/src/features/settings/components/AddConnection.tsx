import { useState, type FormEvent } from "react";
import type { Channel, ConnectionSetup } from "@besedka/api-client";
import { Field, Icon } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { channelName } from "../../../shared/channelName";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { ConnectionFields, filled, isOfField } from "./ConnectionFields";
import { ConnectionSteps } from "./ConnectionSteps";
import { DeedNote } from "./DeedNote";

type Props = { channels: readonly Channel[]; onAdded: (connection: ConnectionSetup) => void };

/** First the channel, then what it needs beside how to get it. */
export function AddConnection({ channels, onAdded }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [channel, setChannel] = useState<Channel>();
  const [name, setName] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const deed = useDeed();

  function choose(chosen: Channel | undefined) {
    setChannel(chosen);
    setName("");
    setValues({});
    deed.forget();
  }
  async function add(event: FormEvent) {
    event.preventDefault();
    if (channel === undefined) return;
    const { settings, secrets } = filled(channel, values);
    await deed.run(async () => {
      const added = await calls.addConnection(channel.channel, name.trim(), settings, secrets);
      choose(undefined);
      onAdded(added);
    });
  }

  return (
    <section className="settings-part">
      <h3>{t("inbox.connections.add")}</h3>
      <div className="channel-tiles" role="group" aria-label={t("inbox.connections.add")}>
        {channels.map((one) => (
          <button key={one.channel} type="button" className="channel-tile" aria-pressed={one === channel} onClick={() => choose(one === channel ? undefined : one)}>
            <Icon name={channelIcon(one.channel)} />{channelName(one.channel, t)}
          </button>
        ))}
      </div>
      {channel !== undefined && (
        <div className="connection-setup">
          <form className="settings-form" onSubmit={(event) => void add(event)}>
            <Field key={channel.channel} label={t("inbox.connections.name")} hint={t("inbox.connections.nameHint")} value={name} onChange={setName} required maxLength={100} autoFocus />
            <ConnectionFields channel={channel} values={values} onChange={setValues} fault={deed.fault} />
            <DeedNote deed={{ fault: isOfField(deed.fault, channel) ? undefined : deed.fault, done: false }} />
            <button type="submit" className="button primary" disabled={deed.busy}>{t("inbox.connections.addButton")}</button>
          </form>
          <ConnectionSteps channel={channel.channel} />
        </div>
      )}
    </section>
  );
}
