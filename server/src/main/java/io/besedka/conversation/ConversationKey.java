package io.besedka.conversation;

/** A conversation's name: its project and its number. The number is its client's number too: a client has one conversation. */
public record ConversationKey(long projectId, long id) implements Comparable<ConversationKey> {
    /** The order in which conversations are locked, in every process. */
    @Override
    public int compareTo(ConversationKey other) {
        int byProject = Long.compare(projectId, other.projectId);
        return byProject != 0 ? byProject : Long.compare(id, other.id);
    }
}
