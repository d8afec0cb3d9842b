package io.reissue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.intake.NumberReading.Malformed;
import io.reissue.intake.NumberReading.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPlansTest {

    @ParameterizedTest(name = "{1} in a file from {0} is {2} of {3}")
    @CsvSource({
        "CN, 13800138000, +8613800138000, CN",
        "CN, 008613800138000, +8613800138000, CN",
        "CN, +86 138-0013-8000, +8613800138000, CN",
        "CN, 8613800138000, +8613800138000, CN",
        "CN, 010-82868286, +861082868286, CN",
        "CN, １３８００１３８０００, +8613800138000, CN",
        "US, 008613800138000, +8613800138000, CN",
        "US, (201) 555-0123, +12015550123, US",
        "KR, 010-2345-6789, +821023456789, KR",
        "AU, 0011 61 412 345 678, +61412345678, AU",
        "CN, +41781234567, +41781234567, CH",
        "CN, +442079460000, +442079460000, GB"
    })
    void aNumberIsReadInEveryFormThatFilesHave(String region, String written, String e164, String country) {
        assertThat(new NumberingPlans(region).apply(written)).isInstanceOfSatisfying(Valid.class, number -> {
            assertThat("+" + number.e164()).isEqualTo(e164);
            assertThat(number.region()).isEqualTo(country);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "1380013800",
                "138001380001",
                "1-800-FLOWERS",
                "+",
                "13800138000;ext=5",
                "+999123456789"
            })
    void whatIsNoNumberIsMalformed(String written) {
        assertThat(new NumberingPlans("CN").apply(written)).isEqualTo(new Malformed());
    }

    @Test
    void provinceAndCarrierComeFromThePrefix() {
        assertThat(new NumberingPlans("CN").apply("13800138000")).isInstanceOfSatisfying(Valid.class, number -> {
            assertThat(number.province()).isEqualTo("Beijing");
            assertThat(number.carrier()).isEqualTo("China Mobile");
        });
        assertThat(new NumberingPlans("CN").apply("0755-82868286"))
                .isInstanceOfSatisfying(
                        Valid.class, number -> assertThat(number.province()).isEqualTo("Guangdong"));
    }
}
