package io.besedka.channel.telegram;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a Telegram message says. Formatting is dropped, but the address behind a linked word is written out after it. */
final class TelegramContent {
    /** Members that describe a message rather than say something. */
    private static final Set<String> ENVELOPE = words("""
            message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count
            sender_business_bot date business_connection_id chat forward_origin is_topic_message
            is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id
            via_bot edit_date has_protected_content is_from_offline is_paid_post media_group_id author_signature
            paid_star_count link_preview_options suggested_post_info effect_id entities caption_entities
            show_caption_above_media has_media_spoiler reply_markup sender_tag
            """);

    /** Notices about the chat itself: nobody said them. */
    private static final Set<String> NOTICES = words("""
            pinned_message message_auto_delete_timer_changed write_access_allowed chat_background_set
            connected_website migrate_to_chat_id migrate_from_chat_id new_chat_members left_chat_member
            new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created
            channel_chat_created boost_added proximity_alert_triggered passport_data video_chat_scheduled
            video_chat_started video_chat_ended video_chat_participants_invited
            """);

    private TelegramContent() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Null when the message says nothing. */
    static Content of(JsonNode message) {
        var text = message.path("text");
        if (text.isString()) {
            return Content.text(linked(text.stringValue(), message.path("entities")));
        }
        var caption = linked(message.path("caption").stringValue(""), message.path("caption_entities"));
        var webAppData = message.path("web_app_data").path("data");
        if (webAppData.isString()) {
            return Content.text(webAppData.stringValue());
        }
        var part = part(message);
        return part == null ? (caption.isBlank() ? null : Content.text(caption)) : Content.of(caption, part);
    }

    static String ownPhone(Content content) {
        return content.first(ContactCard.class)
                .filter(ContactCard::own)
                .map(ContactCard::phone)
                .orElse(null);
    }

    /** The first member that tells what it is; animation and venue repeat themselves as document and location, so they come first. */
    private static Part part(JsonNode message) {
        if (message.has("animation")) {
            return file(Media.ANIMATION, message.path("animation"), "video/mp4");
        }
        if (message.has("venue")) {
            return venue(message.path("venue"));
        }
        Part unknown = null;
        for (var member : message.properties()) {
            var value = member.getValue();
            switch (member.getKey()) {
                case "photo" -> {
                    return photo(value);
                }
                case "video" -> {
                    return file(Media.VIDEO, value, "video/mp4");
                }
                case "audio" -> {
                    return file(Media.AUDIO, value, "audio/mpeg");
                }
                case "voice" -> {
                    return file(Media.VOICE, value, "audio/ogg");
                }
                case "video_note" -> {
                    return file(Media.VIDEO_NOTE, value, "video/mp4");
                }
                case "document" -> {
                    return file(Media.FILE, value, null);
                }
                case "sticker" -> {
                    return file(Media.STICKER, value, stickerType(value));
                }
                case "location" -> {
                    return location(value, null, null);
                }
                case "contact" -> {
                    return contact(value, message);
                }
                default -> unknown = unknown == null ? unsupported(member.getKey()) : unknown;
            }
        }
        return unknown;
    }

    private static Part unsupported(String member) {
        boolean silent = member.equals("caption")
                || ENVELOPE.contains(member)
                || NOTICES.contains(member)
                || member.startsWith("forward_")
                || member.startsWith("forum_topic_")
                || member.length() > 40;
        return silent ? null : new Part.Unsupported(member);
    }

    private static Attachment photo(JsonNode sizes) {
        JsonNode largest = sizes.path(0);
        for (var size : sizes) {
            if (size.path("width").longValue(0) >= largest.path("width").longValue(0)) {
                largest = size;
            }
        }
        return file(Media.PHOTO, largest, "image/jpeg");
    }

    /** Null, too, when it names no file: then nothing could be fetched. */
    private static Attachment file(Media media, JsonNode file, String mime) {
        var id = file.path("file_id").stringValue("");
        int side = file.path("length").intValue(0);
        return id.isEmpty()
                ? null
                : new Attachment(
                        media,
                        0,
                        id,
                        file.path("file_name").stringValue(file.path("title").stringValue(null)),
                        file.path("mime_type").stringValue(mime),
                        Math.max(0, file.path("file_size").longValue(0)),
                        file.path("width").intValue(side),
                        file.path("height").intValue(side),
                        file.path("duration").intValue(0));
    }

    private static String stickerType(JsonNode sticker) {
        if (sticker.path("is_animated").booleanValue(false)) {
            return "application/x-tgsticker";
        }
        return sticker.path("is_video").booleanValue(false) ? "video/webm" : "image/webp";
    }

    private static Location venue(JsonNode venue) {
        return location(
                venue.path("location"),
                venue.path("title").stringValue(null),
                venue.path("address").stringValue(null));
    }

    private static Location location(JsonNode location, String title, String address) {
        return new Location(
                location.path("latitude").doubleValue(0),
                location.path("longitude").doubleValue(0),
                title,
                address);
    }

    private static ContactCard contact(JsonNode contact, JsonNode message) {
        long owner = contact.path("user_id").longValue(0);
        boolean own = owner != 0 && owner == message.path("from").path("id").longValue(-1);
        return new ContactCard(
                contact.path("phone_number").stringValue(""),
                contact.path("first_name").stringValue(null),
                contact.path("last_name").stringValue(null),
                own);
    }

    /** Offsets are in UTF-16 units, as Java's are; entities come in order and text links do not nest. */
    private static String linked(String text, JsonNode entities) {
        if (entities.isEmpty()) {
            return text;
        }
        var out = new StringBuilder();
        int done = 0;
        for (var entity : entities) {
            int end = entity.path("offset").intValue(0) + entity.path("length").intValue(0);
            var url = entity.path("url").stringValue("");
            if (url.isEmpty() || end < done || end > text.length()) {
                continue;
            }
            out.append(text, done, end).append(" (").append(url).append(')');
            done = end;
        }
        return out.append(text, done, text.length()).toString();
    }
}
