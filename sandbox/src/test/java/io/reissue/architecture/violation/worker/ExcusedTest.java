package io.reissue.architecture.violation.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests that find reasons not to run. They are never run: nothing here says that they are tests. */
class ExcusedTest {
    @Disabled
    void later() {}

    @EnabledOnOs(OS.AIX)
    void elsewhere() {}

    void whenItSuits() {
        assumeTrue(false);
        org.assertj.core.api.Assumptions.assumeThat(true).isFalse();
    }
}
