package io.besedka.channel;

import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import java.util.List;
import java.util.Optional;

/** Which files a channel carries, as what, and which of them go together. */
final class Albums {
    private Albums() {}

    /** The attachment as a kind the channel takes at this size; empty = only a link will do. */
    static Optional<Attachment> carried(Attachment file, Capabilities capabilities) {
        if (!isNamed(file)) {
            return Optional.empty();
        }
        if (fits(file.media(), file.size(), capabilities)) {
            return Optional.of(file);
        }
        return fits(Media.FILE, file.size(), capabilities) ? Optional.of(asFile(file)) : Optional.empty();
    }

    static boolean isNamed(Attachment file) {
        return file.fileId() != 0 || file.remote() != null;
    }

    private static boolean fits(Media media, long size, Capabilities capabilities) {
        var most = capabilities.media().get(media);
        return most != null && size <= most;
    }

    private static Attachment asFile(Attachment of) {
        return new Attachment(
                Media.FILE,
                of.fileId(),
                of.remote(),
                of.name(),
                of.mime(),
                of.size(),
                of.width(),
                of.height(),
                of.seconds());
    }

    /** Whether {@code next} may join an album that so far holds {@code album}. */
    static boolean joins(List<Attachment> album, Attachment next, Capabilities capabilities) {
        return !album.isEmpty()
                && album.size() < capabilities.album()
                && together(album.getFirst().media(), next.media());
    }

    private static boolean together(Media one, Media other) {
        return switch (one) {
            case PHOTO, VIDEO -> other == Media.PHOTO || other == Media.VIDEO;
            case FILE, AUDIO -> other == one;
            case VOICE, VIDEO_NOTE, ANIMATION, STICKER -> false;
        };
    }

    static boolean hasCaption(Media media) {
        return media != Media.STICKER && media != Media.VIDEO_NOTE;
    }
}
