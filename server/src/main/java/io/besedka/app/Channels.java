package io.besedka.app;

import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connections;
import io.besedka.channel.FileAddresses;
import io.besedka.channel.Files;
import io.besedka.channel.Health;
import io.besedka.channel.ProjectFiles;
import io.besedka.channel.TemplateCatalogue;
import io.besedka.channel.avito.AvitoAdapter;
import io.besedka.channel.email.EmailAdapter;
import io.besedka.channel.max.MaxAdapter;
import io.besedka.channel.meta.InstagramAdapter;
import io.besedka.channel.meta.MessengerAdapter;
import io.besedka.channel.ok.OkAdapter;
import io.besedka.channel.telegram.TelegramAdapter;
import io.besedka.channel.viber.ViberAdapter;
import io.besedka.channel.vk.VkAdapter;
import io.besedka.channel.whatsapp.WhatsAppAdapter;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.conversation.Content;
import io.besedka.inbox.ConnectionList;
import io.besedka.inbox.ConnectionNames;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.metrics.Metrics;
import java.util.List;
import java.util.Locale;

/** The channels this server speaks, and the connections of its projects to them. */
record Channels(
        Connections connections,
        Health health,
        ChannelMeter meter,
        Files files,
        FileAddresses addresses,
        TemplateCatalogue templates) {
    /** Every channel there is: a new adapter is added here, and what it needs to be told in {@link Config.Channels}. */
    static List<ChannelAdapter> adapters(Config.Channels config, ProjectFiles files, Clock clock) {
        return List.of(
                new TelegramAdapter(config.api("telegram", TelegramAdapter.HOSTED), files, clock),
                new ViberAdapter(config.api("viber", ViberAdapter.HOSTED), files, clock),
                new OkAdapter(config.api("ok", OkAdapter.HOSTED), files, clock),
                new AvitoAdapter(config.api("avito", AvitoAdapter.HOSTED), files, clock),
                new MaxAdapter(config.api("max", MaxAdapter.HOSTED), files, clock),
                new WhatsAppAdapter(config.api("whatsapp", WhatsAppAdapter.HOSTED), files, clock),
                new VkAdapter(config.api("vk", VkAdapter.HOSTED), files, clock),
                new EmailAdapter(config.allowed(), files, clock),
                new MessengerAdapter(config.api("messenger", MessengerAdapter.HOSTED), files, clock),
                new InstagramAdapter(config.api("instagram", InstagramAdapter.HOSTED), files, clock),
                new WidgetAdapter());
    }

    static Channels open(Config config, Clock clock, Metrics metrics, Foundation foundation) {
        var addresses = new FileAddresses(foundation.box().derive("files"), config.publicUrl(), clock);
        var files = new ProjectFiles(foundation.files(), addresses);
        var adapters = adapters(config.channels(), files, clock);
        var connections = new Connections(foundation.jdbi(), foundation.sealing("connection"), clock, adapters);
        connections.load();
        var templates = new TemplateCatalogue(clock);
        connections.watch(
                (connected, gone) -> templates.forget(connected.connection().id()));
        var meter = new ChannelMeter(connections, metrics);
        return new Channels(connections, new Health(clock, meter), meter, files, addresses, templates);
    }

    /** Null when there is no such connection. */
    ConnectionNames.Named named(long projectId, long connectionId) {
        return connections
                .of(projectId, connectionId)
                .map(found -> new ConnectionNames.Named(
                        found.connection().channel(),
                        found.connection().name(),
                        found.adapter().capabilities().reactions(),
                        TemplateCatalogue.has(found),
                        found.adapter().window(found.connection())))
                .orElse(null);
    }

    /** A message with a template says what the template says. May ask the provider. */
    Content worded(long projectId, long connectionId, Content content) {
        return connections
                .of(projectId, connectionId)
                .map(found -> templates.worded(found, content))
                .orElse(content);
    }

    List<ConnectionList.Shown> list(long projectId) {
        return connections.ofProject(projectId).stream().map(this::shown).toList();
    }

    private ConnectionList.Shown shown(Connections.Connected connected) {
        var connection = connected.connection();
        var report = health.of(connection.id());
        var state = new ConnectionList.Health(
                report.state().name().toLowerCase(Locale.ROOT),
                report.text(),
                report.lastUpdateAt(),
                report.lastSendAt(),
                report.skipped(),
                report.rejected(),
                report.errors(),
                report.lastError(),
                report.lastErrorAt());
        return new ConnectionList.Shown(
                connection.id(),
                connection.channel(),
                connection.name(),
                connection.paused(),
                TemplateCatalogue.has(connected),
                state);
    }
}
