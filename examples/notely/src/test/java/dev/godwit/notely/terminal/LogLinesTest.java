package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.SettableTime;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogLinesTest {
    private final LogLines lines = new LogLines();

    @Test
    void only_the_newest_thousand_stay() {
        IntStream.range(0, 1_234).forEach(number -> lines.add(MadeUpNotely.log(number)));

        LogLines.Snapshot snapshot = lines.snapshot();

        assertThat(snapshot.added()).isEqualTo(1_234);
        assertThat(snapshot.lines()).hasSize(1_000);
        assertThat(snapshot.lines().getFirst()).isEqualTo(MadeUpNotely.log(234));
        assertThat(snapshot.lines().getLast()).isEqualTo(MadeUpNotely.log(1_233));
    }

    @Test
    void a_text_of_several_lines_is_several_lines() {
        lines.add(new LogLine(
                MadeUpNotely.BEGIN, "api", Level.ERROR, "it broke\r\n\tat Somewhere.else(Somewhere.java:1)\n"));

        assertThat(texts()).containsExactly("it broke", "\tat Somewhere.else(Somewhere.java:1)");
    }

    @Test
    void the_log_of_the_own_process_goes_to_the_lines_until_the_capture_is_closed() {
        Logger log = LoggerFactory.getLogger(LogLinesTest.class);

        try (LogCapture ignored = LogCapture.begin(lines, "api", new SettableTime())) {
            log.warn("store {} is slow", "legacy");
            log.error("it broke", new IllegalStateException("no store"));
        }
        log.info("nobody sees this");

        assertThat(lines.snapshot().lines())
                .allSatisfy(line -> assertThat(line.process()).isEqualTo("api"));
        assertThat(lines.snapshot().lines().getFirst().level()).isEqualTo(Level.WARN);
        assertThat(texts())
                .startsWith(
                        "LogLinesTest: store legacy is slow",
                        "LogLinesTest: it broke",
                        "java.lang.IllegalStateException: no store")
                .noneMatch(text -> text.contains("nobody sees this"));
    }

    @Test
    @SuppressWarnings("SystemOut")
    void what_is_written_to_the_standard_streams_does_not_reach_the_terminal() {
        PrintStream out = System.out;
        try (LogCapture ignored = LogCapture.begin(lines, "api", new SettableTime())) {
            System.out.print("one li");
            System.out.print("ne\r\ntwo\nunfinished");
            System.err.println("a warning of a library");
        }

        assertThat(System.out).isSameAs(out);
        assertThat(texts()).containsExactly("one line", "two", "a warning of a library");
        assertThat(lines.snapshot().lines().getLast().level()).isEqualTo(Level.WARN);
    }

    private List<String> texts() {
        return lines.snapshot().lines().stream().map(LogLine::text).toList();
    }
}
