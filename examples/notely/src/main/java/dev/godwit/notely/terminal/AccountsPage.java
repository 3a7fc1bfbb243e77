package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;

/** The second page: accounts, where their notes are, and one that is selected. */
final class AccountsPage implements Page {
    private static final int LINES_ABOVE = 2;
    private static final int TITLES = 1;
    private static final String SELECTED = "\u25b6";
    private static final List<Column> COLUMNS = List.of(
            Column.text(" "),
            Column.dispensable("ID"),
            Column.flexible("Name"),
            Column.text("Cohort"),
            Column.flexible("Phase"),
            Column.text("Home"),
            Column.number("Notes"));

    private final NotelyControls controls;
    private List<AccountView> accounts = List.of();
    private Optional<UUID> selected = Optional.empty();
    private int position;
    private int top;
    private int height = 1;

    AccountsPage(NotelyControls controls) {
        this.controls = controls;
    }

    @Override
    public String title() {
        return "Accounts";
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("m", "migrate"), new KeyHint("M", "all"), new KeyHint("s", "next shard"));
    }

    @Override
    public Component body(Optional<NotelyView> view, Look look) {
        return view.map(seen -> list(seen.accounts(), look)).orElseGet(() -> Page.waiting(look));
    }

    @Override
    public void move(Motion motion) {
        select(motion.from(position, height, accounts.size()));
    }

    @Override
    public Optional<Order> order(char key) {
        return switch (key) {
            case 'm' -> selected.map(id -> new Order("migration of " + name(), () -> controls.toggleMigration(id)));
            case 's' -> selected.map(id -> new Order("next shard for " + name(), () -> controls.moveToNextShard(id)));
            case 'M' -> Optional.of(new Order("migration of all accounts", controls::toggleMigrationOfAll));
            default -> Optional.empty();
        };
    }

    private Component list(List<AccountView> all, Look look) {
        accounts = all;
        height = Math.max(1, look.height() - LINES_ABOVE - TITLES);
        if (accounts.isEmpty()) {
            selected = Optional.empty();
            return look.text("There is no account yet.", Tone.FAINT);
        }
        select(selected.flatMap(this::positionOf).orElse(position));
        top = Math.max(0, Math.min(Math.clamp(top, position - height + 1, position), accounts.size() - height));
        List<List<Cell>> rows = IntStream.range(top, Math.min(top + height, accounts.size()))
                .mapToObj(index -> row(accounts.get(index), index == position))
                .toList();
        Look narrower = look.withWidth(look.width() - Scroll.WIDTH);
        Component table = Tables.of(narrower, COLUMNS, rows, OptionalInt.of(position - top));
        Component list = accounts.size() <= height
                ? Look.fixed(table, narrower.width())
                : Look.beside(
                        Look.fixed(table, narrower.width()),
                        Look.gap(1),
                        Scroll.bar(top, accounts.size(), height, TITLES + height));
        return Look.stack(summary(look), Look.blank(), list);
    }

    private Component summary(Look look) {
        long migrating =
                accounts.stream().filter(view -> view.account().isMigrating()).count();
        return look.line(
                new Cell(Figures.of(position + 1L, accounts.size()) + " accounts", Tone.HEADING),
                Cell.faint("  " + Figures.count(migrating) + " migrating"));
    }

    private static List<Cell> row(AccountView view, boolean isSelected) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(isSelected ? SELECTED : " ", Tone.HEADING));
        cells.add(Cell.faint(view.account().id().toString()));
        cells.add(Cell.of(view.account().name()));
        cells.add(Cell.of(view.account().cohort().text()));
        cells.add(phase(view));
        cells.add(Cell.of(view.home()));
        cells.add(Cell.of(view.notes().isPresent() ? Figures.count(view.notes().getAsLong()) : "-"));
        return List.copyOf(cells);
    }

    private static Cell phase(AccountView view) {
        Cell phase = view.phase()
                .map(Phases::cell)
                .orElseGet(() -> view.account().isMigrating() ? new Cell("migrating", Tone.BUSY) : Cell.faint("-"));
        return view.flags()
                .attention()
                .map(reason -> new Cell(phase.text() + ", attention: " + reason, Tone.BAD))
                .or(() ->
                        view.flags().paused().map(reason -> new Cell(phase.text() + ", paused: " + reason, Tone.BUSY)))
                .orElse(phase);
    }

    private void select(long wanted) {
        if (!accounts.isEmpty()) {
            position = (int) Math.max(0, Math.min(wanted, accounts.size() - 1L));
            selected = Optional.of(accounts.get(position).account().id());
        }
    }

    private Optional<Integer> positionOf(UUID id) {
        if (position < accounts.size() && accounts.get(position).account().id().equals(id)) {
            return Optional.of(position);
        }
        return IntStream.range(0, accounts.size())
                .filter(index -> accounts.get(index).account().id().equals(id))
                .boxed()
                .findFirst();
    }

    private String name() {
        return accounts.get(position).account().name();
    }
}
