package io.besedka.conversation;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the acts of one turn share: the time, what was looked up, what will be written, and the faces of the rooms above. */
record TurnContext(
        Instant now,
        Lookups lookups,
        Writes writes,
        Ids ids,
        Bot bot,
        Outlets outlets,
        Stages stages,
        ProjectVariables stored) {

    /** A project's variables as this turn leaves them. */
    UnaryOperator<String> projectVariables(long projectId) {
        return name -> {
            var set = writes.projectVariable(projectId, name);
            return set == null ? stored.get(projectId, name) : set.value();
        };
    }

    void setProjectVariable(long projectId, String name, String value) {
        if (value != null) {
            Variables.checkLength(name, value);
        }
        writes.put(new Writes.ProjectVariable(projectId, name, value));
    }

    /** Hands what changed in the conversation's variables to the searchable copy and to the deal's own row. */
    void keepVariables(Dialogue dialogue) {
        keep(Variables.Scope.CLIENT, dialogue.key, 0, dialogue.variablesIfRead());
        var deal = dialogue.dealVariablesIfRead();
        if (deal != null && deal.hasChanges() && dialogue.dealId != 0) {
            writes.change(new Writes.ChangedDeal(
                    dialogue.key, dialogue.dealId, null, DealDraft.EMPTY, ContentJson.variables(deal.view())));
        }
        keep(Variables.Scope.DEAL, dialogue.key, dialogue.dealId, deal);
    }

    void keep(Variables.Scope scope, ConversationKey key, long dealId, Variables variables) {
        if (variables != null) {
            variables
                    .takeChanges()
                    .forEach((name, before) -> writes.put(
                            new Writes.VariableValue(scope, key, dealId, name, before, variables.get(name))));
        }
    }

    /** What awaited a deal is this one's now. */
    void adopt(Dialogue dialogue, long dealId) {
        var awaiting = dialogue.dealVariables();
        keep(Variables.Scope.DEAL, dialogue.key, 0, awaiting);
        awaiting.view().forEach((name, value) -> {
            writes.put(new Writes.VariableValue(Variables.Scope.DEAL, dialogue.key, 0, name, value, null));
            writes.put(new Writes.VariableValue(Variables.Scope.DEAL, dialogue.key, dealId, name, null, value));
        });
    }

    /** Variables of a deal that is no more. */
    void forget(ConversationKey key, long dealId, Variables variables) {
        keep(Variables.Scope.DEAL, key, dealId, variables);
        variables
                .view()
                .forEach((name, value) ->
                        writes.put(new Writes.VariableValue(Variables.Scope.DEAL, key, dealId, name, value, null)));
    }

    /** Notes a deal's change in its history and in the log. */
    void tell(Dialogue dialogue, Author author, long dealId, String kind, long from, long to, String detail) {
        writes.dealEvents.add(new Writes.DealEvent(dialogue.key, dealId, ids.next(), author, kind, from, to, detail));
        log(LogKind.DEAL, dialogue, dealId, List.of());
    }

    /** Adds a message; where {@code externalId} is given it will not be taken a second time. */
    Message append(
            Dialogue dialogue,
            Author author,
            boolean note,
            Content content,
            long replyTo,
            String idempotencyKey,
            String externalId) {
        var message = dialogue.append(author, note, stored(dialogue, content), replyTo, idempotencyKey, now, false);
        writes.messages.add(new Writes.NewMessage(dialogue.key, message));
        name(dialogue, externalId, message.seq());
        return message;
    }

    /** Adds a message to the client and queues its delivery. */
    Message say(Dialogue dialogue, Author author, Content content, long replyTo, String idempotencyKey) {
        boolean pulled = outlets.isPulled(dialogue.connectionId);
        var message = dialogue.append(author, false, content, replyTo, idempotencyKey, now, !pulled);
        writes.messages.add(new Writes.NewMessage(dialogue.key, message));
        name(dialogue, Lookups.keyName(idempotencyKey), message.seq());
        if (!pulled) {
            writes.deliveries.add(new Writes.NewDelivery(dialogue.key, message.seq(), dialogue.connectionId));
            dialogue.send(message);
        }
        dialogue.menu(numbered(dialogue, message));
        return message;
    }

    /** Where a channel shows no buttons, the client may answer by their numbers. */
    private String numbered(Dialogue dialogue, Message message) {
        var choices = message.content().choices();
        return choices.isEmpty() || outlets.hasButtons(dialogue.connectionId)
                ? null
                : ContentJson.menu(new ContentJson.Menu(message.seq(), choices));
    }

    /** A thin line in the history; its text is a key that the screens translate. */
    void system(Dialogue dialogue, String text, Author by) {
        append(dialogue, Author.system(by), false, Content.text(text), 0, null, null);
    }

    void name(Dialogue dialogue, String externalId, long seq) {
        if (externalId != null) {
            lookups.names.put(new Lookups.Name(dialogue.key, externalId), seq);
            writes.names.add(new Writes.NewName(dialogue.key, externalId, seq));
        }
    }

    /** A status that waits for its message under this name. @param error its reason, or null */
    void nameEarly(Dialogue dialogue, String name, long status, String error) {
        lookups.name(dialogue.key, name, status, error);
        writes.earlyReports.add(new Writes.EarlyReport(dialogue.key, name, status, error));
    }

    /** Files that are still at the provider get a number of ours now; fetching them comes after the commit. */
    private Content stored(Dialogue dialogue, Content content) {
        if (content.attachments().stream().allMatch(attachment -> attachment.remote() == null)) {
            return content;
        }
        List<Part> parts =
                content.parts().stream().map(part -> stored(dialogue, part)).toList();
        return new Content(content.text(), content.markup(), parts);
    }

    /** The client's picture, where there is one, is fetched after the commit as files are, and shown once it is here. */
    void picture(ConversationKey key, Address.OfClient client) {
        if (client.profile().avatar() != null) {
            writes.picture(
                    key, ids.next(), client.connectionId(), client.profile().avatar());
        }
    }

    private Part stored(Dialogue dialogue, Part part) {
        if (!(part instanceof Part.Attachment attachment) || attachment.remote() == null) {
            return part;
        }
        long id = ids.next();
        writes.files.add(new Writes.NewFile(dialogue.key.projectId(), id, dialogue.connectionId, 0, attachment));
        return attachment.storedAs(id);
    }

    Content storedContent(Dialogue dialogue, Content content) {
        return stored(dialogue, content);
    }

    /** Logs that something already there changed. */
    void log(LogKind kind, Dialogue dialogue, long ref, List<Message> messages) {
        writes.entries.add(new Writes.NewEntry(kind, dialogue, ref, ref, messages, List.of()));
    }

    /** Logs what the input added, in one entry. */
    void logFresh(Dialogue dialogue) {
        var fresh = dialogue.takeFresh();
        var outgoing = dialogue.takeOutgoing();
        if (!fresh.isEmpty()) {
            writes.entries.add(new Writes.NewEntry(
                    LogKind.MESSAGES,
                    dialogue,
                    fresh.getFirst().seq(),
                    fresh.getLast().seq(),
                    fresh,
                    outgoing));
        }
    }
}
