package io.besedka.channel.vk;

import java.util.List;

/** VK's numbered reactions as emoji. The order is not documented: it is known from practice, and only here. */
final class VkReactions {
    private static final List<String> BY_NUMBER =
            List.of("❤", "🔥", "😂", "👍", "💩", "❓", "😭", "😡", "👎", "👌", "😃", "🤔", "🙏", "😘", "😍", "🎉");
    private static final String ANY = "🙂";
    private static final String VARIANT = "\uFE0F";

    private VkReactions() {}

    static String emoji(int number) {
        return number >= 1 && number <= BY_NUMBER.size() ? BY_NUMBER.get(number - 1) : ANY;
    }

    /** 0 where VK has no such reaction. */
    static int number(String emoji) {
        return BY_NUMBER.indexOf(emoji.replace(VARIANT, "")) + 1;
    }
}
