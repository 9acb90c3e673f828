package io.besedka.channel.viber;

import io.besedka.channel.Files;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Files by address: Viber fetches them itself, and looks at the address's ending. */
final class ViberMedia {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");
    private static final Set<Media> FILMS = Set.of(Media.VIDEO, Media.VIDEO_NOTE, Media.ANIMATION);
    /** What Viber does not let through; a link to it goes. */
    private static final Set<String> FORBIDDEN = Set.of("""
            action apk app bat bin cmd com command cpl csh dll exe gadget inf1 ins inx ipa isu jar job js jse ksh lnk msc msi msp mst osx out paf
            pif prg ps1 reg rgs run scr sct shb shs u3p vb vbe vbs vbscript workflow ws wsf
            """.strip().split("\\s+"));

    /** Nobody outside can fetch the file. */
    static final class NoAddress extends Exception {
        private static final long serialVersionUID = 1;

        NoAddress(String why) {
            super(why);
        }
    }

    /** What the file is by its bytes, whatever the message says. */
    private record Known(String name, String mime, long size) {}

    private final Files files;

    ViberMedia(Files files) {
        this.files = files;
    }

    void fill(ObjectNode body, long projectId, Attachment file, String caption) throws IOException, NoAddress {
        var known = known(projectId, file);
        if (file.media() == Media.PHOTO && PICTURES.contains(known.mime) && known.size <= ViberLimits.PHOTO) {
            var name = "photo." + known.mime.substring("image/".length());
            body.put("type", "picture").put("text", caption).put("media", address(projectId, file, name));
        } else if (!caption.isBlank() || FORBIDDEN.contains(ending(known.name))) {
            var lead = caption.isBlank() ? known.name : caption;
            ViberOutbound.text(body, lead + "\n" + address(projectId, file, known.name));
        } else if (isFilm(file, known)) {
            body.put("type", "video").put("size", known.size).put("media", address(projectId, file, "video.mp4"));
            if (file.seconds() > 0) {
                body.put("duration", file.seconds());
            }
        } else {
            body.put("type", "file")
                    .put("size", known.size)
                    .put("file_name", known.name)
                    .put("media", address(projectId, file, known.name));
        }
    }

    private static boolean isFilm(Attachment file, Known known) {
        return FILMS.contains(file.media())
                && "video/mp4".equals(known.mime)
                && known.size <= ViberLimits.VIDEO
                && file.seconds() <= ViberLimits.VIDEO_SECONDS;
    }

    private Known known(long projectId, Attachment file) throws IOException, NoAddress {
        if (file.fileId() == 0) {
            throw new NoAddress("the file is not kept here");
        }
        try (var stored = files.open(projectId, file.fileId())) {
            var mime = stored.mime() == null ? "" : stored.mime();
            return new Known(named(stored.name(), file, mime), mime, stored.size());
        }
    }

    /** A file without a name or an ending gets one by its kind. */
    private static String named(String name, Attachment file, String mime) {
        boolean nameless = name == null || name.isBlank();
        var whole = nameless ? file.tag() : name.strip();
        var kind = mime.replaceAll("^[a-z]+/(x-)?", "");
        boolean helps = kind.matches("[a-z0-9]{2,5}") && ending(whole).isEmpty();
        var ended = helps ? whole + "." + kind : whole;
        return ended.substring(Math.max(0, ended.length() - ViberLimits.FILE_NAME));
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private String address(long projectId, Attachment file, String name) throws NoAddress {
        return files.address(projectId, file.fileId(), name)
                .map(Object::toString)
                .orElseThrow(() -> new NoAddress("Viber fetches files from this server, and it has no public address"));
    }
}
