package io.besedka.broadcast;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * For whom a variable leaves a place of the template empty, which no provider takes. Known only by filling it in for each of those who
 * would get it: one walk through them, which holds none.
 */
final class Gaps {
    private final BroadcastFaces faces;
    private final Planning planning;
    private final int sample;
    private final int first;
    private final TreeSet<Long> newest = new TreeSet<>();
    private final TreeSet<Long> whole = new TreeSet<>();
    private long count;

    /** @param sample how many of them are named, the newest; @param first how many of the others are, the oldest */
    Gaps(BroadcastFaces faces, Planning planning, int sample, int first) {
        this.faces = faces;
        this.planning = planning;
        this.sample = sample;
        this.first = first;
    }

    /** Whether there may be any at all. */
    static boolean mayBe(Saying saying) {
        return saying instanceof Saying.Message(var content, var variables)
                && variables
                && content.first(Part.Template.class).stream()
                        .flatMap(Part.Template::fillings)
                        .anyMatch(text -> text.contains("{"));
    }

    /** Within a transaction. */
    Gaps look(Handle tx, long project, Broadcast.Plan plan, Instant start) {
        var filling = faces.wording().of(((Saying.Message) plan.saying()).content());
        var zone = faces.zone().apply(project);
        planning.each(
                tx,
                project,
                plan,
                start,
                rows -> Situations.each(
                        rows,
                        project,
                        faces.variables().apply(project),
                        start,
                        situation -> add(situation, filling.in(situation, zone))));
        return this;
    }

    private void add(Situation situation, Content filled) {
        long client = situation.conversation().id();
        if (filled.first(Part.Template.class).flatMap(Part.Template::gap).isEmpty()) {
            whole.add(client);
            if (whole.size() > first) {
                whole.pollLast();
            }
            return;
        }
        count++;
        newest.add(client);
        if (newest.size() > sample) {
            newest.pollFirst();
        }
    }

    long count() {
        return count;
    }

    List<Long> newest() {
        return List.copyOf(newest.descendingSet());
    }

    /** Those without a gap. */
    List<Long> whole() {
        return List.copyOf(whole);
    }
}
