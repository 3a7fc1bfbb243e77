package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.server.plan.YamlNode.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a tree of a YAML text. It reads one document of plain values, lists and keys; aliases and deep nesting, which a
 * plan has no use for, are refused, so that a small file can't become a large tree.
 */
final class YamlTree {
    private static final int DEPTH_MAX = 16;

    private final Iterator<Event> events;

    private YamlTree(String text) {
        events = new Parse(LoadSettings.builder().setLabel("plan").build())
                .parseString(text)
                .iterator();
    }

    /** The document's tree; empty when it can't be read, which is then among the findings, or when there is none. */
    static Optional<YamlNode> read(String text, Findings findings) {
        try {
            return new YamlTree(text).document();
        } catch (UnreadableYaml e) {
            findings.report(e.code, e.line, String.valueOf(e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            findings.report(
                    ErrorCode.PLAN_INVALID_YAML, mark.map(Mark::getLine).orElse(0) + 1, sentence(e.getProblem()));
        } catch (YamlEngineException e) {
            findings.report(ErrorCode.PLAN_INVALID_YAML, 1, sentence(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() throws UnreadableYaml {
        Optional<YamlNode> root = Optional.empty();
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    documents++;
                    if (documents > 1) {
                        throw new UnreadableYaml(
                                ErrorCode.PLAN_INVALID_YAML,
                                line(event),
                                "a plan is one document, a second begins here");
                    }
                }
                case Scalar, SequenceStart, MappingStart, Alias -> root = Optional.of(node(event, 1));
                case StreamStart, StreamEnd, DocumentEnd, SequenceEnd, MappingEnd, Comment -> {}
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) throws UnreadableYaml {
        if (depth > DEPTH_MAX) {
            throw new UnreadableYaml(
                    ErrorCode.PLAN_INVALID_YAML, line(event), "nested deeper than " + DEPTH_MAX + " levels");
        }
        return switch (event) {
            case ScalarEvent scalar -> new YamlNode.Scalar(line(event), scalar.getValue(), !scalar.isPlain());
            case SequenceStartEvent start -> sequence(start, depth);
            case MappingStartEvent start -> mapping(start, depth);
            case AliasEvent alias ->
                throw new UnreadableYaml(
                        ErrorCode.PLAN_NOT_SUPPORTED, line(event), "YAML aliases (*" + alias.getAlias() + ")");
            case Event other -> throw new IllegalStateException("unexpected " + other.getEventId());
        };
    }

    private YamlNode sequence(Event start, int depth) throws UnreadableYaml {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(line(start), items);
    }

    private YamlNode mapping(Event start, int depth) throws UnreadableYaml {
        List<Entry> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new UnreadableYaml(ErrorCode.PLAN_INVALID_YAML, line(event), "a key must be a single word");
            }
            entries.add(new Entry(line(event), key.getValue(), node(events.next(), depth + 1)));
        }
        return new YamlNode.Mapping(line(start), entries);
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String sentence(String problem) {
        String oneLine = problem.lines().findFirst().orElse("not YAML");
        return oneLine.endsWith(".") ? oneLine.substring(0, oneLine.length() - 1) : oneLine;
    }

    private static final class UnreadableYaml extends Exception {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;
        private final int line;

        private UnreadableYaml(ErrorCode code, int line, String message) {
            super(message);
            this.code = code;
            this.line = line;
        }
    }
}
