package io.besedka.webhook;

import io.besedka.conversation.LogStore;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.webhook.GatherStore.NewDelivery;
import io.besedka.webhook.GatherStore.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what the log says into deliveries, webhook by webhook, each from its own cursor. Webhooks of one project that stand at the same
 * place are told from one reading. A webhook whose endpoint does not keep up is left where it is: the log waits for it.
 */
final class Gatherer {
    private static final int PAGE = 100;

    private final GatherStore store;
    private final LogStore logs;
    private final LogPages pages;
    private final EventBodies events;
    private final SalebotBodies salebot;
    private final Clock clock;
    /** Projects with active webhooks when that was last looked at. */
    private volatile Set<Long> listening = Set.of();

    Gatherer(GatherStore store, LogStore logs, LogPages pages, EventBodies events, SalebotBodies salebot, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.pages = pages;
        this.events = events;
        this.salebot = salebot;
        this.clock = clock;
    }

    private record At(long projectId, long cursor) {}

    /** One page for each webhook that is behind; true when there may be more. */
    boolean gather() {
        var all = store.active();
        // Before the log's ends are read: whatever is committed after them is told to whom it concerns.
        listening = all.stream().map(Place::projectId).collect(Collectors.toUnmodifiableSet());
        var active = all.stream().filter(place -> !place.full()).toList();
        if (active.isEmpty()) {
            return false;
        }
        var ends = logs.ends(active.stream().map(Place::projectId).distinct().toList());
        var read = new HashMap<At, Happened.Page>();
        boolean more = false;
        for (var place : active) {
            if (place.replay() != null) {
                more |= replay(place, read);
            } else if (place.cursor() < ends.getOrDefault(place.projectId(), 0L)) {
                more |= advance(place, read);
            }
        }
        return more;
    }

    boolean listensTo(long projectId) {
        return listening.contains(projectId);
    }

    private boolean advance(Place place, Map<At, Happened.Page> read) {
        var page = page(place.projectId(), place.cursor(), read);
        var rows = new ArrayList<NewDelivery>();
        for (var happened : page.entries()) {
            rows.addAll(place.salebot() ? salebotRows(place, happened) : rows(place, happened));
        }
        store.advance(place, page.upTo(), rows, clock.now());
        return true;
    }

    /** The replay comes first: what happened meanwhile is told after it. */
    private boolean replay(Place place, Map<At, Happened.Page> read) {
        var replay = place.replay();
        var page = page(place.projectId(), replay.cursor(), read);
        var rows = new ArrayList<NewDelivery>();
        for (var happened : page.entries()) {
            boolean within = happened.entry().cursor() <= replay.end()
                    && !happened.at().isBefore(replay.from())
                    && !happened.at().isAfter(replay.to());
            if (within) {
                rows.addAll(rows(place, happened));
            }
        }
        var upTo = page.upTo() == replay.cursor() ? replay.end() : Math.min(page.upTo(), replay.end());
        store.advanceReplay(place, upTo, rows, clock.now());
        return true;
    }

    private Happened.Page page(long projectId, long cursor, Map<At, Happened.Page> read) {
        return read.computeIfAbsent(new At(projectId, cursor), at -> pages.after(projectId, cursor, PAGE));
    }

    private List<NewDelivery> rows(Place place, Happened happened) {
        return events.of(happened).stream()
                .filter(event -> place.kinds().contains(event.type()))
                .map(event -> new NewDelivery(
                        event.id(), event.type(), happened.entry().conversationId(), Json.text(event)))
                .toList();
    }

    private List<NewDelivery> salebotRows(Place place, Happened happened) {
        long conversation = happened.entry().conversationId();
        return salebot.settled(happened, place.since()).stream()
                .map(message -> new NewDelivery(
                        "msg_" + conversation + "_" + message.seq(),
                        "message",
                        conversation,
                        salebot.body(happened, message)))
                .toList();
    }
}
