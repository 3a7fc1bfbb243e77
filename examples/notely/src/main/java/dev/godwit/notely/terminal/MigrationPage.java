package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The third page: the migrations, and one of them as {@code godwit status} tells of it, with its units and its journal. */
final class MigrationPage implements Page {
    private final NotelyControls controls;
    private final Scroll scroll = new Scroll();
    private List<String> names = List.of();
    /** Of the one that is shown, which stays while others come and go. */
    private Optional<String> chosen = Optional.empty();

    MigrationPage(NotelyControls controls) {
        this.controls = controls;
    }

    @Override
    public String title() {
        return "Migration";
    }

    @Override
    public List<KeyHint> keys() {
        KeyHint pause = new KeyHint("p", "pause");
        KeyHint approve = new KeyHint("c", "approve");
        return names.size() > 1
                ? List.of(pause, approve, new KeyHint("r", "back"), new KeyHint("n", "next"))
                : List.of(pause, approve, new KeyHint("r", "roll back"));
    }

    @Override
    public Component body(Optional<NotelyView> view, Look look) {
        return view.map(seen -> body(seen, look)).orElseGet(() -> Page.waiting(look));
    }

    @Override
    public void move(Motion motion) {
        scroll.move(motion);
    }

    @Override
    public Optional<Order> order(char key) {
        return switch (key) {
            case 'p' -> order("pause or resume", controls::pauseOrResume);
            case 'c' -> order("approve", controls::approve);
            case 'r' -> order("roll back", controls::rollBack);
            case 'n' -> {
                chosen = names.isEmpty() ? chosen : Optional.of(names.get((index() + 1) % names.size()));
                scroll.move(Motion.TO_TOP);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<Order> order(String what, UnaryOperator<String> work) {
        return names.isEmpty() ? Optional.empty() : Optional.of(order(what, names.get(index()), work));
    }

    private static Order order(String what, String migration, UnaryOperator<String> work) {
        return new Order(what, () -> work.apply(migration));
    }

    private int index() {
        return chosen.map(names::indexOf).filter(index -> index >= 0).orElse(0);
    }

    private Component body(NotelyView view, Look look) {
        names = view.migrations().stream()
                .map(migration -> migration.status().migration())
                .toList();
        if (names.isEmpty()) {
            return look.text("There is no migration (" + view.mode() + ").", Tone.FAINT);
        }
        Look narrower = look.withWidth(look.width() - Scroll.WIDTH);
        Component shown = sections(view.migrations().get(index()), view.at(), narrower);
        return scroll.show(
                names.size() == 1
                        ? shown
                        : Look.stack(MigrationTables.all(view.migrations(), index(), narrower), Look.blank(), shown),
                look);
    }

    private static Component sections(MigrationView migration, Instant now, Look look) {
        return Look.stack(
                MigrationFigures.of(migration.status(), now, look),
                Look.blank(),
                MigrationTables.waves(migration.status(), look),
                Look.blank(),
                MigrationTables.journal(migration.journal(), look),
                Look.blank(),
                MigrationTables.units(migration.units(), look));
    }
}
