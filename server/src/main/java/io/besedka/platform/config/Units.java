package io.besedka.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/** How values with a unit are written. Each reader throws IllegalArgumentException saying what must be. */
final class Units {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KB|MB|GB)?");

    private Units() {}

    static boolean flag(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time such as 250ms, 30s, 5m, 2h or 3d");
        }
        var count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    static String written(Duration duration) {
        var millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        var seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        var minutes = seconds / 60;
        return minutes % 60 != 0 ? minutes + "m" : minutes % 1440 != 0 ? minutes / 60 + "h" : minutes / 1440 + "d";
    }

    static long size(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a size such as 512, 64KB, 20MB or 2GB");
        }
        var unit = match.group(2) == null ? "" : match.group(2);
        return Long.parseLong(match.group(1))
                << switch (unit) {
                    case "KB" -> 10;
                    case "MB" -> 20;
                    case "GB" -> 30;
                    default -> 0;
                };
    }

    static String sizeWritten(long bytes) {
        if (bytes == 0 || bytes % 1024 != 0) {
            return String.valueOf(bytes);
        }
        var kilobytes = bytes >> 10;
        return kilobytes % 1024 != 0
                ? kilobytes + "KB"
                : kilobytes % (1 << 20) != 0 ? (kilobytes >> 10) + "MB" : (kilobytes >> 20) + "GB";
    }

    static URI url(String text) {
        try {
            var uri = new URI(text);
            var isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // Refused below with everything else that is no such URL.
        }
        throw new IllegalArgumentException("must be an http or https URL");
    }
}
