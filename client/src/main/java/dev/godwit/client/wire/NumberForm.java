package dev.godwit.client.wire;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A value that travels as a whole number. */
final class NumberForm {
    private NumberForm() {}

    static <T> void register(SimpleModule module, Class<T> type, ToLongFunction<T> number, LongFunction<T> parse) {
        module.addSerializer(type, new Writer<>(type, number));
        module.addDeserializer(type, new Reader<>(type, parse));
    }

    private static final class Writer<T> extends StdSerializer<T> {
        private final ToLongFunction<T> number;

        Writer(Class<T> type, ToLongFunction<T> number) {
            super(type);
            this.number = number;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(number.applyAsLong(value));
        }
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private final LongFunction<T> parse;

        Reader(Class<T> type, LongFunction<T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return context.reportInputMismatch(this, "must be a whole number");
            }
            return parse.apply(parser.getLongValue());
        }
    }
}
