package dev.godwit.rollout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastLinesTest {
    @Test
    void theLastWordsAreWordsAndNoStack() {
        LastLines lines = new LastLines();
        lines.add("far too early");
        lines.add("one");
        lines.add("two");
        lines.add("Exception: no such class");
        lines.add("\tat java.base/java.lang.ClassLoader.loadClass(ClassLoader.java:490)");
        lines.add("Caused by: nothing there");
        lines.add("    ... 1 more");
        lines.add("");
        lines.add("it ends at once");

        assertThat(lines.text())
                .isEqualTo("one | two | Exception: no such class | Caused by: nothing there | it ends at once");
    }
}
