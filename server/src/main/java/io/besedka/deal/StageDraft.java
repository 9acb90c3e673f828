package io.besedka.deal;

import io.besedka.conversation.Stages.Ending;
import java.util.List;

/**
 * What a stage is made of, or what of it changes: null members are left to the defaults, or as they are.
 *
 * @param color one of {@link #COLORS}
 * @param position its place among the pipeline's stages, 0 = the first; too far = the last
 */
public record StageDraft(String name, Ending ending, String color, Integer position) {
    public static final List<String> COLORS =
            List.of("grey", "blue", "teal", "green", "yellow", "orange", "red", "violet");

    boolean isOpen() {
        return ending == null || ending == Ending.OPEN;
    }

    String colorOrUsual() {
        return color != null ? color : isOpen() ? "grey" : ending == Ending.SUCCESS ? "green" : "red";
    }
}
