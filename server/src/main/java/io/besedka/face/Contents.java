package io.besedka.face;

import io.besedka.conversation.Content;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.StoredFile;
import io.besedka.platform.http.Problem;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the contents members and programs write: only what they may say, with files of the project alone. */
public final class Contents {
    private static final int BUTTON_LIMIT = 100;
    private static final int LABEL_LIMIT = 500;
    private static final int VALUE_LIMIT = 4_000;
    private static final String PARTS = "content.parts";
    private final FileStore files;

    public Contents(FileStore files) {
        this.files = files;
    }

    /** @param json what stands under {@code content}; missing is refused as what is no object is */
    public Content read(long projectId, JsonNode json) {
        if (!json.isObject()) {
            throw Problem.unprocessable("content", "content must be an object");
        }
        var text = json.hasNonNull("text") ? text(json.path("text")) : "";
        var markup = json.path("markup");
        if (!markup.isMissingNode() && !markup.isNull() && !markup.isBoolean()) {
            throw Problem.unprocessable("content.markup", "markup must be true or false");
        }
        return new Content(text, markup.isBoolean() && markup.booleanValue(), parts(projectId, json.path("parts")));
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw Problem.unprocessable("content.text", "content.text must be a text");
        }
        var text = node.stringValue().replace("\0", "");
        if (text.length() > Content.TEXT_LIMIT) {
            throw Problem.unprocessable(
                    "content.text", "content.text may hold at most " + Content.TEXT_LIMIT + " characters");
        }
        return text;
    }

    private List<Part> parts(long projectId, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return List.of();
        }
        if (!json.isArray() || json.size() > Content.PART_LIMIT) {
            throw wrong("parts must be a list of at most " + Content.PART_LIMIT);
        }
        var parts = new ArrayList<Part>();
        for (var node : json) {
            parts.add(part(node));
        }
        return settled(projectId, parts);
    }

    private static Part part(JsonNode json) {
        try {
            var part = Json.MAPPER.treeToValue(json, Part.class);
            if (part == null) {
                throw wrong("a part must not be null");
            }
            check(part);
            return part;
        } catch (JacksonException | NullPointerException notAPart) {
            throw wrong("a part is of an unknown kind or lacks a member");
        }
    }

    private static Problem wrong(String why) {
        return Problem.unprocessable(PARTS, why);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private static void check(Part part) {
        switch (part) {
            case Part.Attachment attachment ->
                require(attachment.fileId() > 0, "an attachment needs the fileId of an uploaded file");
            case Part.Buttons buttons -> check(buttons);
            case Part.ListMenu menu -> check(menu);
            case Part.Location location ->
                require(
                        Math.abs(location.latitude()) <= 90 && Math.abs(location.longitude()) <= 180,
                        "a location is out of the globe");
            case Part.ContactCard card ->
                require(
                        said(card.phone(), 50) && said(card.firstName(), LABEL_LIMIT),
                        "a contact needs phone and firstName");
            case Part.Template template ->
                TemplateCheck.check(template).ifPresent(why -> {
                    throw wrong(why);
                });
            case Part.Press press -> throw wrong("only clients press buttons");
            case Part.Unsupported unsupported -> throw wrong("a part of an unsupported kind cannot be sent");
        }
    }

    private static void check(Part.Buttons buttons) {
        var flat = buttons.flat();
        require(!flat.isEmpty() && flat.size() <= BUTTON_LIMIT, "there must be 1-" + BUTTON_LIMIT + " buttons");
        for (var button : flat) {
            require(button.kind() != null && said(button.label(), LABEL_LIMIT), "a button needs a label and a kind");
            require(button.value() == null || button.value().length() <= VALUE_LIMIT, "a button's value is too long");
            boolean address = button.kind() == Part.ButtonKind.URL || button.kind() == Part.ButtonKind.WEB_APP;
            require(!address || isAddress(button.value()), "a button's address must begin with http:// or https://");
        }
    }

    private static boolean isAddress(String value) {
        return value != null && (value.startsWith("https://") || value.startsWith("http://"));
    }

    private static void check(Part.ListMenu menu) {
        require(said(menu.open(), LABEL_LIMIT), "a list needs the label that opens it");
        var rows = menu.sections().stream()
                .flatMap(section -> section.rows().stream())
                .toList();
        require(!rows.isEmpty() && rows.size() <= BUTTON_LIMIT, "a list holds 1-" + BUTTON_LIMIT + " rows");
        require(
                rows.stream().allMatch(row -> said(row.id(), LABEL_LIMIT) && said(row.title(), LABEL_LIMIT)),
                "a row needs id and title");
    }

    private static boolean said(String text, int limit) {
        return text != null && !text.isBlank() && text.length() <= limit;
    }

    /** What an attachment is, its file says, not the caller. */
    private List<Part> settled(long projectId, List<Part> parts) {
        var wanted = parts.stream()
                .filter(Part.Attachment.class::isInstance)
                .map(part -> ((Part.Attachment) part).fileId())
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            return parts;
        }
        var found = files.at(projectId, wanted);
        return parts.stream()
                .map(part -> part instanceof Part.Attachment attachment ? settled(attachment, found) : part)
                .toList();
    }

    private static Part settled(Part.Attachment attachment, Map<Long, StoredFile> found) {
        var file = found.get(attachment.fileId());
        if (file == null || file.state() == StoredFile.State.GONE) {
            throw new Refused(Refusal.NO_SUCH_FILE, "no file " + attachment.fileId() + " in this project");
        }
        int seconds = Math.clamp(attachment.seconds(), 0, 24 * 3600);
        return new Part.Attachment(
                media(attachment.media(), file),
                file.id(),
                null,
                file.name(),
                file.mime(),
                file.size(),
                file.width(),
                file.height(),
                seconds);
    }

    private static Media media(Media wish, StoredFile file) {
        boolean fits = wish != null
                && switch (wish) {
                    case PHOTO, STICKER -> file.isImage();
                    case ANIMATION -> file.isImage() || file.isVideo();
                    case VIDEO, VIDEO_NOTE -> file.isVideo();
                    case AUDIO -> file.isAudio();
                    // Browsers record voice into containers that are video's by their bytes.
                    case VOICE -> file.isAudio() || file.isVideo();
                    case FILE -> true;
                };
        return fits
                ? wish
                : file.isImage()
                        ? Media.PHOTO
                        : file.isVideo() ? Media.VIDEO : file.isAudio() ? Media.AUDIO : Media.FILE;
    }
}
