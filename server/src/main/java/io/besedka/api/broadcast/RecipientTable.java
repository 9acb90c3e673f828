package io.besedka.api.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.broadcast.Broadcast;
import io.besedka.broadcast.RecipientState;
import io.besedka.broadcast.Results;
import io.besedka.platform.http.Answer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A broadcast's recipients as CSV: read in pages into a file that goes with the answer, so that a million of them fit. */
final class RecipientTable {
    private static final int PAGE = 10_000;

    private RecipientTable() {}

    static Answer of(Results results, Broadcast broadcast, List<RecipientState> states) throws IOException {
        var file = Files.createTempFile("besedka-broadcast-", ".csv");
        try {
            write(file, results, broadcast, states);
            // Asked first: the name is gone as soon as the file is open.
            long size = Files.size(file);
            var stream = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            return Answer.stream("text/csv; charset=utf-8", stream, size)
                    .with("Cache-Control", "private, no-store")
                    .with("Content-Disposition", "attachment; filename=\"broadcast-" + broadcast.id() + ".csv\"");
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private static void write(Path file, Results results, Broadcast broadcast, List<RecipientState> states)
            throws IOException {
        try (var out = Files.newBufferedWriter(file, UTF_8)) {
            // The mark by which spreadsheets know the encoding.
            out.write("\uFEFFclient,name,platform_id,connection,state,error\r\n");
            Long after = null;
            do {
                var page = results.page(broadcast.projectId(), broadcast.id(), states, after, PAGE);
                for (var one : page.recipients()) {
                    row(out, one);
                }
                after = page.next();
            } while (after != null);
        }
    }

    private static void row(Writer out, Results.Recipient one) throws IOException {
        out.write(one.client() < 0 ? "" : Long.toString(one.client()));
        for (var cell : new String[] {
            one.name(),
            one.address(),
            Long.toString(one.connectionId()),
            one.state().word(),
            one.error()
        }) {
            out.write(',');
            out.write(cell(cell));
        }
        out.write("\r\n");
    }

    /** Quoted where needed; what a spreadsheet would take for a formula is made a text, for clients choose their names themselves. */
    private static String cell(String text) {
        if (text == null) {
            return "";
        }
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
