package io.besedka.bench;

import java.time.Duration;

/**
 * Waits until all that was begun has ended, in the order in which one brings about the next. What a kill interrupted is taken up when its
 * lease ends, a minute later: a broadcast's batch, a webhook's post.
 */
final class TortureSettling {
    private enum Open {
        BROADCASTS("select count(*) from broadcasts where state in (1, 2)"),
        DELIVERIES("select count(*) from deliveries where status in (0, 1)"),
        WEBHOOKS("select count(*) from webhooks w join project_logs l using (project_id) where w.cursor < l.seq"),
        POSTS("select count(*) from webhook_deliveries where state in (0, 1)");

        final String count;

        Open(String count) {
            this.count = count;
        }
    }

    private final TortureBooks books;
    private final Duration patience;

    TortureSettling(TortureBooks books, Duration patience) {
        this.books = books;
        this.patience = patience;
    }

    void await(TortureVerdict verdict) throws Exception {
        for (var open : Open.values()) {
            await(open, verdict);
        }
    }

    private void await(Open open, TortureVerdict verdict) throws Exception {
        long began = System.nanoTime();
        long left = books.number(open.count);
        while (left > 0 && System.nanoTime() - began < patience.toNanos()) {
            Thread.sleep(250);
            left = books.number(open.count);
        }
        var name = open.name().toLowerCase(java.util.Locale.ROOT);
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        verdict.fact(
                left == 0
                        ? name + " settled in " + seconds + " s"
                        : left + " " + name + " unsettled after " + seconds + " s");
    }
}
