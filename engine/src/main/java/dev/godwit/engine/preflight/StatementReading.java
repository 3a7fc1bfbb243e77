package dev.godwit.engine.preflight;

import dev.godwit.engine.preflight.SqlTokens.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tables a statement reads or writes, and which names it has. It rather overlooks a table than names a wrong one: it
 * sees none behind a view or a function. Pure.
 *
 * @param tables as {@code schema.table}, or without a schema as the statement has them
 * @param names all names in it, those of columns too
 * @param allColumns whether it gives values for all columns without naming them
 */
record StatementReading(Set<String> tables, Set<String> names, boolean allColumns) {
    private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete", "merge", "with");
    private static final Set<String> CLAUSES = Set.of(
            "select",
            "from",
            "join",
            "using",
            "into",
            "update",
            "set",
            "where",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "values",
            "returning",
            "on",
            "window",
            "for",
            "when",
            "union",
            "intersect",
            "except");
    private static final Set<String> OF_TABLES = Set.of("from", "join", "using", "into", "update");
    private static final Set<String> LISTS = Set.of("from", "using");

    static StatementReading of(String sql) {
        List<Token> tokens = SqlTokens.of(sql);
        return tokens.isEmpty() || !KINDS.contains(tokens.getFirst().text())
                ? new StatementReading(Set.of(), Set.of(), false)
                : of(tokens);
    }

    private static StatementReading of(List<Token> tokens) {
        Set<String> tables = new HashSet<>();
        boolean allColumns = false;
        Deque<String> clauses = new ArrayDeque<>(List.of(""));
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token before = i == 0 ? new Token("", false) : tokens.get(i - 1);
            if (token.is("(")) {
                clauses.push("");
            } else if (token.is(")") && clauses.size() > 1) {
                clauses.pop();
            } else if (!token.quoted() && CLAUSES.contains(token.text()) && !before.is(".")) {
                clauses.pop();
                clauses.push(token.text());
            } else if (isTable(clauses.element(), before, token)) {
                boolean qualified = i + 2 < tokens.size() && tokens.get(i + 1).is(".");
                tables.add(qualified ? token.text() + "." + tokens.get(i + 2).text() : token.text());
                i = qualified ? i + 2 : i;
                boolean named = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
                allColumns |= clauses.element().equals("into")
                        && !named
                        && !tokens.getFirst().is("merge");
            }
        }
        return new StatementReading(tables, tokens.stream().map(Token::text).collect(Collectors.toSet()), allColumns);
    }

    /** @param table as a plan has it; without a schema it is in public */
    boolean touches(String table) {
        String bare = table.substring(table.indexOf('.') + 1);
        String schema = table.contains(".") ? table.substring(0, table.indexOf('.')) : "public";
        return tables.contains(bare) || tables.contains(schema + "." + bare);
    }

    private static boolean isTable(String clause, Token before, Token token) {
        boolean isName = token.quoted()
                || Character.isLetter(token.text().charAt(0))
                || token.text().startsWith("_");
        return isName
                && !token.is("only")
                && OF_TABLES.contains(clause)
                && (before.is(clause) || before.is("only") || (before.is(",") && LISTS.contains(clause)));
    }
}
