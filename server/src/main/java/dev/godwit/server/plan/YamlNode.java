package dev.godwit.server.plan;

import java.util.List;

/** A piece of a YAML file that knows the line on which it begins. */
sealed interface YamlNode {
    int line();

    /** What a person would call it. */
    String kind();

    /** One value. Its text is as it was written: whether it is a number or a name is for the reader to say. */
    record Scalar(int line, String text, boolean quoted) implements YamlNode {
        /** Whether nothing was written where a value belongs. */
        boolean empty() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return empty() ? "nothing" : "a single value";
        }
    }

    /** Several values. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with their values, in the order of the file; a key may be there twice. */
    record Mapping(int line, List<Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a group of keys";
        }
    }

    /** One key with its value. */
    record Entry(int line, String key, YamlNode value) {}
}
