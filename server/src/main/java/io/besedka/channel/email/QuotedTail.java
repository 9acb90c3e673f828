package io.besedka.channel.email;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds where a mail's own words end and the quoted history begins, as the usual mail programs write it in Russian and English.
 * Judges single lines with short patterns, so it is linear in the length.
 *
 * @param own the words of this mail; the whole text when nothing is quoted, or when the words stand between or below the quotes
 * @param quoted what was folded away; empty = nothing
 * @param marked whether all of it is marked line by line with {@code >}, so that it can be nothing but a copy
 */
record QuotedTail(String own, String quoted, boolean marked) {
    private static final int LONGEST_LINE = 500;
    /** Gmail, Apple Mail, Thunderbird, Yandex, Mail.ru: begun by a day, and perhaps broken in lines. */
    private static final List<Pattern> DATED = List.of(
            Pattern.compile(
                    "^(On|Am|Le)\\b.{5,300}\\b(wrote|schrieb|écrit)\\s*:$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
            Pattern.compile("^\\d{1,2}[.:/]\\d{1,2}[.:/]?\\d{0,4}.{0,200}[\"<].{3,200}>\\s*:?$"),
            Pattern.compile("^(\\p{L}+,? )?\\d{1,2} \\p{L}+\\.? \\d{4}.{3,250}(>|\\))\\s*:$"));
    /** Known by their end alone, so that only one line is taken. */
    private static final List<Pattern> ENDED = List.of(
            Pattern.compile("^.{5,300}\\b(wrote|writes)\\s*:$", Pattern.CASE_INSENSITIVE),
            Pattern.compile("^.{3,300}(пишет|писал|писала|написал|написала|написал\\(а\\)|написали)\\s*:$"));

    private static final Pattern RULE = Pattern.compile(
            "^[-_\\s]{0,20}(Original Message|Forwarded message|Исходное сообщение|Пересылаемое сообщение|Пересланное сообщение|Конец пересылаемого сообщения|Ursprüngliche Nachricht)[-_\\s]{0,20}$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern UNDERSCORES = Pattern.compile("^_{20,}$");
    private static final Pattern FROM = Pattern.compile(
            "^\\*?(From|От|От кого)\\s*:\\*?\\s+\\S.*$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern HEADER = Pattern.compile(
            "^\\*?(Sent|Date|To|Cc|Subject|Отправлено|Дата|Кому|Копия|Тема)\\s*:\\*?\\s.*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static QuotedTail of(String text) {
        var lines = text.lines().toList();
        int block = headerBlock(lines);
        int quote = quote(lines);
        int from = block < 0 ? quote : quote < 0 ? block : Math.min(block, quote);
        var own = from < 0 ? "" : String.join("\n", lines.subList(0, from)).strip();
        // A mail that is nothing but a quote, or a forwarded one, says what it quotes.
        return own.isEmpty()
                ? new QuotedTail(text.strip(), "", false)
                : new QuotedTail(
                        own,
                        String.join("\n", lines.subList(from, lines.size())).strip(),
                        from == quote);
    }

    /** Outlook's: a rule, or the headers From and two of its like, and then the old mail without marks. */
    private static int headerBlock(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.length() > LONGEST_LINE || line.startsWith(">")) {
                continue;
            }
            if (RULE.matcher(line).matches()) {
                return i;
            }
            if (FROM.matcher(line).matches() && headers(lines, i + 1) >= 2) {
                boolean ruled =
                        i > 0 && UNDERSCORES.matcher(lines.get(i - 1).strip()).matches();
                return ruled ? i - 1 : i;
            }
        }
        return -1;
    }

    private static int headers(List<String> lines, int from) {
        int found = 0;
        for (int i = from; i < Math.min(lines.size(), from + 8); i++) {
            found += HEADER.matcher(lines.get(i).strip()).matches() ? 1 : 0;
        }
        return found;
    }

    /** The last run of marked lines, if nothing stands below it, with the line that introduces it. */
    private static int quote(List<String> lines) {
        int first = lines.size();
        boolean any = false;
        while (first > 0
                && (lines.get(first - 1).isBlank()
                        || lines.get(first - 1).stripLeading().startsWith(">"))) {
            first--;
            any |= !lines.get(first).isBlank();
        }
        if (!any) {
            return -1;
        }
        int from = introduction(lines, first);
        boolean between = lines.subList(0, from).stream()
                .anyMatch(line -> line.stripLeading().startsWith(">"));
        return between ? -1 : from;
    }

    private static int introduction(List<String> lines, int quote) {
        for (int length = 1; length <= 3 && quote - length >= 0; length++) {
            if (matches(DATED, lines.subList(quote - length, quote))) {
                return quote - length;
            }
        }
        return quote > 0 && matches(ENDED, lines.subList(quote - 1, quote)) ? quote - 1 : quote;
    }

    private static boolean matches(List<Pattern> forms, List<String> lines) {
        var words = String.join(" ", lines.stream().map(String::strip).toList()).strip();
        return words.length() <= LONGEST_LINE
                && forms.stream().anyMatch(form -> form.matcher(words).matches());
    }
}
