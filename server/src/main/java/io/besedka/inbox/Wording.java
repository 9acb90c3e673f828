package io.besedka.inbox;

import io.besedka.conversation.Content;

/** What approved templates say; the channel room answers, {@code app} plugs it in. */
@FunctionalInterface
public interface Wording {
    /** The content with its template's text where it has a template that is known; any other as it is. May ask the provider. */
    Content worded(long projectId, long connectionId, Content content);
}
