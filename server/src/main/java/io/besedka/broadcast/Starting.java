package io.besedka.broadcast;

import static io.besedka.broadcast.BroadcastState.CANCELLED;

import io.besedka.broadcast.BroadcastRefused.Reason;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import org.jdbi.v3.core.Handle;

/** The moment of a broadcast has come: its recipients are written down, and it runs. */
final class Starting {
    /** So many strangers become clients in one go. */
    private static final int STRANGERS = 200;

    private final BroadcastFaces faces;
    private final Planning planning;

    Starting(BroadcastFaces faces, Planning planning) {
        this.faces = faces;
        this.planning = planning;
    }

    /** Writes down the recipients of one broadcast whose moment has come; false when there is none. */
    boolean planDue() {
        return faces.jdbi()
                .inTransaction(
                        tx -> BroadcastStore.scheduled(tx, faces.clock().now()).map(due -> plan(tx, due)))
                .isPresent();
    }

    private Broadcast plan(Handle tx, Broadcast due) {
        welcome(tx, due);
        tx.savepoint("planning");
        try {
            var written = planning.write(tx, due, faces.clock().now());
            if (written.total() > BroadcastLimits.RECIPIENTS) {
                throw new BroadcastRefused(
                        Reason.OVER_LIMIT, "a broadcast reaches at most " + BroadcastLimits.RECIPIENTS + " clients");
            }
            BroadcastStore.planned(
                    tx, due, written.total(), written.excluded(), faces.clock().now());
        } catch (BroadcastRefused refused) {
            tx.rollbackToSavepoint("planning");
            BroadcastStore.moved(
                    tx, due, CANCELLED, refused.getMessage(), faces.clock().now());
        }
        return due;
    }

    /** Where we may write first, whom the provider knows and we do not becomes a client now. */
    private void welcome(Handle tx, Broadcast due) {
        if (due.plan().audience() instanceof Audience.OfPlatformIds(var connection, var ids)
                && mayWriteFirst(due.projectId(), connection)) {
            var strangers = Planning.strangers(tx, due.projectId(), connection, ids);
            for (int from = 0; from < strangers.size(); from += STRANGERS) {
                faces.turns()
                        .apply(strangers.subList(from, Math.min(strangers.size(), from + STRANGERS)).stream()
                                .map(id -> new Input(
                                        new Address.OfClient(due.projectId(), connection, id, Profile.UNKNOWN),
                                        new Act.Loaded(null)))
                                .toList());
            }
        }
    }

    private boolean mayWriteFirst(long project, long connection) {
        return faces.connections()
                .of(project, connection)
                .filter(connected -> connected.adapter().capabilities().writeFirst()
                        && !connected.connection().paused())
                .isPresent();
    }
}
