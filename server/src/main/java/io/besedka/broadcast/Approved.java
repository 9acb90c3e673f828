package io.besedka.broadcast;

import io.besedka.conversation.Content;

/** What approved templates say. The channel room knows; {@code app} plugs it in. */
@FunctionalInterface
public interface Approved {
    /** The content with its template's text where it has a template that is known; any other as it is. May ask the provider. */
    Content worded(long project, long connection, Content content);
}
