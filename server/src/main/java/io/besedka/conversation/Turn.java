package io.besedka.conversation;

import io.besedka.conversation.TurnReads.Stranger;
import io.besedka.platform.database.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One transaction for a batch of inputs: load and lock, apply each in order with pure code, write all of it, commit. */
final class Turn {
    private static final int IDS_OF_A_STEP = 200;
    private static final int IDS_OF_AN_INPUT = 4;

    private final List<Input> inputs;
    private final Turns.Faces faces;
    private final Flusher.Memory memory;
    private final Instant now;
    private final TreeMap<ConversationKey, Dialogue> dialogues = new TreeMap<>();
    private final Map<Address, ConversationKey> keys = new HashMap<>();
    private final Map<Address.OfClient, Stranger> strangers = new LinkedHashMap<>();
    private final Lookups lookups = new Lookups();
    private final Writes writes = new Writes();
    private final Map<Address.OfClient, Profile> renewed = new HashMap<>();

    private Turn(List<Input> inputs, Turns.Faces faces, Flusher.Memory memory) {
        this.inputs = inputs;
        this.faces = faces;
        this.memory = memory;
        this.now = faces.clock().now();
    }

    /**
     * @param results one for each input
     * @param committed one for each log entry
     * @param firstDue of the new timers, or null
     * @param fetching whether there are files to be fetched
     */
    record Outcome(List<Result> results, List<Committed> committed, Instant firstDue, boolean fetching) {}

    static Outcome run(Connection connection, List<Input> inputs, Turns.Faces faces, Flusher.Memory memory)
            throws SQLException {
        return new Turn(inputs, faces, memory).run(connection);
    }

    private Outcome run(Connection connection) throws SQLException {
        address(connection);
        load(connection);
        var context = new TurnContext(
                now, lookups, writes, memory.others, faces.bot(), faces.outlets(), faces.stages(), faces.variables());
        strangers.values().forEach(stranger -> context.picture(stranger.key(), stranger.address()));
        var results = new ArrayList<Result>(inputs.size());
        for (var input : inputs) {
            results.add(apply(input, context));
        }
        return ended(results, committed(commit(connection, results)));
    }

    private long[] commit(Connection connection, List<Result> results) throws SQLException {
        try {
            return TurnWrites.commit(connection, writes, dialogues.values(), now);
        } catch (SQLException failure) {
            throw Outage.isBehind(failure) ? new InDoubt(this, results, failure) : failure;
        }
    }

    private Outcome ended(List<Result> results, List<Committed> committed) {
        remember();
        faces.variables().committed(writes.projectVariables());
        return new Outcome(results, committed, writes.firstDue(), !writes.files.isEmpty());
    }

    /** The answer to the commit was lost. */
    static final class InDoubt extends SQLException {
        private static final long serialVersionUID = 1;
        private final transient Turn turn;
        private final transient List<Result> results;

        private InDoubt(Turn turn, List<Result> results, SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
            this.turn = turn;
            this.results = results;
        }

        /** When it turned out to be committed. The log's numbers are not known, so nobody is told. */
        Outcome outcome() {
            return turn.ended(results, List.of());
        }
    }

    private void address(Connection connection) throws SQLException {
        var unknown = new ArrayList<Address.OfClient>();
        for (var input : inputs) {
            if (input.address() instanceof Address.OfClient client && memory.addresses.get(client) == null) {
                unknown.add(client);
            }
        }
        if (!unknown.isEmpty()) {
            TurnReads.resolve(connection, unknown, memory.addresses);
        }
        memory.clients.reserve(connection, Math.min(unknown.size(), 100));
        memory.others.reserve(connection, numbers());
        for (var input : inputs) {
            address(input);
        }
    }

    /** How many ids the turn may need: a bot's step makes timers, deals and their events, a message its files. */
    private int numbers() {
        int files = inputs.stream().mapToInt(input -> files(input.act())).sum();
        return Math.min(Ids.BLOCK, IDS_OF_A_STEP + inputs.size() * IDS_OF_AN_INPUT + files);
    }

    private static int files(Act act) {
        return switch (act) {
            case Act.Wrote wrote -> wrote.content().attachments().size();
            case Act.Edited edited -> edited.content().attachments().size();
            case Act.Echoed echoed -> echoed.content().attachments().size();
            default -> 0;
        };
    }

    private void address(Input input) {
        switch (input.address()) {
            case Address.OfConversation conversation -> found(conversation, conversation.key(), input.act());
            case Address.OfClient client -> {
                var known = memory.addresses.get(client);
                var stranger = strangers.get(unprofiled(client));
                if (known != null) {
                    found(client, known.key(), input.act());
                } else if (stranger != null) {
                    found(client, stranger.key(), input.act());
                } else if (input.act().opens()) {
                    var key = new ConversationKey(client.projectId(), memory.clients.next());
                    strangers.put(unprofiled(client), new Stranger(key, client));
                    found(client, key, input.act());
                }
            }
        }
    }

    private static Address.OfClient unprofiled(Address.OfClient client) {
        return new Address.OfClient(client.projectId(), client.connectionId(), client.externalId(), Profile.UNKNOWN);
    }

    private void found(Address address, ConversationKey key, Act act) {
        keys.put(address, key);
        lookups.gather(key, act);
    }

    private void load(Connection connection) throws SQLException {
        var script = TurnReads.begin();
        memory.mark.write(script, now);
        if (!strangers.isEmpty()) {
            TurnReads.welcome(script, List.copyOf(strangers.values()), now);
        }
        memory.ensureLogs(script, inputs);
        TurnReads.load(script, dialogues, Set.copyOf(keys.values()));
        LookupReads.lookUp(script, lookups);
        script.execute(connection);
        for (var stranger : strangers.values()) {
            if (!dialogues.containsKey(stranger.key())) {
                throw new LostRace();
            }
        }
    }

    /** Another process made the same client first: the batch is repeated and finds it. */
    static final class LostRace extends SQLException {
        private static final long serialVersionUID = 1;

        LostRace() {
            super("a client was made by another process", "40001");
        }
    }

    private Result apply(Input input, TurnContext turn) throws LostRace {
        var key = keys.get(input.address());
        var dialogue = key == null ? null : dialogues.get(key);
        if (dialogue == null && input.address() instanceof Address.OfClient client && key != null) {
            // Remembered, and erased since: the batch is repeated and meets a stranger.
            memory.addresses.forget(client);
            throw new LostRace();
        }
        if (dialogue == null) {
            return new Result.Declined(Refusal.NO_SUCH_CONVERSATION, "no such conversation");
        }
        try {
            var result = apply(input.act(), dialogue, turn);
            renew(input, dialogue, turn);
            turn.keepVariables(dialogue);
            turn.logFresh(dialogue);
            return result;
        } catch (Refused refused) {
            return new Result.Declined(refused.refusal(), refused.getMessage());
        }
    }

    private static Result apply(Act act, Dialogue dialogue, TurnContext turn) {
        return switch (act) {
            case Act.Wrote wrote -> ClientActs.wrote(dialogue, wrote, turn);
            case Act.Pressed pressed -> ClientActs.pressed(dialogue, pressed, turn);
            case Act.Edited edited -> ClientActs.edited(dialogue, edited, turn);
            case Act.Deleted deleted -> ClientActs.deleted(dialogue, deleted, turn);
            case Act.Reacted reacted -> ClientActs.reacted(dialogue, reacted, turn);
            case Act.Blocked blocked -> ClientActs.blocked(dialogue, blocked, turn);
            case Act.Saw saw -> ClientActs.saw(dialogue, saw, turn);
            case Act.Met met -> new Result.Repeated(dialogue.key, 0);
            case Act.Pictured pictured -> ClientActs.pictured(dialogue, pictured, turn);
            case Act.Echoed echoed -> OutsideActs.echoed(dialogue, echoed, turn);
            case Act.Replied replied -> MemberActs.replied(dialogue, replied, turn);
            case Act.Noted noted -> MemberActs.noted(dialogue, noted, turn);
            case Act.Changed changed -> MemberActs.changed(dialogue, changed, turn);
            case Act.Withdrew withdrew -> MemberActs.withdrew(dialogue, withdrew, turn);
            case Act.ReactedBack reacted -> MemberActs.reactedBack(dialogue, reacted, turn);
            case Act.Assigned assigned -> MemberActs.assigned(dialogue, assigned, turn);
            case Act.Closed closed -> MemberActs.closed(dialogue, closed, turn);
            case Act.Reopened reopened -> MemberActs.reopened(dialogue, reopened, turn);
            case Act.Read read -> MemberActs.read(dialogue, read, turn);
            case Act.Tagged tagged -> MemberActs.tagged(dialogue, tagged, turn);
            case Act.Loaded loaded -> ProgramActs.loaded(dialogue, loaded, turn);
            case Act.Called called -> ProgramActs.called(dialogue, called, turn);
            case Act.Entered entered -> ProgramActs.entered(dialogue, entered, turn);
            case Act.OptedOut opted -> ProgramActs.optedOut(dialogue, opted, turn);
            case Act.Cleared cleared -> ProgramActs.cleared(dialogue, cleared, turn);
            case Act.DealOpened opened -> DealActs.opened(dialogue, opened, turn);
            case Act.DealMoved moved -> DealActs.moved(dialogue, moved, turn);
            case Act.DealChanged changed -> DealActs.changed(dialogue, changed, turn);
            case Act.DealDeleted deleted -> DealActs.deleted(dialogue, deleted, turn);
            case Act.DealVariablesSet set -> DealActs.variablesSet(dialogue, set, turn);
            case Act.ScheduledAct scheduled -> TimerActs.scheduled(dialogue, scheduled, turn);
            case Act.VariablesSet set -> MemberActs.variablesSet(dialogue, set, turn);
            case Act.Scheduled scheduled -> TimerActs.scheduled(dialogue, scheduled, turn);
            case Act.Cancelled cancelled -> TimerActs.cancelled(dialogue, cancelled, turn);
            case Act.Rang rang -> TimerActs.rang(dialogue, rang, turn);
            case Act.Attempted attempted -> DeliveryActs.attempted(dialogue, attempted, turn);
            case Act.Abandoned abandoned -> DeliveryActs.abandoned(dialogue, abandoned, turn);
            case Act.Reported reported -> DeliveryActs.reported(dialogue, reported, turn);
            case Act.ReportedUpTo upTo -> DeliveryActs.reportedUpTo(dialogue, upTo, turn);
            case Act.Resolved resolved -> DeliveryActs.resolved(dialogue, resolved, turn);
            case Act.Amended amended -> DeliveryActs.amended(dialogue, amended, turn);
        };
    }

    /** A provider tells the client's name with each update; a new one is kept. */
    private void renew(Input input, Dialogue dialogue, TurnContext turn) {
        if (!(input.address() instanceof Address.OfClient client) || client.profile() == null) {
            return;
        }
        var told = client.profile();
        var known = memory.addresses.get(client);
        if (known == null
                || told.equals(known.profile())
                || told.equals(Profile.UNKNOWN)
                || !told.tellsMoreThan(known.profile())) {
            return;
        }
        writes.change(new Writes.ChangedClient(dialogue.key, told, null));
        if (told.name() != null && !told.name().equals(dialogue.clientName)) {
            dialogue.clientName = told.name();
            dialogue.marked = true;
        }
        if (told.avatar() != null && !told.avatar().equals(known.profile().avatar())) {
            turn.picture(dialogue.key, client);
        }
        renewed.put(client, told.over(known.profile()));
    }

    private void remember() {
        for (var stranger : strangers.values()) {
            var address = stranger.address();
            memory.addresses.put(
                    address.connectionId(),
                    address.externalId(),
                    address.projectId(),
                    stranger.key().id(),
                    address.profile());
        }
        renewed.forEach((client, profile) -> memory.addresses.put(
                client.connectionId(),
                client.externalId(),
                client.projectId(),
                keys.get(client).id(),
                profile));
        memory.rememberLogs(inputs);
    }

    private List<Committed> committed(long[] cursors) {
        if (cursors.length == 0) {
            return List.of();
        }
        var snapshots = new HashMap<ConversationKey, Conversation>();
        var committed = new ArrayList<Committed>(cursors.length);
        for (int i = 0; i < cursors.length; i++) {
            var entry = writes.entries.get(i);
            var snapshot = snapshots.computeIfAbsent(
                    entry.dialogue().key, key -> entry.dialogue().snapshot());
            committed.add(new Committed(
                    snapshot.key().projectId(),
                    cursors[i],
                    entry.kind(),
                    snapshot,
                    entry.ref(),
                    entry.messages(),
                    entry.outgoing()));
        }
        return committed;
    }
}
