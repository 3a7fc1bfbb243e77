package dev.godwit.server.plan;

import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code waves}: which units move, in which order. */
final class WavesPart {
    private final Map<UnitId, WaveName> waveOfUnit = new HashMap<>();
    private final Set<WaveName> names = new HashSet<>();
    private Optional<WaveName> onRequest = Optional.empty();
    private final StoreNames stores;

    WavesPart(StoreNames stores) {
        this.stores = stores;
    }

    List<Wave> read(Section plan) {
        Optional<Value> value = plan.required("waves");
        Optional<List<Value>> items = value.flatMap(Value::items);
        if (value.isPresent() && items.isPresent() && items.get().isEmpty()) {
            value.get().invalid("name at least one wave");
        }
        List<Wave> waves = new ArrayList<>();
        for (Value item : items.orElse(List.of())) {
            if (!waves.isEmpty() && waves.getLast().units() instanceof Selection.All) {
                item.invalid("wave '" + waves.getLast().name() + "' before it already takes all units");
            }
            wave(item).ifPresent(waves::add);
        }
        return waves;
    }

    private Optional<Wave> wave(Value item) {
        Optional<Section> section = item.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        Optional<WaveName> name = keys.required("name").flatMap(this::name);
        Optional<Selection> units = keys.required("units").flatMap(value -> selection(value, name));
        Optional<Value> approval = keys.optional("approve");
        boolean approve = approval.flatMap(Value::flag).orElse(false);
        if (approve && units.filter(Selection.OnRequest.class::isInstance).isPresent()) {
            approval.orElseThrow().refuse("whoever asks for the move of a unit approves it");
        }
        keys.finish();
        return name.flatMap(known -> units.map(selected -> new Wave(known, selected, approve)));
    }

    private Optional<WaveName> name(Value value) {
        return value.text(WaveName::new)
                .filter(name -> names.add(name)
                        || value.invalid("two waves are called '" + name + "'").isPresent());
    }

    private Optional<Selection> selection(Value value, Optional<WaveName> wave) {
        Optional<Section> section = value.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        List<Selection> selections = new ArrayList<>();
        Optional<Value> list = keys.optional("list");
        Optional<Value> percent = keys.optional("percent");
        Optional<Value> query = keys.optional("query");
        Optional<Value> all = keys.optional("all");
        Optional<Value> asked = keys.optional("onRequest");
        list.flatMap(found -> listed(found, wave)).ifPresent(selections::add);
        percent.flatMap(found -> found.whole(1, 100))
                .map(Selection.Percent::new)
                .ifPresent(selections::add);
        all.flatMap(found -> trueOnly(found, "all", new Selection.All())).ifPresent(selections::add);
        asked.flatMap(found -> trueOnly(found, "onRequest", new Selection.OnRequest()))
                .filter(found -> isOnly(value, wave))
                .ifPresent(selections::add);
        query.flatMap(found -> query(keys, found)).ifPresent(selections::add);
        if (query.isEmpty()) {
            keys.optional("store").ifPresent(store -> store.invalid("it says where a 'query' is asked; there is none"));
        }
        keys.finish();
        long forms = Stream.of(list, percent, query, all, asked)
                .filter(Optional::isPresent)
                .count();
        if (forms > 1) {
            value.invalid("give one of list, percent, query, all and onRequest, not several");
            return Optional.empty();
        }
        if (forms == 0) {
            value.invalid("give one of list, percent, query, all and onRequest");
        }
        return selections.stream().findFirst();
    }

    private Optional<Selection> query(Section keys, Value value) {
        Optional<StoreName> store = keys.required("store").flatMap(stores::read);
        Optional<String> query = value.text()
                .map(text -> text.strip().replaceFirst("\\s*;$", ""))
                .filter(text -> !text.contains(";")
                        || value.invalid("one SELECT, without a semicolon").isPresent());
        return store.flatMap(where -> query.map(sql -> new Selection.Query(where, sql)));
    }

    private static Optional<Selection> trueOnly(Value value, String key, Selection selection) {
        return value.flag()
                .flatMap(flag ->
                        flag ? Optional.of(selection) : value.invalid("leave it out, or write '" + key + ": true'"));
    }

    private boolean isOnly(Value value, Optional<WaveName> wave) {
        if (onRequest.isPresent()) {
            value.invalid("units join wave '" + onRequest.get() + "' on request already; one is enough");
            return false;
        }
        onRequest = wave.or(() -> Optional.of(new WaveName("unnamed")));
        return true;
    }

    private Optional<Selection> listed(Value value, Optional<WaveName> wave) {
        List<UnitId> units = new ArrayList<>();
        List<Value> items = value.items().orElse(List.of());
        if (items.isEmpty() && value.node() instanceof YamlNode.Sequence) {
            value.invalid("list at least one unit");
        }
        for (Value item : items) {
            item.text(UnitId::new).filter(unit -> isNew(item, unit, wave)).ifPresent(units::add);
        }
        return units.isEmpty() ? Optional.empty() : Optional.of(new Selection.Listed(List.copyOf(units)));
    }

    private boolean isNew(Value item, UnitId unit, Optional<WaveName> wave) {
        WaveName here = wave.orElse(new WaveName("unnamed"));
        WaveName before = waveOfUnit.putIfAbsent(unit, here);
        if (before != null) {
            item.invalid("unit '" + unit + "' is already in "
                    + (before.equals(here) ? "this list" : "wave '" + before + "'"));
            return false;
        }
        return true;
    }
}
