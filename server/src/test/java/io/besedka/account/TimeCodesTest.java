package io.besedka.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeCodesTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, the last six of its eight digits. */
    @Test
    void the_codes_are_those_of_the_standard() {
        assertThat(TimeCodes.at(SECRET, 59 / 30)).isEqualTo("287082");
        assertThat(TimeCodes.at(SECRET, 1111111109 / 30)).isEqualTo("081804");
        assertThat(TimeCodes.at(SECRET, 1234567890 / 30)).isEqualTo("005924");
        assertThat(TimeCodes.at(SECRET, 20000000000L / 30)).isEqualTo("353130");
    }

    @Test
    void a_code_may_be_typed_with_a_space() {
        assertThat(TimeCodes.match(SECRET, "081 804", Instant.ofEpochSecond(1111111109), 0))
                .hasValue(1111111109 / 30);
    }

    /** RFC 4648, section 10. */
    @Test
    void secrets_are_written_in_base_32() {
        assertThat(TimeCodes.base32("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(TimeCodes.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
