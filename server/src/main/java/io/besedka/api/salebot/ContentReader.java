package io.besedka.api.salebot;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Media;
import java.io.IOException;
import java.util.ArrayList;

/** What a call wants said: {@code message}, {@code attachment_type} with {@code attachment_url}, {@code buttons}. */
final class ContentReader {
    private ContentReader() {}

    static Content read(Call call) throws IOException {
        var parameters = call.parameters();
        var text = parameters.text("message");
        var url = parameters.text("attachment_url");
        var type = parameters.text("attachment_type");
        if (text == null && url == null) {
            throw Failed.because("Parameter \"message\" required");
        }
        if (url != null && type == null) {
            throw Failed.because("Parameter \"attachment_type\" required");
        }
        var parts = new ArrayList<Part>();
        var buttons = ButtonReader.read(parameters.node("buttons"));
        if (url != null && !type.equals("link")) {
            parts.add(Attachments.fetch(call, media(type), url.strip()));
        }
        if (buttons != null) {
            parts.add(buttons);
        }
        return new Content(url != null && type.equals("link") ? withLink(text, url.strip()) : text, false, parts);
    }

    private static String withLink(String text, String url) {
        return text == null ? url : text + "\n" + url;
    }

    private static Media media(String type) {
        return switch (type) {
            case "image" -> Media.PHOTO;
            case "video" -> Media.VIDEO;
            case "audio" -> Media.AUDIO;
            case "file" -> Media.FILE;
            default -> throw Failed.because("attachment_type is image, video, link, file or audio");
        };
    }
}
