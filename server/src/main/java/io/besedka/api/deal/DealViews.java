package io.besedka.api.deal;

import io.besedka.conversation.Author;
import io.besedka.deal.Deal;
import io.besedka.deal.DealCard;
import io.besedka.deal.DealLists;
import io.besedka.deal.Pipeline;
import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Turns what the rooms know into what is answered, with names from memory: never a query for a row. */
final class DealViews {
    private final Known known;

    DealViews(Known known) {
        this.known = known;
    }

    static DealView.Pipeline pipeline(Pipeline pipeline) {
        var stages = pipeline.stages().stream()
                .map(stage -> new DealView.Stage(stage.id(), stage.name(), word(stage.ending()), stage.color()))
                .toList();
        return new DealView.Pipeline(pipeline.id(), pipeline.name(), stages);
    }

    DealView.One one(long projectId, DealCard card) {
        return new DealView.One(whole(projectId, card), card.current());
    }

    List<DealView.Deal> wholes(long projectId, List<DealCard> cards) {
        return cards.stream().map(card -> whole(projectId, card)).toList();
    }

    List<DealView.Deal> cards(long projectId, List<DealCard> cards) {
        return cards.stream().map(card -> deal(projectId, card, false)).toList();
    }

    private DealView.Deal whole(long projectId, DealCard card) {
        return deal(projectId, card, true);
    }

    private DealView.Deal deal(long projectId, DealCard card, boolean whole) {
        var deal = card.deal();
        return new DealView.Deal(
                deal.id(),
                deal.conversationId(),
                deal.pipelineId(),
                deal.stageId(),
                word(deal.status()),
                deal.name(),
                whole ? deal.description() : null,
                deal.budget(),
                responsible(deal.responsibleId()),
                whole ? deal.variables() : null,
                client(projectId, card),
                deal.createdAt(),
                deal.movedAt(),
                deal.changedAt(),
                deal.closedAt());
    }

    private DealView.Responsible responsible(long userId) {
        return userId == 0 ? null : new DealView.Responsible(userId, known.userName(userId));
    }

    private DealView.Client client(long projectId, DealCard card) {
        var connection =
                Objects.requireNonNullElse(known.connection(projectId, card.connectionId()), Known.Connection.GONE);
        return new DealView.Client(
                Objects.requireNonNullElse(card.clientName(), ""),
                connection.channel(),
                card.connectionId(),
                connection.name(),
                card.lastMessageAt());
    }

    DealView.Board board(long projectId, Pipeline pipeline, List<DealLists.Column> columns) {
        var shown = columns.stream()
                .map(column -> new DealView.Column(
                        column.stageId(),
                        column.total().count(),
                        column.total().sum(),
                        cards(projectId, column.cards()),
                        column.next() == null ? null : DealQuery.opaque(column.next())))
                .toList();
        return new DealView.Board(pipeline(pipeline), shown);
    }

    DealView.Event event(Deal.Event event) {
        return new DealView.Event(
                event.id(),
                event.at(),
                author(event.author()),
                event.kind(),
                event.from() == 0 ? null : event.from(),
                event.to() == 0 ? null : event.to(),
                event.detail() == null ? null : Json.read(event.detail(), JsonNode.class));
    }

    private DealView.Author author(Author author) {
        boolean person = author.kind() == Author.Kind.OPERATOR;
        return new DealView.Author(
                word(author.kind()),
                author.id() == 0 ? null : author.id(),
                person ? known.userName(author.id()) : null);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
