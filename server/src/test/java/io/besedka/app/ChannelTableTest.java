package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.channel.ChannelAdapter;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/channels/README.md compares the channels; what it says is what the adapters say of themselves. */
class ChannelTableTest {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("telegram", "Telegram"),
            Map.entry("vk", "VK"),
            Map.entry("whatsapp", "WhatsApp"),
            Map.entry("viber", "Viber"),
            Map.entry("ok", "Odnoklassniki"),
            Map.entry("avito", "Avito"),
            Map.entry("max", "MAX"),
            Map.entry("messenger", "Messenger"),
            Map.entry("instagram", "Instagram"),
            Map.entry("email", "E-mail"));

    @Test
    void the_table_of_the_docs_is_that_of_the_adapters() throws IOException {
        var page = Files.readString(Path.of("../docs/channels/README.md"));

        assertThat(messengers().map(ChannelTableTest::row))
                .allSatisfy(row -> assertThat(page).contains(row));
    }

    @Test
    void every_channel_has_its_page() {
        assertThat(messengers().map(adapter -> Path.of("../docs/channels/" + adapter.channel() + ".md")))
                .allMatch(Files::exists);
    }

    private static Stream<ChannelAdapter> messengers() {
        return Channels.adapters(new Config.Channels(Map.of()), null, Clock.system()).stream()
                .filter(adapter -> !adapter.channel().equals("widget"));
    }

    private static String row(ChannelAdapter adapter) {
        var can = adapter.capabilities();
        var cells = List.of(
                "[" + NAMES.get(adapter.channel()) + "](" + adapter.channel() + ".md)",
                text(can),
                buttons(can),
                media(can),
                yes(can.edit()) + " / " + yes(can.delete()),
                yes(can.reactions()),
                yes(can.typing()),
                yes(can.deliveredStatus()) + " / " + yes(can.readStatus()),
                can.window() == null ? "-" : can.window().toHours() + " h",
                yes(can.writeFirst()));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String text(Capabilities can) {
        return can.text().size() + (can.text().unit() == Unit.BYTES ? " bytes" : "");
    }

    private static String buttons(Capabilities can) {
        boolean inline = can.inlineButtons().exist();
        boolean reply = can.replyButtons().exist();
        var kinds = inline && reply ? "both" : inline ? "inline" : reply ? "keyboard" : "numbered";
        return kinds + (can.lists() == null ? "" : ", lists") + (can.templates() ? ", templates" : "");
    }

    /** The largest file, in MB. */
    private static String media(Capabilities can) {
        return can.media().values().stream()
                .max(Long::compare)
                .map(most -> most / (1 << 20) + " MB")
                .orElse("links");
    }

    private static String yes(boolean so) {
        return so ? "yes" : "-";
    }
}
