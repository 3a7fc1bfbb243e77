package dev.godwit.spring;

import dev.godwit.core.ControlPlane;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** An application as a team writes it, apart from the hooks by which a test comes in between. */
@Configuration
@EnableAutoConfiguration
class NotesApplication {
    @Bean
    ControlPlane controlPlane() {
        return new StillControlPlane();
    }

    @Bean
    SimpleMeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    NotesService notes(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new NotesService(jdbc, transactions);
    }

    @Bean
    RenamingService renaming(JdbcClient jdbc) {
        return new RenamingService(jdbc);
    }

    /** A note. */
    record Note(long id, String account) {}

    /** Writes notes. */
    static class NotesService {
        private final JdbcClient jdbc;
        private final TransactionTemplate apart;

        NotesService(JdbcClient jdbc, PlatformTransactionManager transactions) {
            this.jdbc = jdbc;
            this.apart = new TransactionTemplate(transactions);
            apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        }

        @InUnit("#note.account")
        @Transactional
        public void writeTwice(Note note, Runnable between) {
            insert(note.id(), note.account());
            between.run();
            insert(note.id() + 1, note.account());
        }

        @InUnit("#note.account")
        @Transactional
        public void writeApartAndThen(Note note, Runnable between) {
            apart.executeWithoutResult(status -> insert(note.id(), note.account()));
            writeTwice(new Note(note.id() + 1, note.account()), between);
        }

        @Transactional
        public void write(long id, String account) {
            insert(id, account);
        }

        @InUnit("#accounts")
        @Transactional(readOnly = true)
        public long count(List<String> accounts) {
            return jdbc.sql("select count(*) from notes where creator in (:accounts)")
                    .param("accounts", accounts)
                    .query(Long.class)
                    .single();
        }

        @Transactional
        public void set(String name) {
            jdbc.sql("insert into settings values (?)").param(name).update();
        }

        private void insert(long id, String account) {
            jdbc.sql("insert into notes values (?, ?, 1)")
                    .param(id)
                    .param(account)
                    .update();
        }
    }

    /** All its methods are about one account. */
    @InUnit("#account")
    static class RenamingService {
        private final JdbcClient jdbc;

        RenamingService(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        /** Hides what has gone wrong, as some code does: its transaction can only be rolled back then. */
        @Transactional
        public void touchQuietly(String account, Runnable before, NotesService others) {
            touch(account);
            before.run();
            try {
                others.write(1_000, account);
            } catch (RuntimeException hidden) {
                before.run();
            }
        }

        @Transactional
        public int touch(String account) {
            return jdbc.sql("update notes set version = version + 1 where creator = ?")
                    .param(account)
                    .update();
        }
    }
}
