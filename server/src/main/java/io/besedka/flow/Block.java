package io.besedka.flow;

import java.util.List;

/** A block with its arrows sorted by what they wait for. Immutable. */
final class Block {
    enum Kind {
        /** Condition from any place; becomes the client's place. */
        START,
        /** Becomes the client's place. */
        STATE,
        /** Run by an arrow; the client's place stays. */
        ASIDE,
        /** Condition from any place, asked last; the client's place stays. */
        ASIDE_CONDITION;

        boolean isAside() {
            return this == ASIDE || this == ASIDE_CONDITION;
        }

        boolean hasCondition() {
            return this == START || this == ASIDE_CONDITION;
        }
    }

    final String id;
    final Kind kind;
    final Condition condition;
    final Message message;
    final List<Action> actions;
    final List<Arrow> arrows;
    final List<Arrow.Button> buttons;
    final ConditionIndex<Arrow> texts;
    final List<Arrow.Collect> collects;
    final List<Arrow.Any> anys;
    final List<Arrow.Timer> timers;
    final List<Arrow.HandedBack> handedBacks;

    Block(String id, Kind kind, Condition condition, Message message, List<Action> actions, List<Arrow> arrows) {
        this.id = id;
        this.kind = kind;
        this.condition = condition;
        this.message = message;
        this.actions = List.copyOf(actions);
        this.arrows = List.copyOf(arrows);
        this.buttons = only(Arrow.Button.class);
        this.texts = new ConditionIndex<>(only(Arrow.Text.class), Arrow.Text::condition);
        this.collects = only(Arrow.Collect.class);
        this.anys = only(Arrow.Any.class);
        this.timers = only(Arrow.Timer.class);
        this.handedBacks = only(Arrow.HandedBack.class);
    }

    private <A extends Arrow> List<A> only(Class<A> kind) {
        return arrows.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean isAside() {
        return kind.isAside();
    }
}
