package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables with triggers of the application (pitfall U9): what they do at home is mirrored, not done again. */
@ExtendWith(CloseWhatWasOpened.class)
class UserTriggersTest {
    private static final UnitId ANN = UnitId.of("ann");
    private static final Entity ALBUM = Entity.of(new EntityName("album"), "album", "id", "owner");
    private static final Entity PHOTO = Entity.of(new EntityName("photo"), "photo", "id", "owner");
    private static final List<String> DEFINITION = List.of(
            "create table album (id bigint primary key, owner text, version int default 0, photos int default 0)",
            "create index on album (owner)",
            "create table photo (id bigint, owner text, album int references album on delete cascade, title text,"
                    + " cover bigint, primary key (id)) partition by hash (id)",
            "create table photo_0 partition of photo for values with (modulus 2, remainder 0)",
            "create table photo_1 partition of photo for values with (modulus 2, remainder 1)",
            "create index on photo (owner)",
            "create function touch() returns trigger language plpgsql as"
                    + " $$ begin new.version := old.version + 1; return new; end $$",
            "create trigger touch before update on album for each row execute function touch()",
            "create function shout() returns trigger language plpgsql as"
                    + " $$ begin new.title := new.title || '!'; return new; end $$",
            "create trigger shout before insert on photo_0 for each row execute function shout()",
            "create trigger shout before insert on photo_1 for each row execute function shout()",
            "create function total() returns trigger language plpgsql as $$ begin"
                    + " update public.album set photos = photos + 1 where id = new.album; return null; end $$",
            "create trigger total after insert on photo for each row execute function total()");
    private static final String[] ROWS = {
        "insert into album (id, owner) select i, case when i % 2 = 0 then 'ann' else 'bob' end from generate_series(1, 4) i",
        "insert into photo select a.id * 10 + k, a.owner, a.id, 't' from album a, generate_series(1, 3) k"
    };

    private final TwoStores stores = TwoStores.of(List.of(ALBUM, PHOTO), DEFINITION, ROWS);

    @Test
    void mirrored_rows_are_those_of_home_and_the_applications_writes_fire_triggers_in_each_home() {
        stores.copy("ann", 2);
        stores.assertEqual("ann", 2, 6);
        stores.client.run(
                "insert into photo values (99, 'ann', 2, 'new')", "update album set owner = owner where id = 4");
        assertThat(stores.marked("ann")).containsExactly("album:2", "album:4", "photo:99");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 7);
        Client target = stores.mirrorClient();
        assertThat(target.text("select concat(version, ' ', photos) from album where id = 2"))
                .isEqualTo("4 4");
        assertThat(target.text("select title from photo where id = 99")).isEqualTo("new!");
    }

    @Test
    void foreign_keys_hold_although_the_database_does_not_check_them_while_triggers_are_quiet() {
        MoverRight right = stores.start("ann");
        assertRefused(() -> stores.mirror.rows().writeChunk(right, stores.shape(PHOTO), photos()), "photo_album_fkey");
        assertRefused(() -> apply(right, PHOTO, Set.of("21")), "photo_album_fkey");
        apply(right, ALBUM, Set.of("2"));
        apply(right, PHOTO, Set.of("21", "22"));
        assertRefused(() -> apply(right, PHOTO, Set.of("23", "41")), "photo_album_fkey");
        stores.client.run("delete from album where id = 2");
        assertRefused(() -> apply(right, ALBUM, Set.of("2")), "photo_album_fkey");
        assertThat(stores.mirrorClient().text("select count(*) from photo")).isEqualTo("2");
        apply(right, PHOTO, Set.of("21", "22"));
        apply(right, ALBUM, Set.of("2"));
        assertThat(stores.mirrorClient().text("select count(*) from album")).isEqualTo("0");
    }

    @Test
    void what_an_application_writes_is_checked_by_the_database_as_ever() {
        assertThat(stores.client.failureOf("insert into photo values (7, 'ann', 99, 'lost')"))
                .startsWith("23503")
                .doesNotContain("GODWIT");
    }

    private Chunk photos() {
        return stores.home.rows().readChunk(stores.shape(PHOTO), ANN, Optional.empty(), 10);
    }

    private void apply(MoverRight right, Entity entity, Set<String> keys) {
        CurrentRows rows = stores.home
                .rows()
                .readKeys(stores.shape(entity), ANN, keys.stream().map(Key::new).collect(Collectors.toSet()));
        stores.mirror.rows().apply(right, stores.shape(entity), rows);
    }

    private static void assertRefused(ThrowingCallable write, String foreignKey) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ROW_WITHOUT_PARENT))
                .hasMessageContaining("constraint " + foreignKey);
    }
}
