package org.reactiveacs.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** All budgets as a table of Markdown, whose columns also stand under one another in a terminal. */
final class BudgetTable {

    private static final List<String> HEAD = List.of("budget", "limit", "measured", "of the limit", "", "how");

    private BudgetTable() {}

    static String of(List<Budget> budgets) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Budget budget : budgets) {
            rows.add(List.of(
                    budget.what(),
                    budget.limitText(),
                    budget.measuredText(),
                    budget.ratioText(),
                    budget.verdict(),
                    budget.note()));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            line(text, rows.get(i), widths);
            if (i == 0) {
                rule(text, widths);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ")
                    .append(cells.get(i))
                    .append(" ".repeat(widths[i] - cells.get(i).length() + 1));
        }
        text.append("|\n");
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int width : widths) {
            text.append('|').append("-".repeat(width + 2));
        }
        text.append("|\n");
    }
}
