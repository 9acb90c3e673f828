package io.besedka.channel.telegram;

import io.besedka.channel.Files;
import io.besedka.channel.telegram.Multipart.FilePart;
import io.besedka.channel.telegram.TelegramOutbound.Call;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.JsonNode;

/** Calls of the Bot API over HTTP. Says what came of each call and, where no answer came, whether it can have arrived. */
final class TelegramApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REQUEST = Duration.ofSeconds(30);
    /** A slow line is still given this many bytes a second of upload before the request counts as lost. */
    private static final long SLOWEST_UPLOAD = 128 << 10;

    private static final long ANSWER_LIMIT = 4 << 20;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9:_-]{1,200}");
    private static final Pattern FILE_PATH = Pattern.compile("[A-Za-z0-9_.-][A-Za-z0-9_./-]{0,400}");

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode result) implements Reply {}

        /** @param retryAfter seconds, 0 = not told; @param migratedTo the group's new id, 0 = none */
        record Failed(int code, String description, long retryAfter, long migratedTo) implements Reply {}

        /** The call never left us, or a proxy said that Telegram is not to be had: nothing was done. */
        record NotSent(String why) implements Reply {}

        /** A file of the call is gone. */
        record NoFile(String why) implements Reply {}

        /** The call left and no answer came: it may have been done. */
        record Lost(String why) implements Reply {}
    }

    private final String root;
    private final Files files;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    TelegramApi(URI root, Files files) {
        this.root = root.toString().replaceAll("/+$", "");
        this.files = files;
    }

    static boolean isToken(String token) {
        return token != null && TOKEN.matcher(token).matches();
    }

    Reply call(String token, Call call) {
        return call(token, call, REQUEST);
    }

    Reply call(String token, Call call, Duration patience) {
        var body = BodyPublishers.ofByteArray(Json.write(call.body()));
        return exchange(token, request(token, call.method(), "application/json", body, patience));
    }

    /** Uploads the call's files, streaming them from the store. */
    Reply call(String token, long projectId, Call call) {
        if (call.uploads().isEmpty()) {
            return call(token, call);
        }
        var parts = new ArrayList<FilePart>();
        try {
            for (var upload : call.uploads()) {
                var stored = files.open(projectId, upload.file().fileId());
                parts.add(new FilePart(upload.part(), stored));
            }
            return upload(token, call, parts);
        } catch (FileNotFoundException gone) {
            return new Reply.NoFile("the attached file is no longer stored");
        } catch (IOException unreadable) {
            return new Reply.NotSent("the attached file cannot be read");
        } finally {
            parts.forEach(FilePart::close);
        }
    }

    private Reply upload(String token, Call call, List<FilePart> parts) {
        var multipart = new Multipart(call.body(), parts);
        long bytes = parts.stream().mapToLong(FilePart::size).sum();
        var patience = REQUEST.plusSeconds(bytes / SLOWEST_UPLOAD);
        var reply = exchange(
                token, request(token, call.method(), multipart.contentType(), multipart.publisher(), patience));
        boolean broken = parts.stream().anyMatch(FilePart::failed);
        return broken && reply instanceof Reply.Lost ? new Reply.NotSent("the attached file cannot be read") : reply;
    }

    /** Opens a file by the path that getFile told. */
    InputStream download(String token, String path) throws IOException {
        if (!FILE_PATH.matcher(path).matches() || path.contains("..")) {
            throw new IOException("Telegram named a file path that is not understood");
        }
        var request = HttpRequest.newBuilder(URI.create(root + "/file/bot" + token + "/" + path))
                .timeout(REQUEST)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("Telegram's file answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private HttpRequest request(
            String token, String method, String contentType, HttpRequest.BodyPublisher body, Duration patience) {
        return HttpRequest.newBuilder(URI.create(root + "/bot" + token + "/" + method))
                .timeout(patience)
                .header("Content-Type", contentType)
                .POST(body)
                .build();
    }

    private Reply exchange(String token, HttpRequest request) {
        // The client's own timeout ends with the headers; a body that stalls must not hold us either.
        var patience = request.timeout().orElse(REQUEST).plus(CONNECT).toMillis();
        var sending = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_LIMIT));
        try {
            return read(sending.get(patience, TimeUnit.MILLISECONDS), token);
        } catch (ExecutionException failed) {
            return unanswered(failed.getCause());
        } catch (TimeoutException stalled) {
            sending.cancel(true);
            return unanswered(stalled);
        } catch (InterruptedException stopped) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            return unanswered(stopped);
        }
    }

    private static Reply unanswered(Throwable why) {
        var name = why.getClass().getSimpleName();
        return switch (why) {
            case ConnectException never -> new Reply.NotSent("Telegram cannot be reached: " + name);
            case HttpConnectTimeoutException never -> new Reply.NotSent("Telegram cannot be reached: " + name);
            case SSLHandshakeException never -> new Reply.NotSent("Telegram cannot be reached: " + name);
            default -> new Reply.Lost("no answer from Telegram: " + name);
        };
    }

    private static Reply read(HttpResponse<byte[]> answer, String token) {
        int status = answer.statusCode();
        var json = json(answer.body());
        if (json != null && json.path("ok").booleanValue(false)) {
            return new Reply.Done(json.path("result"));
        }
        if (json == null || !json.has("ok")) {
            return foreign(status, retryAfterHeader(answer));
        }
        var parameters = json.path("parameters");
        return new Reply.Failed(
                json.path("error_code").intValue(status),
                clean(json.path("description").stringValue("HTTP " + status), token),
                parameters.path("retry_after").longValue(retryAfterHeader(answer)),
                parameters.path("migrate_to_chat_id").longValue(0));
    }

    /** An answer that is not the Bot API's own, but some proxy's or front end's. */
    private static Reply foreign(int status, long retryAfter) {
        return switch (status / 100) {
            case 2 -> new Reply.Lost("Telegram's answer cannot be read");
            case 4 ->
                status == 401 || status == 404 || status == 413 || status == 429
                        ? new Reply.Failed(status, "HTTP " + status, retryAfter, 0)
                        : new Reply.NotSent("something between us and Telegram answered " + status);
            default -> new Reply.NotSent("Telegram answered " + status);
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            var json = Json.tree(body);
            return json.isObject() ? json : null;
        } catch (BadJson notJson) {
            return null;
        }
    }

    private static long retryAfterHeader(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(TelegramOutbound::number)
                .orElse(0L);
    }

    private static String clean(String description, String token) {
        var clean = description.replace(token, "[token]");
        return clean.length() <= 300 ? clean : clean.substring(0, 300);
    }
}
