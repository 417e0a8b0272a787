package org.reactiveacs.genieacs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads expressions of GenieACS: SQL's operators over literals, parameters and functions. */
final class TermReader {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_*{}:.-]+");
    private static final Pattern OPERATOR = Pattern.compile(
            "IS\\s+NOT\\s+NULL\\b|IS\\s+NULL\\b|NOT\\s+LIKE\\b|LIKE\\b|AND\\b|OR\\b|>=|<=|<>|=|>|<|\\|\\||[*/%+-]",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> ESCAPES = Map.of("b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t");
    private static final int MAX_DEPTH = 100;
    private static final int NOT_BINDS = 12;

    private final String text;
    private int at;
    private int depth;

    private TermReader(String text) {
        this.text = text;
    }

    /** @throws Term.Unreadable if it is no such expression */
    static Term read(String text) {
        var reader = new TermReader(text);
        var term = reader.term(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.unreadable("something follows");
        }
        return term;
    }

    private static int binding(String operator) {
        return switch (operator) {
            case "OR" -> 10;
            case "AND" -> 11;
            case "||" -> 30;
            case "+", "-" -> 31;
            case "*", "/", "%" -> 32;
            default -> 20;
        };
    }

    private Term term(int binding) {
        if (++depth > MAX_DEPTH) {
            throw unreadable("it is nested too deeply");
        }
        var left = operand();
        while (true) {
            blanks();
            var matcher = OPERATOR.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) {
                break;
            }
            var operator = matcher.group().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (binding(operator) <= binding) {
                break;
            }
            at = matcher.end();
            left = operator.startsWith("IS ")
                    ? new Term.Unary(operator, left)
                    : new Term.Binary(operator, left, term(binding(operator)));
        }
        depth--;
        return left;
    }

    private Term operand() {
        blanks();
        if (at >= text.length()) {
            throw unreadable("a value is missing");
        }
        char c = text.charAt(at);
        if (c == '(') {
            at++;
            var inner = term(0);
            expect(')');
            return inner;
        }
        if (c == '"' || c == '\'') {
            return new Term.Literal(quoted(c));
        }
        var number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt() && !isWord(number.end())) {
            at = number.end();
            return new Term.Literal(new BigDecimal(number.group()));
        }
        var word = word();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> new Term.Literal(true);
            case "false" -> new Term.Literal(false);
            case "null" -> new Term.Literal(null);
            case "not" -> new Term.Unary("NOT", term(NOT_BINDS));
            case "case" -> choice();
            default -> named(word);
        };
    }

    private boolean isWord(int index) {
        return index < text.length()
                && (Character.isLetterOrDigit(text.charAt(index)) || "_.".indexOf(text.charAt(index)) >= 0);
    }

    private Term named(String word) {
        if (at < text.length() && text.charAt(at) == '[') {
            throw unreadable("paths with [...] are not read here");
        }
        if (at >= text.length() || text.charAt(at) != '(') {
            return new Term.Parameter(word);
        }
        at++;
        List<Term> arguments = new ArrayList<>();
        blanks();
        while (at < text.length() && text.charAt(at) != ')') {
            arguments.add(term(0));
            blanks();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else {
                break;
            }
        }
        expect(')');
        return new Term.Call(word, arguments);
    }

    private Term choice() {
        blanks();
        var word = word().toLowerCase(Locale.ROOT);
        switch (word) {
            case "end" -> {
                return new Term.Literal(null);
            }
            case "else" -> {
                var otherwise = term(0);
                keyword("end");
                return otherwise;
            }
            case "when" -> {
                var condition = term(0);
                keyword("then");
                var then = term(0);
                return new Term.Choice(condition, then, choice());
            }
            default -> throw unreadable("WHEN, ELSE or END is expected");
        }
    }

    private void keyword(String expected) {
        blanks();
        if (!word().equalsIgnoreCase(expected)) {
            throw unreadable(expected.toUpperCase(Locale.ROOT) + " is expected");
        }
    }

    private String word() {
        var matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw unreadable("'" + text.charAt(Math.min(at, text.length() - 1)) + "' is not expected");
        }
        at = matcher.end();
        return matcher.group();
    }

    /** In double quotes backslashes escape; in single quotes only a quote that is doubled. */
    private String quoted(char quote) {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote && quote == '\'' && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                at++;
                value.append(c);
            } else if (c == quote) {
                at++;
                return value.toString();
            } else if (c == '\\' && quote == '"') {
                at++;
                value.append(escaped());
            } else {
                value.append(c);
            }
        }
        throw unreadable("a text has no end");
    }

    private String escaped() {
        if (at >= text.length()) {
            throw unreadable("a text has no end");
        }
        var kind = String.valueOf(text.charAt(at));
        if (!kind.equals("u")) {
            return ESCAPES.getOrDefault(kind, kind);
        }
        if (at + 4 >= text.length()) {
            throw unreadable("a text has no end");
        }
        try {
            var character = String.valueOf((char) Integer.parseInt(text, at + 1, at + 5, 16));
            at += 4;
            return character;
        } catch (NumberFormatException e) {
            throw unreadable("\\u is followed by four hexadecimal digits");
        }
    }

    private void expect(char expected) {
        blanks();
        if (at >= text.length() || text.charAt(at) != expected) {
            throw unreadable("'" + expected + "' is expected");
        }
        at++;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private Term.Unreadable unreadable(String why) {
        return new Term.Unreadable("at character " + (at + 1) + ": " + why);
    }
}
