package io.besedka.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;

/** The feed of events, fetched from its beginning to its end: each event of the log once and in its place. */
final class TorturePull {
    private final TortureProgram program;
    private final TortureVerdict verdict;

    TorturePull(TortureProgram program, TortureVerdict verdict) {
        this.program = program;
        this.verdict = verdict;
    }

    /** @param log all events of the project, in order */
    void compare(List<TortureEvent> log) throws IOException, InterruptedException {
        var name = "the feed of project " + program.project();
        var places = new HashMap<String, Integer>();
        log.forEach(event -> places.put(event.id(), places.size() + 1));
        var order = new TortureSequence(name, TortureSequence.upTo(log.size()), new BitSet(), verdict);
        long cursor = 0;
        for (var page = program.events(cursor); page.path("next").asLong() > cursor; page = program.events(cursor)) {
            for (var told : page.path("events")) {
                var event = TortureEvent.of(told);
                int place = places.getOrDefault(event.id(), 0);
                order.see(place);
                if (place > 0 && !log.get(place - 1).equals(event)) {
                    verdict.lost(1, log.get(place - 1) + " came in " + name + " as " + event);
                }
            }
            cursor = page.path("next").asLong();
        }
        order.end();
        verdict.judged(TortureVerdict.Judged.PULLED_EVENTS, log.size());
    }
}
