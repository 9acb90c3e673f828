package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole bot, talked with as its clients would. */
class FlowerShopTest {
    private static final String DEFINITION = definition();
    private final Talk bot = Talk.with(DEFINITION);

    static String definition() {
        try (var file = FlowerShopTest.class.getResourceAsStream("/flow/flower-shop.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_order_is_taken_from_greeting_to_address() {
        assertThat(bot.says("/start"))
                .singleElement()
                .asString()
                .matches("(Здравствуйте|Добрый день), Анна! Это цветочный магазин «Пион».");
        assertThat(bot.presses("Каталог")).containsExactly("Сегодня в витрине:\n*розы* — 3500 ₽\n*тюльпаны* — 1900 ₽");
        assertThat(bot.presses("Розы")).containsExactly("Отличный выбор: розы за 3500 ₽. Как вас зовут?");
        assertThat(bot.says("Анна")).containsExactly("Приятно познакомиться, Анна! Ваш телефон?");
        assertThat(bot.says("не скажу")).containsExactly("Не похоже на телефон. Пример: +7 916 123-45-67");
        assertThat(bot.says("8 (916) 123-45-67")).containsExactly("Сколько штук?");
        assertThat(bot.says("много")).containsExactly("Напишите число.");
        assertThat(bot.says("21")).containsExactly("Куда прислать чек?");
        assertThat(bot.says("anna@")).containsExactly("Нужна почта, например anna@example.com");
        assertThat(bot.says("anna@example.com")).containsExactly("Адрес доставки?");
        assertThat(bot.says("Садовая, 5"))
                .containsExactly("Заказ принят 08.03.2026 в 12:00: розы, 21 шт., Анна, +79161234567, Садовая, 5.");
        assertThat(bot.tags).containsExactly("заказ");
        assertThat(bot.variables).containsEntry("phone", "+79161234567").containsEntry("email", "anna@example.com");
        assertThat(bot.says("Когда ждать?")).containsExactly("Заказ уже собираем.");
    }

    @Test
    void the_day_after_the_order_it_asks_wherever_the_client_is_and_closes() {
        order("5");
        bot.says("каталог");
        assertThat(bot.waits(Duration.ofDays(1)))
                .containsExactly("Мы ещё здесь и ждём вашего ответа.", "Понравился ли букет?");
        assertThat(bot.says("Очень!")).containsExactly("Спасибо!");
        assertThat(bot.closed).isTrue();
        assertThat(bot.timers).isEmpty();
        assertThat(Session.read(bot.session)).isEqualTo(new Session(7, 1, null, "Очень!"));
        assertThat(bot.variables).containsEntry("feedback", "Очень!");
    }

    @Test
    void many_flowers_are_a_case_for_a_person_who_hands_back() {
        assertThat(order("101")).containsExactly("Зову человека, одну минуту.");
        assertThat(bot.owner).isEqualTo("team 0");
        assertThat(bot.handsBack()).containsExactly("Снова с вами бот. Показать каталог?");
        assertThat(bot.says("ага")).singleElement().asString().startsWith("Сегодня в витрине");
    }

    @Test
    void a_deep_link_of_spring_gives_a_discount() {
        var heard = bot.says(Content.text("/start spring"), "spring");
        assertThat(heard).hasSize(2).first().isEqualTo("Весенняя скидка **10 %** ваша, Анна.");
        assertThat(bot.variables).containsEntry("tag", "spring").containsEntry("discount", "10");
        assertThat(bot.tags).containsExactly("весна");
        assertThat(order("5")).hasSize(1);
        assertThat(bot.variables).doesNotContainKey("discount");
    }

    @Test
    void a_reminder_comes_only_to_those_who_stay_silent() {
        bot.says("каталог");
        assertThat(bot.waits(Duration.ofMinutes(59))).isEmpty();
        bot.presses("Тюльпаны");
        assertThat(bot.timers).containsOnlyKeys("7:name-reminder");
        assertThat(bot.waits(Duration.ofMinutes(10))).containsExactly("Мы ещё здесь и ждём вашего ответа.");
        assertThat(bot.says("Пётр")).containsExactly("Приятно познакомиться, Пётр! Ваш телефон?");
        assertThat(bot.waits(Duration.ofDays(2))).isEmpty();
    }

    @Test
    void a_shared_contact_is_a_phone() {
        bot.says("каталог");
        bot.says("розочек бы");
        bot.says("Анна");
        var contact = Content.of("", new Part.ContactCard("79161234567", "Анна", null, true));
        assertThat(bot.says(contact, null)).containsExactly("Сколько штук?");
        assertThat(bot.variables).containsEntry("phone", "+79161234567");
    }

    @Test
    void what_no_arrow_takes_is_answered_from_any_place_and_the_place_is_kept() {
        bot.says("каталог");
        assertThat(bot.says("А доставка есть?")).containsExactly("Доставляем с 9 до 21, от 3000 ₽ — бесплатно.");
        assertThat(bot.says("тюльпанов")).singleElement().asString().contains("тюльпаны за 1900 ₽");
    }

    @Test
    void a_stranger_s_first_words_are_quoted_without_their_markup() {
        assertThat(bot.says("есть *пионы*?"))
                .containsExactly("Здравствуйте! Вы написали: «есть \\*пионы\\*?». Наберите «каталог» или «доставка».");
    }

    @Test
    void a_file_is_acknowledged_and_an_unknown_word_waits_for_people() {
        bot.says("/start");
        var photo = Content.of("", Part.Attachment.stored(Part.Media.PHOTO, 9, null, null, 0));
        assertThat(bot.says(photo, null)).containsExactly("Получили ваш файл.");
        assertThat(bot.says("абракадабра")).isEmpty();
        assertThat(bot.taken).isFalse();
    }

    @Test
    void a_button_of_an_earlier_message_still_leads_on() {
        bot.says("каталог");
        bot.presses("Розы");
        bot.says("Анна");
        assertThat(bot.presses("Тюльпаны")).singleElement().asString().contains("тюльпаны за 1900 ₽");
    }

    @Test
    void buttons_and_files_go_along() {
        bot.says("/start");
        var buttons = bot.said.getLast().buttons().orElseThrow();
        assertThat(buttons.inline()).isFalse();
        assertThat(buttons.flat())
                .extracting(Part.Button::label)
                .containsExactly("Каталог", "Доставка", "Сайт", "Позвать человека");
        assertThat(buttons.flat().get(2).value()).isEqualTo("https://pion.example/?client=42");
        bot.says("каталог");
        assertThat(bot.said.getLast().attachments())
                .extracting(Part.Attachment::fileId)
                .containsExactly(1L);
    }

    private List<String> order(String count) {
        bot.says("каталог");
        bot.says("розы");
        bot.says("Анна");
        bot.says("+7 916 123-45-67");
        bot.says(count);
        bot.says("не нужен");
        return bot.says("Садовая, 5");
    }
}
