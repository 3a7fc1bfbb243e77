package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library crashes with its process: a mover that is killed with signal 9 in the middle of its copy. */
class SqliteCrashTest {
    private static final String TABLE = "create table notes (id integer primary key, creator text not null, body text)";
    private static final int CHUNK = 50;

    @TempDir
    Path folder;

    /** The process that is killed: copies from one file to the other, and says how many rows it has written. */
    static final class Mover {
        private Mover() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            SqliteFixture home = SqliteFixture.create(SqliteFixture.NOTES, "home", folder);
            SqliteFixture mirror = SqliteFixture.create(SqliteFixture.NOTES, "mirror", folder);
            RowShape shape = mirror.shape(SqliteFixture.NOTE);
            MoverRight right = mirror.mover("a");
            Optional<Key> after = Optional.empty();
            for (long rows = 0; ; rows += CHUNK) {
                System.out.println(rows);
                Chunk chunk = home.store.rows().readChunk(shape, UnitId.of("a"), after, CHUNK);
                mirror.store.rows().writeChunk(right, shape, chunk);
                after = chunk.lastKey();
            }
        }
    }

    @Test
    void a_mover_that_is_killed_leaves_rows_and_cursor_of_the_same_moment_and_no_right() throws Exception {
        try (SqliteFixture home = SqliteFixture.create(
                        SqliteFixture.NOTES, "home", folder, TABLE, "create index h on notes (creator)");
                SqliteFixture mirror = SqliteFixture.create(
                        SqliteFixture.NOTES, "mirror", folder, TABLE, "create index m on notes (creator)")) {
            home.store.install(Role.HOME);
            mirror.store.install(Role.MOVED);
            home.execute("with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)"
                    + " insert into notes select i, 'a', 'body ' || i from n");
            long acknowledged = runAndKill();
            CopyCursor cursor = mirror.store.rows().cursors(UnitId.of("a")).getFirst();
            assertThat(cursor.rows()).isGreaterThanOrEqualTo(acknowledged).isLessThan(100_000);
            assertThat(mirror.query("select count(*) || ' ' || max(id) from notes"))
                    .containsExactly(cursor.rows() + " " + cursor.after().orElseThrow());
            assertThat(mirror.query("select count(*) from godwit_notes__mover")).containsExactly("0");
            assertThat(mirror.query("pragma integrity_check")).containsExactly("ok");
            assertThat(mirror.mover("a").token().number()).isGreaterThan(1);
        }
    }

    private long runAndKill() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mover.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long acknowledged = 0;
            String line = out.readLine();
            while (line != null && acknowledged < 500) {
                // Libraries may have something to say too.
                acknowledged = line.matches("\\d+") ? Long.parseLong(line) : acknowledged;
                line = out.readLine();
            }
            return acknowledged;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
