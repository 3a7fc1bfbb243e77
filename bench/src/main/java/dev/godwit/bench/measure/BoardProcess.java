package dev.godwit.bench.measure;

import dev.godwit.bench.application.ChildJvm;
import dev.godwit.bench.measure.Laboratory.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server of {@link BoardCase} in a process of its own. Not thread-safe. */
final class BoardProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final URI url;

    private BoardProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server of the board has ended by itself");
        }
        this.url = URI.create(line);
    }

    static BoardProcess start(Pair pair, int megabytes) throws IOException {
        List<String> command = new ArrayList<>(ChildJvm.command(BoardServer.class, List.of("-Xmx" + megabytes + "m")));
        command.addAll(List.of(pair.legacyUrl(), pair.newUrl(), pair.folder().toString()));
        return new BoardProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    URI url() {
        return url;
    }

    double percentOfOneProcessor(Duration span) throws IOException, InterruptedException {
        long before = answer(0);
        long begun = System.nanoTime();
        Thread.sleep(span);
        long used = answer(0) - before;
        return 100.0 * used / (System.nanoTime() - begun);
    }

    long peakBytes() throws IOException {
        return answer(1);
    }

    private long answer(int word) throws IOException {
        questions.write("\n");
        questions.flush();
        return Long.parseLong(answers.readLine().split(" ")[word]);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        questions.close();
        process.waitFor();
    }
}
