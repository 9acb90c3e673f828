package io.besedka.channel;

import io.besedka.platform.secret.Secret;
import java.util.Map;

/**
 * One configured bot, community, number or site. Immutable; a change makes a new one.
 *
 * @param id unique in the installation; Salebot's dialect calls it {@code group_id}
 * @param channel the kind: {@code telegram}, {@code widget}, ...
 * @param settings what may be shown: the bot's name, modes, looks
 * @param secrets tokens and webhook secrets by name; encrypted in the database
 */
public record Connection(
        long projectId,
        long id,
        String channel,
        String name,
        boolean paused,
        Map<String, String> settings,
        Map<String, Secret> secrets) {
    public Connection {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    public Connection with(Map<String, String> newSettings) {
        return new Connection(projectId, id, channel, name, paused, newSettings, secrets);
    }

    public Connection withSecrets(Map<String, Secret> newSecrets) {
        return new Connection(projectId, id, channel, name, paused, settings, newSecrets);
    }

    public String setting(String key, String otherwise) {
        return settings.getOrDefault(key, otherwise);
    }
}
